"""People in Chinese texts: 中国贸促会副会长张三, 张三（某公司董事长）."""

import re
from collections.abc import Iterator
from dataclasses import replace

from events.desk.recognisers.capacities import Capacity
from events.desk.recognisers.chinese.names import FOREIGN, LANDS, LATIN, NEXT_NAME, any_name_at, name_at
from events.desk.recognisers.chinese.starts import body_start
from events.desk.recognisers.chinese.traditional import simpler
from events.desk.recognisers.chinese.words import ACADEMIC, BODY, HAN, SUFFIX, SURNAME, TITLED
from events.desk.recognisers.found import Found
from events.desk.recognisers.places import gazetteer

FARTHEST = 120
MARKS = "，,。；;：:、！？!?（）() "
# Titles that groups have, too: 专家学者, 委员代表.
OF_MANY = re.compile("(?:代表|专家|顾问|记者|委员|领导|官员|企业家|负责人|学者|通讯员|教授|博士|会员|老师|议员)$")
# The short name that a text gives to a body.
ALIAS = re.compile("[（(](?:以下)?简称[^（()）]*[）)]")
# A party committee after its land, and the titles of those who govern the land.
PARTY = re.compile("(?:^|(?<=[^\\W\\d_]{2}))(?<!常)(?:[省市区县州旗]|自治区)?(?:党委|[省市区县州旗]委)$")
GOVERNS = re.compile("^(?:代|(?:常务)?副)?(?:[省市区县州旗]长|主席)$")
BESIDE = frozenset("、和与及")
# A body and a name at the end; such pairs, one and several in a row.
OWN = re.compile(rf"(?:{SUFFIX})(?:[^\W\d_]{{2,6}}[院系所])?{SURNAME}[{HAN}]{{1,2}}$")
PAIR = rf"[{HAN}]{{2,16}}?(?:{SUFFIX}|[院系所]){SURNAME}[{HAN}]{{1,2}}?"
# A pair that can be read in two ways (欧阳一, 欧 and 阳一) is read in one: thirty of them would be read in 2**30.
ROW = re.compile(rf"(?<![{HAN}])(?>{PAIR}、){{2,30}}{PAIR}(?=等|分|和|与|及|[，。；,;]|出席|参加|作|发言|$)")
ITEM = re.compile(rf"(?P<body>[{HAN}]{{2,16}}?(?:{SUFFIX}|[院系所]))(?P<name>{SURNAME}[{HAN}]{{1,2}})(?=、|$)")
ACTS = re.compile(
    "出席|表示|指出|主持|分别|先后|致|强调|介绍|认为|在|作|发表|说|率|代表|分享|应邀|参加|邀请|会见|陪同|赴"
)


def find_people(paragraph: str) -> list[Found]:
    """Everyone named beside a title, as printed, in simplified or traditional characters."""
    plain = simpler(paragraph)
    return [_as_printed(one, plain, paragraph) for one in _find_people(plain)]


def _as_printed(one: Found, plain: str, printed: str) -> Found:
    """What was found in simplified characters, with the characters that stand there."""

    def words(value: str | None) -> str | None:
        at = plain.find(value, max(0, one.reach[0] - FARTHEST)) if value else -1
        return printed[at : at + len(value)] if value and at >= 0 else value

    capacities = tuple(Capacity(words(capacity.title), words(capacity.body)) for capacity in one.capacities)
    return replace(one, name=printed[one.start : one.end], capacities=capacities)


def _find_people(paragraph: str) -> list[Found]:
    """Everyone named beside a title: title before the name, or after it with a mark between."""
    if not re.search(f"[{HAN}]", paragraph):
        return []
    found: list[Found] = []
    covered = 0
    for match in TITLED.finditer(paragraph):
        one = (
            _with_its_body(paragraph, match, covered)
            or _after_title(paragraph, match, covered)
            or _before_title(paragraph, match)
            or _of_a_body(paragraph, match, covered)
            or _own_title(paragraph, match, covered)
        )
        if one and one.start >= covered:
            found.append(_with_the_former_body(paragraph, found, one))
            found += _under_one_title(paragraph, found[-1])
            covered = found[-1].end
    return [*found, *_in_a_row(paragraph, found)]


