"""Files that are refused: each a case with a name, the files, and all that is said of them.

A case is loaded into an archive that holds BASE. Its own report file begins with HEAD, its own authority file with
the line of its format, so what a case writes begins on line 11 or on line 2.
"""

# ruff: noqa: E501  (what is said stands in one line)

from collections.abc import Callable
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
    return Case(name, {"news.yaml": content}, tuple(f"news.yaml:{one}" for one in says))


def report(name: str, tail: str, *says: str) -> Case:
    return raw(name, HEAD + tail, *says)


def facts(name: str, tail: str, *says: str) -> Case:
    return report(name, "forums:\n- forum: green-forum\n" + tail, *says)


def authority(name: str, tail: str, *says: str) -> Case:
    return Case(
        name, {"known.yaml": f"format: rostrum-authority/1\n{tail}"}, tuple(f"known.yaml:{one}" for one in says)
    )


def swapped(name: str, old: str, new: str, *says: str) -> Case:
    """HEAD with one thing written otherwise."""
    assert HEAD.count(old) == 1
    return raw(name, HEAD.replace(old, new), *says)


def head(name: str, lines: str, *says: str) -> Case:
    """HEAD with what stands after minus signs written as after plus signs."""
    old, new = ("\n".join(line[2:] for line in lines.splitlines() if line[0] == sign) for sign in "-+")
    return swapped(name, old, new, *says)


def date(value: str, says: str) -> Case:
    tail = f"  details:\n  - property: date\n    value: {value}\n    citations:\n    - paragraphs: [1]\n"
    return facts(f"the date {value}", tail, f"15: forums.1.details.1.value: {says}")


def written(text: str, make: Callable[..., Case]) -> list[Case]:
    """The cases of a text: each has its name after ###, and what is said of it after !!!"""
    cases = []
    for case in text.split("\n### ")[1:]:
        name, _, rest = case.partition("\n")
        tail, *says = rest.split("!!! ")
        cases.append(make(name, tail, *(one.rstrip("\n") for one in says)))
    return cases


