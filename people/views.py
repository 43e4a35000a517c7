"""Pages of speakers: everybody whom a report names."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.database.paging import by_number
from archive.formats.calendars import CALENDAR
from archive.formats.feeds import ATOM
from archive.formats.popolo import POPOLO
from archive.formats.selections import Selection
from archive.identity.identified import tell_all, tell_latest
from archive.pages.page import ListPage
from archive.pages.portions import Facts, PortionedList, PortionedPage
from archive.pages.together import TogetherPage
from people.filters import Appearance, Citation, SpeakerFacets
from people.models import Person, Removal
from people.namesakes import namesakes, status
from people.plain import told
from people.spells import spells

Mention = Person._meta.get_field("mentions").related_model
Forum = Appearance._meta.get_field("forum").related_model
Party = Person._meta.get_field("agreements").related_model
NEAREST, FEW = 10, 3  # others who were there too, and their events


def stated() -> Facts:
    return {
        "appearances": (Appearance.objects.latest_first(), Appearance.objects.to_read()),
        "mentions": (Mention.objects.order_by("pk"), Mention.objects.to_read_in_part()),
        "agreements": (Party.objects.order_by("pk"), Party.objects.to_read()),
    }


class Speakers(PortionedList):
    formats = (*ListPage.formats, POPOLO)
    queryset = Person.objects.public().known().counting("appearances")
    in_full = Person.objects.public().to_read().counting("appearances")
    lines = Person.objects.public().in_lines().counting("appearances")
    table = lines.prefetch_related("same_records__names").identified()
    facets = SpeakerFacets
    citations, stated, told = Citation.objects, staticmethod(stated), staticmethod(told)
    orders = ListPage.orders | by_number("appearances", _("most appearances"))
    template_name = "people/person_list.html"
    section, title = "speakers", _("Speakers")

    def tell(self, rows: list[Any]) -> None:
        tell_latest(rows, Appearance.objects)
        tell_all([row for row in rows if not row.latest], "mentions")

    @property
    def subjects(self) -> list[tuple[Person, dict[str, Any]]]:
        facts = self.first_facts(self.page.rows)
        return [(row, {"facts": facts[row.pk]}) for row in self.page.rows]


class SpeakerPage(PortionedPage):
    formats = (*PortionedPage.formats, ATOM, CALENDAR, POPOLO)
    queryset = Person.objects.known()
    citations, stated, told = Citation.objects, staticmethod(stated), staticmethod(told)
    removals = Removal.objects.all()
    template_name = "people/person_detail.html"
    section = "speakers"

    def data(self) -> dict[str, Any]:
        return {**super().data(), "identity": status(self.record, namesakes(self.record)).as_json()}

    @property
    def occasions(self) -> Selection:
        """The forums in which the person appears."""
        theirs = Forum.objects.public().having_any(Appearance.objects.of(self.record)).latest_first()
        return Selection(theirs, Forum.objects.to_list())

    @property
    def news(self) -> list[Selection]:
        return [Speakers.of(Person.objects.only_this(self.record)), self.occasions]

    def beside(self, record: Person) -> dict[str, Any]:
        others = namesakes(record)
        present, appearances = Appearance.objects.present(), self.facts["appearances"]
        return {
            "has_appeared": appearances.has(lambda one: one.is_past, Appearance.objects.of(record).past()),
            "spells": spells(appearances.rows),
            "same_session": present.company(record, "session", NEAREST, FEW),
            "same_forum": present.company(record, "forum", NEAREST, FEW),
            "namesakes": others,
            "identity": status(record, others),
            "joined": record.joined,
        }


class SpeakersTogether(TogetherPage):
    removals = Removal.objects.all()
    queryset = Person.objects.select_related("canonical")
    facts = Appearance.objects.present()
    section = "speakers"
