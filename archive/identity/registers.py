"""Registers elsewhere that give people, organizations and places an identifier: how each is written and checked.

What is typed, or the address that is pasted, becomes the identifier itself.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce

from django.utils.translation import gettext

BETWEEN = re.compile(r"[\s\-‐‑–]")  # what people put between groups of digits
AFTER = re.compile(r"[/?#]")
CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


class NotAnIdentifier(ValueError):
    """What was written is no identifier of the scheme; the words say why."""


def mod_11_2(digits: str) -> bool:
    """Whether the last character is the check of the others, by ISO 7064 MOD 11-2."""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2 % 11
    return "0123456789X"[(12 - total) % 11] == digits[-1]


def mod_97(value: str) -> bool:
    """Whether the last two digits are the check of the six letters before them, by ISO 7064 MOD 97-10."""
    number = reduce(lambda number, letter: number * 32 + CROCKFORD.index(letter), value[1:7], 0)
    return 98 - number * 100 % 97 == int(value[7:])


def _in_fours(text: str) -> str:
    digits = _together(text)
    return "-".join(re.findall("....", digits)) if len(digits) == 16 else text


def _together(text: str) -> str:
    return BETWEEN.sub("", text).upper()


@dataclass(frozen=True)
class Scheme:
    """A register: how its identifiers are written, the addresses that name them, how they are tidied and checked."""

    name: str
    label: str
    form: str
    example: str
    uri: str
    site: str
    tidied: Callable[[str], str] = str
    checks: Callable[[str], bool] = lambda value: True

    def normal(self, typed: str) -> str:
        """The identifier in what was typed, or in the address that was pasted. Raises NotAnIdentifier."""
        text = typed.strip()
        if found := re.match(self.site, text, re.IGNORECASE):
            text = AFTER.split(text[found.end() :])[0]
        value = self.tidied(text.strip())
        said = {"typed": typed.strip()[:60], "scheme": self.label, "example": self.example}
        if not re.fullmatch(self.form, value):
            raise NotAnIdentifier(
                gettext("“%(typed)s” is no %(scheme)s identifier: one looks like %(example)s.") % said
            )
        if not self.checks(value):
            words = gettext("“%(typed)s” is no %(scheme)s identifier: its check digit is wrong, so look for a slip.")
            raise NotAnIdentifier(words % said)
        return value


SCHEMES = {
    scheme.name: scheme
    for scheme in (
        Scheme(
            "wikidata",
            "Wikidata",
            r"Q[1-9][0-9]{0,14}",
            "Q42",
            "http://www.wikidata.org/entity/{}",
            r"(https?://)?(www\.|m\.)?wikidata\.org/(wiki|entity)/|wikidata:|wd:",
            str.upper,
        ),
        Scheme(
            "orcid",
            "ORCID",
            r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]",
            "0000-0002-1825-0097",
            "https://orcid.org/{}",
            r"(https?://)?(www\.)?orcid\.org/|orcid:?\s*",
            _in_fours,
            lambda value: mod_11_2(_together(value)),
        ),
        Scheme(
            "isni",
            "ISNI",
            r"[0-9]{15}[0-9X]",
            "0000000121032683",
            "https://isni.org/isni/{}",
            r"(https?://)?(www\.)?isni\.org/((page|isni)/)?|isni:?\s*",
            _together,
            mod_11_2,
        ),
        Scheme(
            "ror",
            "ROR",
            r"0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}",
            "05dxps055",
            "https://ror.org/{}",
            r"(https?://)?(www\.)?ror\.org/|ror:?\s*",
            str.lower,
            mod_97,
        ),
        Scheme(
            "geonames",
            "GeoNames",
            r"[1-9][0-9]{0,11}",
            "1816670",
            "https://sws.geonames.org/{}/",
            r"(https?://)?(www\.|sws\.)?geonames\.org/|geonames:?\s*",
        ),
    )
}


def bare(typed: str) -> str:
    """What was typed; of the address of an identifier, the identifier."""
    for scheme in SCHEMES.values():
        if "/" in typed and re.match(scheme.site, typed.strip(), re.IGNORECASE):
            with suppress(NotAnIdentifier):
                return scheme.normal(typed)
    return typed
