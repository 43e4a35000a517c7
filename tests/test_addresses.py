"""Every address of the archive, and what each role gets there by each method.

An address that the table does not name fails the test: say in `TABLE` whom it is open to.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from archive.access.doors import Doors, open_to_all
from archive.access.roles import give
from events.interop.api.kinds import KINDS
from events.models import Correction, Draft, ReportLink, ReportText
from events.staff import ADMINISTRATOR, CONTRIBUTOR, CURATOR
from tests.small_archive import small_archive
from tests.valid_rows import VALID, a_link

pytestmark = pytest.mark.django_db

WHO = ("anonymous", "reader", CONTRIBUTOR, CURATOR, ADMINISTRATOR)
Statuses = tuple[int, ...]


@dataclass(frozen=True)
class Row:
    """The statuses by method, each for the roles in the order of WHO; an example's address where it has parts."""

    get: Statuses
    post: Statuses
    others: Statuses = (405,) * 5
    at: str = ""


def everybody(at: str = "", get: int = 200) -> Row:
    return Row((get,) * 5, (405,) * 5, at=at)


def staff(curator: int, administrator: int, contributor: int = 403, *, post: Statuses = (), at: str = "") -> Row:
    """A page of the admin, which takes any other method for a look at it."""
    closed = (302, 403)
    got = (*closed, contributor, curator, administrator)
    return Row(got, (*closed, *post) if post else got, (*closed, *got[2:]), at)


OF_THE_API = (
    ("forums", "slug", "cleantech-forum"),
    ("sessions", "public_id", "cleantech-forum.opening"),
    ("speakers", "slug", "michael-hart"),
    ("appearances", "public_id", "cleantech-forum.opening.li-xiang-ccpit.moderator"),
    ("organizations", "slug", "ccpit"),
    ("places", "slug", "beijing"),
    ("reports", "slug", "news"),
    ("agreements", "slug", "memorandum-on-trade"),
)
TABLE = {
    "favicon.ico": Row((302,) * 5, (302,) * 5, (302,) * 5),
    "robots.txt": everybody(),
    "sitemap.xml": everybody(),
    "sitemap/lists.xml": everybody(),
    "sitemap/<slug:kind>-<int:file>.xml": everybody("sitemap/forums-0.xml"),
    "^(?P<address>[a-z]+(?:/[a-z0-9.-]+)?).jsonld$": everybody("forums/cleantech-forum.jsonld"),
    "oai": Row((200,) * 5, (200,) * 5),
    "": everybody(),
    "corrections/": everybody(),
    "data/": everybody(),
    r"^data/(?P<path>(?:[\w-]+/)*[\w-][\w.-]*)$": everybody("data/nothing", 404),
    "corrections/sent/": everybody(),
    "corrections/new/": Row((200,) * 5, (400,) * 5),
    "search/": everybody(),
    **{f"{kind}/": everybody() for kind in ("forums", "sessions", "speakers", "organizations", "places", "reports")},
    "forums/<slug:slug>/": everybody("forums/cleantech-forum/"),
    "^sessions/(?P<public_id>SLUG.SLUG)/$": everybody("sessions/cleantech-forum.opening/"),
    "speakers/<slug:slug>/": everybody("speakers/michael-hart/"),
    "speakers/<slug:slug>/co-appearances/": everybody("speakers/michael-hart/co-appearances/"),
    "organizations/<slug:slug>/": everybody("organizations/ccpit/"),
    "organizations/<slug:slug>/co-appearances/": everybody("organizations/ccpit/co-appearances/"),
    "places/<slug:slug>/": everybody("places/beijing/"),
    "^appearances/(?P<public_id>SLUG(?:.SLUG){2,3})/$": everybody(
        "appearances/cleantech-forum.opening.li-xiang-ccpit.moderator/"
    ),
    "reports/<slug:slug>/": everybody("reports/news/"),
    "agreements/<slug:slug>/": everybody("agreements/memorandum-on-trade/"),
    "id/<slug:scheme>/<path:value>": everybody("id/wikidata/Q42", 404),
    "api/v1/": everybody(),
    "api/v1/openapi.json": everybody(),
    **{f"api/v1/{kind.name}/": everybody() for kind in KINDS},
    **{f"api/v1/{name}/<{key}>/": everybody(f"api/v1/{name}/{at}/") for name, key, at in OF_THE_API},
    "^api/(?:.*/)?$": Row((404,) * 5, (404,) * 5, (404,) * 5, "api/nothing/"),
    "admin/sign-in/<str:token>/": Row((410,) * 5, (410,) * 5, (410,) * 5, "admin/sign-in/spent/"),
    "admin/": staff(200, 200, 200),
    # Whoever is signed in goes on to the admin.
    "admin/login/": Row((200, 302, 302, 302, 302), (200, 302, 302, 302, 302), (405,) * 5),
    "admin/login/anew/": Row((405,) * 5, (302,) * 5),
    "admin/again/": staff(200, 200, 200),
    "admin/second-factor/": staff(200, 200, 200, post=(405,) * 3),
    "admin/second-factor/ask/": Row((302,) * 5, (302,) * 5, (302,) * 5),
    "admin/second-factor/again/": staff(302, 302, 302),
    "admin/second-factor/app/add/": staff(200, 200, 200),
    "admin/second-factor/app/remove/": staff(404, 404, 404),
    "admin/second-factor/codes/": staff(404, 404, 404, post=(405,) * 3),
    "admin/second-factor/codes/new/": staff(200, 200, 200),
    "admin/second-factor/passkeys/add/": staff(200, 200, 200),
    "admin/second-factor/passkeys/again/": staff(302, 302, 302),
    "admin/second-factor/passkeys/<int:pk>/remove/": staff(404, 404, 404, at="admin/second-factor/passkeys/1/remove/"),
    "admin/logout/": Row((302, 403, 405, 405, 405), (302, 403, 200, 200, 200), (302, 403, 405, 405, 405)),
    "admin/password_change/": staff(200, 200, 200),
    "admin/password_change/done/": staff(200, 200, 200, post=(405,) * 3),
    "admin/jsi18n/": staff(200, 200, 200, post=(405,) * 3),
    "admin/autocomplete/": staff(
        200, 403, post=(405,) * 3, at="admin/autocomplete/?app_label=events&model_name=appearance&field_name=person"
    ),
    "admin/r/<path:content_type_id>/<path:object_id>/": staff(302, 302, 302, at="admin/r/{person}/"),
    "admin/^(?P<app_label>auth|orgs|people|events)/$": staff(200, 404, 404, at="admin/people/"),
    "admin/(?P<url>.*)$": staff(404, 404, 404, at="admin/nothing/here/"),
    "admin/people/person/<int:pk>/remove/": Row(
        (302, 403, 403, 200, 403),
        (302, 403, 403, 200, 403),
        (302, 403, 403, 405, 403),
        "admin/people/person/{people.person}/remove/",
    ),
    "admin/auth/user/<id>/password/": staff(403, 200, at="admin/auth/user/{auth.user}/password/"),
}


