import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils.timezone import now

from archive.access.senders import sender
from archive.history.trail import trail
from events.correcting import A_DAY_EACH, AN_HOUR_ALL
from events.models import Correction
from tests import records as make
from tests.filling import errors, filled, page_of

pytestmark = pytest.mark.django_db

FORM = "/corrections/new/"
WRONG = "The name is spelt otherwise in the release."


def send(client: Client, message: str = WRONG, **more: str) -> Any:
    return client.post(FORM, {"page": "", "message": message, **more})


def sent(client: Client, page: str = "", **more: str) -> Correction:
    assert send(client, page=page, **more)["location"] == "/corrections/sent/"
    return Correction.objects.latest("pk")


def answer(client: Client, correction: Correction, answer: str, words: str) -> list[str]:
    page = page_of(correction)
    return errors(client.post(page, filled(client, page, answer=answer, words=words)))


@pytest.fixture
def person() -> Any:
    made = make.person("Li Xiang", slug="li-xiang")
    make.appears(made, make.forum("Forum", by=make.report("news")))
    return made


@pytest.mark.parametrize("path", ["/", "/speakers/", "/speakers/li-xiang/", "/reports/news/", "/forums/?q=forum"])
def test_every_page_leads_to_the_form_and_says_which_page_it_is(client: Client, person: Any, path: str) -> None:
    page = client.get(path).content.decode()
    bare = path.partition("?")[0]
    assert f'href="{FORM}?page={bare}"' in page
    assert client.get(f"{FORM}?page={bare}").context["form"].initial == {"page": bare}


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_what_a_reader_sends_waits_for_a_curator_with_its_record(client: Client, person: Any, prefix: str) -> None:
    said = {"page": f"{prefix}/speakers/li-xiang/", "message": WRONG, "contact": " anna@example.org "}
    client.post(f"{prefix}{FORM}", said)
    correction = Correction.objects.get()
    assert (correction.subject, correction.message, correction.contact, correction.answer) == (
        person,
        WRONG,
        "anna@example.org",
        "",
    )


def test_a_record_that_is_the_same_as_another_is_corrected_there(client: Client, person: Any) -> None:
    other = make.person("Li X.", slug="li-x")
    make.merge(other, into=person)
    assert sent(client, "/speakers/li-x/").subject == person


@pytest.mark.parametrize(
    "page", ["", "/nowhere/", "https://elsewhere.example/", "/speakers/nobody/", "/speakers/", "x" * 300]
)
def test_a_page_without_a_record_is_no_hindrance(client: Client, page: str) -> None:
    assert sent(client, page).subject is None


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("/no/such/page/?q=a#b", "/no/such/page/"),
        ("/reports/gone/", "/reports/gone/"),
        ("https://elsewhere.example/speakers/", ""),
        ("//elsewhere.example/speakers/", ""),
        ("https:////elsewhere.example/", ""),
        ("/\\elsewhere.example/", ""),
        ("/\t/elsewhere.example/", ""),
        ("javascript:alert(1)", ""),
        ("speakers/", ""),
        ("//[", ""),
        ("http://[::1", ""),
    ],
)
def test_the_address_of_a_page_that_is_not_there_is_kept_and_none_of_another_site(
    client: Client, page: str, kept: str
) -> None:
    assert sent(client, page).page == kept


@pytest.mark.parametrize("message", ["", "wrong", " " * 50, "x" * 2001, "a\x00b"])
def test_a_message_too_short_or_too_long_is_refused_in_words_and_not_lost(client: Client, message: str) -> None:
    page = send(client, message)
    assert (page.status_code, Correction.objects.count()) == (400, 0)
    said = page.context["form"].errors["message"][0]
    assert said.startswith(("Say a little more", "Ensure this value has at most 2000", "Null characters"))
    assert page.context["form"]["message"].value() == message


def test_the_end_of_a_line_counts_as_one_character_as_in_browsers(client: Client) -> None:
    lines = "\r\n".join(["x" * 99] * 20)
    assert sent(client, message=f"{lines}\r\n").message == lines.replace("\r\n", "\n")
    assert sent(client, message=f"x{lines}").message == f"x{lines}".replace("\r\n", "\n")


