"""What registers elsewhere call a record: shown, found, in files and data, and one record's alone."""

import re
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.identity.edges import Refused
from archive.identity.identifiers import identifiers
from events.identity.kinds import KINDS
from events.identity.merging import Preview, merge
from events.identity.rows import lines
from events.identity.splitting import split
from events.identity.undoing import undo
from events.removing import Removing
from events.reportfile.schema import AuthorityFile
from orgs.models import Organization, OrganizationIdentifier, Place
from people.models import Person, PersonIdentifier
from tests import records as make
from tests.events.reportfile.keeping import exported, loaded, said, statuses, undone, write
from tests.filling import added, errors, page_of

pytestmark = pytest.mark.django_db

PERSON = KINDS["person"]
ORCID = "0000-0002-1825-0097"
KNOWN = """\
format: rostrum-authority/1
places:
- slug: china
  kind: country
  name: China
  identifiers:
  - scheme: geonames
    value: '1814991'
organizations:
- slug: caltech
  name: California Institute of Technology
  kind: university
  identifiers:
  - scheme: isni
    value: 0000 0001 0706 8890
  - scheme: ror
    value: https://ror.org/05dxps055
persons:
- slug: josiah-carberry
  name: Josiah Carberry
  identifiers:
  - scheme: orcid
    value: https://orcid.org/0000-0002-1825-0097
    source: ORCID's own example
"""


@pytest.fixture
def curator() -> User:
    return User.objects.create(username="curator")


@pytest.fixture
def josiah() -> Person:
    person = make.person("Josiah Carberry")
    make.appears(person)
    PersonIdentifier.objects.create(person=person, scheme="orcid", value=ORCID)
    return person


def held(record: Any) -> list[str]:
    return [str(one) for one in identifiers(type(record).objects.get(pk=record.pk))]


# --- pages and data --------------------------------------------------------------------------------------------------


def test_a_page_leads_out_and_its_data_have_the_whole_address(client: Client, josiah: Person) -> None:
    page = client.get(josiah.get_absolute_url()).text
    assert f'<a href="https://orcid.org/{ORCID}" rel="nofollow noopener">{ORCID}</a>' in page
    told = [{"scheme": "orcid", "value": ORCID, "uri": f"https://orcid.org/{ORCID}"}]
    assert client.get(f"{josiah.get_absolute_url()}?format=json").json()["identifiers"] == told
    assert client.get("/speakers/?format=json").json()["results"][0]["identifiers"] == told


def test_it_is_told_once_of_records_that_are_the_same(curator: User, josiah: Person) -> None:
    other = make.person("J. S. Carberry")
    merge(PERSON, other, josiah, "One and the same.", curator)
    PersonIdentifier.objects.create(person=other, scheme="orcid", value=ORCID)
    PersonIdentifier.objects.create(person=other, scheme="wikidata", value="Q6288702")
    assert held(other) == [f"ORCID {ORCID}", "Wikidata Q6288702"]
    assert [str(one) for one in identifiers(Person.objects.known().get(pk=other.pk))] == held(other)


def test_the_queries_of_a_page_are_those_of_one_without(client: Client, django_assert_num_queries: Any) -> None:
    bare, full = make.person(), make.person()
    for number in range(3):
        PersonIdentifier.objects.create(person=full, scheme="wikidata", value=f"Q{number + 1}")
    with CaptureQueriesContext(connection) as without:
        client.get(bare.get_absolute_url())
    with django_assert_num_queries(len(without)):
        client.get(full.get_absolute_url())


def test_every_export_has_it(client: Client, josiah: Person, tmp_path: Path) -> None:
    address, whole = josiah.get_absolute_url(), f"https://orcid.org/{ORCID}"
    assert client.get("/api/v1/speakers/josiah-carberry/").json()["identifiers"][0]["uri"] == whole
    graph = client.get(f"{address}?format=jsonld").json()["@graph"]
    assert [node["sameAs"] for node in graph if "sameAs" in node] == [[whole]]
    people = client.get(f"{address}?format=popolo").json()["persons"]
    assert [one["identifiers"] for one in people if one["id"] == josiah.slug] == [
        [{"scheme": "orcid", "identifier": ORCID}]
    ]
    call_command("dump", str(tmp_path / "dump"), verbosity=0)
    table = (tmp_path / "dump/tables/person_identifiers.csv").read_text().split()
    assert table == ["person,scheme,value,source", f"josiah-carberry,orcid,{ORCID},"]


def test_the_example_of_the_documentation_works(client: Client) -> None:
    docs = (settings.BASE_DIR / "docs/take-the-data.md").read_text(encoding="utf-8")
    [example] = re.findall(r"curl -L 'http://127.0.0.1:8000(/id/[^']*)'", docs)
    make.city("Beijing").identifiers.create(scheme="geonames", value="1816670")
    assert client.get(example, follow=True).json()["slug"] == "beijing"


