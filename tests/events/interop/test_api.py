"""The API: the same records as the pages, asked in the same words, and told so that programs can rely on it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from archive.database.patience import Impatience
from archive.facets.keeping import keeper
from archive.pages.kept_pages import shelf
from archive.serving import rates
from archive.serving.rates import Left, Limiter, Rate
from events.interop.api import pages
from events.interop.api.kinds import KINDS, Kind
from events.interop.api.schema import DOCUMENT
from events.models import Appearance, Series, Topic, Withdrawn
from people.models import Removal, digest
from people.views import Speakers
from tests import records as make
from tests.events.test_views import one_of_each
from tests.small_archive import small_archive

pytestmark = pytest.mark.django_db
on_its_own = pytest.mark.django_db(transaction=True)

API = "/api/v1/"
OF_PAGES = ("forums", "sessions", "speakers", "organizations", "places", "reports")
CHOICES = (
    ("forums", ""),
    ("forums", "year=2024&role=host&coverage=-mentioned"),
    ("forums", "q=cleantech&sort=name"),
    ("forums", "year=2018..2023&topic=energy&sort=appearances"),
    ("sessions", "kind=panel&year=2024&topic=unknown"),
    ("sessions", "organization=ccpit*&sort=date"),
    ("speakers", "role=speaker&year=2024&role_group=-named"),
    ("speakers", "appearances=none"),
    ("speakers", "organization=ccpit*&organization=go-biz&sort=-appearances"),
    ("speakers", "mode=recorded&standing=occurred"),
    ("organizations", "role=host&year=2024&kind=-state"),
    ("organizations", "role=represented&sort=involvements"),
    ("places", "kind=city&country=china"),
    ("reports", "kind=news&language=en&year=-1999"),
    ("reports", "year=unknown&publisher=unknown"),
)
# With one record or three; three are the transaction's. Fewer than a page asks, since no values are counted.
QUERIES = {
    "forums": 17,
    "sessions": 17,
    "speakers": 20,
    "appearances": 7,
    "organizations": 20,
    "involvements": 7,
    "places": 7,
    "reports": 6,
    "agreements": 13,
    "series": 5,
    "topics": 5,
}


def keys(kind: Kind) -> list[Any]:
    """What the addresses of the canonical records of a kind name them by."""
    assert kind.one
    rows = kind.one.page.queryset.model.objects.all()
    return [getattr(row, kind.one.key) for row in (rows.canonical() if hasattr(rows, "canonical") else rows)]


@pytest.mark.parametrize(("name", "choices"), CHOICES)
def test_a_list_has_the_records_of_its_page(name: str, choices: str, client: Client) -> None:
    small_archive()
    page = client.get(f"{reverse(name)}?{choices}&format=json").json()
    told = client.get(f"{API}{name}/?{choices}").json()
    assert told == {"count": page["count"], "next": page["next"], "results": page["results"]}


def test_columns_are_kept_once_for_a_page_and_the_api(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_archive()
    settings.FACET_COLUMNS = True
    asked = f"{API}speakers/?organization=go-biz&role=-keynote&sort=-appearances&limit=1"
    by_database = client.get(asked).json()
    columns = Speakers.kept.load()
    monkeypatch.setattr(keeper, "at", lambda edition, kept: columns if kept is Speakers.kept else None)
    assert (client.get(asked).json(), by_database["count"]) == (by_database, 2)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.one], ids=lambda kind: kind.name)
def test_a_record_is_told_as_by_its_page(kind: Kind, client: Client) -> None:
    small_archive()
    for key in keys(kind):
        told = client.get(f"{API}{kind.name}/{key}/").json()
        assert told == client.get(f"/{kind.name}/{key}/?format=json").json()
        assert set(kind.one.form.model_validate(told).model_dump()) == set(told)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_records_have_the_fields_of_their_form_and_no_others(kind: Kind, client: Client) -> None:
    small_archive()
    results = client.get(f"{API}{kind.name}/").json()["results"]
    assert results
    for record in results:
        assert set(kind.form.model_validate(record).model_dump()) == set(record)


def of_every_kind(number: int) -> None:
    one_of_each(number)
    for listed in (Series, Topic):
        listed.objects.create(slug=f"listed-{number}", name=f"Listed {number}")


@pytest.mark.parametrize("name", QUERIES)
def test_a_list_costs_the_same_with_one_record_and_three(
    name: str, client: Client, django_assert_num_queries: Any
) -> None:
    of_every_kind(1)
    for numbers in ((), (2, 3)):
        for number in numbers:
            of_every_kind(number)
        with django_assert_num_queries(QUERIES[name]):
            client.get(f"{API}{name}/")


def test_a_list_tells_the_latest_facts_of_each_and_how_many_there_are(
    client: Client, django_assert_num_queries: Any
) -> None:
    ann, host, report = make.person("Ann"), make.organization("Host"), make.report("source")
    alias = make.organization("Host Two")
    make.merge(alias, host)
    for day in range(12):
        forum = make.forum(f"Forum {day}", by=report, on=f"2024-01-{day + 10}")
        make.appears(ann, forum, by=report)
        make.involved(alias if day % 2 else host, forum, by=report)
    make.appears(make.person("Bea"), forum, by=report)
    latest = [f"forum-{day}" for day in range(11, 1, -1)]
    people = client.get(f"{API}speakers/").json()["results"]
    assert [[one["forum"] for one in person["appearances"]] for person in people] == [latest, ["forum-11"]]
    assert [person["counts"] for person in people] == [
        {"appearances": many, "mentions": 0, "agreements": 0} for many in (12, 1)
    ]
    [body] = client.get(f"{API}organizations/").json()["results"]
    assert [one["forum"] for one in body["involvements"]] == latest
    assert body["counts"] == {"involvements": 12, "mentions": 0, "agreements": 0}
    with django_assert_num_queries(7):
        told = client.get(f"{API}speakers/?fields=slug,identifiers").json()["results"]
    assert told == [{"slug": "ann", "identifiers": []}, {"slug": "bea", "identifiers": []}]


def test_appearances_are_listed_one_by_one(client: Client) -> None:
    small_archive()
    told = client.get(f"{API}appearances/?fields=person,forum,role&year=2024&role=-delegate").json()
    assert told["results"] == [
        {"person": "li-xiang-ccpit", "forum": "cleantech-forum", "role": "moderator"},
        {"person": "li-xiang-ccpit", "forum": "turn-of-the-year-mission", "role": "speaker"},
        {"person": "li-xiang-energy", "forum": "cleantech-forum", "role": "speaker"},
        {"person": "michael-hart", "forum": "cleantech-forum", "role": "panellist"},
        {"person": "panorea-avdis", "forum": "turn-of-the-year-mission", "role": "speaker"},
    ]
    assert client.get(f"{API}appearances/?report=release&organization=ccpit").json()["count"] == 1
    assert client.get(f"{API}appearances/").json()["count"] == Appearance.objects.count()


def test_involvements_and_agreements_are_narrowed(client: Client) -> None:
    small_archive()
    told = client.get(f"{API}involvements/?organization=ccpit*&fields=organization,role&forum=cleantech-forum").json()
    assert told["results"] == [
        {"organization": "ccpit", "role": "host"},
        {"organization": "ccpit-tdb", "role": "speaker"},
    ]
    told = client.get(f"{API}agreements/?organization=go-biz&year=2013&kind=-treaty&fields=slug").json()
    assert told["results"] == [{"slug": "memorandum-on-trade"}]


@pytest.mark.parametrize("sort", ["added", "-added"])
def test_pages_follow_one_another(sort: str, client: Client) -> None:
    small_archive()
    every = client.get(f"{API}appearances/?sort={sort}").json()["results"]
    found: list[Any] = []
    address = f"{API}appearances/?sort={sort}&limit=2"
    while address:
        answer = client.get(address)
        told = answer.json()
        assert (answer.headers.get("Link") or "") == ((told["next"] and f'<{told["next"]}>; rel="next"') or "")
        found += told["results"]
        address = told["next"]
    assert (found, len(found)) == (every, 9)


@pytest.mark.parametrize("mark", ["99999999999999999999~1", "-99999999999999999999~1"])
def test_a_page_may_begin_where_nothing_is(mark: str, client: Client) -> None:
    small_archive()
    for sort in ("appearances", "-appearances"):
        assert client.get(f"{API}speakers/?sort={sort}&after={mark}").json()["count"] == 5
    assert client.get(f"{API}appearances/?after={mark}").json()["count"] == 9


def test_the_facts_of_a_record_go_on_at_the_api(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    small_archive()
    monkeypatch.setattr("archive.pages.portions.LISTED", 1)
    first = client.get(f"{API}speakers/panorea-avdis/?fields=appearances").json()
    following = client.get(f"{API}speakers/panorea-avdis/?fields=appearances").headers["Link"]
    assert following == f'<http://testserver{API}speakers/panorea-avdis/?fields=appearances&page=2>; rel="next"'
    second = client.get(following.split(">")[0][1:]).json()
    assert [len(first["appearances"]), len(second["appearances"])] == [1, 1]
    assert first != second


def test_fewer_fields_may_be_asked_for(client: Client) -> None:
    small_archive()
    assert client.get(f"{API}forums/cleantech-forum/?fields=name,slug").json() == {
        "slug": "cleantech-forum",
        "name": "Cleantech Forum",
    }
    told = client.get(f"{API}places/?fields=slug&kind=country").json()["results"]
    assert told == [{"slug": "china"}, {"slug": "united-states"}]


MISASKED = (
    ("forums/?yaer=2024", "yaer", "2024"),
    ("forums/?year=20x4", "year", "20x4"),
    ("forums/?year=..", "year", ".."),
    ("forums/?kind=party", "kind", "party"),
    ("forums/?kind=forum&kind=-party", "kind", "-party"),
    ("speakers/?organization=CCPIT", "organization", "CCPIT"),
    ("speakers/?appearances=some", "appearances", "some"),
    ("reports/?language=en_GB", "language", "en_GB"),
    ("forums/?q=%00", "q", "\0"),
    ("forums/?q=", "q", ""),
    ("forums/?sort=size", "sort", "size"),
    ("forums/?sort=name&sort=date", "sort", "date"),
    ("forums/?limit=0", "limit", "0"),
    ("forums/?limit=1001", "limit", "1001"),
    ("forums/?limit=ten", "limit", "ten"),
    ("forums/?after=somewhere", "after", "somewhere"),
    ("forums/?fields=slug,nmae", "fields", "slug,nmae"),
    ("forums/cleantech-forum/?format=json", "format", "json"),
    ("speakers/hostile/?page=0", "page", "0"),
)


@pytest.mark.parametrize(("asked", "parameter", "value"), MISASKED)
def test_what_cannot_be_asked_is_named_with_its_mend(asked: str, parameter: str, value: str, client: Client) -> None:
    small_archive()
    answer = client.get(API + asked)
    said = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert [(one["parameter"], one["value"]) for one in said["errors"]] == [(parameter, value)]
    assert said["errors"][0]["mend"] and f"“{parameter}”" in said["detail"]


@pytest.mark.parametrize(
    "asked",
    ["forums/nothing/", "forums/Nothing_/", "nothing/", "docs/", "forums/?after=x~1", "speakers/hostile/?page=9"],
)
def test_what_is_not_there_is_a_problem_too(asked: str, client: Client) -> None:
    small_archive()
    answer = client.get(API + asked)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json()["status"] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("at", ["forums/", "forums/cleantech-forum/", "openapi.json"])
def test_the_api_is_for_reading(method: str, at: str) -> None:
    answer = Client(enforce_csrf_checks=True).generic(method, API + at)
    assert (answer.status_code, answer.headers["content-type"]) == (405, "application/problem+json")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}


def test_addresses_of_merged_records_lead_to_the_one_that_is_kept(client: Client) -> None:
    small_archive()
    answer = client.get(f"{API}speakers/li-xiang-again/?fields=slug")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{API}speakers/li-xiang-ccpit/?fields=slug")
    answer = client.get(f"{API}speakers/?organization=governors-office&limit=5&fields=slug")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{API}speakers/?organization=go-biz&limit=5&fields=slug"
    assert client.get(answer.headers["Location"]).json()["results"] == [
        {"slug": "li-xiang-ccpit"},
        {"slug": "panorea-avdis"},
    ]


def test_what_was_withdrawn_or_removed_is_gone(client: Client) -> None:
    Withdrawn.objects.create(slug="old-news")
    Removal.objects.create(digest=digest("somebody"), reason="Asked for it.")
    for asked in ("reports/old-news/", "speakers/somebody/"):
        answer = client.get(API + asked)
        assert (answer.status_code, answer.headers["content-type"]) == (410, "application/problem+json")


def test_what_takes_too_long_is_said_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def data(page: Any) -> None:
        raise Impatience

    monkeypatch.setattr(pages.AnswerList, "data", data)
    answer = client.get(f"{API}forums/")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")


@pytest.mark.parametrize(("error", "status"), [(OperationalError, 503), (ZeroDivisionError, 500)])
def test_what_breaks_is_a_problem_too(error: type[Exception], status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def data(page: Any) -> None:
        raise error

    monkeypatch.setattr(pages.AnswerList, "data", data)
    answer = Client(raise_request_exception=False).get(f"{API}forums/")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


@on_its_own
def test_an_answer_has_a_tag_and_is_made_once(client: Client) -> None:
    small_archive()
    for asked in ("forums/", "forums/cleantech-forum/", "appearances/?limit=2"):
        first = client.get(API + asked)
        again = client.get(API + asked, headers={"if-none-match": first.headers["ETag"]})
        assert (again.status_code, again.headers["ETag"]) == (304, first.headers["ETag"])
        make.organization(f"Society of {asked}")
        anew = client.get(API + asked, headers={"if-none-match": first.headers["ETag"]})
        assert (anew.status_code, anew.json()) == (200, first.json())
    tag = client.get(f"{API}openapi.json").headers["ETag"]
    assert client.get(f"{API}openapi.json", headers={"if-none-match": tag}).status_code == 304


@on_its_own
def test_who_asks_too_much_waits_but_what_is_ready_is_sent(client: Client, settings: Any) -> None:
    small_archive()
    settings.API_RATE = "2/d"
    rates._limiter.cache_clear()
    shelf.clear()
    first, ready, second = (client.get(f"{API}{asked}") for asked in ("topics/", "topics/", "series/"))
    assert [one.headers.get("RateLimit", "").split(";t=")[0] for one in (first, ready, second)] == [
        '"api";r=1',
        "",
        '"api";r=0',
    ]
    assert first.headers["RateLimit-Policy"] == '"api";q=2;w=86400'
    refused = client.get(f"{API}places/")
    assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
    assert refused.headers["Retry-After"] in refused.json()["detail"]
    assert client.get(f"{API}topics/").status_code == 200
    assert client.get(f"{API}places/", REMOTE_ADDR="192.0.2.7").status_code == 200
    assert client.get("/places/").status_code == 200


def test_a_rate_is_counted_by_window() -> None:
    now = [1000.0]
    limiter = Limiter(Rate(2, 60), clock=lambda: now[0])
    assert [limiter.take("one") for _ in range(3)] == [Left(1, 20), Left(0, 20), Left(-1, 20)]
    assert limiter.take("another") == Left(1, 20)
    now[0] += 20
    assert limiter.take("one") == Left(1, 60)


@pytest.mark.parametrize("text", ["many", "600", "0/m", "600/y", "-1/m"])
def test_a_strange_rate_is_told_at_the_start(text: str) -> None:
    with pytest.raises(Exception, match="API_RATE"):
        rates.rate(text)


FOR_ALL = "Access-Control-Allow-Origin"


def test_scripts_of_every_site_may_read(client: Client) -> None:
    small_archive()
    asked = {"origin": "https://reader.example", "access-control-request-method": "GET"}
    for address in (f"{API}forums/", f"{API}nothing/", "/forums/?format=json", "/zh-hans/forums/?format=json"):
        before = client.options(address, headers=asked)
        assert (before.status_code, before.headers[FOR_ALL]) == (200, "*")
        assert before.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert "Access-Control-Allow-Credentials" not in before.headers
        assert client.get(address, headers={"origin": "https://reader.example"}).headers[FOR_ALL] == "*"
    assert client.get("/speakers/li-xiang-again/?format=json").headers[FOR_ALL] == "*"


def test_scripts_of_other_sites_read_nothing_else(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root"))
    for address in ("/", "/forums/", "/admin/", "/admin/?format=json", "/zh-hans/admin/?format=json"):
        assert FOR_ALL not in client.get(address).headers


def test_the_documentation_names_all_that_can_be_asked(client: Client) -> None:
    page = client.get(API).content.decode()
    for path, operations in DOCUMENT["paths"].items():
        assert f"GET {path}" in page
        for parameter in operations["get"]["parameters"]:
            if parameter["in"] == "query":
                assert f"<code>{parameter['name']}</code>" in page
    assert "600 requests in a minute" not in page
    assert 'lang="zh-Hans"' in client.get("/zh-hans/api/v1/").content.decode()[:200]


def test_the_document_says_what_each_parameter_is() -> None:
    operations = [path["get"] for path in DOCUMENT["paths"].values()]
    assert len({one["operationId"] for one in operations}) == len(operations) == 19
    parameters = [one for each in operations for one in each["parameters"] if one["in"] == "query"]
    assert [one["name"] for one in parameters if not one.get("description")] == []
    year = next(one for one in operations[0]["parameters"] if one["name"] == "year")
    assert year["description"] == "Every year the forum is known to touch; a forum over New Year counts in both."
