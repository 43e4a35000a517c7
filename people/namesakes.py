"""Who else a name could mean, what curators decided about it, and how sure it is that a record is one person."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.identity.decisions import Comparison
from people.models import Person


def namesakes(person: Person) -> list[Comparison]:
    """Others of the same name and others compared, each with the decision where there is one."""
    compared = {one.other: one for one in person.compared if not one.is_same}
    others = dict.fromkeys([*Person.objects.public().spelled_like(person), *compared])
    undecided = gettext("not decided")
    return [compared.get(other, Comparison(other, False, undecided, "", is_open=True)) for other in others]


@dataclass(frozen=True)
class Status:
    """How sure it is that all that is said of a record is of one person, and why."""

    value: str
    label: str | Promise
    why: str | Promise

    def as_json(self) -> dict[str, str]:
        return {"status": self.value, "why": str(self.why)}


PRINTED = Status(
    "as-printed", _("as printed"), _("The name as reports print it: no curator has said yet whether it is one person.")
)
SEVERAL = Status(
    "possibly-several",
    _("possibly several people"),
    _("Others have a name like this, and it is not decided whether they are the same."),
)
CONFIRMED = Status("confirmed", _("confirmed"), _("A curator compared this record with others and decided on each."))


def status(person: Person, others: list[Comparison]) -> Status:
    """The status of a person who has these namesakes."""
    if person.confirmed:
        return Status(CONFIRMED.value, CONFIRMED.label, person.confirmed)
    if any(other.is_open for other in others):
        return SEVERAL
    return CONFIRMED if person.compared else PRINTED