def _in_a_row(paragraph: str, found: list[Found]) -> Iterator[Found]:
    """Three or more people each behind a body, without titles: 东山大学李明、湖滨学院王红、茶业研究所赵亮."""
    for row in ROW.finditer(paragraph):
        for one in ITEM.finditer(row[0]):
            name = (row.start() + one.start("name"), row.start() + one.end("name"))
            if not any(other.start < name[1] and name[0] < other.end for other in found):
                reach = (row.start() + one.start("body"), name[1])
                capacities = (Capacity(None, one["body"]),)
                yield Found(one["name"], *name, reach, capacities, "a body before the name", 5)


def _with_its_body(paragraph: str, match: re.Match[str], covered: int) -> Found | None:
    """Body, name, title and a mark: 东山大学李明教授、; who follows the mark has a title of their own."""
    marked = paragraph[match.end() : match.end() + 1] in {"、", "，", ",", "和"}
    before = paragraph[max(covered, match.start() - 40) : match.start()]
    return _own_title(paragraph, match, covered) if marked and OWN.search(before) else None


def _of_a_body(paragraph: str, match: re.Match[str], covered: int) -> Found | None:
    """Body, 的, name, an academic title: 来自东山大学的李明教授."""
    name = re.search(rf"的({SURNAME}[{HAN}]{{1,2}})$", paragraph[max(covered, match.start() - 5) : match.start()])
    if not name or not ACADEMIC.fullmatch(match[0]):
        return None
    at = match.start() - len(name[1])
    start = body_start(paragraph, at - 1, covered)
    body = paragraph[start : at - 1]
    if not re.search(rf"(?:{SUFFIX}|[系所院])$", body):
        return None
    return _found(paragraph, (at, match.start()), (start, match.end()), match[0], body, "title after the name")


def _own_title(paragraph: str, match: re.Match[str], covered: int) -> Found | None:
    """Name, title, verb, where a clause or a body stands before: 李明副会长出席, 东山省商务厅李明副厅长."""
    before = paragraph[max(covered, match.start() - 40) : match.start()]
    name = re.search(
        rf"(?:^|[，。；,;]|(?P<body>{SUFFIX}|[局厅委室院部处系所团办馆]))({SURNAME}[{HAN}]{{1,2}})$", before
    )
    if name and name["body"]:
        end = match.start() - len(name[2])
        start = body_start(paragraph, end, covered)
        body = paragraph[start:end]
        return _found(paragraph, (end, match.start()), (start, match.end()), match[0], body, "title after the name")
    ends = re.match("[、，。和]", paragraph[match.end() : match.end() + 1]) or ACTS.match(paragraph, match.end())
    listed = before[-5:].rfind("、") >= 0 and ends
    name = name or (re.search(rf"(、)({SURNAME}[{HAN}]{{1,2}})$", before) if listed else None)
    acts = listed or ACTS.match(paragraph, match.end())
    if not name or not acts or re.search("[省市县区州部局厅会校院司团馆商协学社]$", name[2]):
        return None
    at = match.start() - len(name[2])
    return _found(paragraph, (at, match.start()), (at, match.end()), match[0], "", "title after the name")


def _under_one_title(paragraph: str, one: Found) -> Iterator[Found]:
    """The names that follow one after its title: 东山商会副会长李明、王小红和陈光."""
    while one.reach[1] == one.end and (match := NEXT_NAME.match(paragraph, one.end)):
        if match[1] in LANDS or match[1] in gazetteer() or BODY.fullmatch(match[1]) or TITLED.search(match[1]):
            return
        one = replace(one, name=match[1], start=match.start(1), end=match.end(1), reach=match.span(1))
        yield one


def _with_the_former_body(paragraph: str, found: list[Found], one: Found) -> Found:
    """A bare title after 、 or 和 is of the body named before: 东山商会会长李明、秘书长王红."""
    bare = not any(capacity.body for capacity in one.capacities)
    if not (
        found and bare and paragraph[found[-1].reach[1] : one.reach[0]] in BESIDE and found[-1].capacities[-1].body
    ):
        return one
    body = found[-1].capacities[-1].body
    return replace(one, capacities=tuple(Capacity(capacity.title, body) for capacity in one.capacities))


