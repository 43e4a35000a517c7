"""What the words around a name say that a person or a body did, and whether it is announced or done."""

import re
from collections.abc import Iterable, Iterator

from events.desk.recognisers.spans import Suggestion, Text, Value
from events.roles import BodyRole, PersonRole

PERSON = (
    (PersonRole.MODERATOR, r"moderat\w+|facilitat\w+|chaired|主持"),
    (
        PersonRole.OPENING_REMARKS,
        r"opening (?:remarks|speech|address)|welcom(?:e|ing) (?:remarks|speech|address)|opened|致辞|致开幕",
    ),
    (PersonRole.CLOSING_REMARKS, r"closing (?:remarks|speech|address)|closed the|concluding remarks|总结"),
    (PersonRole.KEYNOTE, r"keynote|主旨|主题演讲"),
    (PersonRole.PANELLIST, r"panel\w*|round ?table|圆桌|对话嘉宾"),
    (PersonRole.SIGNATORY, r"signed|签署|签约"),
    (PersonRole.CHAIR_OF_DELEGATION, r"led (?:a|the) delegation|leading a delegation|率团|率领|带队"),
    (PersonRole.PRESENTER, r"presented|presentation|介绍了"),
    (PersonRole.SPEAKER, r"sp(?:oke|eak|eech|eakers?)\w*|remarks|address\w*|发言|演讲|讲话|发表"),
    (PersonRole.ATTENDEE, r"attended|attendees?|出席|参加"),
    (PersonRole.QUOTED, r"said|noted|stated|added|told|表示|指出|认为|强调"),
)
BODY = (
    (BodyRole.CO_ORGANIZER, r"co-?organi[sz]ed|jointly organi[sz]ed|承办"),
    (BodyRole.CO_HOST, r"co-?hosted|jointly hosted|联合主办|共同主办"),
    (BodyRole.ORGANIZER, r"organi[sz](?:ed|ers?|es)|组织"),
    (BodyRole.HOST, r"hosted|hosts?|hosted by|举办|主办"),
    (BodyRole.CONVENER, r"convened|发起"),
    (BodyRole.SUPPORTER, r"(?:with|under) (?:the |strong )*(?:support|auspices)|supported by|支持|协办"),
    (BodyRole.SPONSOR, r"sponsor\w*|赞助"),
    (BodyRole.PARTNER, r"in (?:partnership|collaboration|cooperation) with|partners?|合作单位"),
    (BodyRole.VISITED, r"visited|参观|走访"),
)
AHEAD = re.compile(
    r"\bwill\b|\bto be held\b|\bscheduled\b|\bupcoming\b|\bregister\b|\bis expected\b|\binvited\b|将于|将在|拟于|即将",
    re.IGNORECASE,
)
LONGEST_SENTENCE = 400
SENTENCE = re.compile(r"(?<=[a-z)”\"]{2}\.)\s|(?<=[。！？；;])")


def _any(cues: Iterable[tuple[PersonRole | BodyRole, str]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{role.name}>{cue})" for role, cue in cues), re.IGNORECASE)


ANY: dict[str, tuple[re.Pattern[str], type[PersonRole] | type[BodyRole]]] = {
    "person": (_any(PERSON), PersonRole),
    "organization": (_any(BODY), BodyRole),
}


def sentence_of(paragraph: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a span begins and ends."""
    left, right = max(0, start - LONGEST_SENTENCE), min(len(paragraph), end + LONGEST_SENTENCE)
    before = [match.end() for match in SENTENCE.finditer(paragraph, left, start)]
    after = SENTENCE.search(paragraph, end, right)
    return max(before, default=left), after.start() if after else right


def role_of(kind: str, paragraph: str, start: int, end: int) -> str | None:
    """The controlled role whose cue stands nearest to a span, in its sentence; a cue before the span counts double."""
    cues, roles = ANY[kind]
    nearest = min(
        cues.finditer(paragraph, *sentence_of(paragraph, start, end)),
        key=lambda match: _distance(match, start, end),
        default=None,
    )
    return roles[nearest.lastgroup or ""].value if nearest else None


def _distance(match: re.Match[str], start: int, end: int) -> int:
    return start - match.end() if match.end() <= start else 2 * max(match.start() - end, 0)


def standing(paragraph: str, start: int, end: int) -> str:
    """Whether a sentence announces or reports."""
    return "announced" if AHEAD.search(paragraph, *sentence_of(paragraph, start, end)) else "occurred"


def cues(text: Text) -> Iterator[Suggestion]:
    """The cue words themselves, for the desk to mark."""
    for number, paragraph in text.numbered:
        for kind, (cues_of_kind, roles) in ANY.items():
            for match in cues_of_kind.finditer(paragraph):
                role = roles[match.lastgroup or ""].value
                values: dict[str, Value] = {"role": role, "of": kind, "standing": standing(paragraph, *match.span())}
                yield Suggestion("role", number, *match.span(), match[0], values, "a word for what somebody did")
