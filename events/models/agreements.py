"""Agreements that reports name, and who made them."""

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from archive.dates import Basis, Dated
from archive.history.changes import Changing, changed_when, touches
from archive.history.recording import tracked
from archive.identity.addresses import Addressed, address, fixed
from archive.identity.names import SortKeyField
from archive.texts import plain
from events.models.stated import Stated, StatedQuerySet
from orgs.models import Organization
from people.models import Person


class AgreementQuerySet(StatedQuerySet):
    def cited(self) -> "AgreementQuerySet":
        return self.filter(citations__isnull=False).distinct()

    def with_parties(self) -> "AgreementQuerySet":
        parties = Party.objects.to_read()
        details = self.model._meta.get_field("details").related_model.objects.to_read()
        return self.to_read().prefetch_related(Prefetch("parties", parties), Prefetch("details", details))


@tracked("title", "sort_name", "edtf", "earliest", "latest", "years", "basis")
class Agreement(Stated, Addressed, Dated, Changing):
    """A memorandum, statement, treaty or other agreement a report names."""

    class Kind(models.TextChoices):
        MEMORANDUM = "memorandum", _("memorandum of understanding")
        STATEMENT = "statement", _("joint statement")
        TREATY = "treaty", _("treaty")
        AGREEMENT = "agreement", _("agreement")
        OTHER = "other", _("other")

    kind = models.CharField(max_length=20, choices=Kind, help_text=_("What sort of agreement it is."))
    title = models.CharField(max_length=500, blank=True, editable=False, help_text=_("The printed title."))
    label = models.CharField(
        max_length=300, blank=True, help_text=_("A curator's name for what reports leave unnamed.")
    )
    sort_name = SortKeyField()
    basis = models.CharField(max_length=10, choices=Basis, blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ("sort_name", "id")
        constraints = [
            *Addressed.Meta.constraints,
            *Dated.Meta.constraints,
            plain("events_agreement", lines=("label",)),
        ]
        triggers = [fixed("slug"), *changed_when("sort_name")]

    def __str__(self) -> str:
        return self.name or self.slug

    @property
    def name(self) -> str:
        return self.title or self.label

    def get_absolute_url(self) -> str:
        return address("agreement", self.slug)


@tracked()
class Party(Stated, Changing):
    """A body or person that made an agreement."""

    class Role(models.TextChoices):
        PARTY = "party", _("party")
        SIGNATORY = "signatory", _("signatory")
        ISSUER = "issuer", _("issuer")

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="parties", help_text=_("The agreement.")
    )
    organization = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agreements",
        help_text=_("The body."),
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="agreements", help_text=_("The person.")
    )
    role = models.CharField(max_length=10, choices=Role, default=Role.PARTY, help_text=_("What part it had."))

    ABOUT = ("agreement", "organization__canonical", "person__canonical")

    class Meta:
        verbose_name_plural = _("parties")
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False, person__isnull=True)
                | Q(organization__isnull=True, person__isnull=False),
                name="events_party_body_or_person",
                violation_error_message=_("Choose a body or a person, one of them."),
            ),
            models.UniqueConstraint(
                fields=("agreement", "organization", "person", "role"),
                nulls_distinct=False,
                name="events_party_once",
                violation_error_message=_("This party is there already."),
            ),
        ]
        triggers = [
            *changed_when(),
            *touches(agreement_id="events_agreement", organization_id="orgs_organization", person_id="people_person"),
        ]

    def __str__(self) -> str:
        return f"{self.organization or self.person}, {self.get_role_display()}"
