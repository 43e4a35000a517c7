"""The two forms in which records are harvested: Dublin Core, which everybody reads, and MODS, which says more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archive.citing.works import ARCHIVE
from events.interop.oai.describing import Description, Named
from events.interop.oai.heads import Head
from events.interop.oai.moments import stamp
from events.interop.oai.xml import Element, add, begin

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
DC = "http://purl.org/dc/elements/1.1/"
MODS = "http://www.loc.gov/mods/v3"

Absolute = Callable[[str], str]
Write = Callable[[Head, Description, Absolute], Element]


@dataclass(frozen=True)
class MetadataFormat:
    """A form of metadata, as harvesters ask for it."""

    prefix: str
    namespace: str
    schema: str
    write: Write


def dublin_core(head: Head, told: Description, absolute: Absolute) -> Element:
    root = begin("dc", FORMATS["oai_dc"].namespace, FORMATS["oai_dc"].schema, oai_dc=FORMATS["oai_dc"].namespace, dc=DC)
    for name, words in _elements(told, absolute):
        if words:
            add(root, name, words, DC)
    return root


def _elements(told: Description, absolute: Absolute) -> Iterator[tuple[str, str]]:
    yield from (("title", title) for title in (told.title, *told.others))
    yield from (("creator" if one.role == "author" else "contributor", one.name) for one in told.names)
    yield from (("subject", topic) for topic in told.topics)
    yield "description", told.note
    yield "publisher", told.publisher
    yield "date", told.date or told.published
    yield from (("type", kind) for kind in (told.type, told.genre))
    yield from (("identifier", address) for address in (absolute(told.address), told.original))
    yield from (("source", absolute(address)) for _, address in told.reports)
    yield "language", told.language
    yield "relation", absolute(told.whole[1]) if told.whole else ""
    yield from (("coverage", place) for place in told.places)
    yield "rights", LICENCE


def mods(head: Head, told: Description, absolute: Absolute) -> Element:
    root = begin("mods", MODS, FORMATS["mods"].schema)
    root.set("version", "3.7")
    for title, kind in ((told.title, ""), *((title, "alternative") for title in told.others)):
        add(add(root, "titleInfo", type=kind), "title", title)
    for one in told.names:
        _name(root, one, absolute)
    for kind in filter(None, (told.type, told.genre)):
        add(root, "genre", kind)
    _origin(root, told)
    if told.language:
        add(add(root, "language"), "languageTerm", told.language, type="code", authority="rfc5646")
    if told.note:
        add(root, "abstract", told.note)
    _about(root, told)
    _related(root, told, absolute)
    _here(root, head, told, absolute)
    return root


def _name(root: Element, one: Named, absolute: Absolute) -> None:
    """With the address of the record, which tells people of one name apart."""
    name = add(root, "name", type="personal" if one.is_person else "corporate")
    add(name, "namePart", one.name)
    add(add(name, "role"), "roleTerm", one.role, type="text")
    add(name, "nameIdentifier", absolute(one.address), type="uri")


def _origin(root: Element, told: Description) -> None:
    """Where and when: an event's day is not that of a publication. Dates are EDTF, as precise as they are known."""
    if not (told.date or told.published or told.publisher):
        return
    origin = add(root, "originInfo", eventType="publication" if told.type == "Text" else "event")
    if told.publisher:
        add(origin, "publisher", told.publisher)
    if told.published:
        add(origin, "dateIssued", told.published, encoding="edtf")
    if told.date:
        add(origin, "dateOther", told.date, encoding="edtf", type="event")


def _about(root: Element, told: Description) -> None:
    for tag_name, words in (("topic", told.topics), ("geographic", told.places)):
        for word in words:
            add(add(root, "subject"), tag_name, word)


def _related(root: Element, told: Description, absolute: Absolute) -> None:
    linked = [("host", told.whole)] if told.whole else []
    for kind, (title, address) in (*linked, *(("isReferencedBy", report) for report in told.reports)):
        related = add(root, "relatedItem", type=kind)
        add(add(related, "titleInfo"), "title", title)
        add(add(related, "location"), "url", absolute(address))
    if told.series:
        add(add(add(root, "relatedItem", type="series"), "titleInfo"), "title", told.series)


def _here(root: Element, head: Head, told: Description, absolute: Absolute) -> None:
    """Where the record is, on which terms, and of when."""
    add(root, "identifier", absolute(told.address), type="uri")
    location = add(root, "location")
    add(location, "url", absolute(told.address), usage="primary")
    if told.original:
        add(location, "url", told.original, note="original")
    add(root, "accessCondition", LICENCE, type="use and reproduction")
    info = add(root, "recordInfo")
    add(info, "recordContentSource", ARCHIVE)
    add(info, "recordChangeDate", stamp(head.changed_at), encoding="w3cdtf")
    add(info, "recordIdentifier", f"{head.set}/{head.key}", source=ARCHIVE)


FORMATS = {
    "oai_dc": MetadataFormat(
        "oai_dc",
        "http://www.openarchives.org/OAI/2.0/oai_dc/",
        "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        dublin_core,
    ),
    "mods": MetadataFormat("mods", MODS, "http://www.loc.gov/standards/mods/v3/mods-3-7.xsd", mods),
}
