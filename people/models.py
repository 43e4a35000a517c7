"""Persons: what is known of them, apart from what any report prints."""

from django.db import models
from django.db.models import Q

from archive.addresses import Addressed, fixed
from archive.changes import Changing, changed_when, touches
from archive.history import tracked
from archive.identity import CANONICAL_BY_DEFAULT, Decision, Identified, IdentifiedQuerySet, settles
from archive.names import Name, SortKeyField


@tracked("sort_name")
class Person(Addressed, Identified, Changing):
    """Someone a report names."""

    name = models.CharField(max_length=200, help_text="The preferred name, in its usual order (Li Qingshuang, Panorea Avdis).")
    sort_name = SortKeyField(source="sort_source")
    family = models.CharField(max_length=100, blank=True, help_text="Family name, if known: data, not a guess from word order.")
    given = models.CharField(max_length=100, blank=True, help_text="Given names, if known.")
    note = models.CharField(
        max_length=300, blank=True, help_text="What tells the person from others of that name; shown to readers."
    )
    source = models.CharField(max_length=300, blank=True, help_text="Where what is said here is taken from, if not from a report.")

    objects = IdentifiedQuerySet.as_manager()

    class Meta:
        ordering = ("sort_name", "id")
        constraints = [
            *Addressed.Meta.constraints,
            models.CheckConstraint(condition=~Q(name=""), name="people_person_has_name", violation_error_message="Write the name."),
        ]
        triggers = [CANONICAL_BY_DEFAULT, fixed("slug"), *changed_when("canonical", "sort_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def sort_source(self) -> str:
        return f"{self.family} {self.given}" if self.family else self.name


@tracked()
class PersonName(Name):
    """Another form of a person's name, known apart from what reports print."""

    class Kind(models.TextChoices):
        NATIVE = "native", "native script"
        PINYIN = "pinyin", "pinyin"
        ALIAS = "alias", "other name"
        FORMER = "former", "former name"

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ALIAS, help_text="What sort of name it is.")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names", help_text="The person so called.")

    class Meta(Name.Meta):
        constraints = [
            *Name.Meta.constraints,
            models.UniqueConstraint(fields=("person", "kind", "text"), name="people_personname_once"),
        ]
        triggers = touches(person_id="people_person")


@tracked()
class PersonDecision(Decision):
    """A judgement on whether two persons are one."""

    record = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="decisions", help_text="The record judged; shown as the other one."
    )
    other = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        related_name="decisions_as_other",
        help_text="The record it is compared with, and kept.",
    )

    class Meta(Decision.Meta):
        triggers = [settles("people_person"), *touches(record_id="people_person", other_id="people_person")]
