"""Sessions: headings of a programme ("Panel 2: Water and soil", "10:30 Round table"), and those a sentence names."""

import re
from collections.abc import Iterator

from events.desk.recognisers.kinds import kind_of_session
from events.desk.recognisers.spans import Suggestion, Text

LONGEST, LONGEST_PART = 160, 90
TIME = r"(?P<start>[0-2]?\d[:.：][0-5]\d)(?:\s?(?:[-–—~至]|to)\s?(?P<end>[0-2]?\d[:.：][0-5]\d))?(?:\s?[ap]\.?m\.?)?"
WORD = (
    r"(?:opening|closing|plenary|parallel|keynote|technical|business|thematic|welcome|first|second|third|special)?\s?"
    r"(?:sessions?|panels?(?: discussion)?|round ?-?tables?(?: discussion)?|sub-?forum|track|dialogue|fireside chat|"
    r"ceremony|remarks|keynotes?(?: speech(?:es)?| address)?|showcase|pitch|match-?making|site visits?|workshop)"
)
ZH_WORD = (
    r"(?:平行)?分论坛[一二三四五六七八九十\d]*|圆桌(?:对话|讨论|会议|论坛)|主旨演讲|主题演讲|开幕(?:式|致辞)|闭幕式|"
    r"专题(?:讨论|研讨)[一二三四五六七八九十\d]*|对话环节|企业对接|项目路演|总结致辞"
)
HEADING = re.compile(
    rf"\W{{0,4}}(?:{TIME}\W{{0,4}})?(?P<name>(?:{WORD}\s?(?:\d{{1,2}}|[IVX]{{1,4}}|[A-D])?\b|{ZH_WORD})"
    r"(?:\s?[:：–—-]\s?(?P<title>\S[^\n]{0,140}?))?)\s*[:：]?\s*",
    re.IGNORECASE,
)
# A short line without a verb that has a part of a programme anywhere in it.
PART = re.compile(
    rf"(?:{TIME}\W{{0,4}})?(?P<name>(?:[\w&’'–—:/-]+\s){{0,9}}?(?:session|panel|sub-?forum|round-?\s?table|keynotes?|"
    r"opening(?: remarks| ceremony)?|closing(?: remarks| ceremony)?|showcase|matchmaking|site visits?|plenary|"
    r"fireside chat|breakout|dialogue)\b.{0,60}|"
    r".{0,30}(?:开幕式|开幕致辞|主旨演讲|分论坛|平行论坛|圆桌|专题|环节|对话|闭幕式).{0,20})",
    re.IGNORECASE,
)
SENTENCE = re.compile(
    r"[.!?。！？；;:：]\s*$|\b(?:was|were|is|are|will|has|have|had|held|hosts?|delivered|moderated|opens?|concludes?)\b",
    re.IGNORECASE,
)
NAMED = re.compile(
    rf"\b(?P<word>{WORD})\s(?:on|about|titled|entitled|called|themed|under the theme)\s"
    r"[“\"‘](?P<title>[^“”\"‘’]{3,140})[”\"’]|"
    rf"(?:以[“\"](?P<zh>[^“”\"]{{2,60}})[”\"]为(?:主)?题的(?P<of>{ZH_WORD}))",
    re.IGNORECASE,
)


def sessions(text: Text) -> Iterator[Suggestion]:
    """Every heading of a session, and every session that is named in a sentence."""
    for number, paragraph in text.numbered:
        if heading := _heading(number, paragraph):
            yield _headed(number, heading)
            continue
        for match in NAMED.finditer(paragraph):
            title, word = (match["title"], match["word"]) if match["title"] else (match["zh"], match["of"])
            values = {"name": title, "kind": kind_of_session(word), "starts": None, "ends": None}
            yield Suggestion("session", number, *match.span(), match[0], values, "a session named in a sentence")


def _heading(number: int, paragraph: str) -> re.Match[str] | None:
    if len(paragraph) > LONGEST:
        return None
    heading = HEADING.fullmatch(paragraph) if number > 1 else None
    may_be_part = number > 1 and len(paragraph) <= LONGEST_PART and not SENTENCE.search(paragraph)
    return heading or (PART.fullmatch(paragraph) if may_be_part else None)


def _headed(number: int, heading: re.Match[str]) -> Suggestion:
    name = (heading.groupdict().get("title") or heading["name"]).strip()
    starts, ends = (time and time.replace(".", ":").replace("：", ":") for time in (heading["start"], heading["end"]))
    values = {"name": name, "kind": kind_of_session(heading["name"]), "starts": starts, "ends": ends}
    start, end = heading.span("name")
    return Suggestion("session", number, start, end, heading["name"], values, "a heading of the programme")
