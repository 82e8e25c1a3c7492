"""收费公示: the notice on the board (registers.md B.1); what may not be charged is no notice."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from checklists.profile import teaches
from generator.composing.forms import framed
from generator.composing.imprint import Imprint
from generator.composing.letter import official
from generator.composing.signatures import stamped_text
from generator.composing.widths import PLAIN_MM, POSTER_MM, columns_fit, measure
from generator.document import (
    Block,
    Document,
    Grid,
    GridRow,
    Paragraph,
    Prose,
    SignatureBlock,
    SignatureLine,
)
from generator.errors import NotForPrintError
from generator.sheets import sheet_of
from generator.wording import day, money, official_term
from records.definitions import Definition
from records.record import Record

FREE_OF_CHARGE = "免收"
_ONE_LINE = 25.0  # characters of a title beside its code
MANY_ROWS = 7  # fewer are set larger (grid.html): a notice is read at arm's length
_HEADS: tuple[tuple[str, str], ...] = (
    ("no", "序号"),
    ("item", "项目名称"),
    ("kind", "类别"),
    ("standard", "标准（元）"),
    ("unit", "计费单位"),
    ("scope", "收费范围"),
    ("basis_doc", "依据（批准机关及文号）"),
    ("purpose", "资金用途/服务内容"),
    ("voluntary", "自愿性"),
    ("reduce", "减免政策"),
    ("refund", "退费规则"),
    ("remark", "备注"),
)
_RUNNING = frozenset({"scope", "basis_doc", "purpose", "reduce", "refund", "remark"})
_SCHOOLING = "义务教育阶段免收学费、杂费，免费提供国家规定课程教科书。"
_VOLUNTARY = "服务性收费和代收费坚持自愿、非营利原则，不参加不影响孩子正常学习生活。"


def compose_notice(record: Record, form: Definition, imprint: Imprint) -> Document:
    """The notice to be put up.

    Raises:
        NotForPrintError: it was voided, or a 阻断 finding stands, as a forbidden item.
    """
    refuse_unfit(record, "收费公示", "公示")
    school, content = imprint.school, record.entry
    framing = framed(record, form, imprint, ())
    title = _in_lines(school.name, f"{official_term(content['year'])}收费公示")
    number = str(content.get("publicity_no") or "")
    document = replace(official(framing, title, number, record), orientation="landscape")
    return replace(document, blocks=tuple(_blocks(record, imprint, document)))


def _in_lines(school: str, rest: str) -> str:
    """A title on one line where it fits beside the code, so that the table has more room."""
    return f"{school}{rest}" if measure(school + rest) <= _ONE_LINE else f"{school}\n{rest}"


def compose_poster(record: Record, form: Definition, imprint: Imprint) -> Document:
    """The same in A3 for the board at the gate, to be read from two metres.

    Raises:
        NotForPrintError: as for the notice.
    """
    poster = replace(compose_notice(record, form, imprint), shape="poster")
    return replace(poster, blocks=tuple(_blocks(record, imprint, poster)))


def refuse_unfit(record: Record, what: str, verb: str) -> None:
    """Refuse to print what is void, or found wanting so that it must not go out.

    Args:
        record: what is to be printed.
        what: its kind, in Chinese.
        verb: what cannot be done with it.

    Raises:
        NotForPrintError: it must not go out.
    """
    where = f"{what} {record.number}"
    if record.is_void:
        raise NotForPrintError(where, f"已作废，不能{verb}", "请另登一份")
    if record.blocking:
        found = "；".join(f"{one.where}{one.message}" for one in record.blocking)
        raise NotForPrintError(where, f"不能{verb}：{found}", "请更正后再打印")


def _blocks(record: Record, imprint: Imprint, paper: Document) -> Iterator[Block]:
    content, school = record.entry, imprint.school
    yield _table(content["fees"], paper)
    yield Prose(tuple(Paragraph(text) for text in _declarations(content, imprint)))
    start = day(date.fromisoformat(content["start"]))
    named = f"{school.name}（盖章）"
    publisher = SignatureLine(named, date=start, anchor="sig-1-公示单位", seal=True)
    yield SignatureBlock((publisher,), stamped_text(record, school))


def _table(fees: list[Mapping[str, Any]], paper: Document) -> Grid:
    lines = [_worded(number, fee) for number, fee in enumerate(fees, start=1)]
    is_remarked = any(line.get("remark") for line in lines)
    heads = [head for head in _HEADS if head[0] != "remark" or is_remarked]
    cells = [tuple(str(line.get(name) or "—") for name, _ in heads) for line in lines]
    few = PLAIN_MM if len(cells) < MANY_ROWS else None
    character = POSTER_MM if paper.shape == "poster" else few
    running = [(label, name in _RUNNING) for name, label in heads]
    columns = columns_fit(running, cells, sheet_of(paper).text_width, character)
    return Grid(columns, tuple(GridRow(row) for row in cells))


def _worded(number: int, fee: Mapping[str, Any]) -> dict[str, Any]:
    amount = Decimal(fee["standard"])
    standard = money(amount).replace("¥", "") if amount else FREE_OF_CHARGE
    return {**fee, "no": number, "standard": standard}


def _declarations(content: Mapping[str, Any], imprint: Imprint) -> Iterator[str]:
    school = imprint.school
    if teaches(school.kind, "小学"):
        yield _SCHOOLING
    if any(fee["voluntary"] == "自愿" for fee in content["fees"]):
        yield _VOLUNTARY
    if content.get("replaces"):
        yield f"本公示替代{content['replaces']}，此前的公示同时停止使用。"
    first, last = (day(date.fromisoformat(content[name])) for name in ("start", "end"))
    yield f"公示地点：{content['board_place']}。公示时间：{first}至{last}。"
    own = [f"学校 {school.phone}"] if school.phone else []
    told = (one.strip() for fee in content["fees"] for one in re.split("[;；]", fee["hotline"]))
    hotlines = dict.fromkeys(filter(None, (*own, *told)))
    yield f"监督电话：{'；'.join(hotlines)}。"