def test_the_queue_leads_to_what_prints_a_name_with_signs_in_it(client: Client, admin_client: Client) -> None:
    body = make.organization("AT&T #1", slug="att")
    make.involved(body, make.forum("Forum", by=make.report("news")))
    sent(client, "/organizations/att/")
    page = admin_client.get(page_of(Correction.objects.get())).content.decode()
    assert 'href="/admin/events/citation/?q=AT%26T+%231"' in page


def test_what_no_text_may_hold_is_left_out(client: Client) -> None:
    assert sent(client, message="One line\r\nand\x07 another", contact="a\tb\x1b").message == "One line\nand another"
    assert Correction.objects.get().contact == "a b"


def test_what_fills_in_the_hidden_field_is_thanked_and_forgotten(client: Client) -> None:
    assert send(client, website="http://spam.example")["location"] == "/corrections/sent/"
    assert Correction.objects.count() == 0


def test_one_sender_is_heard_so_many_times_a_day(client: Client) -> None:
    for _ in range(A_DAY_EACH):
        sent(client)
    refused = send(client)
    assert (refused.status_code, Correction.objects.count()) == (429, A_DAY_EACH)
    assert "please send yours tomorrow" in refused.content.decode()
    assert WRONG in refused.content.decode()
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert sent(other).message == WRONG


def test_a_flood_shuts_the_form_for_all_only_for_an_hour(client: Client) -> None:
    Correction.objects.bulk_create(Correction(message=WRONG, sender=str(number)) for number in range(AN_HOUR_ALL))
    refused = send(client)
    assert (refused.status_code, Correction.objects.count()) == (429, AN_HOUR_ALL)
    assert "please send yours an hour from now" in refused.content.decode()
    assert WRONG in refused.content.decode()
    Correction.objects.update(sent_at=now() - timedelta(hours=1))
    assert send(client).status_code == 302


def test_no_address_is_kept_only_a_key_of_the_day(client: Client, rf: Any) -> None:
    correction = sent(Client(REMOTE_ADDR="192.0.2.7"))
    assert re.fullmatch("[0-9a-f]{64}", correction.sender)
    request, today = rf.get("/", REMOTE_ADDR="192.0.2.7"), now().date()
    assert correction.sender == sender(request, today) != sender(request, today + timedelta(days=1))
    assert "192.0.2.7" not in json.dumps(list(Correction.objects.values()), default=str)


def test_a_household_of_version_6_is_one_sender(rf: Any) -> None:
    day = now().date()
    keys = {sender(rf.get("/", REMOTE_ADDR=address), day) for address in ("2001:db8::1", "2001:db8::ffff")}
    assert len(keys) == 1
    assert sender(rf.get("/", REMOTE_ADDR="2001:db8:1::1"), day) not in keys


