"""Files that are refused: each a case with a name, the files, and all that is said of them.

A case is loaded into an archive that holds BASE. Its own report file begins with HEAD, its own authority file with
the line of its format, so what a case writes begins on line 11 or on line 2.
"""

from dataclasses import dataclass

BASE = {
    "authority.yaml": """\
format: rostrum-authority/1
places:
- slug: beijing
  kind: city
  name: Beijing
  country: china
- slug: china
  kind: country
  name: China
organizations:
- slug: acme
  name: Acme
  kind: company
- slug: ccpit
  name: China Council for the Promotion of International Trade
  abbreviation: CCPIT
  kind: chamber
  country: china
persons:
- slug: jane-doe
  name: Jane Doe
- slug: john-doe
  name: John Doe
- slug: li-xiang
  name: Li Xiang
  names:
  - text: 李翔
    kind: native
series:
- slug: stops
  name: City stops
topics:
- slug: trade
  name: Trade
forums:
- slug: green-forum
  kind: forum
  topics:
  - trade
  sessions:
  - key: opening
    kind: opening
  - key: talk
    kind: talk
    parent: opening
agreements:
- slug: green-memo
  kind: memorandum
decisions:
- kind: person
  record: jane-doe
  other: john-doe
  judgement: same
  reason: One report equates the two.
""",
    "old-news.yaml": """\
format: rostrum-report/1
report:
  slug: old-news
  kind: news
  title: A forum is announced
  language: en
forums:
- forum: green-forum
  citations:
  - paragraphs: [1]
    name: Green Forum
  details:
  - property: title
    value: Green Forum
    language: en
    citations:
    - paragraphs: [1]
  appearances:
  - person: li-xiang
    role: speaker
    citations:
    - paragraphs: [2]
      name: Li Xiang
      capacities:
      - title: Chairman
        organization: ccpit
        printed: CCPIT
      standing: announced
""",
}
HEAD = f"""\
format: rostrum-report/1
report:
  slug: news
  kind: news
  title: Green Forum held
  language: en
text:
  file: news.txt
  sha256: {"0" * 64}
  paragraphs: 5
"""


@dataclass(frozen=True)
class Case:
    name: str
    files: dict[str, str | bytes]
    says: tuple[str, ...]


def raw(name: str, content: str | bytes, *says: str) -> Case:
    return Case(name, {"news.yaml": content}, says)


def report(name: str, tail: str, *says: str) -> Case:
    return raw(name, HEAD + tail, *says)


def head(name: str, old: str, new: str, *says: str) -> Case:
    """HEAD with one thing written otherwise."""
    assert HEAD.count(old) == 1
    return raw(name, HEAD.replace(old, new), *says)


def authority(name: str, tail: str, *says: str) -> Case:
    return Case(name, {"known.yaml": "format: rostrum-authority/1\n" + tail}, says)


def forum(name: str, tail: str, *says: str) -> Case:
    """HEAD and facts of the forum, from line 13 on."""
    return report(name, "forums:\n- forum: green-forum\n" + tail, *says)


def date(value: str, *says: str) -> Case:
    """The date of the forum: its detail is on line 14, its value on line 15."""
    tail = f"  details:\n  - property: date\n    value: {value}\n    citations:\n    - paragraphs: [1]\n"
    return forum(f"the date {value}", tail, *says)


