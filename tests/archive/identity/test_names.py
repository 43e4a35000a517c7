import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.identity.names import SLUG, slugify, sort_key, validate_slug
from tests import records as make

reproducible = settings(derandomize=True, max_examples=300, deadline=None)

NAMES = {
    # name: (sort key, slug)
    "Li Xiang": ("li xiang", "li-xiang"),
    "LI XIANG": ("li xiang", "li-xiang"),
    "Émile Zoë Ångström": ("emile zoe angstrom", "emile-zoe-angstrom"),
    "Straße, Łódź": ("strasse lodz", "strasse-lodz"),
    "李翔": ("lixiang", "lixiang"),
    "北京": ("beijing", "beijing"),
    "Москва": ("moskva", "moskva"),
    "O’Neill & Sons (U.S.)": ("o neill sons u s", "o-neill-sons-u-s"),
    "  - A -- B -  ": ("a b", "a-b"),
    "2024 U.S.–China Forum": ("2024 u s china forum", "2024-u-s-china-forum"),
    "ＡＢＣ": ("abc", "abc"),
    "…": ("…", ""),
    "": ("", ""),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_ordered_and_addressed_by_its_letters(name: str) -> None:
    assert (sort_key(name), slugify(name)) == NAMES[name]


def test_names_are_put_in_order_whatever_their_script_and_case() -> None:
    names = ["Zoë", "apple", "Ångström", "王芳", "Émile", "Adam", "zebra"]
    assert sorted(names, key=sort_key) == ["Adam", "Ångström", "apple", "Émile", "王芳", "zebra", "Zoë"]


@reproducible
@given(st.text(max_size=50))
def test_what_a_name_becomes_is_a_slug_or_nothing(name: str) -> None:
    slug = slugify(name)
    assert slug == "" or re.fullmatch(SLUG, slug)
    assert slugify(slug) == slug
    assert sort_key(name) or not name


@pytest.mark.parametrize("slug", ["a", "1", "li-xiang", "2024-u-s-china"])
def test_a_slug_is_taken(slug: str) -> None:
    validate_slug(slug)


@pytest.mark.parametrize(
    "slug", ["", "A", "a b", "a_b", "-a", "a-", "a--b", "a.b", "é", "а", "a\n", "a\u200b", "a/b", "../a"]
)
def test_what_is_no_slug_is_refused(slug: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_slug(slug)
    assert refused.value.messages == [
        "Write lower-case letters a to z and digits, in words joined by single hyphens (li-xiang-ccpit)."
    ]


@pytest.mark.django_db
def test_the_key_follows_the_name_and_the_family_goes_first() -> None:
    person = make.person("Panorea Avdis")
    assert person.sort_name == "panorea avdis"
    person.family, person.given = "Avdis", "Panorea"
    person.save()
    person.refresh_from_db()
    assert person.sort_name == "avdis panorea"


@pytest.mark.django_db
def test_the_key_of_a_very_long_name_fits() -> None:
    """A Chinese character is up to six letters long in its sound."""
    body = make.organization("双" * 300, "shuang")
    body.refresh_from_db()
    assert len(body.sort_name) == 300
