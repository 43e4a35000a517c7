"""Names in Chinese characters, and foreign ones among them, where a title stands before."""

import re

from events.desk.recognisers.chinese.words import HAN, SURNAME

FOREIGN = r"[\u4e00-\u9fff]{1,6}(?:[·•・．][\u4e00-\u9fff]{1,8}){1,3}"
LATIN = r"[A-Z][A-Za-z.'’-]{1,20}(?:\s[A-Z][A-Za-z.'’-]{0,20}){1,3}"
AFTER = re.compile(
    r"[\s，。；、：:,;（）()《“”\"|/—–-]|$|在|表示|指出|主持|致辞|致|出席|说|介绍|作|做|发表|分享|就|等|和|与|及|以|先生|女士|强调|认为|围绕|宣布|代表|"
    r"参加|分别|为|向|对|从|担任|进行|共同|率|一行|应邀|通过|线上|视频|将|也|还|则|回顾|提出|呼吁|阐述|讲|谈|透露|回应|建议|解读|总结|携|带|给|主|演|发|开|受|先后|依次|相继|陆续|围绕|共话|现场|一致|展开|到场|见证|任|应|谈到|报道|摄|感谢|欢迎|博士|教授|同|并|[少中上大]将|大校|大使|会长"
)
# Of these the words, not the single characters, which names are written with too; and the particles that none is.
RUNS_ON = re.compile("|".join([*re.findall(r"[\u4e00-\u9fff]{2,}", AFTER.pattern), *"和与等在就说作致"]) + "|一行")
MARKS = set(" ，。；、：:,;（）()《》“”") | {""}
# The characters that foreign names are written with: 安德里奇. Three or more in a row after a title are a name.
SOUNDS = (
    "阿埃艾安奥巴贝本比彼伯博布查茨达戴丹德登迪丁杜多恩尔法菲费弗福夫盖戈格古哈海汉赫黑霍基吉加杰卡凯坎康科克肯库拉莱兰劳勒雷里利列林隆卢鲁"
    "罗洛马迈曼梅蒙米姆莫穆纳奈内尼涅诺帕佩皮珀普奇契乔切让热日荣茹瑞萨塞桑瑟森山尚舍什圣史朔斯苏索塔泰坦汤特腾提图托瓦万威韦维沃乌西希锡夏谢"
    "辛休雅亚扬耶伊以因英尤约泽詹珍兹佐柯季"
)
# Words that begin like family names.
NO_NAMES = ("应邀", "应约", "单位", "向与会", "高度", "强调", "方面", "关于", "时任")
LANDS = frozenset(["江苏", "江西", "安徽", "甘肃", "宁夏", "马里", "安哥拉", "黎巴嫩"])
NEXT_NAME = re.compile(rf"[、和与及 ]({SURNAME}[{HAN}]{{1,2}}?)(?=[、，。；;,）)]|和|等|出席|参加|分别|$)")


def name_at(paragraph: str, at: int) -> str | None:
    rest = paragraph[at : at + 60]
    if match := re.match(rf"{FOREIGN}|{LATIN}", rest):
        return _clipped(match[0])
    if (match := re.match(f"[{SOUNDS}]{{3,8}}", rest)) and AFTER.match(rest, match.end()):
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
                and given[-1] in "任说在率就做作致主与和及为等以向对从将也还并同"
            ):
                return rest[:length]
    return None


def envoy_at(paragraph: str, title: int, at: int) -> str | None:
    """Any name in a list of envoys: 湖国驻东山总领事馆领事婷霞、…"""
    name = (
        re.compile(f"[{HAN}]{{2,4}}(?=[、，。])").match(paragraph, at)
        if paragraph.startswith("馆", title - 1)
        else None
    )
    return name and name[0]


def _clipped(name: str) -> str:
    """A transliterated name runs on into the verb: 史密斯表示."""
    cut = RUNS_ON.search(name, max(map(name.rfind, "·•・．")) + 2)
    return name[: cut.start()] if cut else name