HEADS = r"""
### a quotation that is not closed
- title: Green Forum held
+ title: "Green Forum held
!!! 11: is not YAML (found unexpected end of stream): look here and above for a tab, or a quote, bracket or colon too few
### a lone surrogate by its number
- title: Green Forum held
+ title: "Green \ud800 Forum"
!!! 5: is not YAML (found invalid Unicode character escape code): look here and above for a tab, or a quote, bracket or colon too few
### a character that is none
- title: Green Forum held
+ title: "Green \uffff Forum"
!!! 5: report.title: holds the control character U+FFFF: take it out
### a control character by its number
- title: Green Forum held
+ title: "Green \x1b[2J Forum"
!!! 5: report.title: holds the control character U+001B: take it out
### NUL by its number
- title: Green Forum held
+ title: "Green \0 Forum"
!!! 5: report.title: holds the control character U+0000: take it out
### a character that turns the direction of writing
- title: Green Forum held
+ title: "Green \u202emuroF"
!!! 5: report.title: holds the control character U+202E: take it out
### a format of the future
- rostrum-report/1
+ rostrum-report/2
!!! 1: format: 'rostrum-report/2' is not one of 'rostrum-report/1'
### a format of something else
- rostrum-report/1
+ rostrum-authority/1 or so
!!! 1: format: 'rostrum-authority/1 or so' is not one of 'rostrum-authority/1'
!!! 2: report: unknown key; the keys here are places, organizations, persons, series, topics, forums, agreements, decisions, format, based_on, withdrawn, removed
!!! 7: text: unknown key; the keys here are places, organizations, persons, series, topics, forums, agreements, decisions, format, based_on, withdrawn, removed
### an unknown key of the report
- kind: news
+ kind: news
+   date: 2024
!!! 5: report.date: unknown key; the keys here are slug, kind, title, label, language, publisher, published, url, archived_url, retrieved, links, entered, notes
### a list for a text
- title: Green Forum held
+ title: [Green, Forum]
!!! 5: report.title: is a list where one text is expected: write it in one line
### a mapping for a text
- title: Green Forum held
+ title: {en: Green Forum}
!!! 5: report.title: is a mapping where one text is expected: write it in one line
### nothing for a text
- language: en
+ language:
!!! 6: report.language: is missing: add it
### a title over two lines
- title: Green Forum held
+ title: "Green\nForum"
!!! 5: report.title: runs over more than one line: write it in one
### a title over two lines of another kind
- title: Green Forum held
+ title: "Green\LForum"
!!! 5: report.title: runs over more than one line: write it in one
### a blank before the title
- title: Green Forum held
+ title: " Green Forum"
!!! 5: report.title: begins or ends with a blank: take it out
### a kind that is none
- kind: news
+ kind: blog
!!! 4: report.kind: 'blog' is not one of 'news', 'release', 'announcement', 'programme', 'readout', 'other'
### a language with a blank
- language: en
+ language: en US
!!! 6: report.language: 'en US' is not a language tag: write en, zh-Hans or the like
### a slug with capitals
- slug: news
+ slug: News
!!! 3: report.slug: 'News' is not a slug: write lower-case letters a to z and digits, in words joined by single hyphens
### a slug with an underscore
- slug: news
+ slug: green_news
!!! 3: report.slug: 'green_news' is not a slug: write lower-case letters a to z and digits, in words joined by single hyphens
### a slug with an invisible character
- slug: news
+ slug: "news\u200b"
!!! 3: report.slug: 'news\u200b' is not a slug: write lower-case letters a to z and digits, in words joined by single hyphens
### a slug with a line break
- slug: news
+ slug: "news\n"
!!! 3: report.slug: 'news\n' is not a slug: write lower-case letters a to z and digits, in words joined by single hyphens
### an address that runs code
- kind: news
+ kind: news
+   url: javascript:alert(1)
!!! 5: report.url: 'javascript:alert(1)' is not a web address: begin with http:// or https://, and leave no blank
### an address without its scheme
- kind: news
+ kind: news
+   url: www.example.org/news
!!! 5: report.url: 'www.example.org/news' is not a web address: begin with http:// or https://, and leave no blank
### an address with a blank
- kind: news
+ kind: news
+   archived_url: https://example .org
!!! 5: report.archived_url: 'https://example .org' is not a web address: begin with http:// or https://, and leave no blank
### a day in words
- kind: news
+ kind: news
+   retrieved: today
!!! 5: report.retrieved: is not a day: write YYYY-MM-DD
### a day that is not in the calendar
- kind: news
+ kind: news
+   retrieved: 2023-02-29
!!! 5: report.retrieved: '2023-02-29' is not a day of the calendar: write YYYY-MM-DD
### a digest too short
- 0000000000000000000000000000000000000000000000000000000000000000
+ 000000000000000000000000000000000000000000000000000000000000000
!!! 9: text.sha256: '000000000000000000000000000000000000000000000000000000000000'… is not a SHA-256: write its 64 digits 0-9a-f
### a digest in capitals
- 0000000000000000000000000000000000000000000000000000000000000000
+ AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
!!! 9: text.sha256: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'… is not a SHA-256: write its 64 digits 0-9a-f
### no paragraphs in the text
- paragraphs: 5
+ paragraphs: 0
!!! 10: text.paragraphs: '0' is too low: write 1 or more
### a day of publication that is none
- kind: news
+ kind: news
+   published:
+     date: 2024-02-30
!!! 6: report.published.date: has the day 30, which 2024-02 does not have
### a publisher named beyond the text
- kind: news
+ kind: news
+   publisher:
+     organization: acme
+     paragraph: 6
!!! 7: report.publisher.paragraph: names paragraph 6, but the text has 5 (text.paragraphs)
### a day of publication beyond the text
- kind: news
+ kind: news
+   published:
+     date: 2024
+     paragraph: 6
!!! 7: report.published.paragraph: names paragraph 6, but the text has 5 (text.paragraphs)
### a slug that is not the file's name
- slug: news
+ slug: other-news
!!! 3: report.slug: is other-news, but the file is named news.yaml: make them equal
### a link to itself
- kind: news
+ kind: news
+   links:
+   - kind: copy
+     to: news
!!! 7: report.links.1.to: is this report itself: name another
### a link twice
- kind: news
+ kind: news
+   links:
+   - kind: copy
+     to: old-news
+   - kind: copy
+     to: old-news
!!! 8: report.links.2: repeats an earlier link: take it out
### an unknown publisher
- kind: news
+ kind: news
+   publisher:
+     organization: china-today
!!! 6: report.publisher.organization: refers to the organization china-today, which neither the archive nor the file has: define it, or mend the slug
### an unknown report
- kind: news
+ kind: news
+   links:
+   - kind: copy
+     to: olds
!!! 7: report.links.1.to: refers to the report olds, which neither the archive nor the file has: define it, or mend the slug
"""

