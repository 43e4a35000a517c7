"""BibTeX as biblatex reads it: dates in EDTF, UTF-8, what TeX would take for a command escaped."""

import re

from archive.citing.works import ARCHIVE, Author, Kind, Work

TYPES = {Kind.TALK: "unpublished", Kind.EVENT: "misc", Kind.NEWS: "online", Kind.PAGE: "online"}
SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}%&#_$"},
}
# In addresses TeX takes all letter for letter, but braces have to be in pairs.
BRACES = {"{": "%7B", "}": "%7D", "\\": "%5C"}


def as_bibtex(work: Work) -> str:
    fields = {
        "author": " and ".join(map(_author, work.authors)),
        "title": escaped(work.title),
        "date": work.date,
        "eventtitle": escaped(work.event),
        "eventdate": work.date if work.event else "",
        "venue" if work.event else "location": escaped(work.place),
        "type": escaped(work.genre),
        "organization": " and ".join(_literal(name) for name in work.organizers) or escaped(work.publisher),
        "url": _address(work.url),
        "version": work.version,
        "langid": work.language,
        "note": escaped(work.note),
        "keywords": ARCHIVE,
    }
    lines = [f"  {name} = {{{words}}}," for name, words in fields.items() if words]
    return "\n".join([f"@{TYPES[work.kind]}{{{work.key},", *lines, "}\n"])


def escaped(words: str) -> str:
    return "".join(SPECIAL.get(letter, letter) for letter in " ".join(words.split()))


def _author(author: Author) -> str:
    return f"{escaped(author.family)}, {escaped(author.given)}" if author.is_split else _literal(author.name)


def _literal(name: str) -> str:
    """A name that is not to be taken apart."""
    return f"{{{escaped(name)}}}"


def _address(url: str) -> str:
    return re.sub(r"[{}\\]", lambda found: BRACES[found[0]], url)
