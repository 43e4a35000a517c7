"""The catalogue of messages is complete and sound, and what the archive runs with is compiled from it."""

import re
from pathlib import Path

import polib
import pytest

CATALOGUE = Path(__file__).parent.parent / "locale/zh_Hans/LC_MESSAGES/django.po"
MESSAGES = [message for message in polib.pofile(str(CATALOGUE)) if not message.obsolete]
PLACES = re.compile(r"%\(\w+\)0?\d*[sd]|\{\w*\}|</?\w+|%%")


def test_every_message_is_translated() -> None:
    assert [message.msgid for message in MESSAGES if message.fuzzy or not message.translated()] == []


def test_the_compiled_catalogue_is_the_catalogue() -> None:
    assert CATALOGUE.with_suffix(".mo").read_bytes() == polib.pofile(str(CATALOGUE)).to_binary()


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.msgid)
def test_a_translation_keeps_what_is_filled_in_and_marked_up(message: polib.POEntry) -> None:
    for translation in message.msgstr_plural.values() or [message.msgstr]:
        assert sorted(PLACES.findall(translation)) == sorted(PLACES.findall(message.msgid_plural or message.msgid))


def test_the_catalogue_names_no_machine_and_no_moment() -> None:
    header = polib.pofile(str(CATALOGUE)).metadata
    assert set(header) == {
        "Project-Id-Version",
        "Language",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Plural-Forms",
    }
