"""What follows a name: NAME, Title of Body; NAME (Body); NAME of Body, where the name is sure or the person speaks."""

from collections.abc import Iterator

from events.desk.recognisers.before_name import ADVISERS
from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.capacities import all_of_lands, read_capacities
from events.desk.recognisers.cues import is_cued
from events.desk.recognisers.found import Found, found_at
from events.desk.recognisers.names import NO_NAME, honorific, name_before, name_from, name_word
from events.desk.recognisers.places import gazetteer
from events.desk.recognisers.segments import (
    bracketed_in_a_row,
    follows_a_title,
    name_at_the_end,
    names_another,
    opens_with_honorific,
    segment_end,
    titles_a_name,
)
from events.desk.recognisers.syllables import is_pinyin
from events.desk.recognisers.titles import ARTICLES, title_at
from events.desk.recognisers.tokens import Token, tokenize
from events.desk.recognisers.words import BODY, EVENT, HEADS, MODIFIERS, SPEAKING, SUBJECTS, TOPICAL

# Words between a name and a title: who is currently the Director of …
BEING = frozenset(
    [
        "who",
        "who's",
        "who’s",
        "i'm",
        "i’m",
        "is",
        "was",
        "now",
        "currently",
        "serves",
        "served",
        "previously",
        "also",
        "as",
        "both",
    ]
)

ONCE = frozenset(["also", "formerly", "now", "currently"])
FARTHEST = 7
TOOK_PART = frozenset(["attended", "participated", "took", "talked", "led", "were", "was"]) | SPEAKING
ALUMNI = frozenset(["alumna", "alumni", "alumnus", "graduate"])
ENTERED = frozenset([",", "of", "from", "at"])
# What is called after somebody: the Ada Moe Hall of Fame.
CALLED_AFTER = frozenset(["building", "center", "centre", "hall", "house", "library", "park"])
# What somebody does with a body: who heads the Lake Council.
HEADING = frozenset(["chairs", "directs", "heads", "leads", "manages", "owns", "represents", "runs"])
LINKED = frozenset(["of", "from", "at", "with", "(", "[", ",", "representing", "represented", "behalf"]) | HEADING


