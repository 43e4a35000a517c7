"""How far what is printed beside a name reaches: stretches between commas, until the next person begins."""

from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.further_titles import (
    a_guest,
    former_title,
    is_ranked_behind,
    is_untitled,
    new_title,
    owned_title,
)
from events.desk.recognisers.given import is_given
from events.desk.recognisers.going_on import (
    LONGEST_SERIES,
    NO_NAME,
    bracketed_end,
    ends_in_small_nouns,
    goes_on,
    in_series,
)
from events.desk.recognisers.names import (
    honorific,
    is_name,
    name_from,
    name_word,
    surname_first,
)
from events.desk.recognisers.places import gazetteer, place_end
from events.desk.recognisers.seats import seat_end
from events.desk.recognisers.syllables import is_pinyin
from events.desk.recognisers.titles import AFTER_HEAD, BOARDS, LINKS, LONGEST, in_a_bodys_name, title_at
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import (
    BODY,
    COUNTRIES,
    FUNCTION,
    HEADS,
    LANDS,
    LEGAL,
    MODIFIERS,
    OF_A_LAND,
    REGIONS,
    SPEAKING,
    SUBJECT_ACRONYMS,
    SUBJECTS,
    UNITS,
)

LONGEST_SEGMENT, LONGEST_BRACKET = 45, 7
PARTING = frozenset([",", ";", "and"])
# Their points may end the sentence, too: … of Reed Inc. Many came.
ENDS_A_SENTENCE = frozenset(["Co.", "Corp.", "Inc.", "Ltd.", "D.C.", "P.R.C.", "U.K.", "U.S."])


def segment_end(tokens: list[Token], at: int) -> int:
    in_body = bodylike(tokens[at : at + 1]) or _opens_a_body(tokens, at)
    i = at
    while i < min(len(tokens), at + LONGEST_SEGMENT):
        token = tokens[i]
        if seat := seat_end(tokens, at, i):
            return seat
        if token.text == "," and i + 1 < len(tokens) and tokens[i + 1].bare in LEGAL:
            i += 1
            continue
        if token.text == "," and i > at and in_series(tokens, i):
            i += 1
            continue
        if bracketed := bracketed_end(tokens, i):
            i += bracketed
            continue
        if i > at and tokens[i - 1].text in ENDS_A_SENTENCE and token.capital and token.bare in FUNCTION:
            break
        if not goes_on(tokens, i) or (i > at and opens_with_honorific(tokens, i)):
            break
        if token.bare in {"and", "&"} and is_ranked_behind(tokens, at, i):
            break
        if (
            token.bare in {"and", "as"}
            and i > at
            and (
                starts_person(tokens, i + 1)
                or ((in_body or _past_a_body(tokens, at, i)) and new_title(tokens, i + 1, at))
                or former_title(tokens, i + 1)
                or a_guest(tokens, i + 1)
                or owned_title(tokens, i + 1)
                or ((in_body or is_untitled(tokens[at:i])) and names_another(tokens, i + 1))
                or opens_with_honorific(tokens, i + 1)
                or titles_a_name(tokens, i + 1)
                or (tokens[i + 1 : i + 2] and tokens[i + 1].text.endswith(("'s", "’s")))
            )
        ):
            break
        in_body = in_body or token.bare in {"of", "at", "for", "to", "with"}
        i += 1
    while (
        i > at
        and not tokens[i - 1].capital
        and tokens[i - 1].bare not in HEADS | UNITS | SUBJECTS | AFTER_HEAD | LANDS | BOARDS
        and tokens[i - 1].bare not in LEGAL | {")", "university"}
        and not (tokens[i - 1].text.isdigit() and tokens[i - 2].text.isupper())
        and not ends_in_small_nouns(tokens, i - 1)
    ):
        i -= 1
    return i


def _past_a_body(tokens: list[Token], at: int, link: int) -> bool:
    """Whether a body stands before "and": Barnes Inc. and Editor."""
    nations = [token.text for token in tokens[at:link]] == ["United", "Nations"]
    return nations or (tokens[link - 1].bare not in HEADS and bodylike(tokens[at:link]))


def _opens_a_body(tokens: list[Token], at: int) -> bool:
    """Whether three words or more, and no title, come before the next "and" or mark."""
    ahead = tokens[at : at + LONGEST_SERIES]
    end = next((i for i, token in enumerate(ahead) if token.bare in HEADS | {"and"} or not token.word), 0)
    return end > 2 and ahead[end].bare not in HEADS and ahead[end - 1].bare not in SUBJECTS


def starts_person(tokens: list[Token], at: int) -> bool:
    """Whether the next person of a list begins here: a name, then a comma or bracket, then a title."""
    if at < len(tokens) and tokens[at].bare in {"and", "&", "as"}:
        at += 1
    end = name_from(tokens, at)
    if end is None or end >= len(tokens):
        return False
    plain = not any(token.bare in NO_NAME | BODY for token in tokens[at:end])
    if tokens[end].bare in HEADS and plain and end > at + 1:  # Ada Moe President LFB
        return bodylike(tokens[end + 1 : end + 2])
    return tokens[end].text in {",", "(", "–", "—"} and (
        title_at(tokens, end + 1) is not None or (tokens[end].text == "(" and plain)
    )


