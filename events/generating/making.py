"""Making up a whole archive, telling what is made up from what is real, and taking it away again."""

from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q

from archive.identity.addresses import Addressed
from events.generating.chance import Chance
from events.generating.copying import Copies
from events.generating.events import EventMaker
from events.generating.known import MARK, PEOPLE_PER_FORUM, judge, known
from events.generating.reports import Reporter
from events.models import (
    Agreement,
    Appearance,
    Capacity,
    Choice,
    Citation,
    Detail,
    Draft,
    Figure,
    Forum,
    ForumDecision,
    ForumTopic,
    Involvement,
    Location,
    Mention,
    Party,
    Report,
    Series,
    Session,
    Topic,
)
from events.settling import settle_forums
from orgs.models import Organization, OrganizationDecision, OrganizationName, Place, PlaceName
from people.models import Person, PersonDecision, PersonName

AT_ONCE = 1000  # forums
IN_ORDER = (
    *(Place, PlaceName, Organization, OrganizationName, Person, PersonName, OrganizationDecision, PersonDecision),
    *(Topic, Series, Report, Forum, Session, ForumTopic, Choice, Agreement, Party, ForumDecision),
    *(Detail, Location, Figure, Involvement, Appearance, Mention, Citation, Capacity),
)


def generate(forums: int, seed: int = 1, done: Callable[[int], object] = lambda forums: None) -> None:
    """Make up so many forums with all that belongs to them, in one transaction; `done` hears of each batch."""
    with transaction.atomic():
        for many in _batches(Copies(IN_ORDER), Chance(seed), forums):
            done(many)


def _batches(copies: Copies, chance: Chance, forums: int) -> Iterator[int]:
    knowing = known(chance, copies, forums)
    copies.write()
    maker = EventMaker(Reporter(chance, copies, knowing), copies, knowing)
    for start in range(0, forums, AT_ONCE):
        numbers = range(start, min(forums, start + AT_ONCE))
        made: list[int] = []
        for number in numbers:
            new = knowing.people[number * PEOPLE_PER_FORUM : (number + 1) * PEOPLE_PER_FORUM]
            made.append(maker.forum(number, new, made[-1] if made else None))
        judge(chance, copies, ForumDecision, made, every=300)
        copies.write()
        settle_forums(made)
        yield len(numbers)
    copies.finish()


def holds(*, real: bool) -> bool:
    """Whether there are records in the archive that are real, as drafts are too, or such as were made up."""
    addressed = [model._default_manager for model in apps.get_models() if issubclass(model, Addressed)]
    named = any(rows.filter(Q(slug__startswith=MARK, _negated=real)).exists() for rows in addressed)
    return named or (real and Draft.objects.exists())


def clear() -> None:
    """Empty the archive, history and all; users, and the sounds that search knows, stay."""
    quote = connection.ops.quote_name
    models = [model for app in ("orgs", "people", "events") for model in apps.get_app_config(app).get_models()]
    tables = [quote(model._meta.db_table) for model in models]
    connection.check_constraints()  # a table with checks that wait for the transaction's end cannot be emptied
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")