YAML = [
    report("a tab for indentation", "forums:\n\t- forum: green-forum\n"),
    head("a quotation that is not closed", "title: Green Forum held", 'title: "Green Forum held'),
    report("two documents", "---\nformat: rostrum-report/1\n"),
    report("a bracket that is not closed", "forums: [\n"),
    report("a line that is neither key nor item", "forums\n"),
    report("text after a closed quotation", "mentions: 'a' b\n"),
    raw("a YAML version of the future", "%YAML 3.0\n---\n" + HEAD),
    report("a key twice", "text:\n  file: other.txt\n"),
    forum("a key twice, deep", "  citations:\n  - paragraphs: [1]\n    name: Green Forum\n    name: The Forum\n"),
    report("a key that is a list", "? [forums]\n: []\n"),
    report("a key that is nothing", ": []\n"),
    report("a tag that would run code", "forums: !!python/object/apply:os.system [echo]\n"),
    report("a tag of one's own", "forums: !forums []\n"),
    report("a tag that names the usual type", "forums: !!seq []\n"),
    report("an anchor", "forums: &all []\n"),
    report("an alias", "forums: *all\n"),
    report("a merge key", "<<: {mentions: []}\n"),
    raw(
        "a bomb of aliases",
        "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b]\n",
    ),
    report("brackets 200,000 deep", "forums: " + "[" * 200_000 + "\n"),
    report("braces 200,000 deep", "forums: " + "{a: " * 200_000 + "\n"),
    report("dashes 50 deep", "forums:\n" + "- " * 50 + "a\n"),
    raw("binary rubbish", bytes(range(256))),
    raw("an image", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    raw("Latin-1", HEAD.replace("Green", "Grün").encode("latin-1")),
    raw("GB 18030", HEAD.replace("Green Forum", "绿色论坛").encode("gb18030")),
    raw("UTF-16", HEAD.encode("utf-16")),
    raw("UTF-16 without a mark", HEAD.encode("utf-16-le")),
    raw("a lone surrogate as bytes", HEAD.encode().replace(b"Green", b"Gr\xed\xa0\x80n")),
    head("a lone surrogate by its number", "title: Green Forum held", r'title: "Green \ud800 Forum"'),
    head("a character that is none", "title: Green Forum held", r'title: "Green \uffff Forum"'),
    head("a control character", "title: Green Forum held", "title: Green\x07Forum"),
    head("a control character after other scripts", "title: Green Forum held", "title: 绿色论坛绿色论坛绿色论坛\n  url: \x07"),
    head("a control character by its number", "title: Green Forum held", r'title: "Green \x1b[2J Forum"'),
    head("NUL", "title: Green Forum held", "title: Green\0Forum"),
    head("NUL by its number", "title: Green Forum held", r'title: "Green \0 Forum"'),
    head("a character that turns the direction of writing", "title: Green Forum held", r'title: "Green \u202emuroF"'),
    raw("nothing", ""),
    raw("a comment and nothing else", "# to be written\n"),
    raw("a list at the top", "- format: rostrum-report/1\n"),
    raw("text at the top", "rostrum-report/1\n"),
]

SHAPE = [
    head("no format", "format: rostrum-report/1\n", ""),
    head("a format of the future", "rostrum-report/1", "rostrum-report/2"),
    head("a format of something else", "rostrum-report/1", "rostrum-authority/1 or so"),
    raw("a format and nothing else", "format: rostrum-report/1\n"),
    report("an unknown key", "forum: green-forum\n"),
    head("an unknown key of the report", "kind: news", "kind: news\n  date: 2024"),
    forum("an unknown key of a citation", "  citations:\n  - paragraph: 1\n    paragraphs: [1]\n"),
    forum(
        "an unknown key of a capacity",
        "  appearances:\n  - person: li-xiang\n    role: speaker\n    citations:\n    - paragraphs: [1]\n"
        "      capacities:\n      - title: Chairman\n        body: ccpit\n",
    ),
    report("an unknown key that would write on the screen", r'"\x1b[2J\a": x' + "\n"),
    report("a key as long as a book", "a" * 1000 + ": x\n"),
    head("a list for a text", "title: Green Forum held", "title: [Green, Forum]"),
    head("a mapping for a text", "title: Green Forum held", "title: {en: Green Forum}"),
    head("nothing for a text", "language: en", "language:"),
    head("a text for a mapping", "text:\n  file: news.txt\n", "text: news.txt\nrest:\n"),
    raw("a list for a mapping", "format: rostrum-report/1\nreport:\n- slug: news\n"),
    report("a text for a list", "forums: green-forum\n"),
    report("a mapping for a list", "forums:\n  forum: green-forum\n"),
    report("an item that is text", "forums:\n- green-forum\n"),
    report("an item that is nothing", "forums:\n-\n"),
    forum("a number for a list of numbers", "  citations:\n  - paragraphs: 1\n"),
    forum("a range for a list of numbers", "  citations:\n  - paragraphs: [1-3]\n"),
    forum("no paragraphs", "  citations:\n  - name: Green Forum\n"),
    forum("an empty list of paragraphs", "  citations:\n  - paragraphs: []\n"),
    forum("51 paragraphs", f"  citations:\n  - paragraphs: {list(range(1, 52))}\n"),
    forum("paragraph 0", "  citations:\n  - paragraphs: [0]\n"),
    forum("a negative paragraph", "  citations:\n  - paragraphs: [-1]\n"),
    forum("a number in words", "  figures:\n  - counted: guests\n    low: eighty\n    citations:\n    - paragraphs: [1]\n"),
    forum("yes for a number", "  figures:\n  - counted: guests\n    low: yes\n    citations:\n    - paragraphs: [1]\n"),
    forum("a number with a comma", "  figures:\n  - counted: guests\n    low: 1,000\n    citations:\n    - paragraphs: [1]\n"),
    forum("half a guest", "  figures:\n  - counted: guests\n    low: 80.5\n    citations:\n    - paragraphs: [1]\n"),
    forum("a negative number", "  figures:\n  - counted: guests\n    low: -1\n    citations:\n    - paragraphs: [1]\n"),
    forum("a number too large to keep", "  figures:\n  - counted: guests\n    low: 2147483648\n    citations:\n    - paragraphs: [1]\n"),
    forum("a number of a hundred digits", f"  figures:\n  - counted: guests\n    low: {'9' * 100}\n    citations:\n    - paragraphs: [1]\n"),
    forum("low above high", "  figures:\n  - counted: guests\n    low: 81\n    high: 80\n    citations:\n    - paragraphs: [1]\n"),
    forum("no bound", "  figures:\n  - counted: guests\n    citations:\n    - paragraphs: [1]\n"),
    forum("nothing counted", "  figures:\n  - counted: ''\n    low: 81\n    citations:\n    - paragraphs: [1]\n"),
    forum("a fact without citations", "  places:\n  - place: beijing\n"),
    forum("a fact with an empty list of citations", "  places:\n  - place: beijing\n    citations: []\n"),
    forum("a property that is none", "  details:\n  - property: weather\n    value: fair\n    citations:\n    - paragraphs: [1]\n"),
    forum("an empty value", "  details:\n  - property: title\n    value: ''\n    citations:\n    - paragraphs: [1]\n"),
    forum("a time without its nought", "  details:\n  - property: start\n    value: 9:00\n    citations:\n    - paragraphs: [1]\n"),
    forum("midnight as 24:00", "  details:\n  - property: end\n    value: 24:00\n    citations:\n    - paragraphs: [1]\n"),
    forum("no for a standing", "  citations:\n  - paragraphs: [1]\n    standing: no\n"),
    forum("a mode that is none", "  appearances:\n  - person: li-xiang\n    role: speaker\n    citations:\n    - paragraphs: [1]\n      mode: by phone\n"),
    forum("an empty role", "  involvements:\n  - organization: ccpit\n    role: ''\n    citations:\n    - paragraphs: [1]\n"),
    head("a title of 501 characters", "Green Forum held", "x" * 501),
    head("a title over two lines", "title: Green Forum held", r'title: "Green\nForum"'),
    head("a title over two lines of another kind", "title: Green Forum held", r'title: "Green\LForum"'),
    head("a blank before the title", "title: Green Forum held", 'title: " Green Forum"'),
    head("a no-break space after the title", "title: Green Forum held", r'title: "Green Forum\_"'),
    head("no name", "  title: Green Forum held\n", ""),
    head("a kind that is none", "kind: news", "kind: blog"),
    head("a language with a blank", "language: en", "language: en US"),
    head("a slug with capitals", "slug: news", "slug: News"),
    head("a slug with an underscore", "slug: news", "slug: green_news"),
    head("a slug with a letter that looks like another", "slug: news", "slug: nеws"),
    head("a slug with an invisible character", "slug: news", r'slug: "news\u200b"'),
    head("a slug with a line break", "slug: news", r'slug: "news\n"'),
    head("an address that runs code", "kind: news", "kind: news\n  url: javascript:alert(1)"),
    head("an address without its scheme", "kind: news", "kind: news\n  url: www.example.org/news"),
    head("an address with a blank", "kind: news", "kind: news\n  archived_url: https://example .org"),
    head("a day in words", "kind: news", "kind: news\n  retrieved: today"),
    head("a day that is not in the calendar", "kind: news", "kind: news\n  retrieved: 2023-02-29"),
    head("a digest too short", "0" * 64, "0" * 63),
    head("a digest in capitals", "0" * 64, "A" * 64),
    head("no paragraphs in the text", "paragraphs: 5", "paragraphs: 0"),
    report("openings of the wrong number", "  openings:\n  - The forum was\n  - It was held\n"),
    forum(
        "a capacity that says nothing",
        "  appearances:\n  - person: li-xiang\n    role: speaker\n    citations:\n    - paragraphs: [1]\n"
        "      capacities:\n      - relation: for\n",
    ),
    forum(
        "a printed body without its slug",
        "  appearances:\n  - person: li-xiang\n    role: speaker\n    citations:\n    - paragraphs: [1]\n"
        "      capacities:\n      - title: Chairman\n        printed: CCPIT\n",
    ),
    report("a mention of nobody", "mentions:\n- role: quoted\n  citations:\n  - paragraphs: [1]\n"),
    report(
        "a mention of a body and a person",
        "mentions:\n- organization: ccpit\n  person: li-xiang\n  role: quoted\n  citations:\n  - paragraphs: [1]\n",
    ),
    report(
        "a party that is nobody",
        "agreements:\n- agreement: green-memo\n  parties:\n  - role: party\n    citations:\n    - paragraphs: [1]\n",
    ),
    authority("a city in no country", "places:\n- slug: chengdu\n  kind: city\n  name: Chengdu\n"),
    authority("a country in a region", "places:\n- slug: laos\n  kind: country\n  name: Laos\n  parent: china\n"),
    authority("a latitude alone", "places:\n- slug: laos\n  kind: country\n  name: Laos\n  latitude: 18\n"),
    authority("a place beyond the pole", "places:\n- slug: laos\n  kind: country\n  name: Laos\n  latitude: 91\n  longitude: 103\n"),
    authority("degrees and minutes", "places:\n- slug: laos\n  kind: country\n  name: Laos\n  latitude: 18°N\n  longitude: 103°E\n"),
    authority("a person without a name", "persons:\n- slug: nobody\n  name: ''\n"),
    authority("a choice without a reason", "forums:\n- slug: mission\n  kind: trade-mission\n  choices:\n  - property: title\n    value: Mission\n"),
    authority("a session's key with a dot", "forums:\n- slug: mission\n  kind: trade-mission\n  sessions:\n  - key: day.one\n    kind: talk\n"),
    authority("a report's key in an authority file", "report:\n  slug: news\n"),
]

DATES = [
    date("2024-13"),
    date("2024-00"),
    date("2024-11-31"),
    date("2023-02-29"),
    date("0000"),
    date("24"),
    date("2024-1-4"),
    date("04-11-2024"),
    date("2024/11/04"),
    date("4 November 2024"),
    date("2024-XX-04"),
    date("199X-05"),
    date("XXXX"),
    date("Y20240"),
    date("-0044"),
    date("2024-25"),
    date("2024-21-04"),
    date("2024-11-04T25:00:00Z"),
    date("2024-11T09:00:00Z"),
    date("/"),
    date("../.."),
    date("2024-11-06/2024-11-04"),
    date("2024-11-04/2024-11-05/2024-11-06"),
    date("2024-11-04 / 2024-11-06"),
    date("2024-11-04??"),
    date("２０２４"),
    date("today"),
    date("NO"),
    date("2024" * 17),
    head("a day of publication that is none", "kind: news", "kind: news\n  published:\n    date: 2024-02-30"),
]

FACTS = [
    forum("a paragraph beyond the text", "  citations:\n  - paragraphs: [5, 6]\n"),
    head("a publisher named beyond the text", "kind: news", "kind: news\n  publisher:\n    organization: acme\n    paragraph: 6"),
    head("a day of publication beyond the text", "kind: news", "kind: news\n  published:\n    date: 2024\n    paragraph: 6"),
    forum(
        "a fact stated twice",
        "  places:\n  - place: beijing\n    citations:\n    - paragraphs: [1]\n"
        "  - place: beijing\n    citations:\n    - paragraphs: [2]\n",
    ),
    report(
        "a fact stated twice, at two forums of one slug",
        "forums:\n- forum: green-forum\n  citations:\n  - paragraphs: [1]\n- forum: green-forum\n  citations:\n  - paragraphs: [2]\n",
    ),
    forum(
        "two roles that are not controlled, of one person",
        "  appearances:\n  - person: li-xiang\n    role: wizard\n    citations:\n    - paragraphs: [1]\n"
        "  - person: li-xiang\n    role: sorcerer\n    citations:\n    - paragraphs: [1]\n",
    ),
    forum("a citation twice", "  citations:\n  - paragraphs: [1]\n    name: Green Forum\n  - paragraphs: [1]\n    name: Green Forum\n    note: Again.\n"),
    forum("a mode of a body", "  involvements:\n  - organization: ccpit\n    role: host\n    citations:\n    - paragraphs: [1]\n      mode: online\n"),
    forum(
        "capacities of a body",
        "  involvements:\n  - organization: ccpit\n    role: host\n    citations:\n    - paragraphs: [1]\n"
        "      capacities:\n      - title: Chairman\n",
    ),
    forum("a basis of a title", "  details:\n  - property: title\n    value: Green Forum\n    citations:\n    - paragraphs: [1]\n      basis: stated\n"),
    head("a slug that is not the file's name", "slug: news", "slug: other-news"),
    head("a link to itself", "kind: news", "kind: news\n  links:\n  - kind: copy\n    to: news"),
    head("a link twice", "kind: news", "kind: news\n  links:\n  - kind: copy\n    to: old-news\n  - kind: copy\n    to: old-news"),
]

SLUGS = [
    report("an unknown forum", "forums:\n- forum: green\n  citations:\n  - paragraphs: [1]\n"),
    forum("an unknown session", "  sessions:\n  - session: closing\n    citations:\n    - paragraphs: [1]\n"),
    forum("an unknown session with a fact", "  sessions:\n  - session: closing\n    places:\n    - place: beijing\n      citations:\n      - paragraphs: [1]\n"),
    forum("an unknown place", "  places:\n  - place: chengdu\n    citations:\n    - paragraphs: [1]\n"),
    forum("an unknown organization", "  involvements:\n  - organization: ccpti\n    role: host\n    citations:\n    - paragraphs: [1]\n"),
    forum("an unknown person", "  appearances:\n  - person: li-xian\n    role: speaker\n    citations:\n    - paragraphs: [1]\n"),
    forum(
        "an unknown body of a person",
        "  appearances:\n  - person: li-xiang\n    role: speaker\n    citations:\n    - paragraphs: [1]\n"
        "      capacities:\n      - organization: ccpti\n",
    ),
    report("an unknown agreement", "agreements:\n- agreement: memo\n  citations:\n  - paragraphs: [1]\n"),
    report("an unknown party", "agreements:\n- agreement: green-memo\n  parties:\n  - organization: ccpti\n    citations:\n    - paragraphs: [1]\n"),
    report("an unknown body that is mentioned", "mentions:\n- organization: ccpti\n  role: quoted\n  citations:\n  - paragraphs: [1]\n"),
    head("an unknown publisher", "kind: news", "kind: news\n  publisher:\n    organization: china-today"),
    head("an unknown report", "kind: news", "kind: news\n  links:\n  - kind: copy\n    to: olds"),
    report("an unknown parent in a definition", "definitions:\n  organizations:\n  - slug: bureau\n    name: Bureau\n    kind: chamber\n    parent: ccpti\n"),
    authority("an unknown country", "organizations:\n- slug: bureau\n  name: Bureau\n  kind: chamber\n  country: laos\n"),
    authority("an unknown series and forum", "forums:\n- slug: mission\n  kind: trade-mission\n  part_of: visit\n  series: visits\n"),
    authority("an unknown topic", "forums:\n- slug: mission\n  kind: trade-mission\n  topics: [trade, finance]\n"),
    authority("an unknown parent session", "forums:\n- slug: mission\n  kind: trade-mission\n  sessions:\n  - key: talk\n    kind: talk\n    parent: opening\n"),
    authority("an unknown person in a decision", "decisions:\n- kind: person\n  record: li-xian\n  other: li-xiang\n  judgement: same\n  reason: A slip.\n"),
    authority("a person for an organization", "decisions:\n- kind: organization\n  record: li-xiang\n  other: ccpit\n  judgement: same\n  reason: A slip.\n"),
    authority("a forum for a session", "decisions:\n- kind: session\n  record: green-forum\n  other: green-forum.opening\n  judgement: same\n  reason: A slip.\n"),
    authority("a session for a forum", "decisions:\n- kind: forum\n  record: green-forum\n  other: green-forum.opening\n  judgement: same\n  reason: A slip.\n"),
]

DEFINITIONS = [
    authority("a slug defined twice", "persons:\n- slug: wu\n  name: Wu\n- slug: wu\n  name: Wu Di\n"),
    report("a slug defined twice in a report", "definitions:\n  persons:\n  - slug: wu\n    name: Wu\n  - slug: wu\n    name: Wu Di\n"),
    Case(
        "a slug defined twice in two files",
        {
            "known.yaml": "format: rostrum-authority/1\npersons:\n- slug: wu\n  name: Wu\n",
            "more.yaml": "format: rostrum-authority/1\npersons:\n- slug: ma\n  name: Ma\n- slug: wu\n  name: Wu Di\n",
        },
        (),
    ),
    report("a definition that differs from the archive's", "definitions:\n  persons:\n  - slug: li-xiang\n    name: Li Xiang\n    family: Li\n"),
    authority("a definition that differs from the archive's and is not made from it", "organizations:\n- slug: ccpit\n  name: CCPIT\n  kind: chamber\n"),
    authority("a session's key twice", "forums:\n- slug: mission\n  kind: trade-mission\n  sessions:\n  - key: talk\n    kind: talk\n  - key: talk\n    kind: panel\n"),
    authority("a name twice", "persons:\n- slug: wu\n  name: Wu\n  names:\n  - text: 吴\n    kind: native\n  - text: 吴\n    kind: native\n    language: zh\n"),
    authority("a topic twice", "forums:\n- slug: mission\n  kind: trade-mission\n  topics: [trade, trade]\n"),
    authority(
        "two choices for one property",
        "forums:\n- slug: mission\n  kind: trade-mission\n  choices:\n"
        "  - property: title\n    value: Mission\n    reason: Printed first.\n"
        "  - property: title\n    value: Trade Mission\n    reason: Printed last.\n",
    ),
    authority("an organization that is a unit of itself", "organizations:\n- slug: bureau\n  name: Bureau\n  kind: chamber\n  parent: bureau\n"),
    authority(
        "three organizations in a circle",
        "organizations:\n- slug: a\n  name: A\n  kind: chamber\n  parent: b\n- slug: b\n  name: B\n  kind: chamber\n  parent: c\n"
        "- slug: c\n  name: C\n  kind: chamber\n  parent: a\n- slug: d\n  name: D\n  kind: chamber\n  parent: a\n",
    ),
    authority("a region that lies in itself", "places:\n- slug: sichuan\n  kind: region\n  name: Sichuan\n  country: china\n  parent: sichuan\n"),
    authority("a forum that is a part of itself", "forums:\n- slug: mission\n  kind: trade-mission\n  part_of: mission\n"),
    authority("a session that is a part of itself", "forums:\n- slug: mission\n  kind: trade-mission\n  sessions:\n  - key: talk\n    kind: talk\n    parent: talk\n"),
    authority(
        "two sessions in a circle",
        "forums:\n- slug: mission\n  kind: trade-mission\n  sessions:\n"
        "  - key: talk\n    kind: talk\n    parent: panel\n  - key: panel\n    kind: panel\n    parent: talk\n",
    ),
    authority("a decision about one record", "decisions:\n- kind: person\n  record: li-xiang\n  other: li-xiang\n  judgement: same\n  reason: He is.\n"),
    authority("a decision without a reason", "decisions:\n- kind: person\n  record: li-xiang\n  other: jane-doe\n  judgement: same\n"),
    authority(
        "two decisions about one pair",
        "decisions:\n- kind: person\n  record: li-xiang\n  other: jane-doe\n  judgement: same\n  reason: They are.\n"
        "- kind: person\n  record: jane-doe\n  other: li-xiang\n  judgement: different\n  reason: They are not.\n",
    ),
    authority(
        "decisions that contradict each other",
        "decisions:\n- kind: person\n  record: li-xiang\n  other: jane-doe\n  judgement: same\n  reason: They are.\n"
        "- kind: person\n  record: li-xiang\n  other: john-doe\n  judgement: different\n  reason: They are not.\n",
    ),
    report(
        "a decision that contradicts the archive's",
        "definitions:\n  decisions:\n"
        "  - kind: person\n    record: li-xiang\n    other: jane-doe\n    judgement: same\n    reason: They are.\n"
        "  - kind: person\n    record: li-xiang\n    other: john-doe\n    judgement: different\n    reason: They are not.\n",
    ),
    report(
        "a decision otherwise than the archive's",
        "definitions:\n  decisions:\n"
        "  - kind: person\n    record: jane-doe\n    other: john-doe\n    judgement: undecided\n    reason: Who knows.\n",
    ),
]

CASES = [*YAML, *SHAPE, *DATES, *FACTS, *SLUGS, *DEFINITIONS]
