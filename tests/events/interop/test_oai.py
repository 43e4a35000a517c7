"""The archive as a harvester finds it: asked by a client of OAI-PMH that is not ours."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from django.test import Client
from lxml import etree
from oaipmh_scythe import Scythe, exceptions

from events.interop.oai import verbs
from events.interop.oai.formats import FORMATS
from events.interop.oai.heads import SETS
from events.models import Forum, Report, Withdrawn
from people.models import Person, Removal, digest
from tests import records as make
from tests.small_archive import HOSTILE, small_archive

pytestmark = pytest.mark.django_db

NAMES = {
    "o": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "m": "http://www.loc.gov/mods/v3",
}
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("oai_pmh.rng")))


@pytest.fixture
def scythe(client: Client) -> Iterator[Scythe]:
    """The harvester, whose requests are answered here."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        said = client.get(request.url.raw_path.decode())
        return httpx2.Response(said.status_code, headers=dict(said.items()), content=said.content)

    with Scythe("http://testserver/oai") as harvester:
        harvester._client = httpx2.Client(transport=httpx2.MockTransport(answer))
        yield harvester


@pytest.fixture
def pages_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbs, "PAGE", 2)


def ask(client: Client, query: str = "", **arguments: str) -> Any:
    response = client.get(f"/oai{query}", arguments or None)
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    return etree.fromstring(response.content)


def error(client: Client, query: str = "", **arguments: str) -> str:
    (found,) = ask(client, query, **arguments).xpath("/o:OAI-PMH/o:error", namespaces=NAMES)
    assert found.text
    return str(found.get("code"))


def metadata(client: Client, prefix: str, name: str) -> Any:
    said = ask(client, verb="GetRecord", metadataPrefix=prefix, identifier=f"oai:testserver:{name}")
    (told,) = said.xpath("//o:metadata/*", namespaces=NAMES)
    return told


def told(record: Any) -> list[tuple[str, str]]:
    return [(etree.QName(one).localname, one.text) for one in record]


def test_the_repository_says_what_it_is(scythe: Scythe, settings: Any) -> None:
    settings.ADMIN_EMAIL = "keeper@archive.example"
    said = scythe.identify()
    assert (said.repositoryName, said.baseURL, said.protocolVersion) == ("Rostrum", "http://testserver/oai", "2.0")
    assert (said.adminEmail, said.deletedRecord) == ("keeper@archive.example", "transient")
    assert said.granularity == "YYYY-MM-DDThh:mm:ssZ"


def test_it_names_its_formats_and_sets(scythe: Scythe) -> None:
    assert [one.metadataPrefix for one in scythe.list_metadata_formats()] == ["oai_dc", "mods"]
    assert [one.setSpec for one in scythe.list_sets()] == list(SETS)


@pytest.mark.parametrize("prefix", FORMATS)
@pytest.mark.usefixtures("pages_of_two")
def test_every_record_is_harvested_once_over_many_pages(prefix: str, scythe: Scythe) -> None:
    small_archive()
    harvested = [(one.header.identifier, one.deleted) for one in scythe.list_records(metadata_prefix=prefix)]
    listed = [(one.identifier, one.deleted) for one in scythe.list_identifiers(metadata_prefix=prefix)]
    there = {f"oai:testserver:forums/{forum.slug}" for forum in Forum.objects.public()}
    there |= {f"oai:testserver:speakers/{digest(person.slug)}" for person in Person.objects.public()}
    there |= {f"oai:testserver:reports/{report.slug}" for report in Report.objects.all()}
    assert harvested == listed
    assert len(harvested) == len(set(harvested))
    kept = {name for name, deleted in harvested if not deleted}
    assert {name for name in kept if name.split(":")[2].split("/")[0] in ("forums", "speakers", "reports")} == there


@pytest.mark.usefixtures("pages_of_two")
def test_a_list_of_one_page_has_no_token_and_the_last_of_several_an_empty_one(client: Client) -> None:
    for number in range(4):
        make.report(f"report-{number}")
    first = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    (token,) = first.xpath("//o:resumptionToken", namespaces=NAMES)
    last = ask(client, verb="ListIdentifiers", resumptionToken=token.text)
    assert [one.text for one in last.xpath("//o:resumptionToken", namespaces=NAMES)] == [None]
    assert len(last.xpath("//o:header", namespaces=NAMES)) == 2
    Report.objects.filter(slug__gt="report-1").delete()
    assert (
        ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc").xpath("//o:resumptionToken", namespaces=NAMES)
        == []
    )