def desk(address: str, get: tuple[int, int], post: tuple[int, int]) -> Row:
    """A part of the desk, which tells programs that they are signed out, and people where to sign in."""
    closed = (401, 403) if address.endswith(".json") else (302, 403)
    at = address.replace("<int:pk>", "{events.draft}").replace("<slug:slug>", "news").replace("<int:kept>", "1")
    return Row((*closed, *get, 403), (*closed, *post, 403), (*closed, 405, 405, 403), f"admin/desk/{at}")


# GET and POST, of a contributor and of a curator; the draft is somebody else's, and what is posted is empty.
DESK = {
    "": ((200, 200), (400, 400)),
    "candidates.json": ((405, 405), (400, 400)),
    "forum.json": ((404, 404), (405, 405)),
    "reopen/<slug:slug>/": ((403, 405), (403, 302)),
    "<int:pk>/": ((404, 302), (405, 405)),
    "<int:pk>/text/": ((404, 200), (404, 400)),
    "<int:pk>/discard/": ((404, 200), (404, 302)),
    "<int:pk>/draft.json": ((404, 200), (405, 405)),
    "<int:pk>/kept/<int:kept>.json": ((404, 404), (405, 405)),
    "<int:pk>/take-over.json": ((405, 405), (404, 400)),
    "<int:pk>/ready.json": ((405, 405), (400, 400)),
    "<int:pk>/suggestions.json": ((404, 200), (405, 405)),
    "<int:pk>/forums.json": ((405, 405), (404, 400)),
    "<int:pk>/preview.json": ((405, 405), (400, 400)),
    "<int:pk>/publish.json": ((403, 405), (403, 400)),
    "<int:pk>/withdraw.json": ((403, 405), (403, 400)),
    "<int:pk>/report.yaml": ((404, 200), (405, 405)),
}
TABLE |= {f"admin/desk/{address}": desk(address, *statuses) for address, statuses in DESK.items()}