def test_only_our_own_proxy_is_believed(rf: Any, settings: Any) -> None:
    forged = rf.get("/", REMOTE_ADDR="192.0.2.7", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9"})
    day = now().date()
    assert sender(forged, day) == sender(rf.get("/", REMOTE_ADDR="192.0.2.7"), day)
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert sender(forged, day) == sender(rf.get("/", REMOTE_ADDR="203.0.113.9"), day)


def test_another_site_can_not_send_the_form() -> None:
    assert send(Client(enforce_csrf_checks=True)).status_code == 403


def test_who_wrote_is_forgotten_with_the_answer_and_in_no_history(
    client: Client, admin_client: Client, person: Any
) -> None:
    correction = sent(client, "/speakers/li-xiang/", contact="anna@example.org")
    assert answer(admin_client, correction, "slip", "The name was mistyped; it is mended.") == []
    correction.refresh_from_db()
    assert (correction.contact, correction.sender, correction.answered_by) == ("", "", User.objects.get())
    told = [
        (change.field, change.new) for m in trail(Correction, correction.pk) for s in m.steps for change in s.changes
    ]
    assert {field for field, _ in told} & {"contact", "sender", "message", "page"} == set()
    assert ("words", "The name was mistyped; it is mended.") in told


def test_who_wrote_is_forgotten_after_a_while_anyway(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = sent(client, contact="old@example.org"), sent(client, contact="new@example.org")
    Correction.objects.filter(pk=old.pk).update(sent_at=now() - timedelta(days=91))
    call_command("forget_writers")
    assert capsys.readouterr().out == "1 addresses deleted.\n"
    assert list(Correction.objects.order_by("pk").values_list("contact", flat=True)) == ["", "new@example.org"]
    assert [bool(one.sender) for one in Correction.objects.order_by("pk")] == [False, True]
    assert new.contact == "new@example.org"


@pytest.mark.parametrize("said", [{"answer": "slip", "words": ""}, {"answer": "", "words": "Mended."}])
def test_an_answer_needs_words_and_words_an_answer(client: Client, admin_client: Client, said: dict[str, str]) -> None:
    correction = sent(client)
    assert answer(admin_client, correction, **said) == ["Choose an answer and give it in words."]


def test_the_queue_shows_the_open_ones_first_and_where_to_mend(
    client: Client, admin_client: Client, person: Any
) -> None:
    first, second = sent(client, "/speakers/li-xiang/"), sent(client)
    answer(admin_client, second, "none", "The release says so too.")
    queue = admin_client.get("/admin/events/correction/")
    assert list(queue.context["cl"].result_list) == [first, second]
    assert list(admin_client.get("/admin/events/correction/?state=open").context["cl"].result_list) == [first]
    page = admin_client.get(page_of(first)).content.decode()
    for where in ("change", "history", "remove"):
        assert f'href="/admin/people/person/{person.pk}/{where}/"' in page


def test_answers_are_public_without_what_was_written(client: Client, admin_client: Client, person: Any) -> None:
    correction = sent(client, "/speakers/li-xiang/", contact="anna@example.org")
    sent(client, "/speakers/li-xiang/")
    answer(admin_client, correction, "slip", "The name was mistyped; it is mended.")
    for path in ("/corrections/", "/speakers/li-xiang/", "/corrections/?format=json"):
        page = client.get(path).content.decode()
        assert page.count("The name was mistyped; it is mended.") == 1, path
        assert "anna@example.org" not in page and WRONG not in page, path
    assert client.get("/corrections/?format=json").json() == {
        "count": 1,
        "next": None,
        "results": [
            {
                "answered": now().date().isoformat(),
                "about": "/speakers/li-xiang/",
                "answer": "slip",
                "words": "The name was mistyped; it is mended.",
            }
        ],
    }


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_one_number_of_queries(client: Client, django_assert_num_queries: Any, many: int) -> None:
    for _ in range(many):
        record = make.session(make.forum())
        Correction.objects.create(message=WRONG, answer="none", words="As printed.", answered_at=now(), session=record)
    with django_assert_num_queries(5):
        client.get("/corrections/")


def test_a_misprint_stays_as_printed_with_its_right_reading_beside(client: Client, admin_client: Client) -> None:
    forum = make.forum("Forum", by=make.report("news"))
    appearance = make.appears(make.person("Li Xiang"), forum, name="Li Xang")
    citation = appearance.citations.get()
    assert (
        errors(admin_client.post(page_of(citation), filled(admin_client, page_of(citation), reading="Li Xiang"))) == []
    )
    page = " ".join(client.get("/speakers/li-xiang/").content.decode().split())
    assert "The source’s misprint; it should read: Li Xiang" in page and "Li Xang" in page
    [cited] = client.get("/speakers/li-xiang/?format=json").json()["appearances"][0]["citations"]
    assert (cited["printed"]["name"], cited["right_reading"]) == ("Li Xang", "Li Xiang")


@pytest.mark.parametrize("many", [1, 3])
def test_the_data_of_a_record_has_its_answers_at_one_number_of_queries(
    client: Client, django_assert_num_queries: Any, many: int
) -> None:
    place = make.city("Lansing")
    for n in range(many):
        said = {"answer": "slip", "words": f"Mended {n}.", "answered_at": now()}
        Correction.objects.create(place=place, message="Secret.", **said)
    Correction.objects.create(place=place, message="Not answered.")
    with django_assert_num_queries(7):
        answer = client.get(place.get_absolute_url(), {"format": "json"})
    about = {"answered": now().date().isoformat(), "about": place.get_absolute_url(), "answer": "slip"}
    assert answer.json()["corrections"] == [{**about, "words": f"Mended {n}."} for n in reversed(range(many))]
