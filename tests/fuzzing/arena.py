"""The archive that is asked: a small one with a draft, and somebody for each role."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from archive.access.roles import give
from events.desk.outline import from_file
from events.models import Draft
from events.reportfile.reading import source
from events.staff import ADMINISTRATOR, CURATOR
from people.models import Person, PersonIdentifier
from tests.small_archive import small_archive
from tests.test_addresses import example_parts

REPORTS = sorted((settings.FIXTURES / "reports").glob("*.yaml"))
AUTHORITY = sorted((settings.FIXTURES / "authority").glob("*.yaml"))
TEXTS = sorted((Path(__file__).parent.parent / "events/desk/texts").glob("*.txt"))
ALONE = Path(__file__).parent.parent / "browser/desk/tidal-energy-news.yaml"  # it defines all that it names
DRAFT = 1_000_000  # beyond those that inputs begin
FILLED: dict[str, Any] = {}  # by kind, the id of a record
LOGINS: dict[str, str] = {}  # by role, the key of a session


def made() -> None:
    """Make the archive."""
    small_archive()
    for role in (CURATOR, ADMINISTRATOR):
        user = User.objects.create_user(role)
        give(user, [role])
        browser = Client()
        browser.force_login(user)
        LOGINS[role] = browser.cookies[settings.SESSION_COOKIE_NAME].value
    document = documents()[0]
    curator = User.objects.get(username=CURATOR)
    Draft.objects.create(pk=DRAFT, owner=curator, text=ALONE.with_suffix(".txt").read_text(), document=document)

    FILLED.update(example_parts())
    PersonIdentifier.objects.create(person=Person.objects.get(slug="michael-hart"), scheme="wikidata", value="Q42")
    for path in ("/", "/zh-hans/", "/forums/", "/admin/desk/", "/api/v1/", "/search/"):
        client(CURATOR).get(path)  # what is worked out once in a process is no input's work


def filled(path: str) -> str:
    """An address with the ids of records where it has their kind."""
    return re.sub(r"\{([a-z_.]+)\}", lambda found: str(FILLED.get(found[1], found[0])), path)


def documents() -> list[Any]:
    """The documents of drafts, as the desk's page would send them; their keys are the same each time."""
    return [_with_keys(from_file(source(path.read_bytes(), path.name).data), [0]) for path in (ALONE, *REPORTS)]


def _with_keys(said: Any, last: list[int]) -> Any:
    if isinstance(said, list):
        return [_with_keys(part, last) for part in said]
    if not isinstance(said, dict):
        return said
    last[0] += 1
    made = {"key": f"k{last[0]}"} if _is_made(said.get("key")) else {}
    return {name: _with_keys(part, last) for name, part in said.items()} | made


def _is_made(key: Any) -> bool:
    return isinstance(key, str) and len(key) == 10 and set(key) <= set("0123456789abcdef")


def client(who: str) -> Client:
    """A browser that somebody has signed in with; each request has a new one, since answers set cookies."""
    browser = Client()
    if who:
        browser.cookies[settings.SESSION_COOKIE_NAME] = LOGINS[who]
    return browser
