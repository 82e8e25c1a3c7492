"""What a PDF says about itself: the XMP packet and the Info dictionary, always in step.

Own properties live in the schema ``tz`` and are declared with extension schemas
(ISO 19005-3, 6.6.2.3), as is the PDF/UA identification.
"""

from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Name, String

TOOL = "taizhang"
NAMESPACE = "urn:taizhang:ns:1.0/"

_PROPERTIES = {
    "docId": "document number",
    "contentSha256": "SHA-256 of the canonical data that was printed",
    "term": "school term",
}


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says about itself.

    Attributes:
        title: shown in the viewer's title bar.
        author: the school.
        subject: one line about the content.
        document_id: record number or volume number.
        content_sha256: hexadecimal digest of the canonical data.
        term: as ``2025-2026-2``.
        created: aware; the only time stamp in the file.
        keywords: for the archive's search.
    """

    title: str
    author: str
    subject: str
    document_id: str
    content_sha256: str
    term: str
    created: datetime
    keywords: str = ""


def write_metadata(pdf: pikepdf.Pdf, about: About, conformance: str, *, tagged: bool) -> None:
    """Replace XMP and Info of `pdf`; `conformance` is ``A`` or ``B`` of PDF/A-3."""
    packet = pdf.make_stream(xmp_packet(about, conformance, tagged=tagged).encode())
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = packet
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    moment = pdf_moment(about.created)
    entries = {
        "/Title": about.title,
        "/Author": about.author,
        "/Subject": about.subject,
        "/Keywords": about.keywords,
        "/Creator": TOOL,
        "/Producer": TOOL,
        "/CreationDate": moment,
        "/ModDate": moment,
    }
    for key, value in entries.items():
        if value:
            pdf.docinfo[key] = String(value)


def xmp_packet(about: About, conformance: str, *, tagged: bool) -> str:
    """The XMP packet; `tagged` adds the claim of PDF/UA-1."""
    moment = about.created.isoformat(timespec="seconds")
    parts = [
        _description(
            "pdfaid", "http://www.aiim.org/pdfa/ns/id/", part="3", conformance=conformance
        ),
        _description("pdfuaid", "http://www.aiim.org/pdfua/ns/id/", part="1") if tagged else "",
        _dublin_core(about),
        _description(
            "xmp",
            "http://ns.adobe.com/xap/1.0/",
            CreateDate=moment,
            ModifyDate=moment,
            CreatorTool=TOOL,
        ),
        _description("pdf", "http://ns.adobe.com/pdf/1.3/", Producer=TOOL, Keywords=about.keywords),
        _description(
            "tz",
            NAMESPACE,
            docId=about.document_id,
            contentSha256=about.content_sha256,
            term=about.term,
        ),
        _extension_schemas(tagged=tagged),
    ]
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        + "\n".join(part for part in parts if part)
        + '\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _description(prefix: str, namespace: str, **properties: str) -> str:
    body = "".join(
        f"<{prefix}:{name}>{escape(value)}</{prefix}:{name}>"
        for name, value in properties.items()
        if value
    )
    return f'<rdf:Description rdf:about="" xmlns:{prefix}="{namespace}">{body}</rdf:Description>'


def _dublin_core(about: About) -> str:
    def alternative(text: str) -> str:
        return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'

    fields = [
        "<dc:format>application/pdf</dc:format>",
        f"<dc:title>{alternative(about.title)}</dc:title>",
    ]
    if about.author:
        seq = f"<rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq>"
        fields.append(f"<dc:creator>{seq}</dc:creator>")
    if about.subject:
        fields.append(f"<dc:description>{alternative(about.subject)}</dc:description>")
    return (
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        + "".join(fields)
        + "</rdf:Description>"
    )


def _extension_schemas(*, tagged: bool) -> str:
    schemas = []
    if tagged:
        schemas.append(
            _schema(
                "PDF/UA identification schema",
                "http://www.aiim.org/pdfua/ns/id/",
                "pdfuaid",
                _property("part", "Integer", "internal", "PDF/UA part"),
            )
        )
    own = "".join(_property(name, "Text", "external", text) for name, text in _PROPERTIES.items())
    schemas.append(_schema("taizhang record schema", NAMESPACE, "tz", own))
    return (
        '<rdf:Description rdf:about=""'
        ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        f"<pdfaExtension:schemas><rdf:Bag>{''.join(schemas)}</rdf:Bag></pdfaExtension:schemas>"
        "</rdf:Description>"
    )


def _schema(title: str, namespace: str, prefix: str, properties: str) -> str:
    return (
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaSchema:schema>{title}</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _property(name: str, kind: str, category: str, text: str) -> str:
    return (
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        f"<pdfaProperty:category>{category}</pdfaProperty:category>"
        f"<pdfaProperty:description>{text}</pdfaProperty:description></rdf:li>"
    )


def pdf_moment(moment: datetime) -> str:
    """An aware time as PDF writes it (ISO 32000-1, 7.9.4)."""
    offset = f"{moment:%z}"
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
