"""The outline of a draft: a report file whose list items have lasting keys, and what only the desk marks.

Keys are made by the page and unique in the document. A session's definition is the one item that is known by the
key it has in the report file itself, which is unique within its forum.
"""

from collections.abc import Iterator
from functools import cache
from secrets import token_hex
from typing import Any, get_args, get_origin

from django.utils.translation import gettext
from pydantic import BaseModel

from events.reportfile.reading import Loc
from events.reportfile.schema import ReportFile, SessionDefinition

Document = dict[str, Any]

FORMAT = "rostrum-report/1"
DESK = "desk"  # what the page wants to remember, dismissed suggestions among it
KEY, UNDECIDED = "key", "undecided"
NUMBERS = ("paragraph", "paragraphs", "low", "high", "order")
MOST_BYTES = 2_000_000
MOST_ITEMS = 50_000
DEEPEST = 12


class Unfit(Exception):
    """A document that is no draft: what is wrong with it, and the mend."""

    def __init__(self, says: str, mend: str) -> None:
        self.says, self.mend = says, mend
        super().__init__(says)


@cache
def parts(shape: type[BaseModel]) -> dict[str, tuple[bool, type[BaseModel]]]:
    """The fields of a shape that hold further shapes, and whether as a list."""
    found = {}
    for name, field in shape.model_fields.items():
        arms = [field.annotation, *get_args(field.annotation)]
        if held := next((arm for arm in arms if isinstance(arm, type) and issubclass(arm, BaseModel)), None):
            found[name] = (get_origin(field.annotation) is tuple, held)
    return found


def check(document: Any) -> None:
    """Refuse what no page of ours would send: another outline, too much, too deep, a key twice."""
    check_outline(document)
    keys: set[str] = set()
    for item, loc in _items(document, ReportFile, ()):
        key = item.get(KEY)
        if not isinstance(key, str) or not 0 < len(key) <= 60 or key in keys:
            says = gettext("The item at %(place)s has no key of its own.") % {"place": _place(loc)}
            raise Unfit(says, gettext("Give each item of a list a key that no other has."))
        keys.add(key)


def check_outline(document: Any) -> None:
    """Refuse what is not nested as a report file is, and what is too large."""
    if not isinstance(document, dict):
        raise Unfit(gettext("The draft is not an object."), gettext("Reload the page."))
    if sum(1 for _ in _values(document)) > MOST_ITEMS:
        says = gettext("The draft holds more than %(most)d values.") % {"most": MOST_ITEMS}
        raise Unfit(says, gettext("Divide the report."))
    _check_outline(document, ReportFile, ())


def _values(value: Any, depth: int = 1) -> Iterator[Any]:
    if depth > DEEPEST:
        raise Unfit(gettext("The draft nests deeper than %(most)d levels.") % {"most": DEEPEST}, gettext("Flatten it."))
    yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _values(part, depth + 1)


def _check_outline(value: Document, shape: type[BaseModel], loc: Loc) -> None:
    for name, (is_list, held) in parts(shape).items():
        part, where = value.get(name), (*loc, name)
        if part is None:
            continue
        if not isinstance(part, list if is_list else dict):
            says = gettext("%(place)s is not what a report file has there.") % {"place": _place(where)}
            raise Unfit(says, gettext("Make it a list.") if is_list else gettext("Make it an object."))
        for i, item in enumerate(part if is_list else [part]):
            here = (*where, i) if is_list else where
            if not isinstance(item, dict):
                says = gettext("%(place)s is not what a report file has there.") % {"place": _place(here)}
                raise Unfit(says, gettext("Make it an object."))
            _check_outline(item, held, here)


def _items(value: Document, shape: type[BaseModel], loc: Loc) -> Iterator[tuple[Document, Loc]]:
    """Every item of every list, but definitions of sessions, with its place."""
    for name, (is_list, held) in parts(shape).items():
        part = value.get(name) or ()
        for i, item in enumerate(part if is_list else [part] if part else ()):
            here = (*loc, name, i) if is_list else (*loc, name)
            if is_list and held is not SessionDefinition:
                yield item, here
            yield from _items(item, held, here)


def _place(loc: Loc) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)


def bare(document: Document) -> Document:
    """The report file in a draft: without keys, marks, and what is left empty."""
    return _bare({name: part for name, part in document.items() if name != DESK}, ReportFile)


def _bare(value: Document, shape: type[BaseModel]) -> Document:
    said: Document = {}
    for name, part in value.items():
        if (name == KEY and shape is not SessionDefinition) or name == UNDECIDED or part is None or part == "":
            continue
        is_list, held = parts(shape).get(name, (False, None))
        if held and is_list:
            said[name] = [_bare(item, held) for item in part]
        else:
            said[name] = _bare(part, held) if held else part
    return said


def keyed(document: Document) -> Document:
    """The same document with a key for each item that has none."""
    for item, _ in _items(document, ReportFile, ()):
        item.setdefault(KEY, token_hex(5))
    return document


def from_file(said: Document) -> Document:
    """The document of a draft that says what a report file says; what YAML has as text are numbers again."""
    return keyed(bare(_numbered({name: part for name, part in said.items() if name not in ("format", "based_on")})))


def _numbered(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _numbered(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_numbered(part, name) for part in value]
    is_number = name in NUMBERS and isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10
    return int(value) if is_number else value


def undecided(document: Document) -> Iterator[Loc]:
    """The definitions that nobody has called new or known yet."""
    return (loc for item, loc in _items(document, ReportFile, ()) if item.get(UNDECIDED))


def nearest(document: Document, loc: Loc) -> Document:
    """The item with a key that a place of the document is in; empty where it is in none."""
    found: Document = {}
    value: Any = document
    for part in loc:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(value, dict) and isinstance(value.get(KEY), str):
            found = value
    return found
