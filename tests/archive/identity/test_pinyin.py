"""Pinyin of names written in Chinese characters."""

import pytest

from archive.identity.pinyin import is_han, pinyin_of_person


@pytest.mark.parametrize(
    ("characters", "pinyin"),
    [
        ("魏青山", "Wei Qingshan"),
        ("王伟", "Wang Wei"),
        ("曾青", "Zeng Qing"),  # a family name that sounds otherwise than the character in other words
        ("尉迟青山", "Yuchi Qingshan"),
        ("欧阳青", "Ouyang Qing"),
        ("欧阳", "Ou Yang"),  # two characters are a family name and a given one
        ("青", ""),
        ("约翰·史密斯", ""),
        ("Wei", ""),
    ],
)
def test_a_persons_name_in_pinyin_has_the_family_name_first(characters: str, pinyin: str) -> None:
    assert pinyin_of_person(characters) == pinyin


def test_a_transliterated_name_is_written_in_characters() -> None:
    assert [is_han(name) for name in ("约翰·史密斯", "魏 青", "Wei", "")] == [True, True, False, False]
