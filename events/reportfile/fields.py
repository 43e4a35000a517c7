"""The kinds of value a file holds, each with its bounds and its own way of saying what is wrong."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from archive.dates import LONGEST, EdtfError, parse
from archive.identity.names import SLUG
from archive.texts import LONGEST_LIST, LONGEST_PROSE

# Characters that are no text, and those that turn what follows them around on the page.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
MOST = 2_147_483_647


def _controlled(text: str) -> str:
    if found := CONTROL.search(text):
        raise ValueError(f"holds the control character U+{ord(found[0]):04X}: take it out")
    return text


def _clean(text: str) -> str:
    if text != text.strip(" \t\n\r\f\v"):
        raise ValueError("begins or ends with a blank: take it out")
    return text


def _line(text: str) -> str:
    if re.search(r"[\t\n\r\v\f\u2028\u2029]", text):
        raise ValueError("runs over more than one line: write it in one")
    return text


def edtf(text: str) -> str:
    """Refuse what is not an EDTF date of the archive."""
    try:
        parse(text)
    except EdtfError as error:
        raise ValueError(str(error)) from error
    return text


def _number(value: object) -> object:
    if isinstance(value, bool) or (isinstance(value, str) and not re.fullmatch(r"-?[0-9]{1,10}(\.[0-9]{1,5})?", value)):
        raise ValueError("is not a number: write digits only")
    return value


def _day(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("is not a day: write YYYY-MM-DD")
    return value


def one_of(choices: Any) -> Any:
    """One of the values of a TextChoices."""
    return Literal[tuple(value for value in choices.values if value)]


def scheme_of(model: Any) -> Any:
    """One of the schemes of an Identifier model."""
    return Literal[tuple(name for name, _ in model._meta.get_field("scheme").choices)]


def _text(most: int) -> Any:
    return Annotated[str, StringConstraints(max_length=most), AfterValidator(_controlled), AfterValidator(_clean)]


def line(most: int) -> Any:
    """One line of text, at most so many characters."""
    return Annotated[_text(most), AfterValidator(_line)]


# How a value is written, and how to say so.
ADDRESS, IN_FORUM, TAG = f"^{SLUG}$", rf"^{SLUG}\.{SLUG}$", r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
WEB, HEX = r"^https?://[^\s/]+\S*$", r"^[0-9a-f]{64}$"
PATTERNS = {
    ADDRESS: "a slug: write lower-case letters a to z and digits, in words joined by single hyphens",
    IN_FORUM: "a session's address: write the forum's slug, a full stop and the session's key",
    TAG: "a language tag: write en, zh-Hans or the like",
    WEB: "a web address: begin with http:// or https://, and leave no blank",
    HEX: "a SHA-256: write its 64 digits 0-9a-f",
}

Prose = _text(LONGEST_PROSE)
Note = Annotated[str, StringConstraints(max_length=LONGEST_LIST), AfterValidator(_controlled)]
Opening = Annotated[str, StringConstraints(max_length=80), AfterValidator(_controlled), AfterValidator(_line)]
Slug = Annotated[str, StringConstraints(pattern=ADDRESS, max_length=120)]
Key = Annotated[str, StringConstraints(pattern=ADDRESS, max_length=60)]
SessionId = Annotated[str, StringConstraints(pattern=IN_FORUM, max_length=181)]
Edtf = Annotated[str, StringConstraints(max_length=LONGEST), AfterValidator(edtf)]
Day = Annotated[date, BeforeValidator(_day)]
# The bounds stand before the reading of text, or the JSON Schema would not know them.
Count = Annotated[int, Field(ge=0, le=MOST), BeforeValidator(_number)]
Ordinal = Annotated[int, Field(ge=1, le=MOST), BeforeValidator(_number)]
Latitude = Annotated[float, Field(ge=-90, le=90), BeforeValidator(_number)]
Longitude = Annotated[float, Field(ge=-180, le=180), BeforeValidator(_number)]
Language = Annotated[str, StringConstraints(pattern=TAG, max_length=20)]
Url = Annotated[str, StringConstraints(pattern=WEB, max_length=500), AfterValidator(_clean)]
Digest = Annotated[str, StringConstraints(pattern=HEX)]