def names_another(tokens: list[Token], at: int) -> bool:
    """Whether a further name and its body follow: Ada Brandt of the Reed Club and Olu Bello of Iberglas."""
    end = name_from(tokens, at)
    if end is None or (end < len(tokens) and tokens[end].text not in {"of", "from", ".", "on"}):
        return False
    return not any(token.bare in NO_NAME | BODY for token in tokens[at:end])


def bracketed_in_a_row(tokens: list[Token], start: int, link: int, end: int) -> bool:
    """Whether others stand beside with theirs in brackets: Ada Moe (Iberglas), Olu Bello (Reed Ltd) and …"""
    if tokens[end : end + 1] == [] or tokens[end].text != ")" or end - link > LONGEST_BRACKET:
        return False
    after = end + 1
    while after < len(tokens) and tokens[after].text in PARTING:
        after += 1
    another = name_from(tokens, after) if after > end + 1 else None
    before = start
    while before > 0 and (tokens[before - 1].text in PARTING or honorific(tokens[before - 1])):
        before -= 1
    follows = 0 < before < start and tokens[before - 1].text == ")"
    return follows or bool(another and tokens[another : another + 1] and tokens[another].text == "(")


def titles_a_name(tokens: list[Token], at: int) -> bool:
    """Whether a title opens the next person: …, and Ambassador Ada Brandt."""
    near = range(at, min(at + LONGEST, len(tokens)))
    head = next((i for i in near if tokens[i].bare in HEADS and not in_a_bodys_name(tokens, i)), None)
    while head is not None and tokens[head + 1 : head + 2] and tokens[head + 1].bare in HEADS | {"general"}:
        head += 1
    if head is not None and tokens[head + 1 : head + 2] and tokens[head + 1].bare == "and":
        head = title_at(tokens, head + 2) or head  # Chair and former Vice Premier Ada Moe
    if head is None or title_at(tokens, at) is None:
        return False
    past = _past_a_land(tokens, head + 1)
    return name_from(tokens, past) is not None or (head == at and _alone(tokens, head))


def _past_a_land(tokens: list[Token], at: int) -> int:
    """Past where somebody holds an office: Resident Coordinator in Chad Ada Moe."""
    end = at + 1
    while end < len(tokens) and tokens[end].bare in COUNTRIES | REGIONS:
        end += 1
    return end if at + 1 < end and tokens[at].text in {"in", "for", "to"} else at


def _alone(tokens: list[Token], head: int) -> bool:
    """Whether a lone family name and a verb follow: …, President Moe noted."""
    pair = tokens[head + 1 : head + 3]
    titled = len(pair) == 2 and tokens[head].capital and tokens[head].bare in OF_A_LAND | {"president"}
    return titled and name_word(pair[0]) and pair[1].text in SPEAKING


def name_at_the_end(tokens: list[Token], start: int, end: int) -> int | None:
    """Where a name begins that ends a title and its body: Chairman of the Reed Society Xu Fang."""
    for cut in (end - 3, end - 2):
        words = tokens[cut:end]
        if cut <= start + 2 or tokens[cut - 1].bare in LINKS or place_end(tokens, cut - 1) > cut:
            continue
        if len(words) == 3 and words[0].text in gazetteer() and is_name(words[1:]):
            continue
        if " ".join(word.text for word in words) in gazetteer():
            continue
        if is_pinyin(words) and (is_name(words) or surname_first(tokens, cut)):
            return cut
        whole = tokens[cut - 1].bare in BODY and tokens[cut - 2].bare not in LINKS
        whole = whole or tokens[cut - 1].text == "Parliament"
        place = tokens[cut - 1].bare in COUNTRIES | REGIONS | {"pacific", "asia"} or tokens[cut - 1].text in gazetteer()
        governed = any(token.bare in OF_A_LAND for token in tokens[start:cut]) or tokens[cut - 2].bare not in LINKS
        last = tokens[cut - 1 - (tokens[cut - 1].text == ")")].text
        short = last.isalpha() and last.isupper() and len(last) > 2
        named = end < len(tokens) and tokens[end].text != "."
        subject = tokens[cut - 1].bare in SUBJECTS and (tokens[cut - 1].text.islower() or named)
        told = whole or short or subject or (place and governed) or is_given(words[0])
        common = any(one.bare in NO_NAME | MODIFIERS | UNITS or one.text in SUBJECT_ACRONYMS for one in words)
        if told and is_name(words) and not common:
            return cut
    return None


def opens_with_honorific(tokens: list[Token], at: int) -> bool:
    """Whether an honorific opens a further person here."""
    return at < len(tokens) and honorific(tokens[at]) and name_from(tokens, at) is not None


def follows_a_title(tokens: list[Token], name: int) -> bool:
    """Whether a title, a comma and an honorific stand before a name: the Dean, Dr. Ada Moe."""
    opened = name
    while opened > 0 and honorific(tokens[opened - 1]):
        opened -= 1
    return 1 < opened < name and tokens[opened - 1].text == "," and tokens[opened - 2].bare in HEADS