def described(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """NAME, Title of Body — NAME (Title, Body) — NAME is the Title of Body."""
    for comma, token in enumerate(tokens):
        if token.text not in {",", "(", "—", "–", "-", "|", "is", "was", "serves", "served", "who", "as"} or comma == 0:
            continue
        at = comma + 1
        at += [word.bare for word in tokens[at : at + 2]] in (["and", "i'm"], ["and", "i’m"])
        nearest = min(at + FARTHEST, len(tokens))  # of "who is also who is also …" each word would look at all others
        while at < nearest and tokens[at].bare in BEING:
            at += 1
        at = _past_a_description(tokens, at)
        start = name_before(tokens, comma) if title_at(tokens, at) is not None else None
        start = comma - 1 if start is None and _is_alone_in_a_list(tokens, comma) else start
        if start is None or title_at(tokens, at) is None:
            continue
        if token.text == "as" and not (start and honorific(tokens[start - 1])):
            continue
        if titles_a_name(tokens, at) or opens_with_honorific(tokens, segment_end(tokens, at)):
            continue
        if _stands_between_titles(tokens, start, at):
            continue
        capacities, end = read_capacities(paragraph, tokens, at)
        if name_at_the_end(tokens, at, segment_end(tokens, at)) and not _advises(tokens, at):
            continue
        if start and tokens[start - 1].bare in HEADS and _titles_next(tokens, end):
            continue
        if capacities and capacities[0].title:
            yield found_at(
                paragraph, tokens, slice(start, comma), slice(start, end), capacities, "title after the name", 6
            )


def _advises(tokens: list[Token], at: int) -> bool:
    """Whether a title leads to somebody else's: Senior Adviser to President Olu Bello."""
    head = title_at(tokens, at)
    if head is None or tokens[head].bare not in ADVISERS:
        return False
    return [token.text for token in tokens[head + 1 : head + 2]] == ["to"] and title_at(tokens, head + 2) is not None


def _is_alone_in_a_list(tokens: list[Token], comma: int) -> bool:
    """Whether a lone name stands behind a semicolon: …; Shaoming, Director of the Lake Office; and …"""
    opened = comma - 1 - (comma > 2 and tokens[comma - 2].text == "and")
    name = tokens[comma - 1]
    named = name_word(name) and name.text.istitle() and name.bare not in NO_NAME
    return opened > 0 and tokens[opened - 1].text == ";" and tokens[comma].text == "," and named


def _stands_between_titles(tokens: list[Token], start: int, at: int) -> bool:
    """Whether a title leads to the name, and the one behind it to the next: the Dean, Dr. Moe, the Rector, Dr. …"""
    stop = segment_end(tokens, at)
    return (
        follows_a_title(tokens, start)
        and stop < len(tokens)
        and tokens[stop].text == ","
        and opens_with_honorific(tokens, stop + 1)
    )


def _past_a_description(tokens: list[Token], at: int) -> int:
    """Past what is no title, to the title after "and": Ada Moe, a Lund alumna and Deputy Secretary of Lakes."""
    if at >= len(tokens) or not (
        tokens[at].text in ARTICLES or any(token.bare in ALUMNI for token in tokens[at + 1 : at + FARTHEST])
    ):
        return at
    link = next((i for i in range(at + 2, min(at + FARTHEST, len(tokens))) if tokens[i].bare == "and"), None)
    if link is None or title_at(tokens, link + 1) is None:
        return at
    told = all(token.word and token.bare not in HEADS for token in tokens[at:link])
    subject = tokens[link - 1].capital or tokens[link - 1].bare in MODIFIERS | SUBJECTS
    return link + 1 if told and not subject else at


def _titles_next(tokens: list[Token], end: int) -> bool:
    """Whether a title is that of the next name, which has none of its own: Minister X, Head of Y, Ada Brandt, and …"""
    stop = name_from(tokens, end + 1) if end < len(tokens) and tokens[end].text == "," else None
    if stop is None or tokens[stop : stop + 1] == []:
        return stop is not None
    return tokens[min(stop + 1, len(tokens) - 1)].bare in {"and", "&"} or title_at(tokens, stop + 1) is None


def of_a_body(paragraph: str, tokens: list[Token]) -> Iterator[Found]:
    """NAME of Body, NAME from Body, NAME (Body), where the name is sure, the person speaks or the body is sure."""
    for link, token in enumerate(tokens):
        stop = _before_a_link(tokens, link)
        if token.text not in LINKED or (start := name_before(tokens, stop)) is None:
            continue
        if token.text == "of" and tokens[stop - 1].bare in CALLED_AFTER:
            continue
        first = _past_a_part(tokens, link) if token.text in HEADING else link + 1 + (token.text == "behalf")
        capacities, end = read_capacities(paragraph, tokens, first)
        if not capacities or not capacities[0].body or any(one.title for one in capacities):
            continue
        body = tokenize(capacities[0].body)
        if all_of_lands(body):
            if token.text in {"(", "from"} and _in_a_list(tokens, start, end) and _plain(tokens[start:stop]):
                name = slice(start, stop)
                yield found_at(paragraph, tokens, name, slice(start, end), [], "a land after the name", 1)
            continue
        if _is_told(tokens, start, link, end, body):
            yield found_at(
                paragraph, tokens, slice(start, stop), slice(start, end), capacities, "body after the name", 3
            )


def _past_a_part(tokens: list[Token], verb: int) -> int:
    """Past what somebody heads of a body: who heads the Asia desk at Iberglas, who runs imports at the Lake Board."""
    at = next((i for i in range(verb + 2, min(verb + FARTHEST, len(tokens))) if tokens[i].text == "at"), verb)
    return at + 1 if all(token.word for token in tokens[verb:at]) else verb + 1


def _in_a_list(tokens: list[Token], start: int, end: int) -> bool:
    """Whether other names stand beside this one and its land: Ada Moe (Chile), Olu Bello (Chad) and …"""
    before = tokens[start - 1].text if start else ""
    past = end + (tokens[end : end + 1] != [] and tokens[end].text == ")")
    beside = tokens[past].text if past < len(tokens) else ""
    return (before in {",", ":", "and"} or beside in {",", "and"}) and bool(tokens[end : end + 1])


def _before_a_link(tokens: list[Token], link: int) -> int:
    """Where the name ends: before ", representing", ", also from", ", formerly of", "signed on behalf of"."""
    if tokens[link].text == "behalf":
        verb = link - 2
        return verb if verb > 0 and tokens[verb].text in SPEAKING else link - 1
    if tokens[link].text in HEADING:
        return link - 2 if [token.text for token in tokens[link - 2 : link]] == [",", "who"] else 0
    end = link - (link > 0 and tokens[link - 1].bare in ONCE)
    if tokens[link].text == "from" and end == link and tokens[link - 1].text == ",":
        return link - 1
    apart = end < link or tokens[link].text == "representing"
    apart = apart or [token.text for token in tokens[link : link + 2]] == ["of", "the"]
    return end - 1 if end > 0 and tokens[end - 1].text == "," and apart else end


def _is_told(tokens: list[Token], start: int, link: int, end: int, body: list[Token]) -> bool:
    """Whether the words before and after the link are a person and a body."""
    name, sure_body = tokens[start:link], bodylike(body)
    plain = _plain(name)
    sure = is_pinyin(name) or is_cued(tokens, start) or (start > 0 and _leads_to_a_name(tokens[start - 1]))
    if tokens[link].text == "at" and body[-1].bare in EVENT:
        return False
    if tokens[link].text in {"represented", "behalf"} | HEADING:
        return plain and (sure_body or (tokens[link].text in HEADING and _past_a_part(tokens, link) > link + 1))
    if tokens[link].text == "of" and plain and _before_another(tokens, start, end):
        return True
    if tokens[link].text == "from" and plain and _listed_from(tokens, start, end, body):
        return True
    if tokens[link].text in ENTERED and plain and _in_entries(tokens, start, end):
        return not any(one.bare in EVENT for one in body)
    if tokens[link].text == "," and sure_body and plain and start and honorific(tokens[start - 1]):
        return not titles_a_name(tokens, link + 1)
    if tokens[link].text == ",":
        return plain and sure and sure_body and (end >= len(tokens) or tokens[end].text in ";.)")
    city = " ".join(one.text for one in body) in gazetteer()
    named = not city and any(one.capital and one.bare not in NO_NAME for one in body)
    if tokens[link].text == "(" and plain and named and bracketed_in_a_row(tokens, start, link, end):
        return True
    bracket, near = tokens[link].text in "([", tokens[link].text != "at"
    if sure_body and len(body) > 1 and near and (plain if not bracket else not bodylike(name)):
        return True
    opens = start == 0 or tokens[start - 1].text in ".;"
    if opens and plain and tokens[link].text == "of" and len(body) > 1 and body[-1].bare in BODY | SUBJECTS:
        return True
    speaks = end < len(tokens) and tokens[end].text in SPEAKING and not (city and tokens[link].text == "of")
    return (sure or speaks) and (sure_body or any(one.capital and one.bare not in TOPICAL for one in body))


def _listed_from(tokens: list[Token], start: int, end: int, body: list[Token]) -> bool:
    """Whether a full name in a list comes from what is no city: …, Ada Moe from Iberglas, …"""
    former, after = tokens[start - 1].text if start else "", tokens[end].text if end < len(tokens) else "."
    city = " ".join(token.text for token in body) in gazetteer()
    another = former in {"", "."} and names_another(tokens, end + 1)
    closed = after in {",", ";", ".", "and"} | TOOK_PART
    return (another or former in {",", "by", "and", ";"}) and closed and not city


def _plain(name: list[Token]) -> bool:
    return not bodylike(name) and not any(one.bare in TOPICAL | SUBJECTS for one in name)


def _before_another(tokens: list[Token], start: int, end: int) -> bool:
    """Whether commas part this name and body from another: …, Ada Moe of Iberglas, and Olu Bello of Tata."""
    former, after = tokens[start - 1].text if start else "", tokens[end : end + 2]
    listed = former in {"", ".", ",", ";", "and", ":"} and len(after) == 2 and after[0].text in {",", ";"}
    return listed and names_another(tokens, end + 1 + (after[1].bare == "and"))


def _in_entries(tokens: list[Token], start: int, end: int) -> bool:
    """Whether semicolons part this name and body from others: Ada Moe, Iberglas; Olu Bello, Tata; and …"""
    before = start - (start > 0 and tokens[start - 1].bare == "and")
    closed = end >= len(tokens) or tokens[end].text in ";."
    return closed and (
        (tokens[end : end + 1] and tokens[end].text == ";") or (before > 0 and tokens[before - 1].text == ";")
    )


def _leads_to_a_name(token: Token) -> bool:
    return honorific(token) or token.text in SPEAKING
