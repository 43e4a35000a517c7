"""What one stretch between commas says: words of a title and words of a body."""

from dataclasses import dataclass

from events.desk.recognisers.bodywords import acronym_before_title, bodylike
from events.desk.recognisers.names import QUOTES
from events.desk.recognisers.places import gazetteer, is_a_place
from events.desk.recognisers.titles import ARTICLES, LINKS, title_at
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import (
    ABROAD,
    AREAS,
    BODY,
    COMPANY_FORMS,
    COUNTRIES,
    EVENT,
    HEADS,
    MODIFIERS,
    OF_A_LAND,
    OF_A_SUBJECT,
    REGIONS,
    SMALL,
    SUBJECT_ACRONYMS,
    SUBJECTS,
    SURE,
    TOPICAL,
    UNITS,
)

ON_A_TOPIC = (BODY | EVENT) - {"academy", "bank", "college", "school", "university"}
# What is always on something: a national committee on trade.
ALWAYS_ON = frozenset(["commission", "committee", "subcommittee", "taskforce"])
SENT_ABROAD = frozenset(
    ["consul", "ambassador", "envoy", "representative", "chargé", "minister-counsellor", "commissioner"]
)
MINISTERS = frozenset(["minister", "vice-minister"])
# What points to a body told of before: President of this Chamber, of the same Council.
THIS = frozenset(["this", "same"])
A_SUBJECT = SUBJECTS | TOPICAL | LINKS
# What ends a subject, so that a body may follow without a mark: Director Public Affairs Iberglas.
OF_A_FIELD = frozenset(["affairs", "relations"])


@dataclass(frozen=True)
class Piece:
    """What one stretch between commas says: tokens of the title and of the body."""

    title: list[Token]
    body: list[Token]


def piece_of(tokens: list[Token]) -> Piece | None:
    while tokens and tokens[-1].bare in LINKS and tokens[-1].text not in COMPANY_FORMS:
        tokens = tokens[:-1]
    if not tokens or (tokens[0].bare in LINKS and not tokens[0].text.istitle()) or tokens[0].text == "Of":
        return None
    head = title_at(tokens, 0)
    if head is None:
        tokens = tokens[len(tokens) > 1 and (tokens[0].bare.endswith("-based") or tokens[0].text in THIS) :]
        return Piece([], tokens) if tokens[0].capital or bodylike(tokens) else None
    prefix, title = _without_body(tokens[: head + 1])
    rest = tokens[head + 1 :]
    if prefix:
        former = prefix[0].text == "former"  # it would part the title: former Lake Board Chair
        return Piece(prefix + title + rest, []) if former else Piece(title + rest, prefix)
    cut = _cut(title, rest)
    body = rest[cut:]
    while body and _leads_to_a_body(body[0]):
        body = body[1:]
    body = body[_past_a_sort(body) :]
    body = body if any(token.bare in SENT_ABROAD for token in title) else _without_place(body)
    kept = _without_city(title, rest[:cut])
    while kept and kept[-1].bare in LINKS:
        kept = kept[:-1]
    return Piece(title + kept, body)


def _leads_to_a_body(token: Token) -> bool:
    """The small words before a body, and where it sits: of the Oslo-based."""
    small = token.bare in LINKS | THIS | {"in", "to"} or token.text in ARTICLES or token.text in QUOTES
    return small or token.bare.endswith("-based")


def _past_a_sort(body: list[Token]) -> int:
    """Where the name begins after common nouns: the Swedish battery maker Voltano."""
    at = next(
        (i for i, token in enumerate(body) if token.text.islower() and token.word and not token.capital), len(body)
    )
    end = at
    while end < len(body) and _is_common(body[end]):
        end += 1
    if (
        end == len(body)
        and at < end
        and all(token.bare in TOPICAL for token in body[:at])
        and body[-1].bare not in SUBJECTS
    ):
        return end
    if at < end < len(body) - 1 and body[end].text in QUOTES:
        return end + 1
    described = all(token.bare in TOPICAL or token.bare.endswith("-based") or is_a_place(token) for token in body[:at])
    return end if described and at < end < len(body) and body[end].capital else 0