@pytest.mark.parametrize("asked", [ORCID, ORCID.replace("-", ""), f"https://orcid.org/{ORCID}", "0000 0002 1825 0097"])
def test_it_is_found_by_search(client: Client, josiah: Person, asked: str) -> None:
    found = client.get("/search/", {"q": asked, "format": "json"}).json()["results"]
    assert [one["url"] for one in found] == [josiah.get_absolute_url()]


def test_what_is_taken_away_or_mended_is_no_longer_found(client: Client, josiah: Person) -> None:
    josiah.identifiers.update(value="0000-0002-1694-233X")
    assert client.get("/search/", {"q": ORCID, "format": "json"}).json()["results"] == []
    josiah.identifiers.all().delete()
    assert client.get("/search/", {"q": "0000-0002-1694-233X", "format": "json"}).json()["results"] == []


def test_an_identifier_is_no_name(client: Client, josiah: Person) -> None:
    assert client.get("/search/", {"q": ORCID, "format": "suggestions"}).json() in ([], {"groups": []})


# --- /id/ ------------------------------------------------------------------------------------------------------------


def test_an_identifier_leads_to_the_record_that_is_shown(client: Client, curator: User, josiah: Person) -> None:
    answer = client.get(f"/id/orcid/{ORCID}")
    assert (answer.status_code, answer["Location"]) == (302, josiah.get_absolute_url())
    assert answer["Cache-Control"] == "no-cache"
    kept = make.person("J. S. Carberry")
    decision = merge(PERSON, kept, josiah, "One and the same.", curator)
    assert client.get(f"/id/orcid/{ORCID}")["Location"] == kept.get_absolute_url()
    undo(PERSON, decision.pk, "They are two.", curator)
    assert client.get(f"/id/orcid/{ORCID}")["Location"] == josiah.get_absolute_url()


def test_it_is_asked_for_as_people_write_it_and_in_any_form(client: Client, josiah: Person) -> None:
    assert client.get(f"/id/orcid/{ORCID.replace('-', '')}?format=json")["Location"] == (
        f"{josiah.get_absolute_url()}?format=json"
    )
    assert client.get(f"/zh-hans/id/orcid/{ORCID}")["Location"] == f"/zh-hans{josiah.get_absolute_url()}"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("wikidata/Q42", "No record here has the Wikidata identifier Q42."),
        ("wikidata/42", "“42” is no Wikidata identifier: one looks like Q42."),
        ("viaf/42", "“viaf” is no register known here; those are wikidata, orcid, isni, ror, geonames."),
        (f"orcid/{ORCID[:-1]}6", "its check digit is wrong"),
    ],
)
def test_what_leads_nowhere_is_said_in_words(client: Client, address: str, words: str) -> None:
    answer = client.get(f"/id/{address}")
    assert answer.status_code == 404
    assert words in answer.text


def test_a_state_and_its_country_are_both_offered(client: Client) -> None:
    country, state = make.country(), make.organization("A State")
    for record in (country, state):
        record.identifiers.create(scheme="wikidata", value="Q148")
    answer = client.get("/id/wikidata/Q148")
    assert answer.status_code == 300
    assert [record.get_absolute_url() in answer.text for record in (country, state)] == [True, True]


# --- one record's alone ----------------------------------------------------------------------------------------------


def test_a_merge_that_lets_two_share_one_is_not_taken_back_while_they_do(curator: User, josiah: Person) -> None:
    other = make.person("J. S. Carberry")
    decision = merge(PERSON, other, josiah, "One and the same.", curator)
    shared = PersonIdentifier.objects.create(person=other, scheme="orcid", value=ORCID)
    with pytest.raises(Refused) as refused:
        undo(PERSON, decision.pk, "They are two.", curator)
    assert str(refused.value).startswith("One identifier stands for one record")
    assert "j-s-carberry, josiah-carberry" in str(refused.value)
    assert held(other) == [f"ORCID {ORCID}"]
    shared.delete()
    undo(PERSON, decision.pk, "They are two.", curator)
    assert (held(josiah), held(other)) == ([f"ORCID {ORCID}"], [])


