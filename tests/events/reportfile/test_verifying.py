"""Holding a report against its text: digest, paragraphs, each printed phrase as whole words, names left over."""

from hashlib import sha256

import pytest

from events.reportfile.reading import read, source
from events.reportfile.schema import ReportFile
from events.reportfile.verifying import Verdict, fold, stands_in, verify
from tests.events.reportfile.malformed import HEAD

TEXT = """\
Green Forum held in Beijing

More than 80 guests came to the Green Forum, which CCPIT’s “Bureau” hosted.
Li Xiang, Vice Chairman of CCPIT, spoke for 20 min.
绿色论坛在北京举行，李翔出席。
"""


def verdict(stated: str, text: str | bytes = TEXT, **head: str) -> Verdict:
    raw = text.encode() if isinstance(text, str) else text
    given = {
        "title: Green Forum held": "label: News",
        "paragraphs: 5": "paragraphs: 4",
        "0" * 64: sha256(raw).hexdigest(),
    }
    written = HEAD
    for old, new in {**given, **head}.items():
        assert written.count(old) == 1
        written = written.replace(old, new)
    return verify(read(source((written + stated).encode(), "news.yaml"), ReportFile), raw)


def mention(paragraphs: str, name: str, **words: str) -> str:
    more = "".join(f"    {word}: {text}\n" for word, text in words.items())
    head = "mentions:\n- person: li-xiang\n  role: quoted\n  citations:\n"
    return f"{head}  - paragraphs: {paragraphs}\n    name: {name}\n{more}"


@pytest.mark.parametrize(
    ("paragraphs", "phrase"),
    [
        ("[1]", "Green Forum"),
        ("[1]", "Green Forum held in Beijing"),
        ("[2]", "80"),
        ("[2]", "CCPIT"),
        ("[2]", 'CCPIT\'s "Bureau"'),
        ("[2]", "CCPIT’s “Bureau”"),
        ("[2]", "«Bureau»"),
        ("[3]", "20 min"),
        ("[3]", "20\u00a0min."),
        ("[3]", "20 min."),
        ("[4]", "李翔"),
        ("[4]", "绿色论坛"),
        ("[4]", "论坛在北"),
        ("[4]", "，"),
        ("[1, 2]", "CCPIT"),
        ("[3, 1]", "Beijing"),
    ],
)
def test_a_phrase_stands_in_its_paragraph(paragraphs: str, phrase: str) -> None:
    said = verdict(mention(paragraphs, f"'{phrase.replace(chr(39), chr(39) * 2)}'"))
    assert (said.misses, said.phrases) == ([], 1)


@pytest.mark.parametrize(
    ("paragraphs", "phrase"),
    [
        ("[1]", "Green"),
        ("[2]", "Green Forum"),
        ("[2]", "8"),
        ("[2]", "reen Forum"),
        ("[2]", "Green For"),
        ("[2]", "green forum"),
        ("[2]", "Li Xiang"),
        ("[3]", "hair"),
        ("[3]", "Li  Xiang"),
        ("[4]", "李 翔"),
        ("[4]", "李祥"),
        ("[1, 2]", "Li Xiang"),
    ],
)
def test_a_phrase_that_does_not_stand_there_is_a_miss(paragraphs: str, phrase: str) -> None:
    """As other words, in another paragraph, or as a part of a word."""
    text = TEXT.replace("Green Forum", "Greenish Forums")
    said = verdict(mention(paragraphs, phrase), text)
    where = paragraphs.strip("[]")
    assert said.misses == [f"mention li-xiang · quoted: '{phrase}' does not stand in paragraph {where}"]


def test_every_kind_of_phrase_is_looked_for() -> None:
    said = verdict(
        """\
forums:
- forum: green-forum
  citations:
  - {paragraphs: [1], name: n1, words: w1}
  details:
  - {property: title, value: v1, citations: [{paragraphs: [1]}]}
  - {property: title, value: v2, citations: [{paragraphs: [1], name: n2}]}
  - {property: theme, value: v3, citations: [{paragraphs: [1]}]}
  - {property: date, value: 2024-11-04, citations: [{paragraphs: [2], date: d1}]}
  - {property: start, value: 09:00, citations: [{paragraphs: [2], words: w2}]}
  - {property: format, value: online, citations: [{paragraphs: [2]}]}
  figures:
  - {counted: guests, low: 81, citations: [{paragraphs: [2], number: m1}]}
  appearances:
  - person: li-xiang
    role: speaker
    citations:
    - paragraphs: [3]
      name: n3
      role: r1
      capacities:
      - {title: t1, organization: ccpit, printed: p1}
      - {title: t2}
      note: not printed
      inference: neither
""",
        **{
            "kind: news": "kind: news\n  title: head\n  publisher: {organization: ccpit, printed: p2, paragraph: 3}",
            "language: en": "language: en\n  published: {date: 2024, printed: p3}",
        },
    )
    assert [miss.partition(": '")[2].replace("' does not stand in paragraph ", " ") for miss in said.misses] == [
        "head 1, 2, 3, 4",
        "p2 3",
        "p3 1, 2, 3, 4",
        "n1 1",
        "w1 1",
        "v1 1",
        "n2 1",
        "v3 1",
        "d1 2",
        "w2 2",
        "m1 2",
        "n3 3",
        "r1 3",
        "t1 3",
        "p1 3",
        "t2 3",
    ]
    assert said.phrases == 16


