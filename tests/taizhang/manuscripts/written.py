"""Word files as teachers write them: with numbers of Word's own, or typed ones."""

import io

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
    ("decimalEnclosedCircleChinese", "%5"),
    ("decimal", "%6）"),
)


def numbered(
    document: Document, key: int = 90, levels: tuple[tuple[str, str], ...] = LEVELS
) -> int:
    """Add a list that counts as the standard has it; returns its number id."""
    part = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(levels)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{inner}</w:abstractNum>'
    part.insert(0, parse_xml(abstract))
    num = f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
    part.append(parse_xml(num))
    return key


def restarted(document: Document, key: int, of: int) -> int:
    """Add a list that is another one begun again."""
    num = (
        f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{of}"/>'
        '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    document.part.numbering_part.element.append(parse_xml(num))
    return key


def on_list(paragraph: Paragraph, number: int, depth: int) -> None:
    """Put a paragraph on a list, at a level from 0."""
    properties = paragraph._p.get_or_add_pPr()
    place = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/>'
    properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{place}</w:numPr>"))


def outline_level(paragraph: Paragraph, level: int) -> None:
    """Make a paragraph a heading without any style."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level - 1}"/>'))


def saved(document: Document) -> bytes:
    """As a file."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def blank() -> Document:
    """A document with nothing in it."""
    return docx.Document()
