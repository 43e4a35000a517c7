"""House rules that a machine can see."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Field, Model
from django.template.loader import get_template

from archive.vocabulary import WORDS

ROOT = Path(__file__).parent.parent
OURS = [
    model
    for app in ("orgs", "people", "events")
    for model in apps.get_app_config(app).get_models()
    if not hasattr(model, "pgh_id") and not model._meta.auto_created
]
TEMPLATES = sorted(path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*.html"))
SOURCES = {
    path: path.read_text() for app in ("archive", "orgs", "people", "events") for path in (ROOT / app).rglob("*.py")
}


def fields() -> list[Any]:
    every = [(model, field) for model in OURS for field in model._meta.get_fields()]
    return [pytest.param(field, id=str(field)) for _, field in every if isinstance(field, Field) and field.editable]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_says_what_it_is(model: type[Model]) -> None:
    assert model.__doc__ and not model.__doc__.startswith(f"{model.__name__}(")


@pytest.mark.parametrize("field", [one for one in fields() if not one.values[0].auto_created])
def test_every_field_says_what_goes_in(field: Any) -> None:
    assert field.help_text


def test_every_name_of_a_record_or_field_is_a_message() -> None:
    models = {str(name) for model in OURS for name in (model._meta.verbose_name, model._meta.verbose_name_plural)}
    fields = {str(field.verbose_name) for model in OURS for field in model._meta.local_fields if field.editable}
    assert (models | fields) - {"ID"} - set(WORDS) == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_partials_begin_with_an_underscore_and_are_only_included(path: Path) -> None:
    included = rf'include "({re.escape(str(path))}|[^"]*/_"\|add:)'
    extended = any(f'extends "{path}"' in (ROOT / "templates" / other).read_text() for other in TEMPLATES)
    is_asked_by_library = any((Path(one.path) / "templates" / path).exists() for one in apps.get_app_configs())
    if path.name.startswith("_"):
        assert any(re.search(included, (ROOT / "templates" / other).read_text()) for other in TEMPLATES)
    else:
        ours = any(f'"{path}"' in source for source in SOURCES.values())
        assert ours or extended or path.name[:3].isdigit() or is_asked_by_library
    get_template(str(path))


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name == "views.py"], ids=str)
def test_views_name_conditions_by_words(path: Path) -> None:
    assert re.findall(r"\.(filter|exclude|annotate)\(", SOURCES[path]) == []


def test_pages_carry_no_style_or_script() -> None:
    inside = r"<script(?! (?:type=\"module\" )?src=)|<style|\sstyle=|\son\w+=|https?://(?!www\.w3\.org)"
    for path in TEMPLATES:
        assert re.findall(inside, (ROOT / "templates" / path).read_text()) == [], path
