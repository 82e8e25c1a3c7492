"""A whole agreement from a responsibility letter: title, parties, parts in finished sentences."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from checklists.clauses.library import TO_BE_REVIEWED, is_reviewed, shared_clauses
from checklists.posts import PARTIES

COPIES = "零一两三四五六七八九"
FILLED_BY_DEFAULT = re.compile(r"〔(\d+)〕")


class Letter(Protocol):
    """What is needed of a `SafetyResponsibilityLetter`."""

    letter_no: str | None
    issuer: str
    party_type: str
    scope: str | None
    clauses: tuple[str, ...]
    special: tuple[str, ...]
    valid_from: date
    valid_to: date
    copies: int

    @property
    def party_name(self) -> str:
        """乙方."""


@dataclass(frozen=True, slots=True)
class AgreementPart:
    """A part under its heading.

    Attributes:
        numbered: its sentences are counted.
    """

    heading: str
    sentences: tuple[str, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement ready to be set.

    Attributes:
        number: 编号, empty before it is kept.
        parties: (甲方, name) and (乙方, name) lines.
        remark: 待学校审定 where the text was not taken over, else empty.
        receipt: sentence of the 回执 of a 告知书, else empty.
    """

    title: str
    number: str
    parties: tuple[tuple[str, str], ...]
    introduction: str
    parts: tuple[AgreementPart, ...]
    remark: str = ""
    receipt: str = ""


def agreement_text(letter: Letter, *, legal_person: str = "", term: str = "") -> Agreement:
    """The text of a letter as it is issued; its own clauses, so that it stays as issued.

    Args:
        letter: a `SafetyResponsibilityLetter`.
        legal_person: name of the principal, for 甲方.
        term: as 2025-2026学年第二学期, for the title.
    """
    kind = PARTIES[letter.party_type].kind
    title = agreement_title(letter, term)
    return Agreement(
        title=title,
        number=letter.letter_no or "",
        parties=_parties(letter, kind, legal_person),
        introduction=" ".join(shared_clauses("引言", kind)),
        parts=tuple(_parts(letter, kind)),
        remark="" if is_reviewed(letter.party_type) else f"本岗位条款{TO_BE_REVIEWED}。",
        receipt=shared_clauses("回执")[0].replace("〔标题〕", title) if kind == "家长" else "",
    )


def agreement_title(letter: Letter, term: str = "") -> str:
    """〔学校全称〕〔学年学期〕〔岗位〕安全责任书; a 告知书 for parents."""
    if letter.party_type == "家长":
        return f"{letter.issuer}{term}家长（监护人）安全告知书"
    return f"{letter.issuer}{term}{letter.party_type}安全责任书"


def _parties(letter: Letter, kind: str, legal_person: str) -> tuple[tuple[str, str], ...]:
    if kind == "家长":
        return ("学校", letter.issuer), ("家长（监护人）", letter.party_name)
    party_a = f"{letter.issuer}（法定代表人：{legal_person}）" if legal_person else letter.issuer
    party_b = f"乙方（{letter.party_type}）" if kind == "岗位" else "乙方"
    return ("甲方", party_a), (party_b, letter.party_name)


def _parts(letter: Letter, kind: str) -> Iterator[AgreementPart]:
    filled = {
        "班级": letter.scope or "",
        "份数": _count(letter.copies),
        "各执": "甲乙双方各执一份"
        if letter.copies == 2
        else f"甲方存{_count(letter.copies - 1)}份、乙方执一份",
        "期限止": chinese_date(letter.valid_to),
    }
    span = f"{chinese_date(letter.valid_from)}至{chinese_date(letter.valid_to)}"
    scope = (f"责任范围：{letter.scope}。",) if letter.scope else ()
    clauses = tuple(fill(sentence, filled) for sentence in letter.clauses)
    if kind == "家长":
        yield AgreementPart("告知事项", clauses)
        return
    if kind == "岗位":
        yield AgreementPart("责任目标", shared_clauses("责任目标"))
    yield AgreementPart("责任范围与期限", (*scope, f"责任期限：{span}。"), numbered=False)
    yield AgreementPart("甲方职责", shared_clauses("甲方职责"))
    general = shared_clauses("通用职责") if kind == "岗位" else ()
    yield AgreementPart("乙方职责", (*general, *clauses))
    if letter.special:
        yield AgreementPart("特别约定", letter.special)
    yield AgreementPart("考核与奖惩", shared_clauses("考核与奖惩", kind))
    closing = tuple(fill(sentence, filled) for sentence in shared_clauses("附则", kind))
    yield AgreementPart("附则", closing)


def fill(sentence: str, filled: Mapping[str, str]) -> str:
    """Variables replaced; one that is not known is left to be written in by hand."""
    text = FILLED_BY_DEFAULT.sub(r"\1", sentence)
    return re.sub(r"〔([^〕]+)〕", lambda found: filled.get(found[1]) or "________", text)


def _count(copies: int) -> str:
    return COPIES[copies] if copies < len(COPIES) else str(copies)


def chinese_date(day: date) -> str:
    """2026年9月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
