"""自愿确认单: the slip a family ticks and signs, with the receipt it gets back (registers.md B.2).

Nothing is ticked, whatever is known: the boxes are the family's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from generator.composing.forms import compose_form, framed
from generator.composing.imprint import Imprint
from generator.composing.notice import refuse_unfit
from generator.composing.signatures import BLANK_DATE, standing
from generator.document import (
    Block,
    Document,
    Fact,
    Facts,
    Paragraph,
    Prose,
    SignatureBlock,
    SignatureLine,
)
from generator.wording import day, money, official_term
from records.definitions import Definition
from records.record import Record

PARENT = "家长"
TITLE = "服务性收费和代收费自愿确认单"
VOLUNTARY = "本项目自愿选择，不参加不影响孩子正常学习生活。"
_BOXES = "□ 参加　　　□ 不参加"
_WHY_NOT = "不参加的理由（可以不写）：＿＿＿＿＿＿＿＿＿"
_CUT = "…………………………（沿虚线剪下，收款后回执交家长）…………………………"


def compose_consent(record: Record, form: Definition, imprint: Imprint) -> Document:
    """The slip until the money is settled; then, or when it is void, the record as it stands.

    Raises:
        NotForPrintError: the item may not be charged, so no family may be asked.
    """
    content = record.entry
    if record.is_void or content.get("settle_on"):
        return compose_form(record, form, imprint)
    if content.get("choice") is None:
        refuse_unfit(record, "自愿确认单", "发给家长")
    framing = framed(record, form, imprint, tuple(_blocks(record)))
    return replace(
        framing,
        title=TITLE,
        subtitle=f"{imprint.school.full_name}　{official_term(imprint.term_title)}",
        shape="slip",
        orientation="landscape",
        running_head="",
        number="",
        footer=f"{record.number}　摘要 {record.latest.digest[:16]}",
        qr="",  # the corner is kept for the code of the copy (generator/pagecodes.py)
    )


def _blocks(record: Record) -> Iterator[Block]:
    content = record.entry
    yield Facts(tuple(_particulars(content)))
    yield Prose(
        (
            Paragraph(f"{VOLUNTARY}请家长（监护人）自己选择，在□里打√并签名：", "heading"),
            Paragraph(f"{_BOXES}　　{_WHY_NOT}", "clause"),
            *(Paragraph(text) for text in _answered(content)),
        )
    )
    relation, phone = (_told(content.get(name)) for name in ("relation", "phone"))
    yield Facts(((Fact("与学生关系", relation), Fact("联系电话", phone)),))
    signed = standing(record).get(PARENT)
    on = day(signed.at.date()) if signed else BLANK_DATE
    yield SignatureBlock(
        (SignatureLine("家长（监护人）签名", date=on, anchor=f"sig-1-{PARENT}"),),
    )
    yield Prose((Paragraph(_CUT, "center"),))
    yield Facts(tuple(_receipt(content)))


def _particulars(content: Mapping[str, Any]) -> Iterator[tuple[Fact, ...]]:
    standard = f"{money(Decimal(content['standard']))}/{content['charge_unit']}"
    yield Fact("班级", _told(content["class_"])), Fact("学生", _pupil(content["student"]))
    yield Fact("项目", _told(content["item"])), Fact("标准", standard)
    yield (Fact("服务期", content["period"], wide=True),)
    yield (Fact("依据文号", content["basis_doc"], wide=True),)
    yield (Fact("服务内容/提供单位", content["service"], wide=True),)


def _answered(content: Mapping[str, Any]) -> Iterator[str]:
    """What the records say already, in words, where the slip is printed again."""
    if content.get("choice"):
        on = content.get("signed_on")
        signed = f"，{day(date.fromisoformat(on))}签字" if on else ""
        yield f"已登记：{content['choice']}{signed}"


def _receipt(content: Mapping[str, Any]) -> Iterator[tuple[Fact, ...]]:
    """回执: open for ink until the money was taken."""
    paid = content.get("paid")
    amount = money(Decimal(paid)) if paid else "¥"
    on = content.get("paid_on")
    about = f"{_told(content['class_'])}　{_pupil(content['student'])}　{_told(content['item'])}"
    collected = day(date.fromisoformat(on)) if on else BLANK_DATE
    yield (Fact("回执", about, wide=True),)
    yield Fact("收到款额", amount), Fact("大写", content.get("paid_cn") or "人民币", wide=True)
    yield (
        Fact("票据号", _told(content.get("receipt_no"))),
        Fact("经办人", _told(content.get("collector"))),
        Fact("日期", collected),
    )


def _pupil(value: Any) -> str:
    """Name and student number; only one of them where only one is known."""
    if isinstance(value, Mapping) and value["id"] != value["name"]:
        return f"{value['name']}（{value['id']}）"
    return _told(value)


def _told(value: Any) -> str:
    """A name, a text, or why nothing may be read here."""
    return str(value["name"] if isinstance(value, Mapping) else value or "")
