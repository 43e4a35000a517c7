"""Writing a file of the archive: the one way each document is written, so that equal documents are equal bytes."""

import hashlib
import json
from decimal import Decimal
from typing import Any

import yaml
from pydantic import BaseModel

Document = dict[str, Any]


class _Dumper(yaml.CSafeDumper):  # type: ignore[misc]
    """All scalars are text, so none but null-like words need quotes."""


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith(":null")]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def _numbers_in_one_line(dumper: Any, items: list[Any]) -> yaml.Node:
    flow = bool(items) and all(isinstance(item, int) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=flow)


def _degrees(dumper: Any, value: float) -> yaml.Node:
    return _text(dumper, format(Decimal(str(value)), "f"))


def _text(dumper: Any, value: object) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value))


_Dumper.add_representer(list, _numbers_in_one_line)
_Dumper.add_representer(int, _text)
_Dumper.add_representer(float, _degrees)


def minimal(item: BaseModel) -> Document:
    """The document without what is not said: absent, empty and default values."""
    return item.model_dump(mode="json", exclude_defaults=True)


def digest(document: Document) -> str:
    """SHA-256 of what a document says, whatever it was based on."""
    said = {key: value for key, value in document.items() if key not in ("based_on", "definitions")}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def write(document: Document) -> str:
    """The document as the text of a file, with the digest it is based on."""
    based = {"format": document["format"], "based_on": digest(document)} | document
    return yaml.dump(based, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
