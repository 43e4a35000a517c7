"""Reading a file of the archive: YAML with text for scalars, and errors that name the line, the field and the mend."""

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path
from typing import Any, NoReturn, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from events.reportfile.fields import PATTERNS
from events.reportfile.schema import AuthorityFile, ReportFile

MOST_BYTES = 4_000_000
MOST_VALUES = 500_000
MOST_PROBLEMS = 100
DEEPEST = 40
NOTHING = {"", "~", "null", "Null", "NULL"}

Loc = tuple[str | int, ...]
F = TypeVar("F", ReportFile, AuthorityFile)


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file."""

    file: str
    line: int | None
    field: str
    says: str
    loc: Loc = dataclass_field(default=(), compare=False)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.field + ': ' if self.field else ''}{self.says}"


class FileRefused(Exception):
    """The file changes nothing; each Problem says where it fails and how to mend it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True)
class Source:
    """A file's name, what it says, and the line on which each part of it begins."""

    name: str
    data: Any
    lines: dict[int, dict[str | int, int]]

    def problem(self, loc: Loc, says: str) -> Problem:
        field = ".".join(str(part + 1) if isinstance(part, int) else _shown(part) for part in loc)
        return Problem(self.name, self.line(loc), field, says, loc)

    def line(self, loc: Loc) -> int | None:
        """The line a field stands on, or that of the nearest thing that holds it; None if it was not in a file."""
        if not self.lines:
            return None
        value, line = self.data, 1
        for part in loc:
            lines = self.lines.get(id(value), {})
            if part not in lines:
                break
            line = lines[part]
            value = value[part] if not isinstance(value, dict) or part in value else None
        return line


