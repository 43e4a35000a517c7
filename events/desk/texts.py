"""The text of a report: lines that were only wrapped are joined, and the text is frozen under its digest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from events.reportfile.fields import CONTROL

LONGEST = 1_000_000
# A line at least this much of the usual width was wrapped there; one wider than WIDEST is a paragraph of its own.
FULL, NARROWEST, WIDEST = 0.75, 40, 140
RUNS_ON = 1.5
SENTENCE = re.compile(r"\w[.。]\s*\w|\w[.。]\s*$")
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")
ITEM = re.compile(
    r"\s*(?:[-–—•·*▪◦●○■□►o]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)、]\s|[一二三四五六七八九十]+、|"
    r"\d{1,2}[:.]\d\d|\d{4} ?[-–] ?\d{4}|[^\s:：]+(?: [^\s:：]+)?[:：])"
)
# What tells that a line goes on, where most lines of its block are short: a programme, a list.
GOES_ON = re.compile(r"(?:\b(?:of|the|and|for|in|at|to|a|an|with)|&|-)\s*$")
HYPHENATED = re.compile(r"[a-z]-$")


@dataclass(frozen=True)
class Joint:
    """Where two lines became one: the ends that met, and whether a hyphen went."""

    before: str
    after: str
    hyphen: bool


@dataclass(frozen=True)
class Joined:
    """A text with its wrapped lines joined: a paragraph a line."""

    text: str
    joints: list[Joint]


def clean(text: str) -> str:
    """The text without what is no text: control characters, a byte order mark, carriage returns."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", re.sub(r"[\u2028\u2029\x0b\x0c\x85]", "\n", text))


def joined(text: str) -> Joined:
    """The text with the lines joined that seem to have been wrapped, and what was joined."""
    joints: list[Joint] = []
    blocks = re.split(r"\n(?:[ \t\u3000]*\n)+", clean(text).strip("\n"))
    width = _width(text)
    paragraphs = [paragraph for block in blocks for paragraph in _joined(block.split("\n"), width, joints)]
    return Joined("".join(f"{paragraph}\n" for paragraph in paragraphs), joints)


def apart(text: str) -> str:
    """The text with every line a paragraph."""
    lines = (_tidy(line) for line in clean(text).split("\n"))
    return "".join(f"{line}\n" for line in lines if line)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _tidy(line: str) -> str:
    return line.strip().strip("\u3000")


def _width(text: str) -> int:
    """How wide lines are before they are wrapped; 0 where they seem not to be: a whole sentence runs on beyond it."""
    lines = [line for line in clean(text).split("\n") if line.strip()]
    widths = sorted(_wide(line) for line in lines)
    usual = widths[int(len(widths) * 0.9)] if widths else 0
    runs_on = any(_wide(line) > RUNS_ON * usual and SENTENCE.search(line) for line in lines)
    return usual if len(widths) > 2 and NARROWEST <= usual <= WIDEST and not runs_on else 0


def _wide(line: str) -> int:
    return len(line.strip()) + len(HAN.findall(line))


def _joined(lines: list[str], width: int, joints: list[Joint]) -> Iterator[str]:
    lines = [_tidy(line) for line in lines if line.strip()]
    paragraph = lines[0] if lines else ""
    wrapped = [_was_wrapped(before, after, width) for before, after in pairwise(lines)]
    prose = sum(wrapped) * 2 >= sum(not ITEM.match(line) for line in lines[1:])
    for (before, after), one in zip(pairwise(lines), wrapped, strict=True):
        if one and (prose or after[0].islower() or GOES_ON.search(before)):
            hyphen = bool(HYPHENATED.search(paragraph)) and after[:1].islower()
            joints.append(Joint(before[-30:], after[:30], hyphen))
            paragraph = paragraph[:-1] + after if hyphen else paragraph + _gap(paragraph, after) + after
        else:
            yield paragraph
            paragraph = after
    if paragraph:
        yield paragraph


def _was_wrapped(before: str, after: str, width: int) -> bool:
    if not width or "\t" in before + after or ITEM.match(after):
        return False
    first = after.split(maxsplit=1)[0]
    return _wide(before) >= width * FULL and _wide(before) + 1 + _wide(first) > width * 0.9


def _gap(before: str, after: str) -> str:
    """Chinese has no blanks between words, nor has a word at its own hyphen."""
    han = HAN.match(before[-1:]) and HAN.match(after[:1])
    return "" if han or before[-1:] in "-/–" else " "
