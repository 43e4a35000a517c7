"""Pinyin: how Chinese characters sound, written as a name is. A proposal, for a character may have several sounds."""

import re

from anyascii import anyascii

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
LONGEST_PERSON = 4
# Family names of two characters.
COMPOUND = re.compile(
    "欧阳|司马|诸葛|上官|司徒|东方|皇甫|尉迟|公孙|令狐|慕容|夏侯|长孙|宇文|司空|独孤|南宫|百里|呼延|端木|万俟"
)
# Family names that sound otherwise than the same character in other words.
FAMILY = {
    "单": "Shan", "曾": "Zeng", "仇": "Qiu", "区": "Ou", "解": "Xie", "查": "Zha", "盖": "Ge", "朴": "Piao",
    "翟": "Zhai", "缪": "Miao", "乐": "Yue", "覃": "Qin", "冼": "Xian", "种": "Chong", "任": "Ren", "宁": "Ning",
    "吕": "Lyu", "尉迟": "Yuchi", "万俟": "Moqi", "长孙": "Zhangsun",
}  # fmt: skip


def is_han(text: str) -> bool:
    """Whether a name is written in Chinese characters."""
    return bool(HAN.fullmatch(re.sub(r"[\s·•・．]", "", text)))


def sound(characters: str) -> str:
    """Characters spelled as one word: 清爽 is Qingshuang."""
    return anyascii(characters).replace(" ", "").capitalize()


def family_name(characters: str) -> str:
    """The family name that a person's name in characters begins with."""
    return characters[: 2 if len(characters) > 2 and COMPOUND.match(characters) else 1]


def pinyin_of_person(characters: str) -> str:
    """A person's name in pinyin, the family name first; empty where it is no Chinese name."""
    if not HAN.fullmatch(characters) or not 2 <= len(characters) <= LONGEST_PERSON:
        return ""
    family = family_name(characters)
    return f"{FAMILY.get(family) or sound(family)} {sound(characters[len(family) :])}"