def open_source(path: Path, name: str) -> Source:
    """Read a file; FileRefused if it is not readable, too large, not UTF-8, or more than plain YAML."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileRefused([Problem(name, None, "", f"cannot be read: {error.strerror}")]) from error
    return source(raw, name)


def source(raw: bytes, name: str) -> Source:
    if len(raw) > MOST_BYTES:
        raise FileRefused([Problem(name, None, "", f"is larger than {MOST_BYTES:,} bytes: is it a report file?")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FileRefused([Problem(name, line, "", "is not UTF-8 text: save it as UTF-8")]) from error
    reader = _Reader(name)
    try:
        for event in yaml.parse(text, yaml.CSafeLoader):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        says = f"is not YAML ({error.problem}): look here and above for a tab, or a quote, bracket or colon too few"
        reader.refuse(mark.line + 1 if mark else None, says)
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        reader.refuse(line, f"holds a character that YAML does not allow ({error.reason}): take it out")
    return Source(name, reader.documents[0] if reader.documents else None, reader.lines)


class _Reader:
    """Builds mappings, lists and texts from YAML's events, without recursion, and refuses all else.

    The library's own composer recurses in C: a file of 200,000 brackets ends the process.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.documents: list[Any] = []
        self.lines: dict[int, dict[str | int, int]] = {}
        self.open: list[Any] = []
        self.keys: list[str | None] = []
        self.values = 0

    def refuse(self, line: int | None, says: str) -> NoReturn:
        raise FileRefused([Problem(self.name, line, "", says)])

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.tag or event.anchor:
                self.refuse_marked(event)
            self.add(event, self.text(event))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.tag or event.anchor:
                self.refuse_marked(event)
            self.begin(event, {} if kind is yaml.MappingStartEvent else [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.open.pop()
            self.keys.pop()
        elif kind is yaml.AliasEvent:
            self.refuse(event.start_mark.line + 1, f"repeats a part by the alias *{_shown(event.anchor)}: write it out")
        elif kind is yaml.DocumentStartEvent and self.documents:
            self.refuse(event.start_mark.line + 1, "begins a second document: write one report in one file")

    def refuse_marked(self, event: Any) -> NoReturn:
        mark = f"tag {_shown(event.tag)}" if event.tag else f"anchor &{_shown(event.anchor)}"
        self.refuse(event.start_mark.line + 1, f"has the {mark}: take it out")

    def text(self, event: Any) -> str | None:
        plain = event.implicit[0]
        return None if plain and event.value in NOTHING else event.value

    def begin(self, event: Any, container: Any) -> None:
        self.add(event, container)
        self.open.append(container)
        self.keys.append(None)
        self.lines[id(container)] = {}
        if len(self.open) > DEEPEST:
            self.refuse(event.start_mark.line + 1, f"nests deeper than {DEEPEST} levels: is it a report file?")

    def add(self, event: Any, value: Any) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            self.refuse(event.start_mark.line + 1, f"holds more than {MOST_VALUES:,} values: divide it")
        if not self.open:
            self.documents.append(value)
            return
        container, line = self.open[-1], event.start_mark.line + 1
        if isinstance(container, list):
            self.lines[id(container)][len(container)] = line
            container.append(value)
        elif self.keys[-1] is None:
            self.keys[-1] = self.key(event, value, self.lines[id(container)])
        else:
            if value is not None:
                container[self.keys[-1]] = value
            self.keys[-1] = None

    def key(self, event: Any, value: Any, lines: dict[str | int, int]) -> str:
        line = event.start_mark.line + 1
        if not isinstance(value, str):
            self.refuse(line, "has a key that is not a word: write a word before the colon")
        if value in lines:
            self.refuse(line, f"has the key {_shown(value)} twice: keep one of them")
        lines[value] = line
        return value


def read(source: Source, shape: type[F]) -> F:
    """The file as `shape`; FileRefused with every problem found."""
    if not isinstance(source.data, dict):
        raise FileRefused([Problem(source.name, 1, "", "is not a mapping: begin with format: and report:")])
    try:
        return shape.model_validate(source.data)
    except ValidationError as error:
        found = [item for item in error.errors(include_url=False) if not _is_echo(item)]
        problems = [
            source.problem(_loc(item["loc"], source.data), _says(item, shape)) for item in found[:MOST_PROBLEMS]
        ]
        if len(found) > MOST_PROBLEMS:
            problems.append(Problem(source.name, None, "", f"has {len(found) - MOST_PROBLEMS:,} problems more"))
        raise FileRefused(problems) from error


def _is_echo(item: Any) -> bool:
    """Whether an error only says again that another one is there: that the value is not empty, its list too short."""
    may_be_empty = item["type"] == "literal_error" and item["ctx"]["expected"] == "''"
    return may_be_empty or (item["type"] == "too_short" and bool(item["input"]))


def _loc(loc: Loc, data: Any) -> Loc:
    """Pydantic's path as far as it leads through the file, without the names it gives to the arms of a union."""
    path: list[str | int] = []
    for part in loc:
        if not isinstance(data, list if isinstance(part, int) else dict):
            break
        path.append(part)
        data = data.get(part) if isinstance(data, dict) else data[part]
    return tuple(path)


def _says(item: Any, shape: type[BaseModel]) -> str:
    kind, given, context = item["type"], item["input"], item.get("ctx", {})
    match kind:
        case "extra_forbidden":
            return f"unknown key; the keys here are {', '.join(_keys(shape, item['loc'][:-1]))}"
        case "missing":
            return "is missing: add it"
        case "value_error":
            return str(context["error"])
        case "literal_error":
            return f"{_brief(given)} is not one of {context['expected'].replace(' or ', ', ')}"
        case "string_type":
            return f"is {_called(given)} where one text is expected: write it in one line"
        case "string_too_long":
            return f"is longer than {context['max_length']} characters: shorten it"
        case "string_too_short" | "too_short":
            return "is empty: fill it in, or take the item out"
        case "string_pattern_mismatch":
            return f"{_brief(given)} is not {PATTERNS[context['pattern']]}"
        case "too_long":
            return f"has more than {context['max_length']} items: divide it"
        case "greater_than_equal":
            return f"{_brief(given)} is too low: write {context['ge']:g} or more"
        case "less_than_equal":
            return f"{_brief(given)} is too high: write {context['le']:.10g} or less"
        case "int_parsing":
            return f"{_brief(given)} is not a whole number: write digits only"
        case "date_from_datetime_parsing":
            return f"{_brief(given)} is not a day of the calendar: write YYYY-MM-DD"
        case "tuple_type" | "list_type":
            return f"is {_called(given)} where a list is expected: begin each item with a dash"
        case "model_type" | "dict_type":
            return f"is {_called(given)} where keys are expected ({', '.join(_keys(shape, item['loc']))})"
        case _:
            return f"{item['msg'][0].lower()}{item['msg'][1:]} (given {_brief(given)})"


def _brief(given: object) -> str:
    """What a file has, as it may stand in a message: not too long, and nothing that would act on a screen."""
    text = str(given)
    return repr(text) if len(text) <= 60 else f"{text[:60]!r}…"


def _shown(word: str) -> str:
    """A key or the like: as it is, where it is short and plain."""
    return word if len(word) <= 60 and word.isprintable() else _brief(word)


def _called(value: object) -> str:
    return {dict: "a mapping", list: "a list", str: "text"}.get(type(value), "nothing" if value is None else "a value")


def _keys(shape: type[BaseModel], loc: Loc) -> list[str]:
    """The keys that may stand at a place of the file."""
    model: type[BaseModel] = shape
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            model = _model_in(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for arg in get_args(annotation) if (model := _model_in(arg))), None)
