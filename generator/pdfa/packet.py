"""The XMP packet as the rules of ISO 19005-3, 6.6.2 see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NAMESPACES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "ext": "http://www.aiim.org/pdfa/ns/extension/",
    "schema": "http://www.aiim.org/pdfa/ns/schema#",
    "property": "http://www.aiim.org/pdfa/ns/property#",
}
_PREDEFINED = {NAMESPACES[key] for key in ("pdfaid", "dc", "xmp", "pdf", "ext")}


@dataclass(frozen=True, slots=True)
class Packet:
    """Properties of the packet, and those its extension schemas declare."""

    head: bytes
    values: dict[tuple[str, str], str]
    declared: frozenset[tuple[str, str]]

    def value(self, prefix: str, name: str) -> str:
        """Text of a property; empty when it is absent."""
        return self.values.get((NAMESPACES[prefix], name), "")

    def undeclared(self) -> list[str]:
        """Properties outside the predefined schemas that no extension schema declares."""
        return [
            f"{{{namespace}}}{name}"
            for namespace, name in self.values
            if namespace not in _PREDEFINED and (namespace, name) not in self.declared
        ]


def read_packet(data: bytes) -> Packet | None:
    """Take a packet apart; None when it is not plain XML."""
    if b"<!DOCTYPE" in data:
        return None
    try:
        tree = ElementTree.fromstring(data)  # noqa: S314  # no DTD, so no entities to expand
    except ElementTree.ParseError:
        return None
    values = dict(_properties(tree))
    return Packet(data.split(b"?>")[0], values, frozenset(_declared(tree)))


def _properties(tree: ElementTree.Element) -> Iterator[tuple[tuple[str, str], str]]:
    for description in tree.iter(f"{{{RDF}}}Description"):
        for key, text in description.attrib.items():
            namespace, name = _split(key)
            if namespace not in {RDF, ""}:
                yield (namespace, name), text
        for element in description:
            yield _split(element.tag), "".join(element.itertext()).strip()


def _declared(tree: ElementTree.Element) -> Iterator[tuple[str, str]]:
    schema, own = NAMESPACES["schema"], NAMESPACES["property"]
    for entry in tree.iter(f"{{{RDF}}}li"):
        namespace = entry.findtext(f"{{{schema}}}namespaceURI")
        if namespace is None or entry.find(f"{{{schema}}}prefix") is None:
            continue
        for declared in entry.iter(f"{{{RDF}}}li"):
            parts = [declared.findtext(f"{{{own}}}{key}") for key in ("name", *_PROPERTY_KEYS)]
            if parts[0] and all(parts):
                yield namespace, parts[0]


_PROPERTY_KEYS = ("valueType", "category", "description")


def _split(tag: str) -> tuple[str, str]:
    namespace, _, name = tag.rpartition("}")
    return namespace.lstrip("{"), name
