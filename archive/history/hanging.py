"""What hangs on a record: the rows edited on its page, and all that would go with it or with them."""

from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from typing import Any, NamedTuple

from django.db.models import CASCADE, Model


class Part(NamedTuple):
    """A model whose rows hang on those of another, and their key to it."""

    model: type[Model]
    link: str
    of: type[Model]


def is_tracked(model: type[Model]) -> bool:
    return hasattr(model, "history")


def hanging(record: type[Model], edited: Iterable[tuple[type[Model], str]] = ()) -> list[Part]:
    """The parts of a record, beginning with the models `edited` on its page, each with its key to the record."""
    parts = dict.fromkeys(Part(model, link, record) for model, link in edited if is_tracked(model))
    owners = dict.fromkeys([record, *(part.model for part in parts)])
    todo = list(owners)
    while todo:
        for part in _going_with(todo.pop()):
            parts[part] = None
            if part.model not in owners:
                owners[part.model] = None
                todo.append(part.model)
    return list(parts)


def _going_with(owner: type[Model]) -> Iterator[Part]:
    for relation in owner._meta.related_objects:
        model: Any = relation.related_model
        if relation.on_delete is CASCADE and is_tracked(model) and model is not owner:
            yield Part(model, relation.field.name, owner)


def in_order(models: Iterable[type[Model]]) -> list[type[Model]]:
    """The models, each after those that it refers to."""
    wanted = list(models)
    return list(TopologicalSorter({model: _referred(model) & set(wanted) - {model} for model in wanted}).static_order())


def _referred(model: type[Model]) -> set[Any]:
    return {field.related_model for field in model._meta.fields if field.many_to_one}