def _is_common(token: Token) -> bool:
    return token.text.islower() and token.text[0].isalpha() and token.bare not in LINKS | UNITS


def _without_place(body: list[Token]) -> list[Token]:
    """A body without the land it lies in or is sent to: Lake University in Spain, Republic of Chad to the U.N."""
    body = _without_topic(body)
    at = next((i for i, token in enumerate(body) if token.text in {"in", "to"} and i), None)
    if at is None or any(token.bare in ABROAD for token in body[:at]):
        return body
    return body[:at] if all(is_a_place(token) for token in body[at + 1 :]) else body


def _without_topic(body: list[Token]) -> list[Token]:
    """A body without what the speech is on: Lake University on trade; but the Council on Trade."""
    at = next((i for i, token in enumerate(body[:-1]) if token.text == "on" and i), None)
    if body and body[0].text.endswith(("'s", "’s")) and body[0].bare[:-2] in COUNTRIES | REGIONS and len(body) > 2:
        body, at = body[1:], at and at - 1
    named = at is not None and (
        (_capital_at(body, at + 1) and any(token.bare in ON_A_TOPIC for token in body[:at]))
        or body[at - 1].bare in ALWAYS_ON
    )
    return body[:at] if at and not named else body


def _capital_at(body: list[Token], at: int) -> bool:
    """Whether a capital stands here, or behind an article: Conference on the Great Lakes."""
    at += body[at].text == "the" and at + 1 < len(body)
    return body[at].capital