REPORTS = """
### two documents
---
format: rostrum-report/1
!!! 11: begins a second document: write one report in one file
### a bracket that is not closed
forums: [
!!! 12: is not YAML (did not find expected node content): look here and above for a tab, or a quote, bracket or colon too few
### a line that is neither key nor item
forums
!!! 12: is not YAML (could not find expected ':'): look here and above for a tab, or a quote, bracket or colon too few
### text after a closed quotation
mentions: 'a' b
!!! 11: is not YAML (did not find expected key): look here and above for a tab, or a quote, bracket or colon too few
### a key twice
text:
  file: other.txt
!!! 11: has the key text twice: keep one of them
### a key that is a list
? [forums]
: []
!!! 11: has a key that is not a word: write a word before the colon
### a key that is nothing
: []
!!! 11: is not YAML (did not find expected key): look here and above for a tab, or a quote, bracket or colon too few
### a tag that would run code
forums: !!python/object/apply:os.system [echo]
!!! 11: has the tag tag:yaml.org,2002:python/object/apply:os.system: take it out
### a tag of one's own
forums: !forums []
!!! 11: has the tag !forums: take it out
### a tag that names the usual type
forums: !!seq []
!!! 11: has the tag tag:yaml.org,2002:seq: take it out
### an anchor
forums: &all []
!!! 11: has the anchor &all: take it out
### an alias
forums: *all
!!! 11: repeats a part by the alias *all: write it out
### a merge key
<<: {mentions: []}
!!! 11: <<: unknown key; the keys here are format, based_on, report, text, definitions, forums, agreements, mentions
### dashes 50 deep
forums:
- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - a
!!! 12: nests deeper than 40 levels: is it a report file?
### an unknown key
forum: green-forum
!!! 11: forum: unknown key; the keys here are format, based_on, report, text, definitions, forums, agreements, mentions
### an unknown key that would write on the screen
"\\x1b[2J\\a": x
!!! 11: '\\x1b[2J\\x07': unknown key; the keys here are format, based_on, report, text, definitions, forums, agreements, mentions
### a key as long as a book
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: x
!!! 11: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'…: unknown key; the keys here are format, based_on, report, text, definitions, forums, agreements, mentions
### a text for a list
forums: green-forum
!!! 11: forums: is text where a list is expected: begin each item with a dash
### a mapping for a list
forums:
  forum: green-forum
!!! 11: forums: is a mapping where a list is expected: begin each item with a dash
### an item that is text
forums:
- green-forum
!!! 12: forums.1: is text where keys are expected (forum, citations, details, places, figures, involvements, appearances, sessions)
### an item that is nothing
forums:
-
!!! 12: forums.1: is nothing where keys are expected (forum, citations, details, places, figures, involvements, appearances, sessions)
### openings of the wrong number
  openings:
  - The forum was
  - It was held
!!! 7: text: has 2 openings for 5 paragraphs: give one for each, or none
### a mention of nobody
mentions:
- role: quoted
  citations:
  - paragraphs: [1]
!!! 12: mentions.1: names a body or a person: give organization or person, one of them
### a mention of a body and a person
mentions:
- organization: ccpit
  person: li-xiang
  role: quoted
  citations:
  - paragraphs: [1]
!!! 12: mentions.1: names a body or a person: give organization or person, one of them
### capacities of a body that is mentioned
mentions:
- organization: ccpit
  role: quoted
  citations:
  - paragraphs: [1]
    capacities:
    - title: Chairman
!!! 16: mentions.1.citations.1.capacities: only a person has capacities: take them out
### capacities of a body that is a party
agreements:
- agreement: green-memo
  parties:
  - organization: ccpit
    citations:
    - paragraphs: [1]
      capacities:
      - title: Chairman
!!! 17: agreements.1.parties.1.citations.1.capacities: only a person has capacities: take them out
### a party that is nobody
agreements:
- agreement: green-memo
  parties:
  - role: party
    citations:
    - paragraphs: [1]
!!! 14: agreements.1.parties.1: names a body or a person: give organization or person, one of them
### a fact stated twice, at two forums of one slug
forums:
- forum: green-forum
  citations:
  - paragraphs: [1]
- forum: green-forum
  citations:
  - paragraphs: [2]
!!! 15: forums.2: states a fact twice, as on line 12: put its citations together
### an unknown forum
forums:
- forum: green
  citations:
  - paragraphs: [1]
!!! 12: forums.1: refers to the forum green, which neither the archive nor the file has: define it, or mend the slug
### an unknown agreement
agreements:
- agreement: memo
  citations:
  - paragraphs: [1]
!!! 12: agreements.1: refers to the agreement memo, which neither the archive nor the file has: define it, or mend the slug
### an unknown party
agreements:
- agreement: green-memo
  parties:
  - organization: ccpti
    citations:
    - paragraphs: [1]
!!! 14: agreements.1.parties.1: refers to the organization ccpti, which neither the archive nor the file has: define it, or mend the slug
### an unknown body that is mentioned
mentions:
- organization: ccpti
  role: quoted
  citations:
  - paragraphs: [1]
!!! 12: mentions.1: refers to the organization ccpti, which neither the archive nor the file has: define it, or mend the slug
### an unknown parent in a definition
definitions:
  organizations:
  - slug: bureau
    name: Bureau
    kind: chamber
    parent: ccpti
!!! 16: definitions.organizations.1.parent: refers to the organization ccpti, which neither the archive nor the file has: define it, or mend the slug
### a slug defined twice in a report
definitions:
  persons:
  - slug: wu
    name: Wu
  - slug: wu
    name: Wu Di
!!! 15: definitions.persons.2: gives wu a second time: keep one
### a definition that differs from the archive's
definitions:
  persons:
  - slug: li-xiang
    name: Li Xiang
    family: Li
!!! 13: definitions.persons.1: is otherwise in the archive: make it equal, or take it out (~ person li-xiang: family: (none) → Li)
!!! 13: definitions.persons.1: is otherwise in the archive: make it equal, or take it out (~ person li-xiang: names: [李翔 native] → [])
### a decision that contradicts the archive's
definitions:
  decisions:
  - kind: person
    record: li-xiang
    other: jane-doe
    judgement: same
    reason: They are.
  - kind: person
    record: li-xiang
    other: john-doe
    judgement: different
    reason: They are not.
!!! 18: definitions.decisions.2: These records would be the same through others, but a decision says that two of them are not.
### a decision otherwise than the archive's
definitions:
  decisions:
  - kind: person
    record: jane-doe
    other: john-doe
    judgement: undecided
    reason: Who knows.
!!! 13: definitions.decisions.1: is otherwise in the archive: make it equal, or take it out (~ decision jane-doe / john-doe: same → undecided)
"""