@pytest.mark.usefixtures("pages_of_two")
def test_a_harvest_goes_on_where_it_was_though_records_change_and_come(client: Client) -> None:
    reports = [make.report(f"report-{number}") for number in range(4)]
    first = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set="reports")
    Report.objects.filter(pk__in=[reports[0].pk, reports[3].pk]).update(title="Another")
    make.report("report-4")
    (token,) = first.xpath("//o:resumptionToken/text()", namespaces=NAMES)
    names = []
    while token:
        page = ask(client, verb="ListIdentifiers", resumptionToken=token)
        names += page.xpath("//o:identifier/text()", namespaces=NAMES)
        (token,) = page.xpath("//o:resumptionToken/text()", namespaces=NAMES) or [""]
    assert names == [f"oai:testserver:reports/report-{number}" for number in (2, 3, 4)]


def test_what_was_merged_withdrawn_removed_or_is_stated_no_longer_is_deleted(scythe: Scythe) -> None:
    kept, merged = make.forum("Kept", by=make.report("paper")), make.forum("Merged", by=make.report("other"))
    make.merge(merged, into=kept)
    uncited = make.forum("Uncited")
    Withdrawn.objects.create(slug="withdrawn")
    Removal.objects.create(digest=digest("removed-person"), reason="Asked for.")
    found = {one.header.identifier: (one.deleted, one.metadata) for one in _records(scythe)}
    deleted = {
        f"forums/{merged.slug}",
        f"forums/{uncited.slug}",
        "reports/withdrawn",
        f"speakers/{digest('removed-person')}",
    }
    assert {name for name, (gone, _) in found.items() if gone} == {f"oai:testserver:{name}" for name in deleted}
    assert [metadata for gone, metadata in found.values() if gone] == [None] * 4
    for name in deleted:
        assert scythe.get_record(identifier=f"oai:testserver:{name}").deleted is True


def _records(scythe: Scythe) -> list[Any]:
    found = []
    for one in scythe.list_records():
        one.metadata = None if one.deleted else one.metadata
        found.append(one)
    return found


def test_a_report_published_again_is_there_again(scythe: Scythe) -> None:
    Withdrawn.objects.create(slug="paper")
    make.report("paper")
    assert [(one.identifier, one.deleted) for one in scythe.list_identifiers()] == [
        ("oai:testserver:reports/paper", False)
    ]


def test_a_person_is_deleted_under_the_name_that_was_harvested(scythe: Scythe) -> None:
    person = make.person("Wang Fang")
    make.mention(person)
    (before,) = [one.identifier for one in scythe.list_identifiers(set_="speakers")]
    person.mentions.all().delete()
    person.delete()
    Removal.objects.create(digest=digest("wang-fang"), reason="Asked for.")
    assert [(one.identifier, one.deleted) for one in scythe.list_identifiers(set_="speakers")] == [(before, True)]
    assert "wang" not in before


@pytest.mark.parametrize(
    ("span", "found"),
    [
        ({}, ["early", "late"]),
        ({"from_": "2026-01-02T10:00:00Z"}, ["early", "late"]),
        ({"from_": "2026-01-02T10:00:01Z"}, ["late"]),
        ({"until": "2026-01-02T10:00:00Z"}, ["early"]),
        ({"until": "2026-01-02"}, ["early"]),
        ({"from_": "2026-01-02", "until": "2026-01-03"}, ["early", "late"]),
        ({"from_": "2026-01-03", "until": "2026-01-03"}, ["late"]),
        ({"until": "9999-12-31"}, ["early", "late"]),
    ],
)
def test_a_span_holds_both_its_ends_by_the_second(span: dict[str, str], found: list[str], scythe: Scythe) -> None:
    make.report("early", changed_at=datetime(2026, 1, 2, 10, 0, 0, 700_000, UTC))
    make.report("late", changed_at=datetime(2026, 1, 3, 23, 59, 59, 900_000, UTC))
    heads = list(scythe.list_identifiers(**span))
    assert [one.identifier.split("/")[1] for one in heads] == found
    stamps = {"early": "2026-01-02T10:00:00Z", "late": "2026-01-03T23:59:59Z"}
    assert [one.datestamp for one in heads] == [stamps[name] for name in found]


