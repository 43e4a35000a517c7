"""What the report is about: the forum's name, printed in the title, quoted, or with the word of an event in it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from events.desk.recognisers.kinds import kind_of_event
from events.desk.recognisers.places import gazetteer
from events.desk.recognisers.spans import Suggestion, Text, Value
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import EVENT, FUNCTION, HEADLINE_VERBS, HEADS, MONTHS, SMALL, TOPICAL, WEEKDAYS

HELD = re.compile(
    r"\b(?:held|hosted|hosts|organi[sz]ed|convened|opened|concluded|took place|takes place|will be held|kicked off|"
    r"gathered|conducted|successfully|announces?|register|registration)\b|举办|举行|召开|开幕|落幕|闭幕|拉开帷幕|成功",
    re.IGNORECASE,
)
ZH_KINDS = "论坛|峰会|研讨会|年会|博览会|对话会|交流会|推介会|洽谈会|座谈会|圆桌会议|大会|会议|沙龙|工作坊"
ZH_WORDS = r"[\u4e00-\u9fffA-Za-z0-9·—–\-（）()]{2,30}?"
ZH = re.compile(
    rf"[“《「](?P<quoted>[^“”《》「」\n]{{3,40}}?(?:{ZH_KINDS}|对话|讲坛|展览会))[”》」]|"
    rf"(?P<plain>(?:(?:19|20)\d\d年?)?(?:第[^\W_]{{1,4}}届)?{ZH_WORDS}(?:{ZH_KINDS})(?:暨{ZH_WORDS}(?:{ZH_KINDS}))?)"
)
ZH_START = re.compile(
    r"^.*?(?:日|在[^\W\d_]{2,10}?(?:举办|举行|召开)的?|举办|举行|召开|主办的?|出席|参加|由|本届|本次|此次|首先|为期[^\W_]{1,4}天的|为主题的)"
    r"(?=[\u4e00-\u9fff0-9A-Za-z])"
)
PARLIAMENTS = frozenset(["people's", "people’s", "party"])
VENUES = frozenset(["center", "centre", "hall", "hotel", "room"])
VAGUE = re.compile(r"本|该|此|分论坛|平行|主题|上述|这|开幕|闭幕|新闻发布|^论坛|^会议|^大会|^研讨会")
KINDS = "conference|dialogue|event|forum|meeting|panel|roundtable|seminar|summit|symposium|webinar|workshop"
# A seminar on “New Ways Ahead”; titled ‘New Ways Ahead’, the seminar; at the top of the text, Webinar: New Ways Ahead.
QUOTED = r"[“\"‘](?P<%s>[^“”\"‘\n]{8,120}?)[,.]?(?:[”\"]|’(?!\w))"
CALLED = re.compile(
    rf"\b(?:{KINDS})(?: discussion)?,?(?: \d{{4}}| ?[-–] ?\d{{4}}){{0,2}} "
    rf"(?:on|titled|entitled|called|named)(?: the topic)?:? {QUOTED % 'quoted'}|"
    rf"\b(?:en)?titled {QUOTED % 'titled'},? the (?:{KINDS})\b|"
    rf"\b(?:the|a|its) {QUOTED % 'before'} (?:{KINDS})\b|"
    rf"\b(?:hosted|held|organi[sz]ed|convened) (?:the|a|its) {QUOTED % 'hosted'}|"
    rf"^(?:{KINDS})\s?[|:]\s?(?P<labelled>[A-Z][^|\n]{{8,120}})$",
    re.IGNORECASE,
)
# What stands in capitals before the quotation is of the name: International Conference on “New Ways Ahead”.
TITLE = re.compile(r"(?:\b[A-Z][\w.-]* ){0,8}\b[A-Z]\w+ on $")
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b")
ENDS = EVENT | {"mission", "expo"}
# A name must be printed prominently to be proposed: in the title, twice, or where it is said to be held.
LONGEST, LONGEST_SUBJECT, LEAST = 18, 40, 2.8
# Common words of sentences that are of names, too: Officials’ Dialogue.
NAMED = frozenset(["building", "experts", "leaders", "officials", "speakers"])
YEAR = re.compile(r"-(?:19|20)\d\d$")
QUOTES = {"“": "”", '"': '"', "‘": "’"}
LONGEST_QUOTE = 120


@dataclass(frozen=True)
class Name:
    paragraph: int
    start: int
    end: int
    printed: str
    score: float


def forums(text: Text) -> Iterator[Suggestion]:
    """The names that the forum may have, the likeliest first."""
    found = [name for number, paragraph in text.numbered for name in _in(number, paragraph, text.tokens[number - 1])]
    counts = Counter(name.printed.casefold() for name in found)
    total = {name: name.score + counts[name.printed.casefold()] for name in found}
    offered: set[str] = set()
    prominent = [name for name in found if total[name] >= LEAST or not name.printed.isascii()]
    for name in sorted(prominent, key=lambda name: (-total[name], name.paragraph, name.start)):
        if name.printed.casefold() not in offered:
            offered.add(name.printed.casefold())
            values: dict[str, Value] = {"name": name.printed, "kind": kind_of_event(name.printed)}
            yield Suggestion("forum", name.paragraph, name.start, name.end, name.printed, values, "an event's name")


def _in(number: int, paragraph: str, tokens: list[Token]) -> Iterator[Name]:
    for match in ZH.finditer(paragraph):
        start, end = match.span("quoted" if match["quoted"] else "plain")
        if not match["quoted"] and (cut := ZH_START.match(paragraph[start:end])):
            start += cut.end()
        printed = paragraph[start:end]
        if len(printed) > 4 and not VAGUE.search(printed):
            yield Name(number, start, end, printed, _score(number, paragraph, start, end) + 2 * bool(match["quoted"]))
    for match in CALLED.finditer(paragraph):
        start, end = match.span(match.lastgroup or 0)
        if match["quoted"] and (title := TITLE.search(paragraph[: start - 1][-LONGEST_QUOTE:])):
            start, end = start - 1 - len(title[0]), end + 1
        if not match["labelled"] or number == 1:
            yield Name(number, start, end, paragraph[start:end], _score(number, paragraph, start, end) + 2)
    for i, token in enumerate(tokens):
        if YEAR.sub("", token.bare) in ENDS and token.capital and (run := _run(tokens, i)):
            start, end = tokens[run[0]].start, tokens[run[1] - 1].end
            score = _score(number, paragraph, start, end) + min(run[1] - run[0], 6) / 3
            start, end = _quoted(paragraph, start, end)
            yield Name(number, start, end, paragraph[start:end], score - 3 * ("sub-" in paragraph[start:end].lower()))


def _quoted(paragraph: str, start: int, end: int) -> tuple[int, int]:
    """The whole quotation that the name opens: “Lake Trade Forum: New Ways Ahead”."""
    closing = QUOTES.get(paragraph[start - 1 : start] if start else "")
    close = paragraph.find(closing, end, start + LONGEST_QUOTE) if closing else -1
    return (start, close) if close > end and paragraph[end] in ":–—" else (start, end)


def _score(number: int, paragraph: str, start: int, end: int) -> float:
    near = paragraph[max(0, start - 80) : end + 80]
    return (
        3 * (number == 1)
        + (number in {2, 3})
        + 2 * bool(HELD.search(near))
        + bool(re.search(r"(?:19|20)\d\d", paragraph[start:end]))
        + bool(ORDINAL.match(paragraph[start:end]))
    )


def _run(tokens: list[Token], event: int) -> tuple[int, int] | None:
    """The capitals around the word of an event: 2nd Annual Green Trade Forum on Ports."""
    start = event
    while start > 0 and event - start < LONGEST and _in_name(tokens, start - 1):
        start -= 1
    start = max([start, *(i + 1 for i in range(start, event) if tokens[i].bare in {"the", *HEADLINE_VERBS})])
    if _is_of_a_title(tokens, start, event) or _is_of_state(tokens[start : event + 1]):
        return None
    closed = [i for i in range(start, event) if tokens[i].text == ")"]
    if closed and "(" not in {token.text for token in tokens[start : closed[-1]]}:
        start = closed[-1] + 1
    while start < event and (_leads(tokens[start])):
        start += 1
    end = event + 1
    if _tells_more(tokens, end):
        while end < min(len(tokens), event + LONGEST_SUBJECT) and _in_subject(tokens[end]):
            end += 1
        end = _without_city(tokens, event, end)
    elif end < len(tokens) and re.fullmatch(r"(19|20)\d\d|[IVX]+", tokens[end].text):
        end += 1
    if end < len(tokens) and tokens[end].bare in ENDS | HEADS | VENUES and tokens[end].capital:
        return None
    return (start, end) if end - start > 1 and any(token.word for token in tokens[start:event]) else None


def _is_of_a_title(tokens: list[Token], start: int, event: int) -> bool:
    """Whether somebody's title leads to the word: Chairman of the Panel, Secretary General for the Forum."""
    return any(
        tokens[i].bare in HEADS | {"general"} and tokens[i + 1].text in {"of", "for"} for i in range(start, event - 1)
    )