FACTS = """
### a key twice, deep
  citations:
  - paragraphs: [1]
    name: Green Forum
    name: The Forum
!!! 16: has the key name twice: keep one of them
### an unknown key of a citation
  citations:
  - paragraph: 1
    paragraphs: [1]
!!! 14: forums.1.citations.1.paragraph: unknown key; the keys here are paragraphs, name, role, date, number, words, capacities, standing, mode, basis, inference, note, reading
### an unknown key of a capacity
  appearances:
  - person: li-xiang
    role: speaker
    citations:
    - paragraphs: [1]
      capacities:
      - title: Chairman
        body: ccpit
!!! 20: forums.1.appearances.1.citations.1.capacities.1.body: unknown key; the keys here are title, organization, printed, relation
### a number for a list of numbers
  citations:
  - paragraphs: 1
!!! 14: forums.1.citations.1.paragraphs: is text where a list is expected: begin each item with a dash
### a range for a list of numbers
  citations:
  - paragraphs: [1-3]
!!! 14: forums.1.citations.1.paragraphs.1: is not a number: write digits only
### no paragraphs
  citations:
  - name: Green Forum
!!! 14: forums.1.citations.1.paragraphs: is missing: add it
### an empty list of paragraphs
  citations:
  - paragraphs: []
!!! 14: forums.1.citations.1.paragraphs: is empty: fill it in, or take the item out
### 51 paragraphs
  citations:
  - paragraphs: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51]
!!! 14: forums.1.citations.1.paragraphs: has more than 50 items: divide it
### paragraph 0
  citations:
  - paragraphs: [0]
!!! 14: forums.1.citations.1.paragraphs.1: '0' is too low: write 1 or more
### a negative paragraph
  citations:
  - paragraphs: [-1]
!!! 14: forums.1.citations.1.paragraphs.1: '-1' is too low: write 1 or more
### a number in words
  figures:
  - counted: guests
    low: eighty
    citations:
    - paragraphs: [1]
!!! 15: forums.1.figures.1.low: is not a number: write digits only
### yes for a number
  figures:
  - counted: guests
    low: yes
    citations:
    - paragraphs: [1]
!!! 15: forums.1.figures.1.low: is not a number: write digits only
### a number with a comma
  figures:
  - counted: guests
    low: 1,000
    citations:
    - paragraphs: [1]
!!! 15: forums.1.figures.1.low: is not a number: write digits only
### half a guest
  figures:
  - counted: guests
    low: 80.5
    citations:
    - paragraphs: [1]
!!! 15: forums.1.figures.1.low: '80.5' is not a whole number: write digits only
### a negative number
  figures:
  - counted: guests
    low: -1
    citations:
    - paragraphs: [1]
!!! 15: forums.1.figures.1.low: '-1' is too low: write 0 or more
### a number too large to keep
  figures:
  - counted: guests
    low: 2147483648
    citations:
    - paragraphs: [1]
!!! 15: forums.1.figures.1.low: '2147483648' is too high: write 2147483647 or less
### a number of a hundred digits
  figures:
  - counted: guests
    low: 9999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999
    citations:
    - paragraphs: [1]
!!! 15: forums.1.figures.1.low: is not a number: write digits only
### low above high
  figures:
  - counted: guests
    low: 81
    high: 80
    citations:
    - paragraphs: [1]
!!! 14: forums.1.figures.1: low 81 is above high 80: swap them
### no bound
  figures:
  - counted: guests
    citations:
    - paragraphs: [1]
!!! 14: forums.1.figures.1: has no bound: give low, high or both (more than 80 is low: 81)
### nothing counted
  figures:
  - counted: ''
    low: 81
    citations:
    - paragraphs: [1]
!!! 14: forums.1.figures.1.counted: is empty: fill it in, or take the item out
### a fact without citations
  places:
  - place: beijing
!!! 14: forums.1.places.1.citations: is missing: add it
### a fact with an empty list of citations
  places:
  - place: beijing
    citations: []
!!! 15: forums.1.places.1.citations: is empty: fill it in, or take the item out
### a property that is none
  details:
  - property: weather
    value: fair
    citations:
    - paragraphs: [1]
!!! 14: forums.1.details.1.property: 'weather' is not one of 'title', 'date', 'theme', 'edition', 'venue', 'room', 'format', 'start', 'end'
### an empty value
  details:
  - property: title
    value: ''
    citations:
    - paragraphs: [1]
!!! 15: forums.1.details.1.value: is empty: fill it in, or take the item out
### a time without its nought
  details:
  - property: start
    value: 9:00
    citations:
    - paragraphs: [1]
!!! 15: forums.1.details.1.value: '9:00' is not a time of day: write it as 09:00
### midnight as 24:00
  details:
  - property: end
    value: 24:00
    citations:
    - paragraphs: [1]
!!! 15: forums.1.details.1.value: '24:00' is not a time of day: write it as 09:00
### no for a standing
  citations:
  - paragraphs: [1]
    standing: no
!!! 15: forums.1.citations.1.standing: 'no' is not one of 'occurred', 'announced', 'invited', 'absent', 'cancelled'
### a mode that is none
  appearances:
  - person: li-xiang
    role: speaker
    citations:
    - paragraphs: [1]
      mode: by phone
!!! 18: forums.1.appearances.1.citations.1.mode: 'by phone' is not one of 'on-site', 'online', 'recorded', 'read-out'
### an empty role
  involvements:
  - organization: ccpit
    role: ''
    citations:
    - paragraphs: [1]
!!! 15: forums.1.involvements.1.role: is empty: fill it in, or take the item out
### a capacity that says nothing
  appearances:
  - person: li-xiang
    role: speaker
    citations:
    - paragraphs: [1]
      capacities:
      - relation: for
!!! 19: forums.1.appearances.1.citations.1.capacities.1: has neither title nor organization: give one of them
### a printed body without its slug
  appearances:
  - person: li-xiang
    role: speaker
    citations:
    - paragraphs: [1]
      capacities:
      - title: Chairman
        printed: CCPIT
!!! 19: forums.1.appearances.1.citations.1.capacities.1: has a printed body without its slug: add organization
### a paragraph beyond the text
  citations:
  - paragraphs: [5, 6]
!!! 14: forums.1.citations.1.paragraphs: names paragraph 6, but the text has 5 (text.paragraphs)
### a fact stated twice
  places:
  - place: beijing
    citations:
    - paragraphs: [1]
  - place: beijing
    citations:
    - paragraphs: [2]
!!! 17: forums.1.places.2: states a fact twice, as on line 14: put its citations together
### two roles that are not controlled, of one person
  appearances:
  - person: li-xiang
    role: wizard
    citations:
    - paragraphs: [1]
  - person: li-xiang
    role: sorcerer
    citations:
    - paragraphs: [1]
!!! 18: forums.1.appearances.2: states a fact twice, as on line 14: put its citations together
### a citation twice
  citations:
  - paragraphs: [1]
    name: Green Forum
  - paragraphs: [1]
    name: Green Forum
    note: Again.
!!! 16: forums.1.citations.2: repeats an earlier citation of the fact: take it out
### a mode of a body
  involvements:
  - organization: ccpit
    role: host
    citations:
    - paragraphs: [1]
      mode: online
!!! 18: forums.1.involvements.1.citations.1.mode: only an appearance has a mode: take it out
### capacities of a body
  involvements:
  - organization: ccpit
    role: host
    citations:
    - paragraphs: [1]
      capacities:
      - title: Chairman
!!! 18: forums.1.involvements.1.citations.1.capacities: only a person has capacities: take them out
### a mode of a place
  places:
  - place: beijing
    citations:
    - paragraphs: [1]
      mode: on-site
!!! 17: forums.1.places.1.citations.1.mode: only an appearance has a mode: take it out
### a basis of a title
  details:
  - property: title
    value: Green Forum
    citations:
    - paragraphs: [1]
      basis: stated
!!! 18: forums.1.details.1.citations.1.basis: only a date has a basis: take it out
### a title in another language than another report has it
  details:
  - property: title
    value: Green Forum
    language: zh-Hans
    citations:
    - paragraphs: [1]
!!! 16: forums.1.details.1.language: is not the one that another report gives it: make them equal, or load with --overwrite
### a title in no language, which another report has in one
  details:
  - property: title
    value: Green Forum
    citations:
    - paragraphs: [1]
!!! 14: forums.1.details.1.language: is not the one that another report gives it: make them equal, or load with --overwrite
### an unknown session
  sessions:
  - session: closing
    citations:
    - paragraphs: [1]
!!! 14: forums.1.sessions.1: refers to the session green-forum.closing, which neither the archive nor the file has: define it, or mend the slug
### an unknown session with a fact
  sessions:
  - session: closing
    places:
    - place: beijing
      citations:
      - paragraphs: [1]
!!! 16: forums.1.sessions.1.places.1: refers to the session green-forum.closing, which neither the archive nor the file has: define it, or mend the slug
### an unknown place
  places:
  - place: chengdu
    citations:
    - paragraphs: [1]
!!! 14: forums.1.places.1: refers to the place chengdu, which neither the archive nor the file has: define it, or mend the slug
### an unknown organization
  involvements:
  - organization: ccpti
    role: host
    citations:
    - paragraphs: [1]
!!! 14: forums.1.involvements.1: refers to the organization ccpti, which neither the archive nor the file has: define it, or mend the slug
### an unknown person
  appearances:
  - person: li-xian
    role: speaker
    citations:
    - paragraphs: [1]
!!! 14: forums.1.appearances.1: refers to the person li-xian, which neither the archive nor the file has: define it, or mend the slug
### an unknown body of a person
  appearances:
  - person: li-xiang
    role: speaker
    citations:
    - paragraphs: [1]
      capacities:
      - organization: ccpti
!!! 14: forums.1.appearances.1: refers to the organization ccpti, which neither the archive nor the file has: define it, or mend the slug
"""

