"""安全责任书: title, number, parties, introduction, parts, signing places (registers.md A.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from checklists.clauses.agreement import Agreement, agreement_text
from checklists.plans.numerals import numeral
from generator.composing.annotations import notices
from generator.composing.forms import framed
from generator.composing.imprint import Imprint
from generator.composing.signatures import BLANK_DATE, signature_block
from generator.composing.widths import measure
from generator.document import (
    Block,
    Document,
    Paragraph,
    ParagraphKind,
    Prose,
    SignatureBlock,
    SignatureLine,
)
from generator.wording import official_term
from records.definitions import Definition
from records.record import Record

_TITLE_LINE = 18  # characters of 22 pt in 156 mm, with room for faces that are wider
_PARTY_B, _PARTY_A = "乙方本人", "甲方校长（盖章）"
_SEAL_PLACE = "（盖章处：骑年盖月）"


@dataclass(slots=True)
class _Letter:
    """A kept letter as `agreement_text` reads it."""

    letter_no: str | None
    issuer: str
    party_type: str
    party_name: str
    scope: str | None
    clauses: tuple[str, ...]
    special: tuple[str, ...]
    valid_from: date
    valid_to: date
    copies: int

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "_Letter":
        """From the content of a record."""
        return cls(
            letter_no=content.get("letter_no"),
            issuer=content["issuer"],
            party_type=content["party_type"],
            party_name=content["party_b"]["name"],
            scope=content.get("scope"),
            clauses=tuple(content.get("clauses", ())),
            special=tuple(content.get("special", ())),
            valid_from=date.fromisoformat(content["valid_from"]),
            valid_to=date.fromisoformat(content["valid_to"]),
            copies=content["copies"],
        )


def agreement_of(record: Record, imprint: Imprint) -> Agreement:
    """The whole text of a kept letter, as on its paper."""
    term = official_term(imprint.term_title)
    letter = _Letter.of(record.entry)
    return agreement_text(letter, legal_person=imprint.school.principal, term=term)


def compose_letter(record: Record, form: Definition, imprint: Imprint) -> Document:
    """One responsibility letter as the paper both sides sign."""
    agreement, term = agreement_of(record, imprint), official_term(imprint.term_title)
    document = framed(record, form, imprint, tuple(_blocks(record, form, imprint, agreement)))
    school, _, kind = agreement.title.partition(term)
    title = stacked(school, term, kind)
    number = f"编号：{agreement.number}" if agreement.number else ""
    return official(document, title, number, record)


def stacked(*parts: str) -> str:
    """A title broken between its parts, as few lines as the official title size leaves room for."""
    lines = [parts[0]]
    for number, part in enumerate(parts[1:], start=1):
        joins = number > 1 and measure(lines[-1] + part) <= _TITLE_LINE
        lines[-1:] = [lines[-1] + part] if joins else [lines[-1], part]
    return "\n".join(lines)


def official(document: Document, title: str, number: str, record: Record) -> Document:
    """The paper as an official one: no running head, a short foot beside the page number."""
    return replace(
        document,
        title=title,
        number=number,
        shape="instrument",
        subtitle="",
        running_head="",
        footer=f"{record.number}　摘要 {record.latest.digest[:16]}",
    )


def _blocks(
    record: Record, form: Definition, imprint: Imprint, agreement: Agreement
) -> Iterator[Block]:
    yield from notices(record, form, imprint.school)
    yield Prose(tuple(_paragraphs(agreement)))
    if agreement.receipt:
        yield from _receipt(agreement.receipt)
    else:
        yield _signing_places(record, form, imprint)


def _paragraphs(agreement: Agreement) -> Iterator[Paragraph]:
    for side, name in agreement.parties:
        yield Paragraph(f"{side}：{name}")
    yield Paragraph(agreement.introduction)
    for number, part in enumerate(agreement.parts, start=1):
        yield Paragraph(f"{numeral(number)}、{part.heading}", "heading")
        kind: ParagraphKind = "clause" if part.numbered else "body"
        for place, sentence in enumerate(part.sentences, start=1):
            yield Paragraph(f"{place}.{sentence}" if part.numbered else sentence, kind)
    if agreement.remark:
        yield Paragraph(agreement.remark, "note")


def _signing_places(record: Record, form: Definition, imprint: Imprint) -> SignatureBlock:
    """甲方 on the left, as agreements have it; the seal covers name and date (骑年盖月)."""
    block = signature_block(record, form, imprint)
    words = {
        _PARTY_A: f"甲方（盖章）：{record.entry['issuer']}\n法定代表人（签名）：",
        _PARTY_B: "乙方（签名）：",
    }
    lines = (
        replace(
            line,
            role=words.get(line.role, line.role),
            seal=line.role == _PARTY_A,
            note=line.note if block.seal or line.role != _PARTY_A else _SEAL_PLACE,
        )
        for line in block.lines
    )
    return replace(block, lines=tuple(sorted(lines, key=lambda line: not line.seal)))


def _receipt(sentence: str) -> Iterator[Block]:
    """回执, to be cut off and handed back."""
    yield Prose(
        (
            Paragraph("…………………………（沿此线撕下）…………………………", "center"),
            Paragraph("回　执", "center"),
            Paragraph(sentence),
            Paragraph("学生姓名：　　　　　　　　　班级："),
        )
    )
    yield SignatureBlock(
        (SignatureLine("家长（监护人）签名：", date=BLANK_DATE, anchor=f"sig-1-{_PARTY_B}"),)
    )
