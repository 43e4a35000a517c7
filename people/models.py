"""Persons: what is known of them, apart from what any report prints."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from archive.dates import latest_first
from archive.history.changes import Changing, by_change, changed_when, touches
from archive.history.recording import tracked
from archive.identity.addresses import Addressed, address, fixed
from archive.identity.alike import alike
from archive.identity.decisions import Decision, decides, judged, kept
from archive.identity.identified import CANONICAL_BY_DEFAULT, Identified, IdentifiedQuerySet
from archive.identity.identifiers import Identifier, Registered, held_once, rules_of, scheme_of, stays_held_once
from archive.identity.names import Name, SortKeyField, forms
from archive.texts import plain

FACTS = ("appearances", "mentions", "agreements")


class RemovalQuerySet(models.QuerySet["Removal"]):
    def among(self, slugs: Iterable[str]) -> set[str]:
        """Those of the slugs under which a person was removed."""
        digests = {digest(slug): slug for slug in slugs}
        return {digests[found] for found in self.filter(digest__in=digests).values_list("digest", flat=True)}


def digest(slug: str) -> str:
    """What stays of a removed person's address: enough to know it again, not to read it."""
    return sha256(slug.encode()).hexdigest()


class Removal(models.Model):
    """A person whose data was removed: the address answers so, and nothing brings the person back.

    Of the address only a digest stays. Reasons are for curators, and name nobody.
    """

    digest = models.CharField(max_length=64, unique=True, editable=False, help_text=_("SHA-256 of the address."))
    reason = models.TextField(editable=False, help_text=_("Why, without the name."))
    removed_at = models.DateTimeField(default=now, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,  # the removal outlives the account
        related_name="+",
    )

    objects = RemovalQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.removed_at:%Y-%m-%d}"


REMOVED = gettext_noop("This person’s data was removed from the archive on request: leave the person out.")
NEVER_COMES_BACK = pgtrigger.Trigger(
    name="never_comes_back",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
        IF EXISTS (SELECT FROM people_removal WHERE digest = encode(sha256(convert_to(NEW.slug, 'UTF8')), 'hex')) THEN
            RAISE EXCEPTION '{REMOVED}'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'people_person_never_comes_back';
        END IF;
        RETURN NEW;
    """,
)


class PersonQuerySet(IdentifiedQuerySet):
    def public(self) -> "PersonQuerySet":
        """Those that some report names."""
        return self.canonical().having(*FACTS)

    def appearing(self) -> "PersonQuerySet":
        return self.having("appearances")

    def not_appearing(self) -> "PersonQuerySet":
        return self.exclude(pk__in=self.appearing().values("pk"))

    def to_read(self) -> "PersonQuerySet":
        return self.with_facts(*FACTS).known()

    def in_lines(self) -> "PersonQuerySet":
        """What a list shows a line of: with the id of the latest appearance, and the names in a native script."""
        names = PersonName.objects.filter(person__canonical=OuterRef("pk"), kind=PersonName.Kind.NATIVE)
        native = ArraySubquery(
            names.order_by("person", "text").values(json=JSONObject(text="text", language="language"))
        )
        return self.select_related("canonical").with_latest("appearances").annotate(native=native)

    def spelled_like(self, person: "Person") -> "PersonQuerySet":
        """Others who share a form of the name: in another order or script too."""
        return self.filter(pk__in={other for _, other in alike(Person, [person.pk])})


@tracked("sort_name")
class Person(Addressed, Identified, Registered, Changing):
    """Someone a report names."""

    name = models.CharField(
        max_length=200, help_text=_("The preferred name, in its usual order (Li Qingshuang, Panorea Avdis).")
    )
    sort_name = SortKeyField(source="sort_source")
    family = models.CharField(
        max_length=100, blank=True, help_text=_("Family name, if known: data, not a guess from word order.")
    )
    given = models.CharField(max_length=100, blank=True, help_text=_("Given names, if known."))
    note = models.CharField(
        max_length=300, blank=True, help_text=_("What tells the person from others of that name; shown to readers.")
    )
    source = models.CharField(
        max_length=300, blank=True, help_text=_("Where what is said here is taken from, if not from a report.")
    )
    confirmed = models.TextField(
        blank=True, help_text=_("If it is certain that all said here is of one person: why. Shown to readers.")
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ("sort_name", "id")
        indexes = [by_change("people_person", "canonical")]
        constraints = [
            *Addressed.Meta.constraints,
            plain("people_person", lines=("name", "family", "given", "note", "source"), prose=("confirmed",)),
            models.CheckConstraint(
                condition=~Q(name=""), name="people_person_has_name", violation_error_message=_("Write the name.")
            ),
        ]
        triggers = [
            CANONICAL_BY_DEFAULT,
            NEVER_COMES_BACK,
            fixed("slug"),
            stays_held_once("people_personidentifier", "people_person", "person_id"),
            *changed_when("canonical", "sort_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("speaker", self.slug)

    @property
    def known_names(self) -> list["PersonName"]:
        return self.together("names")

    @property
    def mentions_made(self) -> list[Any]:
        return self.as_they_came("mentions")

    @property
    def agreements_made(self) -> list[Any]:
        return self.as_they_came("agreements")

    @property
    def printed_names(self) -> dict[str, list[Any]]:
        """Every form that reports print, with the citations that print it, the earliest first."""
        stated = [fact for relation in FACTS for fact in self.together(relation)]
        return forms((citation.name, citation) for fact in stated for citation in fact.sources)

    @property
    def appearances_latest_first(self) -> list[Any]:
        return latest_first(self.together("appearances"))

    @property
    def sort_source(self) -> str:
        return f"{self.family} {self.given}" if self.family else self.name


@tracked()
class PersonName(Name):
    """Another form of a person's name, known apart from what reports print."""

    class Kind(models.TextChoices):
        NATIVE = "native", _("native script")
        PINYIN = "pinyin", _("pinyin")
        ALIAS = "alias", _("other name")
        FORMER = "former", _("former name")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ALIAS, help_text=_("What sort of name it is."))
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="names", help_text=_("The person so called.")
    )

    class Meta(Name.Meta):
        constraints = [
            *Name.Meta.constraints,
            models.UniqueConstraint(fields=("person", "kind", "text"), name="people_personname_once"),
        ]
        triggers = touches(person_id="people_person")


@tracked()
class PersonIdentifier(Identifier):
    """What a register elsewhere calls a person."""

    scheme = scheme_of("wikidata", "orcid", "isni")
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="identifiers", help_text=_("The person it stands for.")
    )

    class Meta(Identifier.Meta):
        constraints = rules_of("people_personidentifier", "person", "wikidata", "orcid", "isni")
        triggers = [
            *touches(person_id="people_person"),
            held_once("people_personidentifier", "people_person", "person_id"),
        ]


@tracked("moved")
class PersonDecision(Decision):
    """A judgement on whether two persons are one."""

    record = judged(Person)
    other = kept(Person)

    class Meta(Decision.Meta):
        triggers = decides("people_person")