KNOWN = """
### a city in no country
places:
- slug: chengdu
  kind: city
  name: Chengdu
!!! 3: places.1: a city or region needs country, a country has neither country nor parent
### a country in a region
places:
- slug: laos
  kind: country
  name: Laos
  parent: china
!!! 3: places.1: a city or region needs country, a country has neither country nor parent
### a latitude alone
places:
- slug: laos
  kind: country
  name: Laos
  latitude: 18
!!! 3: places.1: has one of latitude and longitude: give both or none
### a place beyond the pole
places:
- slug: laos
  kind: country
  name: Laos
  latitude: 91
  longitude: 103
!!! 6: places.1.latitude: '91' is too high: write 90 or less
### a person without a name
persons:
- slug: nobody
  name: ''
!!! 4: persons.1.name: is empty: fill it in, or take the item out
### a choice without a reason
forums:
- slug: mission
  kind: trade-mission
  choices:
  - property: title
    value: Mission
!!! 6: forums.1.choices.1.reason: is missing: add it
### a session's key with a dot
forums:
- slug: mission
  kind: trade-mission
  sessions:
  - key: day.one
    kind: talk
!!! 6: forums.1.sessions.1.key: 'day.one' is not a slug: write lower-case letters a to z and digits, in words joined by single hyphens
### a report's key in an authority file
report:
  slug: news
!!! 2: report: unknown key; the keys here are places, organizations, persons, series, topics, forums, agreements, decisions, format, based_on, withdrawn, removed
### an unknown country
organizations:
- slug: bureau
  name: Bureau
  kind: chamber
  country: laos
!!! 6: organizations.1.country: refers to the place laos, which neither the archive nor the file has: define it, or mend the slug
### an unknown series and forum
forums:
- slug: mission
  kind: trade-mission
  part_of: visit
  series: visits
!!! 5: forums.1.part_of: refers to the forum visit, which neither the archive nor the file has: define it, or mend the slug
!!! 6: forums.1.series: refers to the series visits, which neither the archive nor the file has: define it, or mend the slug
### an unknown topic
forums:
- slug: mission
  kind: trade-mission
  topics: [trade, finance]
!!! 5: forums.1.topics.2: refers to the topic finance, which neither the archive nor the file has: define it, or mend the slug
### an unknown parent session
forums:
- slug: mission
  kind: trade-mission
  sessions:
  - key: talk
    kind: talk
    parent: opening
!!! 8: forums.1.sessions.1.parent: refers to the session mission.opening, which neither the archive nor the file has: define it, or mend the slug
### an unknown person in a decision
decisions:
- kind: person
  record: li-xian
  other: li-xiang
  judgement: same
  reason: A slip.
!!! 4: decisions.1.record: refers to the person li-xian, which neither the archive nor the file has: define it, or mend the slug
### a person for an organization
decisions:
- kind: organization
  record: li-xiang
  other: ccpit
  judgement: same
  reason: A slip.
!!! 4: decisions.1.record: refers to the organization li-xiang, which neither the archive nor the file has: define it, or mend the slug
### a forum for a session
decisions:
- kind: session
  record: green-forum
  other: green-forum.opening
  judgement: same
  reason: A slip.
!!! 3: decisions.1: has an address of another kind: sessions, and only they, are written as forum-slug.key
### a session for a forum
decisions:
- kind: forum
  record: green-forum
  other: green-forum.opening
  judgement: same
  reason: A slip.
!!! 3: decisions.1: has an address of another kind: sessions, and only they, are written as forum-slug.key
### a definition that refers to what is unknown, in no order
persons:
- slug: wu
  name: Wu
organizations:
- slug: z
  name: Z
  kind: company
  country: laos
- slug: a
  name: A
  kind: company
!!! 9: organizations.1.country: refers to the place laos, which neither the archive nor the file has: define it, or mend the slug
### a slug defined twice
persons:
- slug: wu
  name: Wu
- slug: wu
  name: Wu Di
!!! 5: persons.2: gives wu a second time: keep one
### a session's key twice
forums:
- slug: mission
  kind: trade-mission
  sessions:
  - key: talk
    kind: talk
  - key: talk
    kind: panel
!!! 8: forums.1.sessions.2: gives talk a second time: keep one
### a name twice
persons:
- slug: wu
  name: Wu
  names:
  - text: 吴
    kind: native
  - text: 吴
    kind: native
    language: zh
!!! 8: persons.1.names.2: gives the native name 吴 a second time: keep one
### a topic twice
forums:
- slug: mission
  kind: trade-mission
  topics: [trade, trade]
!!! 5: forums.1.topics.2: gives trade a second time: keep one
### two choices for one property
forums:
- slug: mission
  kind: trade-mission
  choices:
  - property: title
    value: Mission
    reason: Printed first.
  - property: title
    value: Trade Mission
    reason: Printed last.
!!! 9: forums.1.choices.2: gives a choice of title a second time: keep one
### an organization that is a unit of itself
organizations:
- slug: bureau
  name: Bureau
  kind: chamber
  parent: bureau
!!! 6: organizations.1.parent: bureau would stand in itself: name what really holds it
### three organizations in a circle
organizations:
- slug: a
  name: A
  kind: chamber
  parent: b
- slug: b
  name: B
  kind: chamber
  parent: c
- slug: c
  name: C
  kind: chamber
  parent: a
- slug: d
  name: D
  kind: chamber
  parent: a
!!! 6: organizations.1.parent: a would stand in itself: name what really holds it
!!! 10: organizations.2.parent: b would stand in itself: name what really holds it
!!! 14: organizations.3.parent: c would stand in itself: name what really holds it
### a region that lies in itself
places:
- slug: sichuan
  kind: region
  name: Sichuan
  country: china
  parent: sichuan
!!! 7: places.1.parent: sichuan would stand in itself: name what really holds it
### a forum that is a part of itself
forums:
- slug: mission
  kind: trade-mission
  part_of: mission
!!! 5: forums.1.part_of: mission would stand in itself: name what really holds it
### a session that is a part of itself
forums:
- slug: mission
  kind: trade-mission
  sessions:
  - key: talk
    kind: talk
    parent: talk
!!! 8: forums.1.sessions.1.parent: talk would stand in itself: name what really holds it
### two sessions in a circle
forums:
- slug: mission
  kind: trade-mission
  sessions:
  - key: talk
    kind: talk
    parent: panel
  - key: panel
    kind: panel
    parent: talk
!!! 8: forums.1.sessions.1.parent: talk would stand in itself: name what really holds it
!!! 11: forums.1.sessions.2.parent: panel would stand in itself: name what really holds it
### a decision about one record
decisions:
- kind: person
  record: li-xiang
  other: li-xiang
  judgement: same
  reason: He is.
!!! 3: decisions.1: is about one record: name two
### a decision without a reason
decisions:
- kind: person
  record: li-xiang
  other: jane-doe
  judgement: same
!!! 3: decisions.1.reason: is missing: add it
### two decisions about one pair
decisions:
- kind: person
  record: li-xiang
  other: jane-doe
  judgement: same
  reason: They are.
- kind: person
  record: jane-doe
  other: li-xiang
  judgement: different
  reason: They are not.
!!! 8: decisions.2: gives person jane-doe / li-xiang a second time: keep one
### decisions that contradict each other
decisions:
- kind: person
  record: li-xiang
  other: jane-doe
  judgement: same
  reason: They are.
- kind: person
  record: li-xiang
  other: john-doe
  judgement: different
  reason: They are not.
!!! 8: decisions.2: These records would be the same through others, but a decision says that two of them are not.
"""

