"""Persons in a few words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import ngettext

from archive.formats.previews import Preview, preview, sentence
from people.models import Person


@preview.register
def _(person: Person, shown: Mapping[str, Any]) -> Preview:
    appearances = shown["facts"]["appearances"]
    many, latest = appearances.total, appearances.rows[:1]
    said = [
        words
        for fact in latest
        for words in (*map(str, fact.capacities[:1]), str(fact.forum.canonical), fact.dated.date_in_words)
    ]
    counted = ngettext("%(many)d appearance in all", "%(many)d appearances in all", many) % {"many": many}
    return Preview(sentence(person.note, *said, counted if many else ""), "profile")
