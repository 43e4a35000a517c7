"""People and bodies in Chinese texts: 中国贸促会副会长张三, 张三（某公司董事长）, 由某某协会主办."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from events.desk.recognisers.capacities import Capacity
from events.desk.recognisers.found import Found

HAN = "\u4e00-\u9fff"
# The 200 most common family names of China's household registration, and the compound ones.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
    "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔牛葛温庄樊兰殷施洪鲁申俞焦柴"
    "梅裴宁关安倪左季纪麦柯童路翟祁岳项詹欧涂游凌耿霍盛毕单舒房解聂齐柳苗丛屈池涂邢章牟蓝娄饶鲍辛管祝仇骆阮盖穆包司景甘"
    "连简鄂沙奚费桂戚卓应符全涂边卞佟冉瞿苑褚阎傅曲靳匡窦时"
)
COMPOUND = "欧阳|司马|诸葛|上官|司徒|东方|皇甫|尉迟|公孙|令狐|慕容|夏侯"
HEADS = (
    "国务委员|总统|总理|参议长|创办人|常委|团长|会长|秘书长|主任|部长|司长|局长|处长|科长|厅长|总经理|董事长|总裁|首席执行官|首席[^\\W\\d_]{2,6}官|教授|院长|校长|所长|理事长|主席|"
    "大使|公使|参赞|总领事|领事(?!馆)|市长|省长|州长|区长|县长|书记|院士|研究员|专家|合伙人|创始人|经理|总监|主管|负责人|代表(?!处|团|作|性)|顾问|工程师|"
    "分析师|经济学家|发言人|主编|总编辑?|编辑(?!部)|委员(?!会)|行长|社长|馆长|台长|站长|干事|专员|科学家|博士|讲师|董事(?!会|长)|监事长|监事(?!会)|首席经济学家|院务委员|港务长|议员|"
    "部长助理|行政长官|律师|设计师|企业家|厂长|船长|主任委员|召集人|执行官|CEO|CTO|CFO|COO"
)
BEFORE = (
    "副|原|前|首席|执行|高级|常务|名誉|助理|联席|联合|总|党组|党委|党委副|资深|代|第一|创始|特聘|荣誉|候任|区域|大区|大中华区|中国区|亚太区|项目|技术|市场|运营|商务|一等|二等|"
    "政策|特别|高级副|项目|研究|公共事务|政府事务|事业部|独立|轮值|全国|驻华|常驻|首任|全球|亚洲区|欧洲区|美洲区|北美区|华东区|华南区|华北区"
)
TITLE = rf"(?:{BEFORE}){{0,4}}(?:{HEADS})"
TITLES = rf"{TITLE}(?:(?:、|兼|及|和|，|,|暨|·)?\s?{TITLE}){{0,3}}"
FOREIGN = r"[\u4e00-\u9fff]{1,6}(?:[·•・．][\u4e00-\u9fff]{1,8}){1,3}"
LATIN = r"[A-Z][A-Za-z.'’-]{1,20}(?:\s[A-Z][A-Za-z.'’-]{0,20}){1,3}"
SURNAME = rf"(?:{COMPOUND}|[{SURNAMES}])"
AFTER = re.compile(
    r"[\s，。；、：:,;（）()《“”\"|/—–-]|$|在|表示|指出|主持|致辞|致|出席|说|介绍|作|做|发表|分享|就|等|和|与|及|以|先生|女士|强调|认为|围绕|宣布|代表|"
    r"参加|分别|为|向|对|从|担任|进行|共同|率|一行|应邀|通过|线上|视频|将|也|还|则|回顾|提出|呼吁|阐述|讲|谈|透露|回应|建议|解读|总结|携|带|给|主|演|发|开|受|先后|依次|相继|陆续|围绕|共话|现场|一致|展开|到场|见证|任|应|谈到|感谢|欢迎|博士|教授|同|并"
)
# Of these the words, not the single characters, which names are written with too; and the particles that none is.
RUNS_ON = re.compile("|".join([*re.findall(r"[\u4e00-\u9fff]{2,}", AFTER.pattern), *"和与等在就说作致"]) + "|一行")
TITLED = re.compile(TITLES)
MARKS = set(" ，。；、：:,;（）()《》“”") | {""}
# The characters that foreign names are written with: 安德里奇. Three or more in a row after a title are a name.
SOUNDS = (
    "阿埃艾安奥巴贝本比彼伯博布查茨达戴丹德登迪丁杜多恩尔法菲费弗福夫盖戈格古哈海汉赫黑霍基吉加杰卡凯坎康科克肯库拉莱兰劳勒雷里利列林隆卢鲁"
    "罗洛马迈曼梅蒙米姆莫穆纳奈内尼涅诺帕佩皮珀普奇契乔切让热日荣茹瑞萨塞桑瑟森山尚舍什圣史朔斯苏索塔泰坦汤特腾提图托瓦万威韦维沃乌西希锡夏谢"
    "辛休雅亚扬耶伊以因英尤约泽詹珍兹佐柯季"
)
SEPARATORS = re.compile(r"[，,。；;！？!?：:“”\"（）()\s|｜]|——|《[^《》]*$|》(?=.*《)|》(?![^\W\d_]{0,6}$)")
# Words after which a body begins, when no mark stands before it.
STARTS = re.compile(
    r"由|来访的|会见了?|邀请|来自|其中|会上|会议|特邀|包括|以及|随后|首先|同时|此外|接着|最后|当天|期间|上午|下午|当日|日前|近日|主持人|嘉宾|致辞|论坛|活动|仪式|本次|开幕式|环节|出席|有请|"
    r"还有|记者|授予|对话|据悉|在[^\W\d_]{0,6}中|(?<=[长官授员监裁席任])和|(?<=[长官授员监裁席任])与|(?<=[长官授员监裁席任])及"
)
# After these a body surely begins, whatever stands before.
LED = re.compile(r"(?<=[会式坛动议])由|来自|(?<=[长官授员监裁席任])[和与及]")
SUFFIX = (
    "协会|商会|委员会|大学|学院|集团|有限公司|有限责任公司|股份公司|公司|研究院|研究所|研究中心|中心|基金会|基金|联合会|联盟|学会|促进会|贸促会|总会|理事会|"
    "商务部|外交部|环境部|能源局|管理局|发展局|投资局|贸易局|海关|银行|大使馆|总领事馆|领事馆|使馆|组织|办公室|办事处|管委会|人民政府|政府|国资委|发改委|"
    "商务厅|商务局|交易所|交流会|智库|出版社|杂志社|报社|电视台|实验室|医院|港务局|事务所|合作社|工作组|委员会|秘书处|工信部|科技部|财政部|教育部|农业农村部|"
    "交通运输部|生态环境部|工业和信息化部|国家发展和改革委员会|议会|法院|博物馆|图书馆|园区|开发区"
)
BODY = re.compile(rf"[{HAN}A-Za-z0-9·\-（）()]{{1,28}}?(?:{SUFFIX})(?![会院所局部司厅处员长])")
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
ACADEMIC = re.compile("(?:副|助理)?教授|(?:副)?研究员|院士|博士|讲师")
LEGAL = ("有限", "股份", "集团", "控股", "责任")
JOINING = re.compile(r"(?:先生|女士|博士|教授)?(?:以及|和|与|及|、)?")
CUT = re.compile(
    r"[、，,；;]|共同|联合(?!会|国|研究|实验|[^\W\d_]{0,4}公司)|(?<=[会院部局团司学心金])(?:和|与|及)|以及|主办|承办|协办|支持|(?<![A-Za-z])\s+|\s+(?![A-Za-z])"
)
PAST = re.compile(rf"^(?:{STARTS.pattern}|、|和|与|及|是|的|在|等|为|中共|了|该|并|有|对|向)+")


def find_people(paragraph: str) -> list[Found]:
    """Everyone named beside a title: title before the name, or after it with a mark between."""
    if not re.search(f"[{HAN}]", paragraph):
        return []
    found: list[Found] = []
    covered = 0
    for match in TITLED.finditer(paragraph):
        one = (
            _after_title(paragraph, match, covered)
            or _before_title(paragraph, match)
            or _of_a_body(paragraph, match, covered)
        )
        if one and one.start >= covered:
            found.append(_with_the_former_body(paragraph, found, one))
            covered = one.end
    return found


def _of_a_body(paragraph: str, match: re.Match[str], covered: int) -> Found | None:
    """Body, 的, name, an academic title: 来自东山大学的李明教授."""
    name = re.search(rf"的({SURNAME}[{HAN}]{{1,2}})$", paragraph[max(covered, match.start() - 5) : match.start()])
    if not name or not ACADEMIC.fullmatch(match[0]):
        return None
    at = match.start() - len(name[1])
    start = _body_start(paragraph, at - 1, covered)
    body = paragraph[start : at - 1]
    if not re.search(rf"(?:{SUFFIX}|[系所院])$", body):
        return None
    return _found(paragraph, (at, match.start()), (start, match.end()), match[0], body, "title after the name")


def _with_the_former_body(paragraph: str, found: list[Found], one: Found) -> Found:
    """A bare title after 、 is of the body named before: 东山商会会长李明、秘书长王红."""
    bare = not any(capacity.body for capacity in one.capacities)
    if not (found and bare and paragraph[found[-1].end : one.reach[0]] == "、" and found[-1].capacities[-1].body):
        return one
    body = found[-1].capacities[-1].body
    return replace(one, capacities=tuple(Capacity(capacity.title, body) for capacity in one.capacities))


def _after_title(paragraph: str, match: re.Match[str], covered: int) -> Found | None:
    """Body, title, name."""
    at = match.end()
    while paragraph[at : at + 1] in {" ", "：", "\u3000", "、"} and paragraph[at : at + 1]:
        at += 1
    name = _name_at(paragraph, at)
    if name is None:
        return None
    start = _body_start(paragraph, match.start(), covered)
    body = paragraph[start : match.start()].strip(" 、，")
    one = _found(paragraph, (at, at + len(name)), (start, at + len(name)), match[0], body, "title before the name")
    return replace(one, capacities=(*_earlier(paragraph, start, covered), *one.capacities))


def _earlier(paragraph: str, start: int, covered: int) -> list[Capacity]:
    """The capacities listed before: 中国工程院院士、清华大学教授李明 has two."""
    if start < 2 or paragraph[start - 1] not in "、，," or start <= covered:
        return []
    before = [
        match for match in TITLED.finditer(paragraph, max(covered, start - 40), start - 1) if match.end() == start - 1
    ]
    if not before:
        return []
    begin = _body_start(paragraph, before[0].start(), covered)
    body = paragraph[begin : before[0].start()].strip(" 、，")
    return [Capacity(before[0][0], body)] if body else []


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
    if not found or TITLED.search(found[1]) or BODY.fullmatch(found[1]):
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
    body = body.strip(" ,，、")
    capacities = tuple(Capacity(one, body or None) for one in re.split("[、,，]", title) if one.strip())
    return Found(paragraph[slice(*name)], *name, reach, capacities, reason, 5)


def _name_at(paragraph: str, at: int) -> str | None:
    rest = paragraph[at : at + 60]
    if match := re.match(rf"{FOREIGN}|{LATIN}", rest):
        return _clipped(match[0])
    if (match := re.match(f"[{SOUNDS}]{{3,8}}", rest)) and AFTER.match(rest, match.end()):
        return match[0]
    if not (match := re.match(SURNAME, rest)):
        return None
    size = len(match[0])
    for length in (size + 2, size + 1):
        if re.fullmatch(rf"[{HAN}]+", rest[:length]) and len(rest[:length]) == length and AFTER.match(rest, length):
            given = rest[size:length]
            sooner = length == size + 2 and AFTER.match(rest, size + 1)
            if sooner and len(sooner[0]) > 1 and rest[length : length + 1] not in MARKS:
                continue
            if not (
                length == size + 2
                and AFTER.match(rest, size + 1)
                and given[-1] in "说在率就做作致主与和及为等以向对从将也还并同"
            ):
                return rest[:length]
    return None


def _clipped(name: str) -> str:
    """A transliterated name runs on into the verb: 史密斯表示."""
    cut = RUNS_ON.search(name, max(map(name.rfind, "·•・．")) + 2)
    return name[: cut.start()] if cut else name


def _body_start(paragraph: str, end: int, covered: int) -> int:
    """Where the body before a title begins: after the last mark, or after a word that a body follows."""
    window = max(0, end - 50, covered)
    if window == covered and (joining := JOINING.match(paragraph, window, end)):
        window = joining.end()
    marks = [match.end() for match in SEPARATORS.finditer(paragraph, window, end)]
    start = _before_bracket(paragraph, window, max([window, *marks]))
    if led := [match.end() for match in LED.finditer(paragraph, start, end) if match.end() < end]:
        start = max(led)
    listed = paragraph.rfind("、", start, end)
    if listed >= 0 and not (TITLED.fullmatch(paragraph[listed + 1 : end]) or listed + 1 == end):
        start = listed + 1
    words = [match.end() for match in STARTS.finditer(paragraph, start, end) if match.end() < end]
    if words and not BODY.fullmatch(paragraph[start:end]):
        start = max(words)
    elif (past := PAST.match(paragraph[start:end])) and past.end() < end - start:
        start += past.end()
    return start


def _before_bracket(paragraph: str, window: int, start: int) -> int:
    """A body's abbreviation in brackets ends no body: 世界自然基金会（WWF）北京代表处."""
    bracket = re.search(r"[（(][A-Za-z -]{2,20}[）)]$|[（(][^（()）]{2,6}[）)](?=$)", paragraph[window:start])
    if not bracket or (not bracket[0].isascii() and not paragraph.startswith(LEGAL, start)):
        return start
    marks = [match.end() for match in SEPARATORS.finditer(paragraph, window, window + bracket.start())]
    listed = paragraph.rfind("、", window, window + bracket.start()) + 1
    return max([window, listed, *marks])


def find_bodies(paragraph: str, known: re.Pattern[str] | None = None) -> Iterator[tuple[int, int, str]]:
    """Bodies (start, end, reason): known ones, those named as organizers, those with a body's suffix before a title."""
    taken: set[int] = set()
    for match in known.finditer(paragraph) if known else ():
        taken.update(range(*match.span()))
        yield *match.span(), "known"
    for match in INVOLVED.finditer(paragraph):
        for start, end in _pieces(paragraph, *match.span(match.lastgroup or 0)):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                yield start, end, "named as organizer or supporter"
    for one in find_people(paragraph):
        for body in dict.fromkeys(capacity.body for capacity in one.capacities):
            start = paragraph.find(body, max(0, one.reach[0] - FARTHEST), one.reach[1]) if body else -1
            if body and start >= 0 and taken.isdisjoint(range(start, start + len(body))):
                taken.update(range(start, start + len(body)))
                yield start, start + len(body), "the body of a person"
    for start, end in _whole_pieces(paragraph):
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
