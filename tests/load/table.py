"""What was measured, as tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.load.crowd import Answer

HEADS = ("asked", "answered", "refused politely", "errors", "stale", "p50, ms", "p95, ms", "p99, ms")


@dataclass(frozen=True)
class Phase:
    """Answers within some time, with what was wanted of it."""

    name: str
    rate: float
    answers: Sequence[Answer]
    desk: Sequence[Answer]


def percentile(seconds: Iterable[float], part: float) -> float:
    """The time within which such a part of them lies; nought of none."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


def figures(answers: Sequence[Answer]) -> list[str]:
    fine = [one.seconds for one in answers if one.is_fine]
    polite, stale = sum(one.is_polite for one in answers), sum(one.is_stale for one in answers)
    counts = [len(answers), len(fine), polite, len(answers) - len(fine) - polite, stale]
    return [f"{count:,}" for count in counts] + [f"{percentile(fine, part) * 1000:,.0f}" for part in (0.5, 0.95, 0.99)]


def lines(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join(['---', *['---:'] * (len(heads) - 1)])}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def phases(those: Sequence[Phase]) -> Iterator[str]:
    rows = [(one.name, f"{one.rate:.1f}", *figures(one.answers)) for one in those]
    yield from lines(("readers and programs", "a second", *HEADS), rows)
    desk = [
        (f"{one.name}: {kind}", *figures([said for said in one.desk if said.kind == kind]))
        for one in those
        for kind in ("save", "publish")
    ]
    yield from lines(("the curator", *HEADS), desk)


def by_kind(answers: Sequence[Answer]) -> Iterator[str]:
    kinds = sorted({one.kind for one in answers})
    yield from lines(
        ("kind of request", *HEADS), [(kind, *figures([one for one in answers if one.kind == kind])) for kind in kinds]
    )


def refusals(answers: Sequence[Answer]) -> str:
    seconds = [one.seconds for one in answers if one.is_polite]
    return f"Refusals were answered within {percentile(seconds, 0.95) * 1000:,.0f} ms (95 %)."


def recovery(answers: Sequence[Answer], end: float) -> str:
    """How long after the crowd was gone somebody was still refused."""
    late = [one.due - end for one in answers if not one.is_fine]
    return f"Readers were last refused {max(late, default=0):.1f} s after the crowd was gone."