def test_another_text_is_one_miss() -> None:
    said = verdict(mention("[1]", "Nobody"), **{"0" * 64: "1" * 64})
    assert said.misses == ["news.txt is not the text with the file's digest"]


def test_a_report_without_a_text_is_a_miss() -> None:
    head = HEAD.partition("text:\n")[0]
    assert verify(read(source(head.encode(), "news.yaml"), ReportFile), b"").misses == ["the file names no text"]


def test_a_text_that_is_not_utf_8_is_a_miss() -> None:
    assert verdict("", "论坛".encode("gb18030")).misses == ["news.txt is not UTF-8 text"]


@pytest.mark.parametrize(
    "text",
    [
        "a\nb\nLi Xiang\nd",
        "a\n\n\nb\n \t \nLi Xiang\n\u3000\nd\n\n",
        "a\r\n\r\nb\r\nLi Xiang\r\nd\r\n",
        "\n\na\nb\n\u00a0Li Xiang\u00a0\nd",
        "a a\u2028a\nb\x0bb\x0cb\nLi Xiang\nd\x85d",
    ],
)
def test_paragraphs_are_counted_without_blank_lines(text: str) -> None:
    assert verdict(mention("[3]", "Li Xiang"), text).misses == []


def test_a_wrong_number_of_paragraphs_is_a_miss() -> None:
    said = verdict("", **{"paragraphs: 5": "paragraphs: 6"})
    assert said.misses == ["the text has 4 paragraphs, the file says 6"]


def test_wrong_openings_are_misses() -> None:
    openings = (
        "  openings:\n  - Green Forum held\n  - More than 81\n  - Li Xiang, Vice\n  - 绿色论坛在北京举行，李翔出席。\n"
    )
    assert verdict(openings).misses == ["paragraph 2 begins 'More than 80', the file says 'More than 81'"]


def test_openings_are_compared_with_one_form_of_quotes_and_blanks() -> None:
    text = "“A” – b\u00a0c d\n"
    said = verdict("  openings:\n  - '\"A\" - b'\n", text, **{"paragraphs: 5": "paragraphs: 1"})
    assert said.misses == []


def test_names_that_no_phrase_covers_are_listed() -> None:
    text = "The Governor met Li Xiang of the Bank of China in Beijing. Yesterday he left. BYD and U.S. firms stayed."
    said = verdict(mention("[1]", "Li Xiang"), text, **{"paragraphs: 5": "paragraphs: 1"})
    assert said.names == [
        "paragraph 1: The Governor",
        "paragraph 1: Bank of China in Beijing",
        "paragraph 1: BYD and U.S",
    ]


def test_a_name_that_a_longer_phrase_covers_is_not_listed() -> None:
    text = "They met Li Xiang of CCPIT."
    phrases = mention("[1]", "Li", words="Li Xiang of CCPIT")
    assert verdict(phrases, text, **{"paragraphs: 5": "paragraphs: 1"}).names == []


def test_folding_keeps_the_length() -> None:
    text = "“”„‟«»‘’‚‛´`‐‑‒–—―−\u00a0\u2007\u202fé中"
    assert fold(text) == "\"\"\"\"\"\"''''''-------   é中"


@pytest.mark.parametrize(
    ("phrase", "paragraph", "expected"),
    [
        ("Li", "Lisbon Li", True),
        ("Li", "Lisbon", False),
        ("Li", "(Li)", True),
        ("Li", "Élie", False),
        ("é", "café", False),
        ("U.S", "the U.S. and", True),
        ("80", "1,80", True),
        ("80", "180", False),
        ("李", "李翔Li", True),
        ("Li", "李翔Li李", True),
    ],
)
def test_a_phrase_stands_as_whole_words(phrase: str, paragraph: str, expected: bool) -> None:
    assert stands_in(phrase, paragraph) == expected