DATES = {
    "2024-13": "has the month 13: months run from 01 to 12, seasons from 21 to 24 without a day",
    "2024-00": "has the month 00: months run from 01 to 12, seasons from 21 to 24 without a day",
    "2024-11-31": "has the day 31, which 2024-11 does not have",
    "2023-02-29": "has the day 29, which 2023-02 does not have",
    "0000": "has the year 0000: years run from 0001 to 9999",
    "24": "has '24', which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)",
    "2024-1-4": "has '2024-1-4', which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)",
    "04-11-2024": "has '04-11-2024', which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)",
    "2024/11/04": "is not an interval: write START/END, with nothing or .. for one end that is not known or open",
    "4 November 2024": "has '4 November 2024', which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)",
    "2024-XX-04": "names a day of an unknown month: write XX for the day too",
    "199X-05": "names a month of an unknown year: leave the month out or write XX",
    "XXXX": "has 'XXXX', which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)",
    "Y20240": "has 'Y20240', which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)",
    "-0044": "has '-0044', which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)",
    "2024-25": "has the month 25: months run from 01 to 12, seasons from 21 to 24 without a day",
    "2024-21-04": "has the month 21: months run from 01 to 12, seasons from 21 to 24 without a day",
    "2024-11-04T25:00:00Z": "has a time that is not Thh:mm:ss after a whole day, without doubt",
    "2024-11T09:00:00Z": "has '2024-11T09:00:00Z', which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)",
    "/": "is not an interval: write START/END, with nothing or .. for one end that is not known or open",
    "../..": "is not an interval: write START/END, with nothing or .. for one end that is not known or open",
    "2024-11-06/2024-11-04": "ends before it starts: put the earlier date first",
    "2024-11-04/2024-11-05/2024-11-06": "is not an interval: write START/END, with nothing or .. for one end that is not known or open",
    "2024-11-04 / 2024-11-06": "has '2024-11-04 ', which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)",
    "2024-11-04??": "has '2024-11-04??', which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)",
    "２０２４": "has '２０２４', which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)",
    "today": "has 'today', which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)",
    "NO": "has 'NO', which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)",
    "20242024202420242024202420242024202420242024202420242024202420242024": "is longer than 64 characters: write START/END at most",
}

