"""What stands in the head of a page for tools that take references from it, such as Zotero.

Names that Zotero's reader of embedded metadata knows: `z:itemType` decides the type, `citation_*` give title, authors,
date and address, `eprints.*` the event of a presentation. OpenGraph says other things of the page and is not doubled.
"""

from archive.citing.works import ARCHIVE, Kind, Work

TYPES = {Kind.TALK: "presentation", Kind.EVENT: "webpage", Kind.NEWS: "newspaperArticle", Kind.PAGE: "webpage"}


def embedded(work: Work) -> list[tuple[str, str]]:
    """Names and contents of meta elements."""
    said = [
        ("z:itemType", TYPES[work.kind]),
        ("citation_title", work.title),
        *(("citation_author", author.inverted) for author in work.authors),
        ("citation_date", work.date),
        ("citation_public_url", work.url),
        ("citation_language", work.language),
        ("eprints.event_title", work.event),
        ("eprints.event_location", work.place if work.event else ""),
        ("DC.source", work.publisher or ARCHIVE),
        ("DC.description", work.note),
    ]
    return [(name, content) for name, content in said if content]
