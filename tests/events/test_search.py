"""Search: what finds what, that it follows every change, and what it costs."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from archive.search import LONGEST, clean, parts
from events.models import Appearance, Capacity, Citation, Forum, Phrase
from orgs.models import Organization, OrganizationName, Place, PlaceName
from people.models import Person, PersonDecision, PersonName
from tests import records as make
from tests.events.reportfile.keeping import loaded

pytestmark = pytest.mark.django_db

# What is asked, and the address of the first hit, over the five reports and the Chinese names below.
TABLE = {
    # Names, in any order and spelling
    "Li Qingshuang": "/speakers/li-qingshuang/",
    "qingshuang li": "/speakers/li-qingshuang/",
    "LI QINGSHUANG": "/speakers/li-qingshuang/",
    "liqingshuang": "/speakers/li-qingshuang/",
    "qingshuangli": "/speakers/li-qingshuang/",
    "li qing shuang": "/speakers/li-qingshuang/",
    "Lǐ Qīngshuǎng": "/speakers/li-qingshuang/",
    "qing shuang": "/speakers/li-qingshuang/",
    "avdis panorea": "/speakers/panorea-avdis/",
    "Robert Weisenmiller": "/speakers/robert-b-weisenmiller/",
    "R. B. Weisenmiller": "/speakers/robert-b-weisenmiller/",
    "wakai": "/speakers/everett-wakai/",
    "zhoulin": "/speakers/zhou-lin/",
    "Governor Brown": "/speakers/governor-brown/",
    # Part of a word
    "weisen": "/speakers/robert-b-weisenmiller/",
    "terpill": "/organizations/caterpillar/",
    # Titles as printed, with and without the name
    "Deputy Consul General": "/speakers/huang-liming/",
    "li xiang ccpit": "/speakers/li-xiang-ccpit/",
    "li xiang national energy administration": "/speakers/li-xiang-nea/",
    "mei dewen vice chairman": "/speakers/mei-dewen/",
    # Bodies, by name, abbreviation and initials
    "CCPIT": "/organizations/ccpit/",
    "cccme": "/organizations/cccme/",
    "C.C.C.M.E.": "/organizations/cccme/",
    "ustda": "/organizations/united-states-trade-development-agency/",
    "go-biz": "/organizations/go-biz/",
    "gobiz": "/organizations/go-biz/",
    "AmCham": "/organizations/american-chamber-of-commerce-in-china/",
    "APEC": "/organizations/asia-pacific-economic-cooperation/",
    "CGCC Chicago": "/organizations/cgcc-chicago/",
    "cgccchicago": "/organizations/cgcc-chicago/",
    "ernst & young": "/organizations/ernst-and-young-greater-china/",
    "governor's office": "/organizations/go-biz/",
    "China Today": "/organizations/china-today/",
    "invest chicago": "/organizations/invest-chicago/",
    # Places
    "Chicago": "/places/chicago/",
    "cheng du": "/places/chengdu/",
    "sanfrancisco": "/places/san-francisco/",
    # Forums, sessions, reports and agreements
    "green economy forum": "/forums/china-us-green-economy-forum-2023/",
    "cleantech": "/forums/us-china-cleantech-cooperation-forum-2024/",
    "clean tech forum": "/forums/us-china-cleantech-cooperation-forum-2024/",
    "sustainable workshops": "/forums/us-china-chengdu-workshop-2018/",
    "COP28": "/forums/cop28/",
    "amcham beijing": "/forums/beijing-green-development-seminar-2024/",
    "matchmaking": "/sessions/us-china-cleantech-cooperation-forum-2024.matchmaking/",
    "round table": "/sessions/us-china-chengdu-workshop-2018.round-table/",
    "green signal": "/reports/china-today-green-signal-2024/",
    "Sunnylands": "/agreements/sunnylands-statement/",
    # Slips
    "qingshaung": "/speakers/li-qingshuang/",
    "panorea advis": "/speakers/panorea-avdis/",
    "catepillar": "/organizations/caterpillar/",
    "chengdou": "/places/chengdu/",
    # Chinese, by characters and by their sounds
    "京": "/places/beijing/",
    "北京": "/places/beijing/",
    "绿色": "/organizations/china-beijing-green-exchange/",
    "贸促会": "/organizations/ccpit/",
    "maocuhui": "/organizations/ccpit/",
    "mao cu hui": "/organizations/ccpit/",
    "zhongguo guoji maoyi": "/organizations/ccpit/",
    "lüse jiaoyisuo": "/organizations/china-beijing-green-exchange/",
    "芝加": "/places/chicago/",
    "张三": "/speakers/zhang-san/",
    "zhangsan": "/speakers/zhang-san/",
    "san zhang": "/speakers/zhang-san/",
    "Zhāng Sān": "/speakers/zhang-san/",
    "三": "/speakers/zhang-san/",
    "shan mou": "/speakers/somebody/",
    "mou ouyang": "/speakers/somebody-else/",
}
CHINESE = {
    (PlaceName, Place, "beijing"): "北京",
    (PlaceName, Place, "chicago"): "芝加哥",
    (OrganizationName, Organization, "china-beijing-green-exchange"): "北京绿色交易所",
    (OrganizationName, Organization, "ccpit"): "中国国际贸易促进委员会",
}


def answer(words: str, **more: Any) -> dict[str, Any]:
    response = Client().get("/search/", {"q": words, "format": "json", **more})
    assert response.status_code == 200
    return dict(response.json())


def urls(words: str) -> list[str]:
    """What has the words; not what is only spelled much like them."""
    data = answer(words)
    return [hit["url"] for hit in data["results"]] if data["count"] else []


def appearing(known_as: str, slug: str, **more: Any) -> Person:
    who = make.person(known_as, slug)
    make.appears(who, make.forum(f"Day of {slug}"), by=make.report(), **more)
    return who


def test_the_first_hit_is_the_one_meant() -> None:
    loaded(settings.FIXTURES)
    for (names, model, slug), text in CHINESE.items():
        names.objects.create(**{model._meta.model_name: model.objects.get(slug=slug)}, kind="native", text=text)
    ccpit = Organization.objects.get(slug="ccpit")
    OrganizationName.objects.create(organization=ccpit, kind="alias", text="贸促会")
    for name, slug in (("张三", "zhang-san"), ("单某", "somebody"), ("欧阳某", "somebody-else")):
        appearing(name, slug)
    assert {asked: answer(asked)["results"][0]["url"] for asked in TABLE} == TABLE
    assert len(TABLE) >= 60


@pytest.mark.parametrize("words", ["lu xian", "luxian", "xian lu", "xi an", "lü xi’an", "Lu Xi'an"])
def test_a_name_in_pinyin_is_spelled_with_and_without_blanks(words: str) -> None:
    who = appearing("Lǚ Xi'an", "lu")
    assert urls(words) == [who.get_absolute_url()]


@pytest.mark.parametrize("words", ["吕乐", "lu le", "lvyue", "yue lu", "lüyue", "吕", "乐"])
def test_characters_of_several_sounds_are_found_by_each(words: str) -> None:
    who = appearing("吕乐", "somebody")
    assert urls(words) == [who.get_absolute_url()]


def test_names_win_over_what_is_printed_beside_them_and_that_over_prose() -> None:
    news = make.report()
    prose = make.forum("A day", by=news, summary="About harbour and harbour works.")
    beside = appearing("Somebody", "beside", capacities=[("Harbour Master", None)])
    printed = make.organization("Port Authority", "printed")
    make.involved(printed, prose, by=news, name="The Harbour of the Port")
    name = make.city("Old Harbour")
    make.held(prose, name, by=news)
    assert urls("harbour") == [record.get_absolute_url() for record in (name, printed, beside, prose)]


def test_a_hit_says_by_which_words_it_was_found(client: Client) -> None:
    appearing("Somebody", "somebody", capacities=[("Harbour <Master>", None)])
    page = client.get("/search/?q=harb").content.decode()
    assert '<span class="because"><mark>Harb</mark>our &lt;Master&gt;</span>' in page


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Zoë Łoś", "los zoe", [("Zoë", True), (" ", False), ("Łoś", True)]),
        (
            "Green greenery evergreen",
            "green",
            [("Green", True), (" ", False), ("green", True), ("ery evergreen", False)],
        ),
        ("evergreen", "green", [("ever", False), ("green", True)]),
        ("北京绿色", "绿", [("北京", False), ("绿", True), ("色", False)]),
        ("北京", "beijing", [("北京", True)]),
        ("Xi’an", "xian", [("Xi", True), ("’", False), ("an", True)]),
        ("", "x", [("", True)]),
    ],
)
def test_what_was_found_is_marked(text: str, words: str, expected: list[tuple[str, bool]]) -> None:
    assert parts(text, words) == expected


# Every change of a source is found at once, whatever makes it


def test_a_new_name_is_found_and_the_old_one_no_longer() -> None:
    who = appearing("Old Name", "somebody", name="Printed")
    Person.objects.filter(pk=who.pk).update(name="New Name")
    assert (urls("new name"), urls("old name")) == ([who.get_absolute_url()], [])


def test_a_name_that_is_still_printed_is_still_found() -> None:
    who = appearing("Name", "somebody", name="Printed")
    Person.objects.filter(pk=who.pk).update(name="Printed")
    Person.objects.filter(pk=who.pk).update(name="Changed")
    assert urls("printed") == urls("changed") == [who.get_absolute_url()]
    assert set(Phrase.objects.filter(kind="person").values_list("text", "weight")) == {
        ("Printed", "B"),
        ("Changed", "A"),
    }


def test_rows_written_in_sql_are_found() -> None:
    who = appearing("Somebody", "somebody")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_personname (person_id, kind, text, language, source) "
            "VALUES (%s, 'native', '欧阳某', '', '')",
            [who.pk],
        )
    assert urls("ouyangmou") == urls("阳") == [who.get_absolute_url()]
    PersonName.objects.all().delete()
    assert urls("ouyangmou") == []


def test_a_citation_taken_away_takes_its_words_along() -> None:
    who = appearing("Somebody", "somebody", name="Sir Somebody", capacities=[("Harbour Master", None)])
    make.mention(who, by=make.report(), name="Sir Somebody")
    assert urls("harbour") == [who.get_absolute_url()]
    Appearance.objects.get().citations.all().delete()
    assert (urls("harbour"), urls("sir")) == ([], [who.get_absolute_url()])


def test_words_printed_anew_are_found_and_the_old_ones_no_longer() -> None:
    who = appearing("Somebody", "somebody", name="Old Print", capacities=[("Harbour Master", None)])
    Citation.objects.filter(name="Old Print").update(name="New Print")
    Capacity.objects.update(title="Keeper of the Light")
    for words in ("new print", "light"):
        assert urls(words) == [who.get_absolute_url()]
    assert (urls("old print"), urls("harbour")) == ([], [])


def test_places_and_prose_of_a_forum_follow_their_rows() -> None:
    news = make.report()
    event = make.forum("Day", by=news, summary="About harbours.")
    held = make.held(event, make.city("Beijing"), by=news, name="Peking")
    assert urls("peking") == urls("harbour") == [event.get_absolute_url()]
    Forum.objects.update(summary="")
    held.delete()
    assert (urls("peking"), urls("harbour")) == ([], [])


def test_a_fact_turned_to_another_takes_its_words_along() -> None:
    appearing("One", "one", name="Printed")
    Appearance.objects.update(person=make.person("Two", "two"))
    assert urls("printed") == ["/speakers/two/"]
    assert urls("one") == []  # no report names the first any more


def test_records_found_to_be_the_same_are_one_by_all_their_names() -> None:
    one, two = appearing("First Form", "one"), appearing("Second Shape", "two", capacities=[("Harbour Master", None)])
    make.merge(one, into=two)
    assert urls("first form") == urls("second shape") == urls("first harbour") == ["/speakers/two/"]
    PersonDecision.objects.all().delete()
    assert (urls("first form"), urls("first harbour")) == (["/speakers/one/"], [])


def test_a_record_deleted_leaves_nothing_behind() -> None:
    make.person("Alone", "alone")
    Forum.objects.create(slug="alone", label="Alone too", kind="forum")
    Person.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM events_forum")
    assert Phrase.objects.count() == 0


def test_only_what_a_report_names_is_found() -> None:
    make.person("Known to authority files only", "alone")
    assert answer("authority")["results"] == []


def test_a_text_printed_many_times_is_kept_once() -> None:
    who = make.person("Somebody", "somebody")
    for _ in range(3):
        make.appears(who, make.forum(), by=make.report(), name="Somebody", capacities=[("Master", None)])
    texts = Phrase.objects.filter(kind="person").values_list("text", "weight")
    assert sorted(texts) == [("Master", "C"), ("Somebody", "A")]


# Slips, suggestions, pages


def test_a_slip_is_answered_with_what_it_may_mean(client: Client) -> None:
    appearing("Li Qingshuang", "li-qingshuang")
    data = answer("li qingshaung")
    assert (data["count"], data["did_you_mean"]) == (0, ["Li Qingshuang"])
    assert [hit["url"] for hit in data["results"]] == ["/speakers/li-qingshuang/"]
    page = client.get("/search/?q=li qingshaung").content.decode()
    assert 'Did you mean: <a href="?q=Li%20Qingshuang" rel="nofollow">Li Qingshuang</a>' in page


def test_suggestions_are_names_by_kind() -> None:
    who = appearing("Harbour Li", "somebody", capacities=[("Harbour Master", None)])
    appearing("Somebody", "master", capacities=[("Harbour Master", None)])
    groups = Client().get("/search/", {"q": "harb", "format": "suggestions"}).json()["groups"]
    hit = {
        "url": who.get_absolute_url(),
        "name": [["Harb", True], ["our Li", False]],
        "note": [["", False]],
        "found": [],
    }
    assert groups == [{"kind": "speaker", "heading": "People", "hits": [hit]}]


def test_a_kind_with_many_hits_is_paged(client: Client) -> None:
    event, news = make.forum("Day", by=make.report()), make.report()
    for number in range(53):
        make.involved(make.organization(f"Firm {number:02}"), event, by=news)
    first = answer("firm")
    assert (first["count"], len(first["results"]), first["kinds"]) == (53, 5, {"organization": 53})
    assert '<a href="/search/?q=firm&amp;kind=organization"' in client.get("/search/?q=firm").content.decode()
    whole = answer("firm", kind="organization")
    rest = client.get(whole["next"]).json()
    names = [hit["name"] for hit in (*whole["results"], *rest["results"])]
    assert names == [f"Firm {number:02}" for number in range(53)]
    assert (rest["next"], rest["count"]) == (None, 53)
    assert (answer("firm", kind="speaker")["count"], answer("firm", kind="harbours")["count"]) == (0, 53)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("' \" & | ! : * ( ) <-> \\ %", "Nothing there can be looked for"),
        ("\x00\x00", "Nothing there can be looked for"),
        ("\ud800", "Nothing there can be looked for"),
        ("a" * 10_000, f"Only the first {LONGEST} characters"),
        ("a " * 5_000, f"Only the first {LONGEST} characters"),
        ("a-" * 100, ""),
        ("北" * 500, f"Only the first {LONGEST} characters"),
        ("somebody'); drop table x; --", ""),
        ("somebody & | ! : * ( \x00 \ud800", ""),
        ("²½ⅷ👍🏽ـ\u0301", ""),
    ],
)
def test_whatever_is_typed_is_answered(words: str, message: str) -> None:
    appearing("Somebody", "somebody")
    for more in ({}, {"format": "json"}, {"format": "suggestions"}, {"kind": "speaker", "page": "99999"}):
        response = Client().get("/search/", {"q": words.encode("utf-8", "surrogatepass"), **more})
        assert response.status_code == 200
    said = Client().get("/search/", {"q": words.encode("utf-8", "surrogatepass"), "format": "json"}).json()["messages"]
    assert message in (said[0] if said else "")


def test_a_lone_surrogate_never_reaches_the_database() -> None:
    assert clean("li\ud800\x00 \u3000xiang\n") == "li xiang"


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e9", "99999999999999999999", ""])
def test_a_page_that_is_none_is_the_first(page: str) -> None:
    appearing("Somebody", "somebody")
    assert len(answer("somebody", kind="speaker", page=page)["results"]) == 1


@pytest.mark.parametrize("rows", [1, 10])
def test_a_question_costs_one_query(django_assert_num_queries: Any, client: Client, rows: int) -> None:
    """Beside the three statements that limit its time; one more where nothing is found."""
    for number in range(rows):
        appearing(f"Somebody {number}", f"somebody-{number}")
    for words, more, queries in (
        ("somebody", {}, 4),
        ("somebody", {"format": "suggestions"}, 4),
        ("sombody", {}, 5),
        ("", {}, 3),
    ):
        with django_assert_num_queries(queries):
            client.get(reverse("search"), {"q": words, **more})


def test_a_list_is_narrowed_by_the_same_words() -> None:
    appearing("吕乐", "somebody", capacities=[("Harbour Master", None)])
    appearing("Somebody", "somebody-else")
    for words in ("lvyue", "harbour", "乐"):
        data = Client().get("/speakers/", {"q": words, "format": "json"}).json()
        assert [row["slug"] for row in data["results"]] == ["somebody"]
        assert [(value["value"], value["count"]) for value in data["facets"]["forum"] if value["count"]] == [
            ("day-of-somebody", 1)
        ]