def test_what_was_withdrawn_today_is_found_at_any_hour_of_today_and_tomorrow(client: Client) -> None:
    now = datetime.now(UTC)
    Withdrawn.objects.create(slug="withdrawn", on=now.date())
    Withdrawn.objects.create(slug="long-ago", on=datetime(2026, 1, 2, tzinfo=UTC).date())
    hour_ago = (now - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    page = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", **{"from": hour_ago})
    assert page.xpath("//o:identifier/text()", namespaces=NAMES) == ["oai:testserver:reports/withdrawn"]
    page = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", until="2026-01-02")
    assert page.xpath("//o:datestamp/text()", namespaces=NAMES) == ["2026-01-02T23:59:59Z"]


ERRORS = [
    ("", "badVerb"),
    ("?verb=Steal", "badVerb"),
    ("?verb=Identify&verb=Identify", "badVerb"),
    ("?verb=identify", "badVerb"),
    ("?verb=Identify&set=forums", "badArgument"),
    ("?verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
    ("?verb=GetRecord&identifier=oai:testserver:reports/paper", "badArgument"),
    ("?verb=GetRecord&identifier=oai:testserver:reports/paper&metadataPrefix=marc", "cannotDisseminateFormat"),
    ("?verb=GetRecord&identifier=oai:testserver:reports/none&metadataPrefix=oai_dc", "idDoesNotExist"),
    ("?verb=GetRecord&identifier=oai:elsewhere:reports/paper&metadataPrefix=oai_dc", "idDoesNotExist"),
    ("?verb=GetRecord&identifier=paper&metadataPrefix=oai_dc", "idDoesNotExist"),
    ("?verb=GetRecord&identifier=oai:testserver:quokkas/paper&metadataPrefix=oai_dc", "idDoesNotExist"),
    ("?verb=GetRecord&identifier=oai:testserver:reports/a%00b&metadataPrefix=oai_dc", "badArgument"),
    ("?verb=ListMetadataFormats&identifier=oai:testserver:reports/none", "idDoesNotExist"),
    ("?verb=ListMetadataFormats&metadataPrefix=oai_dc", "badArgument"),
    ("?verb=ListSets&resumptionToken=x", "badResumptionToken"),
    ("?verb=ListSets&set=forums", "badArgument"),
    ("?verb=ListRecords", "badArgument"),
    ("?verb=ListRecords&metadataPrefix=", "badArgument"),
    ("?verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=mods", "badArgument"),
    ("?verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
    ("?verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
    ("?verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
    ("?verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T10:00Z", "badArgument"),
    ("?verb=ListRecords&metadataPrefix=oai_dc&from=0000-01-01", "badArgument"),
    ("?verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-01-02T00:00:00Z", "badArgument"),
    ("?verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-01", "badArgument"),
    ("?verb=ListRecords&metadataPrefix=oai_dc&until=1999-01-01", "noRecordsMatch"),
    ("?verb=ListRecords&metadataPrefix=oai_dc&set=quokkas", "noRecordsMatch"),
    ("?verb=ListRecords&metadataPrefix=oai_dc&set=forums", "noRecordsMatch"),
    ("?verb=ListRecords&metadataPrefix=oai_dc&set=a%20b", "badArgument"),
    ("?verb=ListRecords&metadataPrefix=oai_dc&colour=red", "badArgument"),
    ("?verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=oai_dc,,,,0,0", "badArgument"),
    *(
        (f"?verb={verb}&resumptionToken={token}", "badResumptionToken")
        for verb in ("ListRecords", "ListIdentifiers")
        for token in (
            "",
            "x",
            "oai_dc,,,,0",
            "marc,,,,0,0",
            "oai_dc,soon,,,0,0",
            "oai_dc,,,quokkas,0,0",
            "oai_dc,,,,99,0",
            "oai_dc,,,,-1,0",
            "oai_dc,,,,0,x",
            "oai_dc,,,,0,9999999999999999999999",
            "oai_dc,,,,0,0,0",
        )
    ),
    ("?verb=ListRecords&resumptionToken=oai_dc,,,,6,999999999999999999", "noRecordsMatch"),
]


@pytest.mark.parametrize(("query", "code"), ERRORS)
def test_refusals_have_the_codes_of_the_protocol(query: str, code: str, client: Client) -> None:
    make.report("paper")
    assert error(client, query) == code


def test_a_refused_question_is_not_repeated_as_if_it_were_one(client: Client) -> None:
    (request,) = ask(client, "?verb=Steal&<x>=1").xpath("//o:request", namespaces=NAMES)
    assert (request.text, dict(request.attrib)) == ("http://testserver/oai", {})
    (request,) = ask(client, verb="ListRecords", metadataPrefix="marc").xpath("//o:request", namespaces=NAMES)
    assert dict(request.attrib) == {"verb": "ListRecords", "metadataPrefix": "marc"}


def test_the_client_hears_of_a_refusal(scythe: Scythe) -> None:
    with pytest.raises(exceptions.CannotDisseminateFormat):
        scythe.get_record(identifier="oai:testserver:reports/paper", metadata_prefix="marc")


def test_questions_may_be_posted_without_a_form_of_ours() -> None:
    make.report("paper")
    client = Client(enforce_csrf_checks=True)
    posted = client.post("/oai", {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"})
    found = etree.fromstring(posted.content).xpath("//o:identifier/text()", namespaces=NAMES)
    assert found == ["oai:testserver:reports/paper"]


def test_identifiers_keep_their_name_wherever_the_archive_is_asked(client: Client, settings: Any) -> None:
    settings.OAI_NAMESPACE = "archive.example"
    make.report("paper")
    page = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    assert page.xpath("//o:identifier/text()", namespaces=NAMES) == ["oai:archive.example:reports/paper"]


def test_an_answer_is_kept_by_nobody(client: Client) -> None:
    response = client.get("/oai?verb=Identify")
    assert not hasattr(response, "edition")


def test_a_forum_in_dublin_core(client: Client) -> None:
    small_archive()
    assert told(metadata(client, "oai_dc", "forums/cleantech-forum")) == [
        ("title", "Cleantech Forum"),
        ("title", "Cleantech Forum Beijing"),
        ("title", "The Cleantech Forum"),
        ("contributor", "China Council for the Promotion of International Trade"),
        ("contributor", "GO-Biz"),
        ("contributor", "Li Xiang"),
        ("contributor", "Li Xiang"),
        ("contributor", "Michael Hart"),
        ("subject", "Energy"),
        ("subject", "Finance"),
        ("date", "2024-11-04"),
        ("type", "Event"),
        ("type", "forum"),
        ("identifier", "http://testserver/forums/cleantech-forum/"),
        ("source", "http://testserver/reports/news/"),
        ("source", "http://testserver/reports/release/"),
        ("coverage", "Beijing"),
        ("coverage", "Shanghai"),
        ("rights", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ]


@pytest.mark.parametrize(
    "on", ["2024-11-04", "2024-11", "2023", "2023-12-28/2024-01-03", "/2016-11-05", "199X", "2024~"]
)
def test_dates_are_as_precise_as_they_are_known(on: str, client: Client) -> None:
    make.forum("Forum", by=make.report(), on=on)
    dates = metadata(client, "oai_dc", "forums/forum").xpath("dc:date/text()", namespaces=NAMES)
    (mods,) = metadata(client, "mods", "forums/forum").xpath("//m:dateOther", namespaces=NAMES)
    assert (dates, mods.text, dict(mods.attrib)) == ([on], on, {"encoding": "edtf", "type": "event"})


def test_a_session_in_mods_says_what_it_is_a_part_of(client: Client) -> None:
    small_archive()
    mods = metadata(client, "mods", "sessions/cleantech-forum.opening")
    assert mods.xpath("m:titleInfo/m:title/text()", namespaces=NAMES) == ["Opening"]
    assert mods.xpath("m:relatedItem[@type='host']//m:url/text()", namespaces=NAMES) == [
        "http://testserver/forums/cleantech-forum/"
    ]
    names = mods.xpath("m:name", namespaces=NAMES)
    assert [(name.get("type"), *name.xpath(".//text()")) for name in names] == [
        ("personal", "Li Xiang", "moderator", "http://testserver/speakers/li-xiang-ccpit/")
    ]
    (stamp,) = mods.xpath("m:recordInfo/m:recordChangeDate/text()", namespaces=NAMES)
    assert datetime.fromisoformat(stamp).tzinfo == UTC


def test_a_report_in_both_forms(client: Client) -> None:
    small_archive()
    Report.objects.filter(slug="news").update(url="https://paper.example/?a=1&b=2")
    assert told(metadata(client, "oai_dc", "reports/news")) == [
        ("title", "Forums were held"),
        ("creator", "Zhou Lin"),
        ("publisher", "China Today"),
        ("date", "2024-11-05"),
        ("type", "Text"),
        ("type", "news article"),
        ("identifier", "http://testserver/reports/news/"),
        ("identifier", "https://paper.example/?a=1&b=2"),
        ("language", "en"),
        ("rights", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ]
    mods = metadata(client, "mods", "reports/news")
    assert mods.xpath("m:originInfo/m:dateIssued/text()", namespaces=NAMES) == ["2024-11-05"]
    assert mods.xpath("m:location/m:url/text()", namespaces=NAMES)[1] == "https://paper.example/?a=1&b=2"


@pytest.mark.parametrize("prefix", FORMATS)
def test_hostile_names_are_words(prefix: str, client: Client) -> None:
    small_archive()
    record = metadata(client, prefix, "organizations/hostile")
    assert HOSTILE in record.xpath(".//text()")


def test_what_was_merged_into_a_record_tells_its_names(client: Client) -> None:
    kept, other = make.organization("Kept"), make.organization("Other")
    other.names.create(text="Another name", kind="alias")
    make.involved(kept, make.forum("Forum", by=make.report()))
    make.merge(other, into=kept)
    titles = metadata(client, "oai_dc", "organizations/kept").xpath("dc:title/text()", namespaces=NAMES)
    assert titles == ["Kept", "Another name"]


@pytest.mark.parametrize(("prefix", "queries"), [("oai_dc", 46), ("mods", 46)])
def test_a_page_costs_the_same_for_few_records_and_many(
    prefix: str, queries: int, client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(2):
        for each in range(3 * number + 1):
            whole(f"{number}-{each}")
        with django_assert_num_queries(queries):
            ask(client, verb="ListRecords", metadataPrefix=prefix)


def whole(name: str) -> None:
    """One record of each set, with all that is told of it."""
    report = make.report(f"report-{name}", publisher=make.organization(f"Paper {name}"))
    host, speaker = make.organization(f"Host {name}", country=make.country("China")), make.person(f"Speaker {name}")
    forum = make.forum(f"Forum {name}", by=report)
    session = make.session(forum, "panel", by=report, title="Panel")
    for event in (forum, session):
        make.held(event, make.city(f"City {name}"), by=report)
        make.involved(host, event, by=report)
        make.appears(speaker, event, by=report)
    make.mention(speaker, "author", by=report)


# Every verb, and every refusal.
ANSWERED = (
    "verb=Identify",
    "verb=ListMetadataFormats",
    "verb=ListMetadataFormats&identifier=oai:testserver:forums/cleantech-forum",
    "verb=ListSets",
    "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:forums/cleantech-forum",
    "verb=GetRecord&metadataPrefix=mods&identifier=oai:testserver:forums/cleantech-twice",
    "verb=ListIdentifiers&metadataPrefix=oai_dc&from=2000-01-01&until=2999-12-31&set=forums",
    "verb=ListIdentifiers&metadataPrefix=mods",
    "verb=ListRecords&metadataPrefix=oai_dc",
    "verb=ListRecords&metadataPrefix=mods&from=2000-01-01T00:00:00Z",
    "verb=ListRecords&resumptionToken=oai_dc,,,,0,2",
    "",
    "verb=Identify&verb=Identify",
    "verb=GetRecord",
    "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:forums/nowhere",
    "verb=ListRecords&metadataPrefix=marc21",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2999-01-01",
    "verb=ListRecords&resumptionToken=quokka",
)


@pytest.mark.parametrize("query", ANSWERED)
def test_an_answer_is_made_of_what_the_protocol_says(
    query: str, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OAI_NAMESPACE = "testserver"
    monkeypatch.setattr(verbs, "PAGE", 9)
    small_archive()
    make.forum(HOSTILE, by=make.report())
    Withdrawn.objects.create(slug="withdrawn")
    SCHEMA.assertValid(ask(client, f"?{query}"))


@pytest.mark.parametrize(
    ("of", "put"),
    [("oai-identifier", "quokka"), ("header", "status"), ("dc", "author"), ("granularity", "compression")],
)
def test_the_schema_refuses_what_the_protocol_does_not_know(of: str, put: str, client: Client) -> None:
    small_archive()
    query = "verb=ListRecords&metadataPrefix=oai_dc&set=forums" if of in ("header", "dc") else "verb=Identify"
    answer = ask(client, f"?{query}")
    assert SCHEMA.validate(answer)
    found = next(one for one in answer.iter() if etree.QName(one).localname == of)
    etree.SubElement(found, f"{{{etree.QName(found).namespace}}}{put}").text = "2.0"
    assert not SCHEMA.validate(answer)
