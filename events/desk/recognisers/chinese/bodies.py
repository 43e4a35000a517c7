"""Bodies in Chinese texts: 由某某协会主办, 湖国大使馆、东山商会."""

import re
from collections.abc import Collection, Iterator

from events.desk.recognisers.chinese.people import find_people
from events.desk.recognisers.chinese.starts import PAST
from events.desk.recognisers.chinese.traditional import simpler
from events.desk.recognisers.chinese.words import HAN, SUFFIX

INVOLVED = re.compile(
    r"由(?P<by>[^。；由]{2,200}?)(?:共同|联合|联袂|携手)?(?:主办|承办|协办|举办|支持|发起|指导)|"
    r"(?<=[，,；;])(?P<then>[^，。；;:：由]{2,100}?)(?:共同|联合|联袂|携手)?(?:主办|承办|协办|支持|指导)(?=[，。；;的])|"
    r"(?:主办|承办|协办|支持|指导|联合主办|合作|战略合作|组织|举办)(?:单位|机构|方|媒体)?\s?[：:]\s?(?P<list>[^。；\n]{2,300})"
)
FARTHEST = 50
BETWEEN = re.compile(
    r"[^，,。；;：:、！？!?“”《》（）()\s]{4,30}?"
    r"(?=等|以及|[，,。；;：:、！？!?“”《》（）()\s]|$|(?<=[会院部局团司学心金馆所])[和与及])"
)
# No body: a sentence, bodies in general, or a venue.
UNNAMED = r"(?![^，。]*[了在的])(?!全国各|多家|各|两国|国内外|[^\W_]{0,6}(?:举办|召开|参加|加强|推动|成立|访问))"
NAMED_BODY = re.compile(rf"{UNNAMED}[{HAN}A-Za-z0-9·\-]{{2,24}}(?:{SUFFIX})(?<!会议中心)(?<!展中心)(?<!览中心)")
CUT = re.compile(
    r"[、，,；;]|共同|联合(?!会|国|研究|实验|[^\W\d_]{0,4}公司)|(?<=[会院部局团司学心金])(?:和|与|及)|以及|主办|承办|协办|支持|(?<![A-Za-z])\s+|\s+(?![A-Za-z])"
)


def find_bodies(paragraph: str, known: re.Pattern[str] | None = None) -> Iterator[tuple[int, int, str]]:
    """Bodies (start, end, reason): known ones, those named as organizers, those with a body's suffix before a title."""
    taken: set[int] = set()
    for match in known.finditer(paragraph) if known else ():
        taken.update(range(*match.span()))
        yield *match.span(), "known"
    plain = simpler(paragraph)
    for match in INVOLVED.finditer(plain):
        for start, end in _pieces(plain, *match.span(match.lastgroup or 0)):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                yield start, end, "named as organizer or supporter"
    for one in find_people(paragraph):
        for body in dict.fromkeys(capacity.body for capacity in one.capacities):
            start = paragraph.find(body, max(0, one.reach[0] - FARTHEST), one.reach[1]) if body else -1
            if body and start >= 0 and taken.isdisjoint(range(start, start + len(body))):
                taken.update(range(start, start + len(body)))
                yield start, start + len(body), "the body of a person"
    for start, end in _whole_pieces(plain):
        if taken.isdisjoint(range(start, end)):
            yield start, end, "named like a body"


def any_of(names: Collection[str]) -> re.Pattern[str] | None:
    """What finds the names written in characters, the longest first."""
    written = sorted((name for name in names if re.search(f"[{HAN}]", name)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, written))) if written else None


def _whole_pieces(paragraph: str) -> Iterator[tuple[int, int]]:
    """What stands between two marks and is wholly named like a body: 湖国大使馆、东山商会."""
    for match in BETWEEN.finditer(paragraph):
        start, end = match.span()
        if past := PAST.match(match[0]):
            start += past.end()
        if NAMED_BODY.fullmatch(paragraph, start, end):
            yield start, end


def _pieces(paragraph: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    edges = [start, *(edge for cut in CUT.finditer(paragraph, start, end) for edge in cut.span()), end]
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        piece = paragraph[left:right].rstrip("等单位 ")
        if 2 <= len(piece) <= 40 and re.search(rf"[{HAN}A-Za-z]{{2}}", piece):
            yield left, left + len(piece)