OTHERS = [
    report(
        "a tab for indentation",
        "forums:\n\t- forum: green-forum\n",
        "12: is not YAML (found character that cannot start any token): look here and above for a tab, or a quote, bracket or colon too few",
    ),
    raw(
        "a YAML version of the future",
        "%YAML 3.0\n---\n" + HEAD,
        "1: is not YAML (found incompatible YAML document): look here and above for a tab, or a quote, bracket or colon too few",
    ),
    raw(
        "a bomb of aliases",
        "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b]\n",
        "1: has the anchor &a: take it out",
    ),
    report(
        "brackets 200,000 deep",
        "forums: " + "[" * 200_000 + "\n",
        "11: nests deeper than 40 levels: is it a report file?",
    ),
    report(
        "braces 200,000 deep",
        "forums: " + "{a: " * 200_000 + "\n",
        "11: nests deeper than 40 levels: is it a report file?",
    ),
    raw("binary rubbish", bytes(range(256)), "2: is not UTF-8 text: save it as UTF-8"),
    raw("an image", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "1: is not UTF-8 text: save it as UTF-8"),
    raw("Latin-1", HEAD.replace("Green", "Grün").encode("latin-1"), "5: is not UTF-8 text: save it as UTF-8"),
    raw(
        "GB 18030",
        HEAD.replace("Green Forum", "绿色论坛").encode("gb18030"),
        "5: is not UTF-8 text: save it as UTF-8",
    ),
    raw("UTF-16", HEAD.encode("utf-16"), "1: is not UTF-8 text: save it as UTF-8"),
    raw(
        "UTF-16 without a mark",
        HEAD.encode("utf-16-le"),
        "1: holds a character that YAML does not allow (control characters are not allowed): take it out",
    ),
    raw(
        "a lone surrogate as bytes",
        HEAD.encode().replace(b"Green", b"Gr\xed\xa0\x80n"),
        "5: is not UTF-8 text: save it as UTF-8",
    ),
    swapped(
        "a control character",
        "title: Green Forum held",
        "title: Green\x07Forum",
        "5: holds a character that YAML does not allow (control characters are not allowed): take it out",
    ),
    swapped(
        "a control character after other scripts",
        "title: Green Forum held",
        "title: 绿色论坛绿色论坛绿色论坛\n  url: \x07",
        "6: holds a character that YAML does not allow (control characters are not allowed): take it out",
    ),
    swapped(
        "NUL",
        "title: Green Forum held",
        "title: Green\0Forum",
        "5: holds a character that YAML does not allow (control characters are not allowed): take it out",
    ),
    raw("nothing", "", "1: is not a mapping: begin with format: and report:"),
    raw(
        "a comment and nothing else",
        "# to be written\n",
        "1: is not a mapping: begin with format: and report:",
    ),
    raw(
        "a list at the top",
        "- format: rostrum-report/1\n",
        "1: is not a mapping: begin with format: and report:",
    ),
    raw("text at the top", "rostrum-report/1\n", "1: is not a mapping: begin with format: and report:"),
    swapped("no format", "format: rostrum-report/1\n", "", "1: format: is missing: add it"),
    raw("a format and nothing else", "format: rostrum-report/1\n", "1: report: is missing: add it"),
    swapped(
        "a text for a mapping",
        "text:\n  file: news.txt\n",
        "text: news.txt\nrest:\n",
        "7: text: is text where keys are expected (file, sha256, paragraphs, openings)",
        "8: rest: unknown key; the keys here are format, based_on, report, text, definitions, forums, agreements, mentions",
    ),
    raw(
        "a list for a mapping",
        "format: rostrum-report/1\nreport:\n- slug: news\n",
        "2: report: is a list where keys are expected (slug, kind, title, label, language, publisher, published, url, archived_url, retrieved, links, entered, notes)",
    ),
    swapped(
        "a title of 501 characters",
        "Green Forum held",
        "x" * 501,
        "5: report.title: is longer than 500 characters: shorten it",
    ),
    swapped(
        "no name",
        "  title: Green Forum held\n",
        "",
        "2: report: has no name: give the printed title, or a label where none is printed",
    ),
    swapped(
        "a slug with a letter that looks like another",
        "slug: news",
        "slug: nеws",
        "3: report.slug: 'nеws' is not a slug: write lower-case letters a to z and digits, in words joined by single hyphens",
    ),
    authority(
        "degrees and minutes",
        "places:\n- slug: laos\n  kind: country\n  name: Laos\n  latitude: 18°N\n  longitude: 103°E\n",
        "6: places.1.latitude: is not a number: write digits only",
        "7: places.1.longitude: is not a number: write digits only",
    ),
    report(
        "more that is wrong than anybody would read",
        "mentions:\n" + "- person: li-xiang\n" * 120,
        *(f"{n + 11}: mentions.{n}.{key}: is missing: add it" for n in range(1, 51) for key in ("role", "citations")),
        " has 140 problems more",
    ),
    Case(
        "a slug defined twice in two files",
        {
            "known.yaml": "format: rostrum-authority/1\npersons:\n- slug: wu\n  name: Wu\n",
            "more.yaml": "format: rostrum-authority/1\npersons:\n- slug: ma\n  name: Ma\n- slug: wu\n  name: Wu Di\n",
        },
        ("more.yaml:5: persons.2: defines wu otherwise than known.yaml does: keep one definition",),
    ),
    authority(
        "a definition that differs from the archive's and is not made from it",
        "organizations:\n- slug: ccpit\n  name: CCPIT\n  kind: chamber\n",
        "1: based_on: the archive was changed since this file was made. Export, put your changes into the exported file, and load that; or load with --overwrite. This file would change:\n    ~ organization ccpit: name: China Council for the Promotion of International Trade → CCPIT\n    ~ organization ccpit: abbreviation: CCPIT → (none)\n    ~ organization ccpit: country: china → (none)",
    ),
]

CASES = [
    *written(HEADS, head),
    *written(REPORTS, report),
    *written(FACTS, facts),
    *written(KNOWN, authority),
    *(date(value, says) for value, says in DATES.items()),
    *OTHERS,
]
