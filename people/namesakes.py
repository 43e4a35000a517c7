"""Who else a name could mean, and what curators decided about it."""

from django.utils.translation import gettext

from archive.identity import Comparison
from people.models import Person


def namesakes(person: Person) -> list[Comparison]:
    """Others of the same name and others compared, each with the decision where there is one."""
    compared = {one.other: one for one in person.compared if not one.is_same}
    others = dict.fromkeys([*Person.objects.public().of_the_same_name(person), *compared])
    return [compared.get(other, Comparison(other, False, gettext("not decided"), "")) for other in others]
