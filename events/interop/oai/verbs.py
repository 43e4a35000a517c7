"""The six verbs: what is answered to each, as elements."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings

from archive.citing.works import ARCHIVE
from events.interop.oai.asking import TOKEN, Listing, known
from events.interop.oai.describing import Description, described
from events.interop.oai.errors import NoSuchRecord, NothingThere
from events.interop.oai.formats import FORMATS
from events.interop.oai.heads import SETS, Head, head, heads
from events.interop.oai.moments import stamp
from events.interop.oai.xml import Element, add, begin

PAGE = 50
EARLIEST = "2000-01-01T00:00:00Z"  # no record is older than the program, by far
IDENTIFIERS = "http://www.openarchives.org/OAI/2.0/oai-identifier"

Given = Mapping[str, str]


@dataclass(frozen=True)
class Repository:
    """The archive at the address at which it is asked."""

    address: str
    host: str
    absolute: Callable[[str], str]

    @property
    def namespace(self) -> str:
        """What identifiers begin with: the archive's name for good, wherever it is asked."""
        return settings.OAI_NAMESPACE or self.host

    def identifier(self, one: Head) -> str:
        return f"oai:{self.namespace}:{one.set}/{one.key}"

    def find(self, identifier: str) -> Head:
        begins = f"oai:{self.namespace}:"
        name, _, key = identifier.removeprefix(begins).partition("/")
        if not identifier.startswith(begins) or name not in SETS:
            raise NoSuchRecord(f"Identifiers begin with {begins}")
        return head(name, key)


def identify(here: Repository, given: Given, answer: Element) -> None:
    said = {
        "repositoryName": ARCHIVE,
        "baseURL": here.address,
        "protocolVersion": "2.0",
        "adminEmail": settings.ADMIN_EMAIL,
        "earliestDatestamp": EARLIEST,
        "deletedRecord": "transient",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
    }
    for tag, words in said.items():
        add(answer, tag, words)
    scheme = begin("oai-identifier", IDENTIFIERS, f"{IDENTIFIERS}.xsd")
    example = f"oai:{here.namespace}:forums/a-forum"
    for tag, words in (("scheme", "oai"), ("repositoryIdentifier", here.namespace), ("delimiter", ":")):
        add(scheme, tag, words)
    add(scheme, "sampleIdentifier", example)
    add(answer, "description").append(scheme)


def list_sets(here: Repository, given: Given, answer: Element) -> None:
    if TOKEN in given:
        Listing.of({TOKEN: ""})  # the sets fit on a page: no token was ever given
    for spec, name in SETS.items():
        one = add(answer, "set")
        add(one, "setSpec", spec)
        add(one, "setName", str(name))


def list_formats(here: Repository, given: Given, answer: Element) -> None:
    if "identifier" in given:
        here.find(given["identifier"])
    for each in FORMATS.values():
        one = add(answer, "metadataFormat")
        add(one, "metadataPrefix", each.prefix)
        add(one, "schema", each.schema)
        add(one, "metadataNamespace", each.namespace)


def get_record(here: Repository, given: Given, answer: Element) -> None:
    prefix = known(given["metadataPrefix"])
    found = here.find(given["identifier"])
    _record(here, answer, found, described([found]).get(found), prefix)


def list_identifiers(here: Repository, given: Given, answer: Element) -> None:
    listing = Listing.of(given)
    page, token = _page(listing)
    for one in page:
        _header(here, answer, one)
    _resumption(answer, token)


def list_records(here: Repository, given: Given, answer: Element) -> None:
    listing = Listing.of(given)
    page, token = _page(listing)
    told = described(page)
    for one in page:
        _record(here, answer, one, told.get(one), listing.prefix)
    _resumption(answer, token)


def _page(listing: Listing) -> tuple[list[Head], str | None]:
    """A page of the list, and the token of the next: empty on the last of several, none where one is all."""
    found = heads(listing.those, listing.set, listing.after, PAGE + 1)
    if not found:
        raise NothingThere("No record changed in that time in that set.")
    if len(found) > PAGE:
        return found[:PAGE], listing.after_place(found[PAGE - 1].at).token
    return found, None if listing.after == (0, 0) else ""


def _resumption(answer: Element, token: str | None) -> None:
    if token is not None:
        add(answer, TOKEN, token)


def _header(here: Repository, parent: Element, one: Head) -> None:
    header = add(parent, "header", status="deleted" if one.is_deleted else "")
    add(header, "identifier", here.identifier(one))
    add(header, "datestamp", stamp(one.changed_at))
    add(header, "setSpec", one.set)


def _record(here: Repository, parent: Element, one: Head, told: Description | None, prefix: str) -> None:
    record = add(parent, "record")
    _header(here, record, one)
    if told:
        add(record, "metadata").append(FORMATS[prefix].write(one, told, here.absolute))


ANSWERS: dict[str, Callable[[Repository, Given, Element], None]] = {
    "Identify": identify,
    "ListMetadataFormats": list_formats,
    "ListSets": list_sets,
    "GetRecord": get_record,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
}
