"""Holding a report file against the text it was read from."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from events.paragraphs import split
from events.reportfile.schema import CitationItem, ReportFile
from events.reportfile.statements import Statement, statements

FOLDS = str.maketrans("“”„‟«»‘’‚‛´`‐‑‒–—―−\u00a0\u2007\u202f", "\"\"\"\"\"\"''''''-------   ")
# A detail's value is what is printed, but for these, which say in another form what is printed.
NORMALIZED = ("date", "start", "end", "format")
REST = r"(?:[\w'&-]|\.(?=\w))*"
# Capitalised words in a row, joined by the small words that stand in names.
NAME = re.compile(rf"\b[A-Z]{REST}(?:\s+(?:(?:of|for|and|the|on|in|at|&)\s+)*[A-Z]{REST})*")


@dataclass
class Verdict:
    """What was found: a miss is a fault of the file; a name left is for a curator to look at."""

    slug: str
    misses: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    phrases: int = 0


def fold(text: str) -> str:
    """The text with one form of quotes, dashes and blanks; as long as before."""
    return text.translate(FOLDS)


def stands_in(phrase: str, paragraph: str) -> bool:
    """Whether the phrase stands in the paragraph as whole words; both folded."""
    return any(True for _ in _places(phrase, paragraph))


def _places(phrase: str, paragraph: str) -> Iterator[tuple[int, int]]:
    start = paragraph.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        if not (_joined(paragraph[start - 1 : start], phrase[:1]) or _joined(phrase[-1:], paragraph[end : end + 1])):
            yield start, end
        start = paragraph.find(phrase, start + 1)


def _joined(before: str, after: str) -> bool:
    """Whether two neighbouring characters are of one word; Chinese has no blanks between words."""
    return bool(before and after) and before.isalnum() and after.isalnum() and max(before, after) < "\u2e80"


def verify(file: ReportFile, text: bytes) -> Verdict:
    """Compare a file with the bytes of its text."""
    verdict = Verdict(file.report.slug)
    if not file.text:
        verdict.misses.append("the file names no text")
        return verdict
    if hashlib.sha256(text).hexdigest() != file.text.sha256:
        verdict.misses.append(f"{file.text.file} is not the text with the file's digest")
        return verdict
    try:
        paragraphs = [fold(paragraph) for paragraph in split(text.decode())]
    except UnicodeDecodeError:
        verdict.misses.append(f"{file.text.file} is not UTF-8 text")
        return verdict
    verdict.misses += _wrong_openings(file, paragraphs)
    for where, numbers, phrase in printed(file):
        verdict.phrases += 1
        found = [paragraphs[number - 1] for number in numbers if number <= len(paragraphs)]
        if not any(stands_in(fold(phrase), paragraph) for paragraph in found):
            verdict.misses.append(f"{where}: {phrase!r} does not stand in paragraph {', '.join(map(str, numbers))}")
    verdict.names = list(_names_left(file, paragraphs))
    return verdict


def _wrong_openings(file: ReportFile, paragraphs: list[str]) -> Iterator[str]:
    assert file.text
    if len(paragraphs) != file.text.paragraphs:
        yield f"the text has {len(paragraphs)} paragraphs, the file says {file.text.paragraphs}"
    for number, (opening, paragraph) in enumerate(zip(file.text.openings, paragraphs, strict=False), start=1):
        if fold(opening) != opening_of(paragraph):
            yield f"paragraph {number} begins {opening_of(paragraph)!r}, the file says {opening!r}"


def opening_of(paragraph: str) -> str:
    """The first three words of a paragraph, as far as they fit 80 characters."""
    return " ".join(paragraph.split()[:3])[:80]


def printed(file: ReportFile) -> Iterator[tuple[str, tuple[int, ...], str]]:
    """Every phrase that the file says is printed: (of what, paragraphs, phrase)."""
    everywhere = tuple(range(1, (file.text.paragraphs if file.text else 0) + 1))
    head = file.report
    if head.title:
        yield "title", everywhere, head.title
    for name, item in (("publisher", head.publisher), ("published", head.published)):
        if item and item.printed:
            yield name, (item.paragraph,) if item.paragraph else everywhere, item.printed
    for statement in statements(file):
        for citation in statement.citations:
            yield from ((str(statement), citation.paragraphs, phrase) for phrase in _phrases(statement, citation))


def _phrases(statement: Statement, citation: CitationItem) -> Iterator[str]:
    words = (citation.name, citation.role, citation.date, citation.number, citation.words)
    yield from filter(None, words)
    if statement.kind == "detail" and statement.key[2] not in NORMALIZED and not citation.name:
        yield str(statement.key[3])
    for capacity in citation.capacities:
        yield from filter(None, (capacity.title, capacity.printed))


def _names_left(file: ReportFile, paragraphs: list[str]) -> Iterator[str]:
    """Capitalised names that no printed phrase of the file covers, wherever in the text they stand."""
    phrases = sorted({fold(phrase) for _, _, phrase in printed(file)}, key=len, reverse=True)
    for number, paragraph in enumerate(paragraphs, start=1):
        bare = paragraph
        for phrase in phrases:
            for start, end in list(_places(phrase, bare)):
                bare = bare[:start] + "_" * (end - start) + bare[end:]
        for match in NAME.finditer(bare):
            if not _opens_a_sentence(match, bare):
                yield f"paragraph {number}: {match[0]}"


def _opens_a_sentence(match: re.Match[str], paragraph: str) -> bool:
    """A single capitalised word at the start of a sentence is no sign of a name."""
    before = paragraph[: match.start()].rstrip(" \"'(【")
    return " " not in match[0] and (not before or before[-1] in ".!?:;】|")