def test_a_split_leaves_it_and_a_preview_shows_it(curator: User, josiah: Person) -> None:
    make.appears(josiah)
    keys = [line.key for line in lines(PERSON, josiah)][:1]
    new = split(PERSON, josiah, keys, "the-other", "The Other", "Two people.", curator).record
    assert (held(josiah), held(new)) == ([f"ORCID {ORCID}"], [])
    assert [str(one) for one in Preview(PERSON, josiah, new).identifiers] == [f"ORCID {ORCID}"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_it_at_once_one_is_refused() -> None:
    one, two = make.person(), make.person()
    seen: list[str] = []

    def second() -> None:
        try:
            PersonIdentifier.objects.create(person=two, scheme="wikidata", value="Q42")
        except IntegrityError as error:
            seen.append(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]

    with transaction.atomic():
        PersonIdentifier.objects.create(person=one, scheme="wikidata", value="Q42")
        connection.check_constraints()  # the lock is ours until the end
        waiting = Thread(target=lambda: (second(), connection.close()))
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
    waiting.join(10)
    assert seen == ["people_personidentifier_held_once"]


def test_the_admin_takes_an_address_and_says_what_is_wrong(admin_client: Client, josiah: Person) -> None:
    def sent(value: str) -> Any:
        rows = added(admin_client, page_of(josiah), "identifiers", {"scheme": "wikidata", "value": value})
        return admin_client.post(page_of(josiah), rows)

    assert errors(sent("42")) == ["“42” is no Wikidata identifier: one looks like Q42."]
    assert errors(sent("https://www.wikidata.org/wiki/Q42")) == []
    assert held(josiah) == [f"ORCID {ORCID}", "Wikidata Q42"]


# --- files -----------------------------------------------------------------------------------------------------------


def test_files_carry_them_there_and_back_in_the_same_bytes(tmp_path: Path) -> None:
    with undone():
        assert statuses(loaded(write(tmp_path / "first", {"authority/known.yaml": KNOWN}))) == ["new"]
        first = exported()
    with undone():
        assert set(statuses(loaded(write(tmp_path / "second", first)))) == {"new"}
        assert set(statuses(loaded(tmp_path / "second"))) == {"unchanged"}
        assert exported() == first
    assert "value: 0000-0002-1825-0097\n    source: ORCID's own example" in first["authority/persons.yaml"]
    assert "scheme: isni\n    value: 0000000107068890\n" in first["authority/organizations.yaml"]


def test_a_file_may_give_one_to_two_that_it_says_are_the_same(tmp_path: Path) -> None:
    two = (
        KNOWN + f"- slug: j-s-carberry\n  name: J. S. Carberry\n  identifiers:\n  - {{scheme: orcid, value: {ORCID}}}\n"
    )
    refused = loaded(write(tmp_path / "two", {"known.yaml": two}))
    assert statuses(refused) == ["refused"]
    assert "josiah-carberry" in said(refused, tmp_path / "two")[0]
    decided = (
        two
        + "decisions:\n- {kind: person, record: j-s-carberry, other: josiah-carberry, judgement: same, reason: One.}\n"
    )
    assert statuses(loaded(write(tmp_path / "same", {"known.yaml": decided}))) == ["new"]


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0096", "its check digit is wrong"),
        ("scheme: orcid", "scheme: viaf", "'viaf' is not one of 'wikidata', 'orcid', 'isni'"),
        ("scheme: geonames", "scheme: ror", "'ror' is not one of 'wikidata', 'geonames'"),
        ("    source: ORCID", "  - {scheme: orcid, value: 0000000218250097}\n    #", "gives the orcid identifier"),
    ],
)
def test_a_file_with_a_wrong_one_is_refused_by_its_line(tmp_path: Path, was: str, becomes: str, words: str) -> None:
    folder = write(tmp_path, {"known.yaml": KNOWN.replace(was, becomes)})
    [problem] = said(loaded(folder), folder)
    assert words in problem
    assert Person.objects.count() == 0


def test_a_file_takes_them_away_and_history_knows(tmp_path: Path) -> None:
    loaded(write(tmp_path, {"known.yaml": KNOWN}))
    body = Organization.objects.get()
    less = exported()["authority/organizations.yaml"].replace("  - scheme: isni\n    value: 0000000107068890\n", "")
    assert statuses(loaded(write(tmp_path / "less", {"organizations.yaml": less}))) == ["changed"]
    assert held(body) == ["ROR 05dxps055"]
    labels = OrganizationIdentifier.history.rel.related_model.objects.filter(scheme="isni").order_by("pgh_id")
    assert [row.pgh_label for row in labels] == ["insert", "delete"]


def test_the_schema_names_the_schemes_of_each_kind() -> None:
    shapes = AuthorityFile.model_json_schema()["$defs"]
    kinds = ("Place", "Organization", "Person")
    assert [shapes[f"{kind}IdentifierItem"]["properties"]["scheme"]["enum"] for kind in kinds] == [
        ["wikidata", "geonames"],
        ["wikidata", "ror", "isni"],
        ["wikidata", "orcid", "isni"],
    ]


def test_it_moves_the_record_and_goes_with_a_person_who_is_removed(
    client: Client, curator: User, josiah: Person
) -> None:
    Removing(Person.objects.get(pk=josiah.pk)).carry_out([], "Asked for.", curator)
    rows = PersonIdentifier.history.rel.related_model.objects
    assert (PersonIdentifier.objects.count(), rows.count()) == (0, 0)
    assert client.get(f"/id/orcid/{ORCID}").status_code == 404


def test_a_change_of_one_is_a_change_of_the_record() -> None:
    place = make.city("Springfield")
    Place.objects.update(changed_at="2020-01-01T00:00Z")
    place.identifiers.create(scheme="geonames", value="4250542")
    assert Place.objects.get(pk=place.pk).changed_at.year > 2020
