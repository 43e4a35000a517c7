"""Every word of the interface is a message: templates hold none outside of one, and Chinese pages say no English."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.utils.translation import override

from events.models import Forum, Session
from orgs.models import Organization
from people.models import Person
from tests.small_archive import small_archive

TEMPLATES = Path(__file__).parent.parent / "templates"
MESSAGE = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}|{#.*?#}|<code>.*?</code>", re.DOTALL)
SAID = re.compile(r'\b(?:aria-label|title|placeholder|alt|value)="([^"]*)"')
ARGUMENT = re.compile(r'{% include [^%]*\b(?:with|\w)[^%]*=("[^"%]*[A-Z ][^"%]*")')
# What nobody sees: classes, and what a button or a hidden field sends.
UNSEEN = re.compile(
    r'{% block bodyclass %}.*?{% endblock.*?%}|(?<=<button type="submit" name="judgement" )value="\w+"'
    r'|<input type="hidden"[^>]*>'
)
# Names, also of formats and of a standard with its marks.
KEPT = {"Rostrum", "Natural", "Earth"}
CITED = {"BibTeX", "RIS", "CSL", "GB", "EB", "OL"}
# What formats are called everywhere.
FORMATS = {
    *[
        "JSON",
        "json",
        "CSV",
        "csv",
        "CC",
        "API",
        "LD",
        "Atom",
        "Lines",
        "iCalendar",
        "ics",
        "jsonl",
        "jsonld",
        "atom",
        "Popolo",
        "popolo",
        "bibtex",
        "ris",
        "csl",
    ]
}


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_says_nothing_that_is_not_translated(path: Path) -> None:
    text = MESSAGE.sub("", UNSEEN.sub("", path.read_text()))
    arguments = ARGUMENT.findall(text)
    plain = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)
    said = [*SAID.findall(plain), re.sub(r"<[^>]*>", " ", plain)]
    assert (set(re.findall(r"[A-Za-z]{2,}", " ".join(said))) - KEPT, arguments) == (set(), [])


@pytest.fixture
def said(client: Client) -> Callable[[str], set[str]]:
    """The Latin words that a page says of its own: in none of the archive's data, and in no address."""
    small_archive()
    kept = "|".join(re.escape(one) for one in sorted(texts(), key=len, reverse=True))
    data = re.compile(f"(?<![A-Za-z])(?:{kept})(?![A-Za-z])")

    def words(address: str) -> set[str]:
        page = re.sub(r"<(script|style|code)\b.*?</\1>|</?mark>", "", client.get(address).text, flags=re.DOTALL)
        page = re.sub(r">[^<>]*…<|http://testserver/[^<\s]*", "><", page)  # only names are ever cut
        said = data.sub(" ", unescape("\n".join([*SAID.findall(page), re.sub(r"<[^>]*>", "\n", page)])))
        asked = set(re.findall(r"\w+", address))
        return set(re.findall(r"[A-Za-z]{2,}", said)) - asked - {"English", *FORMATS, *CITED, *KEPT}

    return words


def texts() -> set[str]:
    """Every text in the database."""
    ours = [model for model in apps.get_models() if model._meta.app_label in ("orgs", "people", "events")]
    values = [value for model in ours for row in model._default_manager.values() for value in row.values()]
    parts = [part for value in values for part in (value if isinstance(value, list) else [value])]
    return {part for part in parts if isinstance(part, str) and re.search("[A-Za-z]", part)}


ADDRESSES = [
    *("/", "/search/?q=clean", "/search/?q=cleen&kind=odd", "/search/?q=-", "/search/?q=lee", "/no-such-page/"),
    *(
        "/forums/?city=nowhere&sort=nothing&format=odd&strange=name-date-appearances&year=2024&year=-2023",
        "/forums/cleantech-forum/",
    ),
    *("/sessions/?after=nonsense&from=x&to=2024", "/speakers/", "/organizations/", "/places/", "/reports/"),
    *("/reports/news/", "/reports/release/", "/organizations/ccpit/", "/organizations/go-biz/", "/places/beijing/"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_chinese_page_says_nothing_in_english_but_the_data(said: Callable[[str], set[str]], address: str) -> None:
    assert said(f"/zh-hans{address}") == set()


@pytest.mark.django_db
def test_every_record_has_a_chinese_page(said: Callable[[str], set[str]]) -> None:
    with override("zh-hans"):
        people, organizations = Person.objects.public(), Organization.objects.public()
        records = [*Forum.objects.public(), *Session.objects.public(), *people, *organizations]
        addresses = [record.get_absolute_url() for record in records]
        addresses += [f"{one.get_absolute_url()}co-appearances/" for one in (*people, *organizations)]
    assert {word for address in addresses for word in said(address)} == set()