def _without_body(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """A body printed before the title: "Energy Commission" of "Energy Commission Chair"."""
    first = next((i for i, token in enumerate(tokens) if token.bare in HEADS), len(tokens) - 1)
    while (
        first > 0
        and tokens[first - 1].bare in MODIFIERS
        and not (tokens[first - 1].bare in SURE and tokens[0].capital and first > 1)
    ):
        first -= 1
    while first + 1 < len(tokens) and first and tokens[first - 1].bare in SMALL:
        first += 1
    owner = next((i for i, token in enumerate(tokens[:first]) if token.text.endswith(("'s", "’s"))), None)
    if owner is not None:
        return tokens[: owner + 1], tokens[owner + 1 :]
    prefix = tokens[:first]
    if acronym_before_title(prefix):
        return tokens[:1], tokens[1:]
    if len(prefix) == 1 and prefix[0].bare in SURE:  # Board Member
        return [], tokens
    return (prefix, tokens[first:]) if bodylike(prefix) else ([], tokens)


def _cut(title: list[Token], rest: list[Token]) -> int:
    """How many of the words after the head still belong to the title."""
    if not rest:
        return 0
    words = [token.bare for token in rest]
    if title[-1].bare in UNITS and words[0] == "for":
        return words.index("of") if "of" in words else len(rest)
    at = max((i for i, word in enumerate(words) if word in {"at", "with"}), default=None)
    if at:
        unit = words[at - 1] in UNITS and at > 2
        if words[0] == "of" and unit and all(token.text.islower() for token in rest[:at]):
            return at  # head of the fish department at Iberglas
        inner = next((i for i, word in enumerate(words[:at]) if word == "in" and i > 1), None)
        if unit and inner and words[0] in {"in", "of"}:
            return inner
        return 0 if (unit or bodylike(rest[:at])) and words[0] in {"of", "for", "in"} else at
    if words[0] in {"at", "with", "from"}:
        return 0
    if words[0] in {"in", "to", "on", "for"}:
        return (
            _after_of(title, rest, words)
            if words[0] == "for" and not bodylike(rest)
            else (0 if bodylike(rest) and words[0] != "to" else len(rest))
        )
    if words[0] == "of":
        return _after_of(title, rest, words)
    return _past_an_area(rest) if bodylike(rest) else len(rest)


def _past_an_area(rest: list[Token]) -> int:
    """Past the subject and area behind a head without a comma: VP External Affairs LATAM Iberglas."""
    end = 0
    while end < len(rest) and (rest[end].bare in SUBJECTS or rest[end].text in SUBJECT_ACRONYMS):
        end += 1
    told = 0 < end < len(rest) and (rest[end - 1].text in SUBJECT_ACRONYMS or rest[end - 1].bare in OF_A_FIELD)
    return end if told and rest[end].capital and rest[end].bare not in BODY | COUNTRIES else 0


def _without_city(title: list[Token], kept: list[Token]) -> list[Token]:
    """A title without where its holder speaks: Minister of Energy in Delhi; but Consul General in Delhi."""
    at = next((i for i, token in enumerate(kept) if token.text == "in" and i), None)
    if at is None or any(token.bare in SENT_ABROAD for token in title):
        return kept
    city = " ".join(token.text for token in kept[at + 1 :])
    return kept[:at] if city in gazetteer() else kept


def _of_a_ministry(words: list[Token]) -> bool:
    return any(token.bare in UNITS | COUNTRIES for token in words)


def _small_nouns(words: list[Token]) -> bool:
    """Whether nothing but common nouns stands after "of", without an article: director of sleep medicine."""
    plain = all(token.text.islower() and token.word for token in words) and words[0].text not in ARTICLES | {"one"}
    return plain and not any(token.bare in BODY | UNITS for token in words)


def _for_an_area(rest: list[Token], inner: int) -> bool:
    """Whether a subject and its area follow "of": Director of Government Partnerships for EMEA."""
    area = rest[inner].text == "for" and all(
        is_a_place(one) or one.text in SUBJECT_ACRONYMS for one in rest[inner + 1 :]
    )
    plain = not any(token.text in ARTICLES for token in rest)
    return area and plain and rest[inner - 1].bare in SUBJECTS | MODIFIERS


def _is_sent_to_a_city(title: list[Token], rest: list[Token]) -> bool:
    """Consul General of Chile in Lund."""
    consul = any(token.bare in {"consul", "ambassador"} for token in title)
    return consul and any(one.text == "in" for one in rest) and all(is_a_place(t) or t.text in LINKS for t in rest)


def _after_of(title: list[Token], rest: list[Token], words: list[str]) -> int:
    if _is_sent_to_a_city(title, rest):
        return len(rest)
    inner = next((i for i, word in enumerate(words) if i > 1 and word in {"of", "for"}), None)
    first = rest[1:inner]
    if title[-1].bare in MINISTERS and first and first[0].bare not in {"the", *AREAS} and not _of_a_ministry(first):
        return inner or len(rest)
    if first and (all(token.text.islower() and token.bare in A_SUBJECT for token in first) or _small_nouns(first)):
        return inner or len(rest)
    if title[-1].bare in OF_A_LAND and first[-1:] and first[-1].bare in AREAS and first[0].bare not in AREAS | {"the"}:
        return len(rest)
    if inner and title[-1].bare in OF_A_SUBJECT and _for_an_area(rest, inner):
        return len(rest)
    if bodylike(first) or any(token.bare in AREAS or (token.capital and token.bare in ABROAD) for token in first):
        return 0
    plural = len(first) == 1 and first[0].text.istitle() and first[0].bare.endswith("s") and not inner
    if plural and title[-1].bare in OF_A_SUBJECT:
        return len(rest)
    subject = all(word in A_SUBJECT or not rest[i].word for i, word in enumerate(words[1:inner], start=1))
    if inner and all(word in A_SUBJECT - COUNTRIES for word in words[inner + 1 :]):
        return len(rest)  # Head of Chair of Sustainable Engineering
    if inner:
        return inner if (subject or title[-1].bare in OF_A_SUBJECT) and title[-1].bare != "chair" else 0
    if len(first) > 1 and first[-1].bare in COUNTRIES and title[-1].bare not in OF_A_LAND | OF_A_SUBJECT:
        return 0
    if title[-1].bare in OF_A_LAND | {"professor", "lecturer"} or words[0] == "for":
        return len(rest)
    return len(rest) if subject and title[-1].bare in OF_A_SUBJECT | {"president", "partner", "analyst"} else 0