def identity(address: str, get: int, post: int, others: int = 405) -> Row:
    """A page for those who decide who is who."""
    at = address.replace("<slug:called>", "person").replace("<int:pk>", "{people.persondecision}")
    closed = (302, 403, 403)
    folder = "admin/identity/"
    return Row(
        (*closed, get, 403),
        (*closed, post, 403),
        (*closed, others, 403),
        folder + at.replace("<str:address>", "michael-hart"),
    )


# GET and POST of a curator; what is posted is empty.
IDENTITY = {
    "": (200, 302),
    "<slug:called>/": (200, 302),
    "<slug:called>/merge/": (200, 400),
    "<slug:called>/split/<str:address>/": (200, 400),
    "<slug:called>/decisions/": (200, 405),
    "<slug:called>/decisions/<int:pk>/": (200, 400),
}
TABLE |= {f"admin/identity/{address}": identity(address, *statuses) for address, statuses in IDENTITY.items()}
# What is posted to bring a sheet in is empty.
TABLE["admin/sheets/"] = Row((302, 403, 403, 200, 403), (302, 403, 403, 400, 403), (302, 403, 403, 405, 403))
TABLE["admin/sheets/<slug:called>.<slug:form>"] = Row(
    (302, 403, 403, 200, 403), (302, 403, 403, 405, 403), (302, 403, 403, 405, 403), "admin/sheets/people.xlsx"
)
RECORDS = {
    ADMINISTRATOR: ("auth.user",),
    CURATOR: (
        *("events.report", "events.reportlink", "events.reporttext", "events.forum", "events.session", "events.choice"),
        *("events.forumtopic", "events.agreement", "events.party", "events.appearance", "events.involvement"),
        *("events.detail", "events.location", "events.figure", "events.mention", "events.citation", "events.capacity"),
        "events.correction",
        *("events.series", "events.topic", "events.forumdecision", "events.sessiondecision"),
        *("people.person", "people.personname", "people.personidentifier", "people.persondecision"),
        *("orgs.organization", "orgs.organizationname", "orgs.organizationidentifier", "orgs.organizationdecision"),
        *("orgs.place", "orgs.placename", "orgs.placeidentifier", "orgs.placedecision"),
    ),
}
PAGES = ("", "add/", "<path:object_id>/history/", "<path:object_id>/delete/", "<path:object_id>/change/")


def rows_of(label: str, role: str) -> Iterator[tuple[str, Row]]:
    """The pages that the admin has for a kind of record."""
    folder, allowed = f"admin/{label.replace('.', '/')}/", [403, 200][:: 1 if role == ADMINISTRATOR else -1]
    for page in PAGES:
        yield folder + page, staff(*allowed, at=folder + page.replace("<path:object_id>", f"{{{label}}}"))
    yield f"{folder}<path:object_id>/", staff(302, 302, 302, at=f"{folder}{{{label}}}/")


for role, labels in RECORDS.items():
    TABLE |= {address: row for label in labels for address, row in rows_of(label, role)}
