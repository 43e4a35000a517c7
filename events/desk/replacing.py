"""Another text for a draft: each citation is found again by its printed words, and those that are lost are told.

A paragraph of the old text is the one of the new text that says the same, else the one that begins alike. A citation
goes where its words stand, there before elsewhere; one without words goes with its paragraph.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.desk.drafts import Why, keep
from events.desk.outline import Document
from events.desk.texts import digest
from events.models import Draft, ReportText
from events.paragraphs import split
from events.reportfile.verifying import fold, opening_of, stands_in

ABOUT = ("value", "person", "organization", "place", "counted", "session", "agreement", "forum")
WORDS = ("name", "role", "date", "number", "words")


@dataclass(frozen=True)
class Move:
    """A citation and where it stood; `after` is where its words stand now, empty where they are lost."""

    item: Document
    about: str
    words: list[str]
    before: list[int]
    after: list[int]

    @property
    def is_lost(self) -> bool:
        return not self.after


class Paragraphs:
    """The paragraphs of a text, and where those of another are among them."""

    def __init__(self, text: str, before: list[str], openings: list[str]) -> None:
        self.said = [fold(paragraph) for paragraph in split(text)]
        self.begun = [fold(opening_of(paragraph)) for paragraph in self.said]
        self.before = [fold(paragraph) for paragraph in before]
        self.openings = [fold(str(opening)) for opening in openings]

    def of(self, number: int) -> int | None:
        """The paragraph that was the other text's with this number."""
        if number <= len(self.before) and self.before[number - 1] in self.said:
            return self._nearest(self.said, self.before[number - 1], number)
        if number <= len(self.openings) and self.openings[number - 1] in self.begun:
            return self._nearest(self.begun, self.openings[number - 1], number)
        return None

    def with_words(self, words: list[str], near: int) -> int | None:
        """The paragraph in which all the words stand, the nearest to a number."""
        every = [fold(word) for word in words]
        found = [n for n, said in enumerate(self.said, start=1) if all(stands_in(word, said) for word in every)]
        return min(found, key=lambda number: abs(number - near), default=None)

    def _nearest(self, among: list[str], wanted: str, near: int) -> int:
        return min((n for n, said in enumerate(among, start=1) if said == wanted), key=lambda n: abs(n - near))


def moves(draft: Draft, text: str) -> list[Move]:
    """Where each citation of the draft goes in another text."""
    before = split(draft.text) if draft.text_frozen else []
    kept = draft.document.get("text") or {}
    told = kept.get("openings")
    openings = [opening_of(paragraph) for paragraph in before] or (told if isinstance(told, list) else [])
    there = Paragraphs(text, before, openings)
    return [_move(item, about, numbers, there) for item, about, numbers in _cited(draft.document)]


def _cited(value: Any, about: str = "") -> Iterator[tuple[Document, str, list[int]]]:
    """Everything that names paragraphs, with what it is about."""
    if isinstance(value, dict):
        about = next((said for name in ABOUT if isinstance(said := value.get(name), str) and said), about)
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _cited(part, about)
    if isinstance(value, dict):
        numbers = value.get("paragraphs", [value.get("paragraph")])
        numbers = [one for one in numbers if isinstance(one, int) and one > 0] if isinstance(numbers, list) else []
        if numbers:
            yield value, about, numbers


def _words(item: Document) -> list[str]:
    capacities = [one for one in item.get("capacities") or () if isinstance(one, dict)]
    said = [item.get(name) for name in WORDS]
    said += [part for one in capacities for part in (one.get("title"), one.get("printed"))]
    if "paragraph" in item:
        said.append(item.get("printed"))
    return [word for word in said if isinstance(word, str) and word]


def _move(item: Document, about: str, numbers: list[int], there: Paragraphs) -> Move:
    words = _words(item)
    after = [found for number in numbers if (found := there.of(number))]
    if words and not any(_stand(words, there.said[number - 1]) for number in after):
        near = after[0] if after else numbers[0]
        one = there.with_words(words, near)
        after = _together(words, after, there) or ([one] if one else [])
    return Move(item, about, words, numbers, sorted(set(after)))


def _stand(words: list[str], paragraph: str) -> bool:
    return all(stands_in(fold(word), paragraph) for word in words)


def _together(words: list[str], numbers: list[int], there: Paragraphs) -> list[int]:
    """The paragraphs, if each word stands in one of them."""
    said = [there.said[number - 1] for number in numbers]
    return numbers if all(any(stands_in(fold(word), one) for one in said) for word in words) else []


def expected_digest(draft: Draft) -> str:
    """The digest of the text that the draft was made from, where it has none itself."""
    told = (draft.document.get("text") or {}).get("sha256")
    return told if isinstance(told, str) and not draft.text_frozen else ""


def redacted_digest(draft: Draft) -> str:
    """The digest of the text of its report that somebody was removed from: that text does not come back."""
    kept = ReportText.objects.filter(report=draft.report_id, redacted=True).select_related("report").first()
    return kept.report.sha256 if kept else ""


@transaction.atomic
def replace(draft: Draft, text: str, file: str = "") -> Draft:
    """Give the draft a frozen text, and its citations their new places; what it said before is kept."""
    row = Draft.objects.select_for_update().get(pk=draft.pk)
    found = moves(row, text)
    if any(move.before != move.after for move in found):
        keep(row, row.document, row.version, row.editor_tab, row.editor, Why.REPLACED)
        for move in found:
            _put(move)
    if row.sha256 not in ("", digest(text)):  # a tab that shows the former text counts other paragraphs
        row.version += 1
        row.editor_tab = ""
    row.text, row.text_frozen, row.sha256, row.file = text, True, digest(text), file or row.file
    row.changed_at = timezone.now()
    row.save()
    return row


def _put(move: Move) -> None:
    if "paragraphs" in move.item:
        move.item["paragraphs"] = move.after
    else:
        move.item["paragraph"] = move.after[0] if move.after else None
