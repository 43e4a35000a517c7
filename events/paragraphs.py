"""A report paragraph by paragraph: its number, its first words, what it states, and for staff its text."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.models import Agreement, Citation, Report
from events.models.forums import Event


@dataclass(frozen=True)
class Told:
    """What a paragraph states of one forum, session or agreement, or of none."""

    about: Event | Agreement | None
    citations: list[Citation]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a report. `citations` are those that name it first, `again` those shown at an earlier one."""

    number: int
    opening: str
    text: str
    citations: list[Citation]
    again: list[Citation]

    @property
    def told(self) -> list[Told]:
        """The citations by what they are about, in the order of their first mention."""
        told: dict[Event | Agreement | None, list[Citation]] = {}
        for citation in self.citations:
            told.setdefault(citation.about, []).append(citation)
        return [Told(about, citations) for about, citations in told.items()]


def paragraphs(report: Report, citations: Iterable[Citation], text: str = "") -> list[Paragraph]:
    """Those that state something; all of them where the text is shown."""
    citations, lines = list(citations), split(text)
    last = max(
        [report.paragraphs if lines else 0, *(number for one in citations for number in one.paragraphs)], default=0
    )
    every = (_paragraph(number, report, citations, lines) for number in range(1, last + 1))
    return [paragraph for paragraph in every if paragraph.text or paragraph.citations or paragraph.again]


def split(text: str) -> list[str]:
    """The paragraphs of a text: its lines, but for blank ones."""
    return [line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def _paragraph(number: int, report: Report, citations: list[Citation], lines: list[str]) -> Paragraph:
    here = [citation for citation in citations if number in citation.paragraphs]
    return Paragraph(
        number,
        report.opening(number),
        lines[number - 1] if number <= len(lines) else "",
        [citation for citation in here if citation.paragraphs[0] == number],
        [citation for citation in here if citation.paragraphs[0] != number],
    )
