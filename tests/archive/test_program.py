"""Messages name the program as it is called where it runs: installed, there is no `manage.py`."""

from pathlib import Path

import pytest
from django.template import engines

from archive import program
from archive.doctor import Finding
from archive.templatetags import program as tags

ROOT = Path(program.__file__).parent.parent


def test_in_a_checkout_it_is_manage_py() -> None:
    assert (program.IS_INSTALLED, program.NAME, (ROOT / program.NAME).exists()) == (False, "manage.py", True)


def test_installed_findings_and_pages_say_rostrum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "NAME", "rostrum")
    monkeypatch.setattr(tags, "NAME", "rostrum")
    page = engines["django"].from_string('{% load program %}{% command "sign_in_link" %}')
    assert str(Finding("No dump", "run manage.py dump")) == "No dump: run rostrum dump."
    assert page.render({}) == "rostrum sign_in_link"
