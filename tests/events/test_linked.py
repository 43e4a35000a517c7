"""Every page's linked data, read by rdflib and held against schema.org's own definitions."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import rdflib
from django.test import Client
from django.test.signals import template_rendered
from rdflib import RDF, Literal, Namespace, URIRef

from archive.dates import parse
from archive.formats.linked import CONTEXT, SCHEMA, embedded
from archive.pages.kept_pages import shelf
from events.models import Report
from orgs.models import Place
from tests import records as make
from tests.five_reports import five_reports
from tests.small_archive import small_archive
from tests.vocabulary_of_schema_org import PROPERTIES, kinds

# What rdflib tells itself.
QUIET = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
pytestmark = [pytest.mark.django_db, QUIET]

S = Namespace(SCHEMA)
HOST = "http://testserver"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:.+]+)?)?)?")
PAGES = (
    "/",
    *(f"/{kind}/" for kind in ("forums", "sessions", "speakers", "organizations", "places", "reports")),
    *(f"/forums/{slug}/" for slug in ("cleantech-forum", "turn-of-the-year-mission", "green-day", "coming-summit")),
    *(f"/sessions/cleantech-forum.{key}/" for key in ("opening", "panel", "talk")),
    *(f"/speakers/{slug}/" for slug in ("li-xiang-ccpit", "michael-hart", "zhou-lin", "hostile")),
    *(f"/organizations/{slug}/" for slug in ("ccpit", "ccpit-tdb", "go-biz", "china-today", "hostile")),
    *(
        "/places/beijing/",
        "/places/china/",
        "/reports/news/",
        "/reports/programme/",
        "/agreements/memorandum-on-trade/",
    ),
)


@pytest.fixture
def small() -> None:
    small_archive()


def graph_of(client: Client, address: str) -> rdflib.Graph:
    answer = client.get(f"{address}?format=jsonld")
    assert (answer.status_code, answer["content-type"]) == (200, "application/ld+json"), address
    return read(answer.content.decode())


def read(data: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=data, format="json-ld")


def classes(graph: rdflib.Graph, node: Any) -> set[str]:
    return {kind for one in graph.objects(node, RDF.type) for kind in kinds(str(one).removeprefix(SCHEMA))}


def faults(graph: rdflib.Graph) -> Iterator[tuple[Any, ...]]:
    """What schema.org does not know: a property that is not its class's, or a value that is not the property's."""
    for node, predicate, value in graph:
        if predicate == RDF.type:
            continue
        name, has = str(predicate).removeprefix(SCHEMA), classes(graph, node)
        owners, holds = PROPERTIES[name]
        role = "Role" in has and any(graph.triples((None, predicate, node)))  # a role stands between a property's ends
        if not (has & owners or role):
            yield node, name, "is no property of", has
        if not _fits(graph, value, holds):
            yield node, name, "cannot hold", value


def _fits(graph: rdflib.Graph, value: Any, holds: set[str]) -> bool:
    if isinstance(value, Literal):
        said = "Number" if isinstance(value.value, int | float) else "Text"
        return said in holds or ("Date" in holds and bool(DAY.fullmatch(value)))
    if "EventStatusType" in holds:
        return str(value).startswith(f"{SCHEMA}Event")
    found = classes(graph, value)
    return bool(found & holds) or "Role" in found or (isinstance(value, URIRef) and "URL" in holds)


@pytest.mark.usefixtures("small")
def test_every_page_says_what_schema_org_knows(client: Client) -> None:
    for address in PAGES:
        graph = graph_of(client, address)
        assert len(graph) > 3 and list(faults(graph)) == [], address
        named = {str(one) for one in graph.subjects() if isinstance(one, URIRef)}
        assert {one for one in named if not one.startswith(f"{HOST}/") or "/zh-hans/" in one} == set(), address


@pytest.fixture
def five() -> None:
    five_reports()


@pytest.mark.usefixtures("five")
def test_the_five_reports_say_what_schema_org_knows(client: Client) -> None:
    listed = ("forums", "sessions", "speakers", "organizations", "places", "reports")
    addresses = [item for kind in listed for item in items(client, kind)]
    assert len(addresses) > 100
    for address in addresses[::7]:
        assert list(faults(graph_of(client, address))) == [], address


def items(client: Client, kind: str) -> list[str]:
    graph = graph_of(client, f"/{kind}/")
    return sorted(str(one).removeprefix(HOST) for one in graph.objects(None, S.item))


@pytest.mark.usefixtures("small")
def test_page_header_suffix_and_format_say_the_same(client: Client) -> None:
    for address in PAGES:
        by_format = client.get(f"{address}?format=jsonld").json()
        by_header = client.get(address, headers={"accept": "application/ld+json"})
        assert (by_header.json(), by_header["content-type"]) == (by_format, "application/ld+json")
        for page in (address, f"/zh-hans{address}"):
            assert json.loads(BLOCK.search(client.get(page).text)[1]) == by_format, page
        if address != "/":
            assert client.get(f"{address[:-1]}.jsonld").json() == by_format


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "address", ["/forums/none.jsonld", "/none.jsonld", "/admin.jsonld", "/search.jsonld", "/corrections.jsonld"]
)
def test_what_is_no_record_has_no_linked_data(address: str, client: Client) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("small")
def test_a_merged_record_leads_to_the_one_that_is_kept(client: Client) -> None:
    answer = client.get("/speakers/li-xiang-again.jsonld")
    assert (answer.status_code, answer["location"]) == (301, "/speakers/li-xiang-ccpit/?format=jsonld")


HOSTILE = '</script><script>alert(1)</script><!-- <script> ]]> &amp; \u2028\u2029 "\\'


def test_no_name_ends_the_block_of_data(client: Client) -> None:
    title = HOSTILE.replace("\u2028", "").replace("\u2029", "")
    made = make.report("news", title)
    make.appears(make.person(title, "hostile"), make.forum("Forum", by=made), by=made, capacities=[(title, None)])
    page = client.get("/speakers/hostile/").text
    [block] = BLOCK.findall(page)
    assert re.findall("[<>&\u2028\u2029]", block) == []
    assert json.loads(block)["@graph"][0]["name"] == title
    assert BLOCK.fullmatch(embedded({"name": HOSTILE}))[1].count("\\u2028") == 1
    assert json.loads(BLOCK.fullmatch(embedded({"name": HOSTILE}))[1]) == {"name": HOSTILE}


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2023", "2023", "2023"),
        ("2024-11", "2024-11", "2024-11"),
        ("2024-11-04/2024-11-06", "2024-11-04", "2024-11-06"),
        ("/2016-11-05", "", "2016-11-05"),
        ("2016-11-05/..", "2016-11-05", ""),
        ("2024-11-XX", "2024-11", "2024-11"),
        ("2024-XX-XX", "2024", "2024"),
        ("2024-21", "2024", "2024"),
        ("2024-11-04T09:00:00", "2024-11-04", "2024-11-04"),
        ("202X", "", ""),
        ("2024-11-04?", "", ""),
        ("2024~", "", ""),
        ("2024-11-04/2024-11-06?", "2024-11-04", ""),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(edtf: str, start: str, end: str) -> None:
    date = parse(edtf)
    assert (date.start.iso if date.start else "", date.end.iso if date.end else "") == (start, end)


@pytest.mark.usefixtures("small")
def test_a_forum_has_its_dates_places_parts_and_what_it_is_part_of(client: Client) -> None:
    Place.objects.filter(slug="chicago").update(latitude="41.88", longitude="-87.63")
    graph, forum = graph_of(client, "/forums/turn-of-the-year-mission/"), node("/forums/turn-of-the-year-mission/")
    [start], [end] = (list(graph.objects(forum, one)) for one in (S.startDate, S.endDate))
    assert (str(start), str(end)) == ("2023-12-28", "2024-01-03")
    assert set(graph.objects(forum, S.location)) == {node("/places/shanghai/"), node("/places/chicago/")}
    point = graph.value(node("/places/chicago/"), S.geo)
    assert [float(graph.value(point, one)) for one in (S.latitude, S.longitude)] == [41.88, -87.63]
    parts = {node("/sessions/turn-of-the-year-mission.visit/"), node("/forums/green-day/")}
    assert set(graph.objects(forum, S.subEvent)) == parts
    assert set(graph.objects(forum, S.superEvent)) == {URIRef(f"{HOST}/forums/?series=stops")}
    assert str(graph.value(forum, S.eventStatus) or "") == ""


def node(address: str) -> URIRef:
    return URIRef(HOST + address)


@pytest.mark.usefixtures("small")
def test_who_spoke_is_told_with_role_title_and_body_of_that_day_and_who_says_so(client: Client) -> None:
    graph = graph_of(client, "/forums/cleantech-forum/")
    [role] = [
        one
        for one in graph.objects(node("/sessions/cleantech-forum.opening/"), S.performer)
        if graph.value(one, S.performer) == node("/speakers/li-xiang-ccpit/")
    ]
    assert (RDF.type, S.PerformanceRole) in set(graph.predicate_objects(role))
    assert str(graph.value(role, S.roleName)) == "moderator"
    assert str(graph.value(role, S.description)).startswith("Deputy Director, Bureau; CCPIT")
    assert set(graph.objects(role, S.subjectOf)) == {node("/reports/news/"), node("/reports/release/")}
    held = {
        (str(graph.value(one, S.roleName) or ""), graph.value(one, S.affiliation), str(graph.value(one, S.name) or ""))
        for one in graph.objects(node("/speakers/li-xiang-ccpit/"), S.affiliation)
    }
    assert held == {
        ("Deputy Director", node("/organizations/ccpit-tdb/"), "Bureau"),
        ("", node("/organizations/ccpit/"), "CCPIT"),
        ("Chair", node("/organizations/ccpit/"), ""),
    }


@pytest.mark.usefixtures("small")
def test_a_former_title_is_no_affiliation_and_is_said_to_be_former(client: Client) -> None:
    graph = graph_of(client, "/speakers/michael-hart/")
    assert list(graph.objects(node("/speakers/michael-hart/"), S.affiliation)) == []
    [told] = {str(one) for one in graph.objects(None, S.description)}
    assert told == "former: President, China Council for the Promotion of International Trade"


@pytest.mark.usefixtures("small")
def test_what_was_announced_never_reads_as_past_and_what_is_denied_is_left_out(client: Client) -> None:
    graph, summit = graph_of(client, "/forums/coming-summit/"), node("/forums/coming-summit/")
    assert graph.value(summit, S.eventStatus) == S.EventScheduled
    names = {str(one) for one in graph.objects(summit, S.performer / S.roleName)}
    assert names == {"announced as a keynote speaker"}
    report = Report.objects.get(slug="release")
    report.citations.filter(appearance__role="keynote").update(standing="absent")
    report.citations.filter(forum__slug="coming-summit").update(standing="cancelled")
    graph = graph_of(client, "/forums/coming-summit/")
    assert graph.value(summit, S.eventStatus) == S.EventCancelled
    assert list(graph.objects(summit, S.performer)) == []


@pytest.mark.usefixtures("small")
def test_every_role_and_every_event_names_a_report_that_the_graph_tells_of(client: Client) -> None:
    for address in PAGES:
        graph = graph_of(client, address)
        roles = {one for one in graph.subjects(RDF.type) if "Role" in classes(graph, one)}
        assert all((one, S.subjectOf, None) in graph for one in roles), address
        cited = {str(one).removeprefix(HOST) for one in roles if isinstance(one, URIRef)}
        assert {one for one in cited if client.get(one).status_code != 200} == set(), address
        named = set(graph.objects(None, S.subjectOf))
        assert {one for one in named if "CreativeWork" not in classes(graph, one)} == set(), address


@pytest.mark.usefixtures("small")
def test_a_report_names_its_publisher_author_day_and_whom_it_mentions(client: Client) -> None:
    graph, report = graph_of(client, "/reports/news/"), node("/reports/news/")
    told = {str(one).removeprefix(SCHEMA): graph.value(report, one) for one in (S.publisher, S.author, S.datePublished)}
    assert told == {
        "publisher": node("/organizations/china-today/"),
        "author": node("/speakers/zhou-lin/"),
        "datePublished": Literal("2024-11-05"),
    }
    assert {node("/speakers/li-xiang-ccpit/"), node("/places/beijing/")} <= set(graph.objects(report, S.mentions))
    assert node("/forums/cleantech-forum/") in set(graph.objects(report, S.about))


def test_what_registers_call_a_record_is_told_as_the_same(client: Client) -> None:
    records = {
        "/speakers/mira-ost/": (make.person("Mira Ost"), "orcid", "0000-0002-1825-0097", "https://orcid.org/"),
        "/organizations/harbour-council/": (
            make.organization("Harbour Council"),
            "ror",
            "05dxps055",
            "https://ror.org/",
        ),
        "/places/oslo/": (make.city("Oslo"), "wikidata", "Q585", "http://www.wikidata.org/entity/"),
    }
    for address, (record, scheme, value, register) in records.items():
        record.identifiers.create(scheme=scheme, value=value)
        graph = graph_of(client, address)
        assert list(graph.objects(node(address), S.sameAs)) == [URIRef(register + value)]
        assert list(faults(graph)) == []
        if "places" not in address:
            found = [one for those in client.get(f"{address}?format=popolo").json().values() for one in those or ()]
            assert [one["identifiers"] for one in found] == [[{"scheme": scheme, "identifier": value}]]


def test_a_heavy_record_gives_a_part_says_so_and_goes_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.pages.portions.LISTED", 2)
    made, who = make.report("news"), make.person("Li Xiang")
    for number in range(5):
        make.appears(who, make.forum(f"Forum {number}", by=made), by=made)
    seen: set[Any] = set()
    address = "/speakers/li-xiang/?format=jsonld"
    for told, size in (("2 of 5", 2), ("2 of 5", 2), ("", 1)):
        graph = read(client.get(address).content.decode())
        page = node("/speakers/li-xiang/#page")
        events = {one for one in graph.subjects(S.performer) if "Event" in classes(graph, one)}
        assert len(events) == size and not events & seen
        seen |= events
        assert str(graph.value(page, S.description) or "") == (
            told and f"A part of what is known (appearances: {told})."
        )
        address = str(graph.value(page, S.relatedLink) or "").removeprefix(HOST)
    assert address == ""


def test_nothing_is_fetched_to_read_a_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **named: Any) -> None:
        raise AssertionError("asked the network")

    monkeypatch.setattr("socket.socket.connect", refuse)
    assert len(read(json.dumps({"@context": CONTEXT, "@id": "http://a/", "name": "A"}))) == 1


@pytest.mark.django_db(transaction=True)
def test_pages_are_kept_apart_by_what_is_asked_for_not_by_each_browsers_header(client: Client) -> None:
    make.mention(make.organization("Quokka Society"))
    made: list[str] = []
    template_rendered.connect(lambda **said: made.append(said["template"].name), weak=False)
    accepts = ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "*/*", "text/html", "application/ld+json")
    answers = [client.get("/organizations/quokka-society/", headers={"accept": one}) for one in accepts]
    assert [one["content-type"].split(";")[0] for one in answers] == [*["text/html"] * 3, "application/ld+json"]
    assert [one["vary"] for one in answers] == ["Accept, Cookie"] * 4
    assert len({one["etag"] for one in answers}) == 2 and made.count("orgs/organization_detail.html") == 1
    again = client.get("/organizations/quokka-society/", headers={"accept": "*/*", "if-none-match": answers[0]["etag"]})
    assert again.status_code == 304
    assert len(shelf._pages) == 2


def test_a_record_costs_the_same_with_one_session_and_three(client: Client, django_assert_num_queries: Any) -> None:
    body, who, made = make.organization("Host"), make.person("Mira Ost"), make.report("news")
    forum = make.forum("Forum", by=made)

    def one_more(number: int) -> None:
        for event in (forum, make.forum(f"Forum {number}", by=made)):
            session = make.session(event, f"part-{number}", by=made, title=f"Part {number}")
            make.appears(who, session, by=made, capacities=[("Chair", body)])
            make.involved(body, session, by=made)

    costs = {"/forums/forum/": 38, "/speakers/mira-ost/": 22, "/organizations/host/": 30}
    for number in (1, 2, 3):
        one_more(number)
        for address, queries in costs.items():
            for query in ("", "?format=jsonld"):
                with django_assert_num_queries(queries):
                    client.get(f"{address}{query}")
