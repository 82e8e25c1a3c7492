"""Papers of a hazard: 整改通知书, which its owner signs for, and 复查销号单, which closes it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from checklists.hazards import MAJOR, ON_THE_SPOT
from checklists.plans.numerals import numeral
from generator.composing.annotations import notices
from generator.composing.facts import fact_of, packed
from generator.composing.forms import detail_grid, framed
from generator.composing.imprint import Imprint
from generator.composing.photos import BEFORE, photo_blocks, pictures_of
from generator.composing.signatures import BLANK_DATE, signature_block
from generator.document import (
    Block,
    Document,
    Fact,
    Heading,
    Paragraph,
    ParagraphKind,
    Photos,
    Prose,
    SignatureBlock,
    SignatureLine,
)
from generator.errors import NotForPrintError
from generator.sheets import sheet_of
from generator.wording import day, moment, money
from records.definitions import Definition
from records.record import Record

NOTICE_TITLE, CLOSE_OUT_TITLE = "安全隐患整改通知书", "安全隐患整改复查销号单"
PHOTO_BEFORE = f"photo{BEFORE}"
_SECTIONS = (
    (
        "隐患",
        (
            *("place", "category", "level", "criterion", "found_at", "finder", "source"),
            *("source_ref", "desc"),
        ),
        "",
    ),
    (
        "整改通知",
        ("notice_no", "notified_at", "owner", "due", "due_now", "fund", "fund_source", "interim"),
        "extensions",
    ),
    ("整改", ("done_at", "done_desc"), ""),
    ("复查与销号", ("reviewer", "review_at", "review_result", "closed_at"), "rounds"),
)
"""Of the close-out: heading, columns, and the detail rows below them."""
_CLOSING = frozenset({"整改责任人", "复查人", "分管副校长", "校长"})

# ---- the notice


def compose_rectification_notice(record: Record, form: Definition, imprint: Imprint) -> Document:
    """The notice to whoever has to rectify a hazard: what, by when, and what keeps people safe.

    Raises:
        NotForPrintError: it was voided, put right on the spot, or no notice was issued yet.
    """
    entry = record.entry
    _refuse_void(record, NOTICE_TITLE)
    if entry.get("level") == ON_THE_SPOT:
        raise _unfit(record, NOTICE_TITLE, "当场整改的不发通知书", "打印销号单")
    if not entry.get("notice_no"):
        advice = "续填“整改通知”一步的责任人、期限、临时管控措施，编号由系统给"
        raise _unfit(record, NOTICE_TITLE, "整改通知还没有填完", advice)
    blocks = tuple(_notice_blocks(record, imprint))
    bare = framed(record, form, imprint, blocks, NOTICE_TITLE)
    return replace(bare, number=f"{entry['notice_no']}　{bare.number}")


def _notice_blocks(record: Record, imprint: Imprint) -> Iterator[Block]:
    entry = record.entry
    yield Prose(
        (
            Paragraph(f"{_name(entry.get('owner'))}："),
            *(Paragraph(text, kind) for kind, text in _notice_lines(record, imprint)),
        )
    )
    shown = tuple(pictures_of(PHOTO_BEFORE, "整改前", record, imprint))
    if shown:
        yield Photos(shown, pairs=True)
    yield _notice_places(entry, imprint)


def _notice_lines(record: Record, imprint: Imprint) -> Iterator[tuple[ParagraphKind, str]]:
    entry, zone = record.entry, imprint.school.zone
    found = moment(datetime.fromisoformat(entry["found_at"]), zone)
    source = f"（来源：{entry['source']}{_reference(entry)}）"
    yield (
        "body",
        f"{found}，{_name(entry.get('finder'))}在{_name(entry.get('place'))}发现下列安全隐患"
        f"{source}。由你负责整改，现通知如下。",
    )
    for number, (heading, sentences) in enumerate(_parts(record, imprint), start=1):
        yield "heading", f"{numeral(number)}、{heading}"
        numbers = [f"{place}. " for place in range(1, len(sentences) + 1)]
        for place, one in zip(numbers if len(sentences) > 1 else [""], sentences, strict=True):
            yield "clause", f"{place}{one}"


def _reference(entry: Mapping[str, Any]) -> str:
    return f" {entry['source_ref']}" if entry.get("source_ref") else ""


def _parts(record: Record, imprint: Imprint) -> Iterator[tuple[str, list[str]]]:
    entry = record.entry
    criterion = entry.get("criterion")
    yield (
        "隐患情况",
        [
            f"{_sentence(entry['desc'])}类别：{entry['category']}；等级：{entry['level']}"
            f"{f'（判定条款：{criterion}）' if criterion else ''}。",
        ],
    )
    yield "整改前的临时管控措施", [_sentence(str(entry.get("interim") or "无"))]
    yield "整改要求", list(_demands(entry))


def _demands(entry: Mapping[str, Any]) -> Iterator[str]:
    due, now = (_day(entry.get(name)) for name in ("due", "due_now"))
    extended = f"，经批准延至{now}" if now != due else ""
    yield f"整改期限：{due}前（含当日）完成{extended}。"
    if entry.get("fund"):
        origin = f"（{entry['fund_source']}）" if entry.get("fund_source") else ""
        yield f"整改资金：{money(Decimal(entry['fund']))}{origin}。"
    if entry.get("plan"):
        approval = f"（{_name(entry['plan_approver'])}批准）" if entry.get("plan_approver") else ""
        yield f"整改方案{approval}：{_sentence(entry['plan'])}"
    yield (
        "整改完成后附同角度照片，报安全办复查，复查合格方可销号；期限内完不成的，到期前申请延期，"
        "写明理由和新的管控措施，由分管副校长批准。"
    )
    if entry.get("level") == MAJOR:
        yield (
            "重大隐患挂牌督办，书面报告教育主管部门；该部位立即停用、撤离，经验收合格后方可恢复使用。"
        )


def _notice_places(entry: Mapping[str, Any], imprint: Imprint) -> SignatureBlock:
    issued = entry.get("notified_at")
    on = datetime.fromisoformat(issued).astimezone(imprint.school.zone).date() if issued else None
    return SignatureBlock(
        (
            SignatureLine(
                f"签发（盖章）：{imprint.school.name}",
                date=day(on) if on else BLANK_DATE,
                anchor="sig-1-签发单位",
                seal=True,
            ),
            SignatureLine("整改责任人（签收）：", date=BLANK_DATE, anchor="sig-2-整改责任人"),
        )
    )


# ---- the close-out


def compose_close_out(record: Record, form: Definition, imprint: Imprint) -> Document:
    """Rectification, re-inspection and closing on one sheet, before and after side by side.

    What is not done yet stays open for ink.

    Raises:
        NotForPrintError: it was voided, or not rectified even once.
    """
    _refuse_void(record, CLOSE_OUT_TITLE)
    if not record.entry.get("done_at") and not record.entry.get("rounds"):
        advice = "整改完成后，续填“整改”一步再打印"
        raise _unfit(record, CLOSE_OUT_TITLE, "还没有整改", advice)
    bare = framed(record, form, imprint, (), CLOSE_OUT_TITLE)
    number = f"隐患编号：{record.entry.get('hazard_no') or ''}　{bare.number}"
    room = sheet_of(bare).text_width
    blocks = tuple(_close_out_blocks(record, form, imprint, room))
    return replace(bare, number=number, blocks=blocks)


def _close_out_blocks(
    record: Record, form: Definition, imprint: Imprint, room: float
) -> Iterator[Block]:
    entry = record.entry
    yield from notices(record, form, imprint.school)
    for number, (heading, names, rows) in enumerate(_SECTIONS, start=1):
        yield Heading(f"{numeral(number)}、{heading}")
        shown = tuple(_facts(names, record, form, imprint))
        if shown:
            yield packed(shown)
        column = form.column(rows)
        if column is not None and entry.get(rows):
            yield detail_grid(column, entry[rows], imprint, room)
    yield from photo_blocks(record, form.columns, form, imprint)
    block = signature_block(record, form, imprint)
    yield replace(block, lines=tuple(one for one in block.lines if one.role in _CLOSING))


def _facts(
    names: tuple[str, ...], record: Record, form: Definition, imprint: Imprint
) -> Iterator[Fact]:
    is_extended = record.entry.get("due_now") != record.entry.get("due")
    for name in names:
        column = None if name == "due_now" and not is_extended else form.column(name)
        fact = fact_of(column, record, imprint) if column else Fact("", "")
        if fact.value or (column and column.need == "必"):
            yield fact


# ---- both


def _refuse_void(record: Record, title: str) -> None:
    if record.is_void:
        raise _unfit(record, title, "隐患记录已作废", "打印别的，或另登一条")


def _unfit(record: Record, title: str, what: str, advice: str) -> NotForPrintError:
    return NotForPrintError(f"{title} {record.number}", what, advice)


def _name(value: Any) -> str:
    return str(value["name"]) if isinstance(value, Mapping) else "（待定）"


def _day(value: Any) -> str:
    return day(date.fromisoformat(value)) if isinstance(value, str) else "（待定）"


def _sentence(text: str) -> str:
    return text if text.rstrip().endswith(("。", "！", "；")) else f"{text.rstrip()}。"
