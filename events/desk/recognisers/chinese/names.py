"""Names in Chinese characters, and foreign ones among them, where a title stands before."""

import re

from events.desk.recognisers.chinese.words import HAN, SURNAME
from events.desk.recognisers.places import gazetteer

FOREIGN = r"[\u4e00-\u9fff]{1,6}(?:[·•・．][\u4e00-\u9fff]{1,8}){1,3}"
# One word is enough where an honorific follows: 主席Berg教授.
LATIN = r"[A-Z][A-Za-z.'’-]{1,20}(?:(?:\s[A-Z][A-Za-z.'’-]{0,20}){1,3}|(?=\s?(?:教授|博士|先生|女士|阁下)))"
AFTER = re.compile(
    r"[\s，。；、：:,;（）()《“”\"|/—–-]|$|在|表示|指出|主持|致辞|致|出席|说|介绍|作|做|发表|分享|就|等|和|与|及|以|先生|女士|强调|认为|围绕|宣布|代表|"
    r"参加|分别|为|向|对|从|担任|进行|共同|率|一行|应邀|通过|线上|视频|将|也|还|则|回顾|提出|呼吁|阐述|讲|谈|透露|回应|建议|解读|总结|携|带|给|主|演|发|开|受|先后|依次|相继|陆续|围绕|共话|现场|一致|展开|到场|见证|任|应|谈到|报道|摄|感谢|欢迎|博士|教授|同|并|[少中上大]将|大校|大使|会长|"
    r"爵士|公使|医生|参赞|阁下|座谈|首先|最后|亲自|陪同|会见|专门|现任|曾|再次|又|均|一同|前往|赴|到访|来访|率队|与会|宣|揭|颁|点评|签|考察|调研|听取|称|称赞|肯定|祝贺|期待|希望|结合|阐释|说明|展示|剖析|探讨|部署|要求|号召|鼓励|评价|邀请|启动"
)
# Of these the words, not the single characters, which names are written with too; and the particles that none is.
RUNS_ON = re.compile(
    "|".join([*re.findall(r"[\u4e00-\u9fff]{2,}", AFTER.pattern), *"和与等在就说作致并为"]) + "|一行|以及"
)
MARKS = set(" ，。；、：:,;（）()《》“”") | {""}
# The characters that foreign names are written with: 安德里奇. Three or more in a row after a title are a name.
SOUNDS = (
    "阿埃艾安奥巴贝本比彼伯博布查茨达戴丹德登迪丁杜多恩尔法菲费弗福夫盖戈格古哈海汉赫黑霍基吉加杰卡凯坎康科克肯库拉莱兰劳勒雷里利列林隆卢鲁"
    "罗洛马迈曼梅蒙米姆莫穆纳奈内尼涅诺帕佩皮珀普奇契乔切让热日荣茹瑞萨塞桑瑟森山尚舍什圣史朔斯苏索塔泰坦汤特腾提图托瓦万威韦维沃乌西希锡夏谢"
    "辛休雅亚扬耶伊以因英尤约泽詹珍兹佐柯季"
)
# Words that begin like family names.
NO_NAMES = (
    "明确",
    "明年",
    "明天",
    "应邀",
    "应约",
    "单位",
    "向与会",
    "向欧",
    "欧美",
    "欧盟",
    "高度",
    "强调",
    "方面",
    "关于",
    "时任",
)
LANDS = frozenset(["江苏", "江西", "安徽", "甘肃", "宁夏", "马里", "安哥拉", "黎巴嫩"])
# A name that stands in Latin letters behind it, too: 门杜拉（Susana Moe）.
GLOSSED = re.compile(rf"[{HAN}]{{2,8}}(?=\s?[（(]{LATIN}[）)])")
# Names without a listed family name, of up to four characters, and the characters that rather belong to common words.
CLOSED = re.compile(
    f"[{HAN}]{{2,4}}?(?=[、，。；;,)）]|等(?![级教学])|致[辞词]|"
    "主持|出席|表示|宣布|宣读|介绍|分享|称赞|强调|指出|认为|发表|参加|应邀|分别|线上|视频|先生|女士|阁下)"
)
NO_PERSON = re.compile(
    "[会坛论位国团队处员席职务们级任届间后前时人者家长等与和及的在是为有将其该各一两三四五六七八九十]"
)
NEXT_NAME = re.compile(
    rf"[、和与及 ]({SURNAME}[{HAN}]{{1,2}}?)(?=[、，。；;,）)]|和|以?及|与|(?<!高)等|出席|参加|分别|$)"
)


def name_at(paragraph: str, at: int) -> str | None:
    rest = paragraph[at : at + 60]
    if match := re.match(rf"{FOREIGN}|{LATIN}", rest):
        return _clipped(match[0])
    if (match := GLOSSED.match(rest)) and not NO_PERSON.search(match[0]):
        return match[0]
    if match := re.match(rf"[{SOUNDS}]{{3,8}}(?={AFTER.pattern})", rest):
        return match[0]
    if not (match := re.match(SURNAME, rest)) or rest.startswith(NO_NAMES):
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
                and given[-1] in "任说在率就做作致主与和及为等以向对从将也还并同谈讲述"
            ):
                return rest[:length]
    return None


def any_name_at(paragraph: str, at: int) -> str | None:
    """Any name before a mark or a verb, where a sure title stands before: 东山商会会长明跃、湖国领事婷霞出席."""
    name = CLOSED.match(paragraph, at)
    if (
        not name
        or AFTER.match(paragraph, at)
        or NO_PERSON.search(name[0])
        or name[0] in LANDS
        or name[0] in gazetteer()
    ):
        return None
    return name[0]


def _clipped(name: str) -> str:
    """A transliterated name runs on into the verb: 史密斯表示."""
    cut = RUNS_ON.search(name, max(map(name.rfind, "·•・．")) + 2)
    return name[: cut.start()] if cut else name
