"""XML made of elements, never of strings."""

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

OAI = "http://www.openarchives.org/OAI/2.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = Any


def begin(tag: str, namespace: str, schema: str, **prefixes: str) -> Element:
    """The root of a document, or of a record's metadata, with the place of its schema."""
    root = etree.Element(
        f"{{{namespace}}}{tag}", nsmap={"xsi": XSI, **prefixes} | ({} if prefixes else {None: namespace})
    )
    root.set(f"{{{XSI}}}schemaLocation", f"{namespace} {schema}")
    return root


def bare(tag: str) -> Element:
    """An element of the protocol that is to stand in another."""
    return etree.Element(f"{{{OAI}}}{tag}", nsmap={None: OAI})


def add(parent: Element, tag: str, words: str | None = None, namespace: str = "", **attributes: str) -> Element:
    """A child, of the parent's namespace unless another is named; attributes without a value are left out."""
    within = namespace or etree.QName(parent).namespace
    child = etree.SubElement(parent, f"{{{within}}}{tag}")
    for name, value in attributes.items():
        if value:
            put(child, name, value)
    if words is not None:
        child.text = NOT_XML.sub("", words)
    return child


def put(element: Element, name: str, value: str) -> None:
    element.set(name, NOT_XML.sub("", value))


def written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")  # type: ignore[no-any-return]
