"""Papers of an item: 代收费结算公示 for everybody, lists of receipts and of refunds for a class."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from checklists.amounts import capital
from generator.composing.imprint import Imprint
from generator.composing.signatures import BLANK_DATE
from generator.composing.widths import columns_fit
from generator.document import (
    Block,
    Document,
    Fact,
    Facts,
    Grid,
    GridRow,
    Paragraph,
    Prose,
    SignatureBlock,
    SignatureLine,
)
from generator.sheets import sheet_of
from generator.wording import day, money, official_term
from records.charges.notices import Announced
from records.charges.receivables import Receivable, Standing
from records.charges.terms import ItemSettlement, Share

_PER_HEAD = (
    *("户数", "每户缴费（元）", "每户支出（元）", "每户退费（元）"),
    *("缴费小计（元）", "支出小计（元）", "退费小计（元）"),
)
_RECEIPTS = ("序号", "学生", "缴费（元）", "大写", "票据号", "方式", "日期", "确认单号", "备注")
_REFUNDS = (
    *("序号", "学生", "缴费（元）", "支出（元）", "应退（元）", "应退大写"),
    *("票据号", "家长签收", "日期"),
)
_VOLUNTARY = "本项目由家长自愿选择，据实结算，多退少不补，学校和教师不从中获利。"


def compose_item_settlement(
    settlement: ItemSettlement, told: Announced | None, imprint: Imprint, on: date
) -> Document:
    """What an item brought in, what was spent, what goes back, and whom to ask: for the board.

    Args:
        settlement: of the item.
        told: the line of the notice it was charged by; None where there is none.
        imprint: school and term.
        on: the day of the paper.
    """
    school = imprint.school
    title = f"{settlement.item}结算公示"
    document = Document(
        title=title,
        school=school.name,
        shape="front",
        subtitle=f"{school.name}　{official_term(imprint.term_title)}",
        author=school.name,
        subject=title,
    )
    room = sheet_of(document).text_width
    blocks = tuple(_published(settlement, told, imprint, on, room))
    return replace(document, blocks=blocks)


def _published(
    settlement: ItemSettlement, told: Announced | None, imprint: Imprint, on: date, room: float
) -> Iterator[Block]:
    rows = [(name, text) for name, text in _figures(settlement, told) if text]
    yield Facts(tuple((Fact(name, text, wide=True),) for name, text in rows))
    yield _per_head(settlement, room)
    yield Prose(tuple(Paragraph(text) for text in _declared(settlement, told, imprint)))
    publisher = SignatureLine(
        f"{imprint.school.name}（盖章）", date=day(on), anchor="sig-1-公示单位"
    )
    yield SignatureBlock((publisher,))


def _figures(settlement: ItemSettlement, told: Announced | None) -> Iterator[tuple[str, str]]:
    supply: Mapping[str, Any] = settlement.supply
    unit = f"/{told.unit}" if told else ""
    standard = told.standard if told else _standard(settlement)
    yield "公示号", told.number if told else ""
    yield "收费标准", f"{money(standard)}{unit}"
    yield "参加情况", _heads(settlement)
    yield "收入", _sum(settlement.paid)
    yield "供应单位", str((supply.get("supplier") or {}).get("name", ""))
    yield "采购价", money(Decimal(supply["supply_price"])) if "supply_price" in supply else ""
    yield "采购票据", str(supply.get("supply_invoice", ""))
    yield "支出", _sum(settlement.cost)
    yield "退费", _sum(settlement.refund)
    yield "学校承担", money(settlement.overrun) if settlement.overrun else ""
    even = "平" if settlement.is_even else "未平"
    yield (
        "收支",
        f"收入{money(settlement.paid)}＝支出{money(settlement.cost)}"
        f"＋退费{money(settlement.refund)}（{even}）",
    )


def _heads(settlement: ItemSettlement) -> str:
    parts = [f"征求意愿{settlement.asked}户", f"缴费{len(settlement.shares)}户"]
    parts += [f"全免{settlement.waived}户"] if settlement.waived else []
    parts += [f"不参加{settlement.declined}户"] if settlement.declined else []
    parts += [f"未答复{settlement.unanswered}户"] if settlement.unanswered else []
    return "，".join(parts)


def _standard(settlement: ItemSettlement) -> Decimal:
    return settlement.shares[0].family.standard if settlement.shares else Decimal()


def _per_head(settlement: ItemSettlement, room: float) -> Grid:
    """Families that paid and get back alike, together: nobody is named."""
    alike: dict[tuple[Decimal, Decimal, Decimal], int] = {}
    for one in settlement.shares:
        key = one.family.paid, one.cost, one.refund
        alike[key] = alike.get(key, 0) + 1
    rows: list[tuple[str, ...]] = [
        (str(count), *map(_yuan, (paid, cost, back, paid * count, cost * count, back * count)))
        for (paid, cost, back), count in sorted(alike.items(), reverse=True)
    ]
    sums = map(_yuan, (settlement.paid, settlement.cost, settlement.refund))
    rows.append((f"合计{len(settlement.shares)}", "", "", "", *sums))
    heads = [(one, False) for one in _PER_HEAD]
    return Grid(columns_fit(heads, rows, room), tuple(map(GridRow, rows)), "每户结算")


def _declared(
    settlement: ItemSettlement, told: Announced | None, imprint: Imprint
) -> Iterator[str]:
    yield _VOLUNTARY
    back = settlement.refund - settlement.returned
    if settlement.refund:
        left = f"，尚有{money(back)}待退" if back else ""
        done = f"已退{money(settlement.returned)}{left}"
        yield f"应退{money(settlement.refund)}，{done}；请家长签收。"
    school = imprint.school
    own = [f"学校 {school.phone}"] if school.phone else []
    hotlines = dict.fromkeys([*own, *([told.hotline] if told else [])])
    if hotlines:
        yield f"监督电话：{'；'.join(hotlines)}。"


# ---- lists of a class


def compose_receipt_list(
    families: Sequence[Receivable], item: str, room: str, imprint: Imprint
) -> Document:
    """Who of a class paid what on which receipt: to be held against the stubs."""
    paying = sorted((one for one in families if one.is_charged), key=_by_receipt)
    rows: list[tuple[str, ...]] = [
        (
            str(number),
            *(one.pupil, _yuan(one.paid), capital(one.paid)),
            *(str(one.receipt or "—"), str(one.entry.get("method") or "—")),
            *(f"{one.paid_on:%m-%d}" if one.paid_on else "—", one.number, _remark(one)),
        )
        for number, one in enumerate(paying, 1)
    ]
    total = sum((one.paid for one in paying), Decimal())
    rows.append(("合计", f"{len(paying)}户", _yuan(total), capital(total), *[""] * 5))
    roles = ("收费员", "班主任", "会计")
    return _listed("收款回执（收据存根）清单", item, room, imprint, _RECEIPTS, rows, roles)


def _by_receipt(one: Receivable) -> tuple[str, int, int, int]:
    return one.receipt.place if one.receipt else ("", 0, 0, 0)


def _remark(one: Receivable) -> str:
    parts = [f"减免{_yuan(one.reduce)}元"] if one.reduce else []
    parts += [f"作废{one.entry['void_no']}"] if one.voided else []
    return "；".join(parts)


def compose_refund_list(
    shares: Sequence[Share], item: str, room: str, imprint: Imprint
) -> Document:
    """What each family of a class gets back, with a place for its signature."""
    owed = [one for one in shares if one.refund]
    rows: list[tuple[str, ...]] = [
        (
            str(number),
            *(one.family.pupil, _yuan(one.family.paid), _yuan(one.cost)),
            *(_yuan(one.refund), capital(one.refund), str(one.family.receipt or "—")),
            *_signed(one),
        )
        for number, one in enumerate(owed, 1)
    ]
    total = sum((one.refund for one in owed), Decimal())
    rows.append(("合计", f"{len(owed)}户", "", "", _yuan(total), capital(total), "", "", ""))
    roles = ("经手人", "班主任", "会计")
    return _listed("退费签收表", item, room, imprint, _REFUNDS, rows, roles)


def _signed(one: Share) -> tuple[str, str]:
    """Room for ink, wide enough; what is noted as given back says so."""
    if one.family.standing is Standing.SETTLED:
        return "（已登记退费）", ""
    return "　" * 5, "　" * 3


def _listed(
    title: str,
    item: str,
    room: str,
    imprint: Imprint,
    heads: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    roles: Sequence[str],
) -> Document:
    school = imprint.school
    document = Document(
        title=title,
        school=school.name,
        shape="front",
        orientation="landscape",
        subtitle=f"{school.full_name}　{imprint.term_title}　{room}　{item}",
        running_head=f"{school.full_name}　{item}　{room}　{title}",
        author=school.name,
        subject=f"{item}{room}{title}",
    )
    width = sheet_of(document).text_width
    columns = columns_fit([(one, False) for one in heads], rows, width)
    blocks: tuple[Block, ...] = (
        Grid(columns, tuple(map(GridRow, rows))),
        SignatureBlock(tuple(SignatureLine(role, date=BLANK_DATE) for role in roles)),
    )
    return replace(document, blocks=blocks)


def _sum(amount: Decimal) -> str:
    return f"{money(amount)}（{capital(amount)}）"


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"
