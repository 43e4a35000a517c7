"""Likeness of names: each way of being alike, told in words, and what is not alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.identity.likeness import likeness

ALIKE = [
    ("Ada Brandt", "Ada Brandt", "the same name"),
    ("Ada BRANDT", "Áda Brandt", "the same but for accents, capitals or signs"),
    ("Søren O'Hara", "Soren OHara", "the same but for accents, capitals or signs"),
    ("U.S. Timber Board", "US Timber Board", "the same but for accents, capitals or signs"),
    ("Trade & Ports Office", "Trade and Ports Office", "the same but for accents, capitals or signs"),
    ("Eco Tech Centre", "EcoTech Centre", "the same but for blanks"),
    ("Brandt Ada", "Ada Brandt", "the same words in another order"),
    ("Wei Qing Shan", "Qingshan Wei", "the same words in another order"),
    ("University of Quillon", "Quillon University", "the same words in another order"),
    ("Quillon Steel Co., Ltd.", "Quillon Steel", "the same but for the legal form"),
    ("魏青山", "Wei Qingshan", "the same in pinyin"),
    ("Qingshan Wei", "魏青山", "the same in pinyin"),
    ("单青", "Shan Qing", "the same in pinyin"),
    ("欧阳青山", "Ouyang Qingshan", "the same in pinyin"),
    ("CQTB", "Chamber for Quillon Timber and Boards", "one is short for the other"),
    ("A. Brandt", "Ada Brandt", "the same, with initials"),
    ("Bank of Quillon", "Bank of Quillon Lisbon Branch", "one is part of the other"),
    ("Quillon Timbre Council", "Quillon Timber Council", "spelled much alike"),
]
UNLIKE = [
    ("Ada Brandt", "Olga Quist"),
    ("Ada Brandt", "Ida Quist"),
    ("2nd Quillon Timber Forum", "3rd Quillon Timber Forum"),
    ("2023 Quillon Timber Forum", "Quillon Timber Forum 2024"),
    ("", "Ada Brandt"),
    ("…", "—"),
]
NAMES = st.text(alphabet=st.sampled_from("aB é.李青'’&2-"), max_size=12)


@pytest.mark.parametrize(("one", "other", "reason"), ALIKE)
def test_names_are_alike_in_a_way_that_is_told(one: str, other: str, reason: str) -> None:
    assert str(likeness([one], [other]).reason) == reason


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_names_that_only_look_alike_are_not(one: str, other: str) -> None:
    assert not likeness([one], [other])


def test_the_surest_of_all_forms_counts() -> None:
    found = likeness(["CQT", "Chamber of Quillon Timber"], ["Quillon Timber Chamber", "Chamber of Quillon Timber"])
    assert (found.score, found.is_exact) == (1.0, True)


def test_surer_ways_score_higher_than_spelling_ever_does() -> None:
    spelled = likeness(["Quillon Timber Councils"], ["Quillon Timber Council"])
    assert 0.6 < spelled.score < likeness(["CQT"], ["Chamber of Quillon Timber"]).score


@given(NAMES, NAMES)
def test_likeness_has_no_direction_and_stays_between_nothing_and_one(one: str, other: str) -> None:
    there, back = likeness([one], [other]), likeness([other], [one])
    assert (there.score, there.is_exact) == (back.score, back.is_exact)
    assert 0 <= there.score <= 1
    assert there.is_exact == (one == other and bool(one))