TABLE["admin/events/correction/add/"] = staff(403, 403)  # readers write them
# A look without an answer is saved as it was.
TABLE["admin/events/correction/<path:object_id>/change/"] = staff(
    200, 403, post=(403, 302, 403), at="admin/events/correction/{events.correction}/change/"
)


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every pattern of the project, without the prefix of the language."""
    for one in resolver.url_patterns:
        part = "" if isinstance(one.pattern, LocalePrefixPattern) else str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one, before + part)
        else:
            yield (before + part).replace("[a-z0-9]+(?:-[a-z0-9]+)*", "SLUG").replace(r"\.", ".")


def example(label: str) -> Any:
    """The id of a record of each kind, made where the small archive has none."""
    model = apps.get_model(label)
    return (model._default_manager.first() or model._default_manager.create(**VALID[model]())).pk


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals, each with its traceback, take longer to log than to make."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def parts() -> dict[str, Any]:
    """What the addresses of examples are filled in with."""
    small_archive()
    return example_parts()


def example_parts() -> dict[str, Any]:
    """A record of each kind that an address may name, by what stands for it in the table."""
    User.objects.create_user("somebody")
    ReportLink.objects.create(**a_link())
    Draft.objects.create(owner=User.objects.get(username="somebody"), text="A quokka spoke.")
    Correction.objects.create(message="A quokka spoke.", contact="quokka@example.org")
    ReportText.objects.create(report_id=example("events.report"), text="Secret words.")
    person = f"{ContentType.objects.get_for_model(apps.get_model('people.person')).pk}/{example('people.person')}"
    return {
        "person": person,
        "events.draft": example("events.draft"),
        **{label: example(label) for labels in RECORDS.values() for label in labels},
    }


def user(role: str) -> User | AnonymousUser:
    if role == "anonymous":
        return AnonymousUser()
    made, _ = User.objects.get_or_create(username=role)
    give(made, [role] if role in (CONTRIBUTOR, CURATOR, ADMINISTRATOR) else [])
    return made


def status(role: str, method: str, address: str) -> int:
    """What the role gets; nothing that the request did stays."""
    client, point = Client(), transaction.savepoint()
    if role != "anonymous":
        client.force_login(User.objects.get(username=role))
    answer = client.generic(method, f"/{address}")
    transaction.savepoint_rollback(point)
    return int(answer.status_code)


def test_every_address_is_in_the_table() -> None:
    assert set(addresses(get_resolver())) == set(TABLE)


@pytest.mark.parametrize("role", WHO)
def test_each_role_gets_what_the_table_says(role: str, parts: dict[str, Any]) -> None:
    user(role)
    nth, found, expected = WHO.index(role), {}, {}
    for address, row in TABLE.items():
        at = _filled(row.at or address, parts)
        methods = {"GET": row.get, "POST": row.post}
        if role == "anonymous" or not address.startswith("admin/"):
            methods |= {"HEAD": row.get, "DELETE": row.others}
            is_open = row.others == (405,) * 5 or "api/" in address  # scripts may ask what they may ask
            methods["OPTIONS"] = (200,) * 5 if is_open else row.others
        expected |= {(method, address): statuses[nth] for method, statuses in methods.items()}
        found |= {(method, address): status(role, method, at) for method in methods}
    assert {one: (found[one], expected[one]) for one in found if found[one] != expected[one]} == {}


def _filled(address: str, parts: dict[str, Any]) -> str:
    for name, value in parts.items():
        address = address.replace(f"{{{name}}}", str(value))
    return address


def test_a_view_that_says_nothing_is_closed() -> None:
    doors = Doors(lambda request: HttpResponse())
    request = RequestFactory().get("/new/")
    request.user, request.session = AnonymousUser(), SessionBase()
    assert doors.process_view(request, lambda request: HttpResponse()).status_code == 302
    assert doors.process_view(request, open_to_all(lambda request: HttpResponse())) is None


@pytest.mark.parametrize(("role", "expected"), [("anonymous", 401), ("reader", 403)])
def test_an_address_of_data_refuses_in_json(role: str, expected: int) -> None:
    request = RequestFactory().get("/admin/desk/1/draft.json")
    request.user = user(role)
    answer = Doors(lambda request: HttpResponse()).process_view(request, lambda request: HttpResponse())
    assert (answer.status_code, answer["content-type"]) == (expected, "application/json")


DATA = [f"?format={name}" for name in ("json", "jsonld", "popolo", "csv", "jsonl", "atom", "ics")]
FORMATS = ("", *DATA, "?format=suggestions&q=quokka", "?q=quokka", "?q=quokka&format=json")


@pytest.mark.parametrize("role", ["anonymous", "reader", CONTRIBUTOR, ADMINISTRATOR])
def test_texts_reach_no_reader_by_any_address(role: str, parts: dict[str, Any]) -> None:
    ReportText.objects.update(text="A quokka spoke.")
    user(role)
    client = Client()
    if role != "anonymous":
        client.force_login(User.objects.get(username=role))
    for address in (row.at or address for address, row in TABLE.items() if not address.startswith("admin/")):
        for query in FORMATS:
            assert b"quokka spoke" not in client.get(f"/{address}{query}").getvalue(), (address, query)


def test_a_curator_sees_the_text_where_its_facts_are(client: Client, parts: dict[str, Any]) -> None:
    user(CURATOR)
    client.force_login(User.objects.get(username=CURATOR))
    report = ReportText.objects.get().report
    assert "Secret words." in client.get(report.get_absolute_url()).content.decode()
