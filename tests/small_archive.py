"""A small archive in which everything that could be counted twice, or not at all, happens at least once."""

from events.models import ForumTopic, Series, Topic
from tests import records as make

HOSTILE = "\"><script>alert(1)</script> & {{ 7|add:1 }} '--"


def small_archive() -> None:
    news = make.report(
        "news", "Forums were held", on="2024-11-05", publisher=make.organization("China Today", kind="media")
    )
    release = make.report("release", "More of the same", on="2025-01-10", kind="release")
    programme = make.report(
        "programme", "", on="", label="Programme without a title", language="zh-Hans", kind="programme"
    )
    series = Series.objects.create(slug="stops", name="City stops")
    energy, finance = (Topic.objects.create(slug=slug, name=slug.title()) for slug in ("energy", "finance"))

    beijing, shanghai = make.city("Beijing"), make.city("Shanghai")
    chicago = make.city("Chicago", "United States")

    ccpit = make.organization(
        "China Council for the Promotion of International Trade",
        "ccpit",
        kind="chamber",
        abbreviation="CCPIT",
        country=make.country("China"),
    )
    bureau = make.organization("CCPIT Trade Development Bureau", "ccpit-tdb", kind="government", parent=ccpit)
    gobiz = make.organization("GO-Biz", kind="government", country=make.country("United States"))
    states = make.organization("United States of America", "united-states", kind="state")
    california = make.organization("State of California", "california", kind="state", parent=states)
    gobiz_twice = make.organization(
        "Governor's Office of Business", "governors-office", kind="government", parent=california
    )
    make.merge(gobiz_twice, into=gobiz)
    make.organization("Known to authority files only", "authority-only")

    clean = make.forum("Cleantech Forum", by=news, on="2024-11-04", series=series)
    turn = make.forum(
        "Turn of the Year Mission", by=news, on="2023-12-28/2024-01-03", kind="trade-mission", series=series
    )
    chicago_day = make.forum("Green Day", by=release, on="2023", part_of=turn)
    undated = make.forum("Undated Talk", by=release, on="", kind="seminar", coverage="mentioned")
    coming = make.forum("Coming Summit", by=release, on="2025-06", kind="summit")
    for citation in coming.citations.all():
        citation.standing = "announced"
        citation.save()
    twice = make.forum("Cleantech Forum Beijing", by=release, on="2024", slug="cleantech-twice")
    make.merge(twice, into=clean)
    ForumTopic.objects.create(forum=clean, topic=energy)
    ForumTopic.objects.create(forum=turn, topic=energy)
    ForumTopic.objects.create(forum=turn, topic=finance)

    opening = make.session(clean, "opening", by=news, title="Opening", kind="opening", order=1)
    panel = make.session(clean, "panel", by=news, title="Panel", order=2)
    make.session(clean, "talk", by=news, title="Talk", kind="talk", parent=panel)
    make.session(turn, "visit", by=release, title="Visit", kind="site-visit")
    make.detail(panel, "date", "2024-11-05", by=news, date="the next day", basis="reckoned")
    make.detail(clean, "title", "The Cleantech Forum", by=release, name="The Cleantech Forum")

    make.held(clean, beijing, by=news, words="Beijing")
    make.held(twice, shanghai, by=release, words="Shanghai")
    make.held(turn, shanghai, by=news)
    make.held(turn, chicago, by=news)
    make.held(opening, shanghai, by=news)
    ForumTopic.objects.create(forum=clean, session=opening, topic=finance)
    make.held(chicago_day, make.country("United States"), by=release)

    make.involved(ccpit, clean, "host", by=news)
    make.involved(gobiz, turn, "organizer", by=news)
    make.involved(gobiz_twice, twice, "host", by=release)
    make.involved(bureau, opening, "speaker", by=news)
    make.involved(ccpit, coming, "host", by=release, standing="announced")
    make.involved(make.organization(HOSTILE, "hostile"), chicago_day, "sponsor", by=release)

    li, other_li, li_again = (
        make.person("Li Xiang", slug) for slug in ("li-xiang-ccpit", "li-xiang-energy", "li-xiang-again")
    )
    make.merge(li_again, into=li)
    make.tell_apart(li, other_li)
    hart, avdis, hostile = make.person("Michael Hart"), make.person("Panorea Avdis"), make.person(HOSTILE, "hostile")
    zhou = make.person("Zhou Lin")

    spoke = make.appears(
        li,
        opening,
        "moderator",
        by=news,
        capacities=[("Deputy Director", bureau, "Bureau"), ("", ccpit, "CCPIT", "also")],
    )
    make.cite(spoke, release, paragraphs=(2, 4), name="LI Xiang", role="moderated", capacities=[("Chair", ccpit)])
    make.appears(li_again, turn, "speaker", by=news, capacities=[("Envoy", gobiz_twice, "the Office", "on-behalf-of")])
    make.appears(other_li, clean, "speaker", by=news, capacities=[("Director", None)])
    make.appears(hart, panel, "panellist", by=news, mode="recorded", capacities=[("President", ccpit, "", "former")])
    make.appears(hart, undated, "attendee", by=release)
    make.appears(avdis, turn, "speaker", by=news, capacities=[("Director", gobiz)])
    make.appears(avdis, coming, "keynote", by=release, standing="announced", capacities=[("Director", gobiz)])
    make.appears(avdis, twice, "delegate", by=release, capacities=[("Director", gobiz_twice)])
    make.appears(hostile, chicago_day, "speaker", by=release, inference="Only the list of names says so.")

    make.figure(clean, "participants", 81, None, by=news, number="more than 80")
    make.mention(zhou, "author", by=news)
    make.mention(zhou, "mentioned", by=programme)
    make.agreement("Memorandum on Trade", ccpit, gobiz, by=news, on="2013")
