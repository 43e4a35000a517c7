"""Identifiers of registers elsewhere: whatever is pasted becomes the identifier, and a slip is found."""

import pytest

from archive.identity.registers import SCHEMES, NotAnIdentifier, bare

# Identifiers that the registers themselves have published as examples, or their own.
PASTED = {
    ("wikidata", "Q42"): ["Q42", " q42 ", "https://www.wikidata.org/wiki/Q42", "m.wikidata.org/wiki/Q42#sitelinks"],
    ("orcid", "0000-0002-1825-0097"): [
        *("0000-0002-1825-0097", "0000000218250097", "0000 0002 1825 0097", "0000‐0002‐1825‐0097"),
        *("https://orcid.org/0000-0002-1825-0097", "http://www.orcid.org/0000-0002-1825-0097/print?x=1"),
    ],
    ("orcid", "0000-0002-1694-233X"): ["0000-0002-1694-233x", "orcid.org/0000-0002-1694-233X"],
    ("isni", "0000000121032683"): [
        *("0000 0001 2103 2683", "ISNI 0000000121032683", "ISNI:0000 0001 2103 2683"),
        *("https://isni.org/isni/0000000121032683", "https://isni.org/page/0000000121032683/"),
    ],
    ("ror", "05dxps055"): ["05dxps055", "https://ror.org/05DXPS055", "ror.org/05dxps055"],
    ("ror", "02mhbdp94"): ["02mhbdp94"],
    ("geonames", "1816670"): [
        *("1816670", "https://www.geonames.org/1816670/beijing.html", "https://sws.geonames.org/1816670/about.rdf"),
    ],
}


@pytest.mark.parametrize(
    ("scheme", "value", "typed"), [(*key, typed) for key, many in PASTED.items() for typed in many]
)
def test_what_is_pasted_becomes_the_identifier(scheme: str, value: str, typed: str) -> None:
    assert SCHEMES[scheme].normal(typed) == value


@pytest.mark.parametrize(
    ("scheme", "typed"),
    [
        *(("wikidata", typed) for typed in ("", "42", "Q0", "P31", "Q42x", "https://example.org/wiki/Q42", "Q٤٢")),
        *(("orcid", typed) for typed in ("0000-0002-1825", "0000-0002-1825-00977", "X000-0002-1825-0097")),
        *(("isni", typed) for typed in ("000000012103268", "https://orcid.org/0000-0002-1825-0097")),
        *(("ror", typed) for typed in ("15dxps055", "05dxpl055", "05dxps05")),
        *(("geonames", typed) for typed in ("0", "beijing", "-1")),
    ],
)
def test_what_is_written_otherwise_is_refused(scheme: str, typed: str) -> None:
    with pytest.raises(NotAnIdentifier) as refused:
        SCHEMES[scheme].normal(typed)
    assert str(refused.value).endswith(f"one looks like {SCHEMES[scheme].example}.")


@pytest.mark.parametrize("value", ["0000-0002-1825-0097", "0000-0002-1694-233X"])
def test_each_slip_of_a_digit_is_found_by_the_check(value: str) -> None:
    places = [place for place, digit in enumerate(value[:-1]) if digit != "-"]
    slips = {f"{value[:place]}{digit}{value[place + 1 :]}" for place in places for digit in "0123456789"} - {value}
    assert {slip for slip in slips if is_sound("orcid", slip)} == set()
    assert len(slips) == 15 * 9


def test_each_slip_of_a_letter_of_ror_is_found() -> None:
    letters = "0123456789abcdefghjkmnpqrstvwxyz"
    slips = {"05dxps055"[:place] + letter + "05dxps055"[place + 1 :] for place in range(1, 7) for letter in letters}
    assert {slip for slip in slips if is_sound("ror", slip)} == {"05dxps055"}


def is_sound(scheme: str, value: str) -> bool:
    try:
        return SCHEMES[scheme].normal(value) == value
    except NotAnIdentifier:
        return False


def test_of_an_address_the_identifier_is_looked_for() -> None:
    asked = ["https://orcid.org/0000-0002-1825-0097", "Li Xiang", "https://orcid.org/nobody", "Q42", "wikidata: a talk"]
    assert [bare(typed) for typed in asked] == ["0000-0002-1825-0097", *asked[1:]]
