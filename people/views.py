"""Pages of speakers: everybody whom a report names."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.pages import ListPage, RecordPage
from archive.paging import by_number
from archive.together import TogetherPage
from people.filters import Appearance, SpeakerFacets
from people.models import Person, Removal
from people.namesakes import namesakes, status
from people.spells import spells

NEAREST = 10
LISTED = 100  # appearances on a page; JSON has all


class Speakers(ListPage):
    queryset = Person.objects.public().to_read().counting("appearances")
    facets = SpeakerFacets
    orders = ListPage.orders | by_number("appearances", _("most appearances"))
    template_name = "people/person_list.html"
    section, title = "speakers", _("Speakers")


class SpeakerPage(RecordPage):
    queryset = Person.objects.to_read()
    removals = Removal.objects.all()
    template_name = "people/person_detail.html"
    section = "speakers"

    def data(self) -> dict[str, Any]:
        return {**super().data(), "identity": status(self.record, namesakes(self.record)).as_json()}

    def beside(self, record: Person) -> dict[str, Any]:
        others = namesakes(record)
        present, appearances = Appearance.objects.present(), record.appearances_latest_first
        return {
            "spells": spells(appearances[:LISTED]),
            "earlier": max(len(appearances) - LISTED, 0),
            "same_session": present.company(record, "session", NEAREST),
            "same_forum": present.company(record, "forum", NEAREST),
            "namesakes": others,
            "identity": status(record, others),
            "joined": record.joined,
        }


class SpeakersTogether(TogetherPage):
    removals = Removal.objects.all()
    queryset = Person.objects.select_related("canonical")
    facts = Appearance.objects.present()
    section = "speakers"