def _after_title(paragraph: str, match: re.Match[str], covered: int) -> Found | None:
    """Body, title, name."""
    at = match.end()
    while paragraph[at : at + 1] in {" ", "：", "\u3000", "、"} and paragraph[at : at + 1]:
        at += 1
    name = name_at(paragraph, at) or (any_name_at(paragraph, at) if _is_sure(paragraph, match) else None)
    if name is None:
        return None
    before = match.start() - (match[0].isascii() and paragraph.startswith(" ", match.start() - 1))
    start = body_start(paragraph, before, covered)
    body = paragraph[start : match.start()].strip(" 、，")
    one = _found(paragraph, (at, at + len(name)), (start, at + len(name)), match[0], body, "title before the name")
    return replace(one, capacities=(*_earlier(paragraph, start, covered), *one.capacities))


def _is_sure(paragraph: str, match: re.Match[str]) -> bool:
    """Whether a title of one person, with a body or land before it, stands here, so that any name may follow."""
    opens = match.start() == 0 or paragraph[match.start() - 1] in MARKS
    return not opens and not OF_MANY.search(match[0])


def _earlier(paragraph: str, start: int, covered: int) -> list[Capacity]:
    """The capacities listed before: 中国工程院院士、清华大学教授、湖滨研究院院长李明 has three."""
    capacities: list[Capacity] = []
    while start > max(covered, 1) and paragraph[start - 1] in "、，,兼":
        before = TITLED.finditer(paragraph, max(covered, start - 40), start - 1)
        title = next((match for match in before if match.end() == start - 1), None)
        begin = body_start(paragraph, title.start(), covered) if title else start
        body = paragraph[begin : title.start()].strip(" 、，") if title else ""
        if not title or body in {"", "由"} or body.endswith("担任"):
            break
        capacities = [*_capacities(title[0], body), *capacities]
        start = begin
    return capacities


def _before_title(paragraph: str, match: re.Match[str]) -> Found | None:
    """Name, a mark, body, title: a line of a programme or a bracket after a name."""
    left = max(paragraph.rfind(mark, max(0, match.start() - 60), match.start()) for mark in "，,（(|｜\t——–-:： \u3000")
    if left < 1:
        return None
    mark = left
    while mark > 0 and paragraph[mark - 1] in " \u3000，,—–-|｜（(":
        mark -= 1
    found = re.search(
        rf"(?:^|[：:、；;。，,\s（(]|[0-9]\s|由)((?:{SURNAME})[{HAN}]{{1,2}}|{FOREIGN}|{LATIN})(?:先生|女士|博士|教授)?$",
        paragraph[max(0, mark - 40) : mark],
    )
    if not found or re.search("以及|来自", found[1]) or TITLED.search(found[1]) or BODY.fullmatch(found[1]):
        return None
    end = mark - (len(found[0]) - found[0].find(found[1]) - len(found[1]))
    body = paragraph[left + 1 : match.start()].strip()
    return _found(
        paragraph,
        (end - len(found[1]), end),
        (end - len(found[1]), match.end()),
        match[0],
        body,
        "title after the name",
    )


def _found(paragraph: str, name: tuple[int, int], reach: tuple[int, int], title: str, body: str, reason: str) -> Found:
    capacities = tuple(_capacities(title, body.strip(" ,，、")))
    return Found(paragraph[slice(*name)], *name, reach, capacities, reason, 5)


def _capacities(title: str, body: str) -> list[Capacity]:
    """One for each title; the city's, where its party committee's title stands before: 湖滨市委副书记、市长."""
    titles = [one for one in re.split("[、,，]", title) if one.strip()]
    body = ALIAS.sub("", body)
    party = PARTY.search(body)
    if party and any(GOVERNS.search(one) for one in titles[1:]):
        body, titles = body[: party.start()], [party[0] + titles[0], *titles[1:]]
    return [Capacity(one, body or None) for one in titles]