def _is_of_state(words: list[Token]) -> bool:
    """Whether a parliament or party is named: National People's Congress, Chinese Mission to the EU."""
    bare = [word.bare for word in words]
    sent = bare[-1] == "mission" and all(word in TOPICAL | {"permanent"} for word in bare[:-1])
    return sent or not PARLIAMENTS.isdisjoint(bare) or bare[-2:] == ["general", "assembly"]


def _without_city(tokens: list[Token], event: int, end: int) -> int:
    """Where a name ends before the city it was held in: Forum on Ports in Lund."""
    last = next((i for i in range(end - 1, event, -1) if tokens[i].text == "in"), end)
    if " ".join(token.text for token in tokens[last + 1 : end]) in gazetteer():
        end = last
    while not tokens[end - 1].capital:
        end -= 1
    return end


def _tells_more(tokens: list[Token], at: int) -> bool:
    """Whether what the event is about, or whose it is, follows: on Ports, of the Lake Chamber."""
    small = tokens[at].bare if at < len(tokens) else ""
    after = at + 1 + (small == "of" and at + 1 < len(tokens) and tokens[at + 1].text == "the")
    return small in {"on", "for", "of", "to"} and after < len(tokens) and tokens[after].capital


def _in_subject(token: Token) -> bool:
    """Whether a word goes on with what the event is about; a headline's verb and a date do not."""
    return (token.capital or token.bare in SMALL) and not _dated(token) and token.bare not in HEADLINE_VERBS | {"held"}


def _dated(token: Token) -> bool:
    return token.bare in MONTHS or token.bare in WEEKDAYS


def _in_name(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if not token.word:
        return token.text in "&()’'" and i > 0 and (tokens[i - 1].capital or tokens[i - 1].text == ")")
    return (
        (token.capital and (token.bare not in FUNCTION or token.bare in NAMED))
        or (token.bare in SMALL - {"on", "in", "et"} and i > 0 and (tokens[i - 1].capital))
        or bool(re.fullmatch(r"(?:19|20)\d\d|\d{1,3}(?:st|nd|rd|th)", token.text))
    )


def _leads(token: Token) -> bool:
    return token.bare in SMALL or not token.word or _dated(token)
