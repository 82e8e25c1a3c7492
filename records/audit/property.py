"""School property across records: whose it is, who has it, what was damaged."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from checklists.rules import Finding, carries_out
from records.audit.view import View
from records.record import Record

DAMAGE, REPAIRS = "damage_compensation", "repair_work_order"
CARDS, DISPOSALS, ACCEPTED = "fixed_asset_ledger", "asset_disposal", "goods_acceptance"
CARD_WITHIN = timedelta(days=10)
ON_A_CARD = "固定资产建卡"


# ---- damage


@carries_out("damage_compensation.R03")
def damage_without_its_repair(view: View) -> Iterator[Finding]:
    """The slip names the repair order, there is one, and it names the slip."""
    code = "damage_compensation.R03"
    named = [one for one in view.of_register(DAMAGE) if one.entry.get("repair_no")]
    if named and not view.school.keeps(REPAIRS):
        yield view.unchecked(code, "「维修工单号」", "报修与维修记录")
        return
    orders = {
        number: one
        for one in view.ever(REPAIRS)
        for number in (one.number, str(one.entry.get("order_no")))
    }
    for record in named:
        wanted, own = record.entry["repair_no"], (record.number, record.entry.get("no"))
        order = orders.get(wanted)
        if order is None:
            what = f"维修工单{wanted}不在报修记录里"
            yield view.finding(code, "「维修工单号」", what, "核对工单号", number=record.number)
        elif order.entry.get("cause") and order.entry.get("damage_no") not in own:
            what = f"维修工单{wanted}没有写本赔偿单"
            yield view.finding(code, "「维修工单号」", what, "更正工单", number=record.number)


@carries_out("damage_compensation.R04")
def damaged_again(view: View) -> Iterator[Finding]:
    """The same pupil a second time: somebody talks to the child, and writes it down."""
    times: dict[str, int] = {}
    for record in view.ever(DAMAGE):
        if record.entry.get("person_type") != "学生":
            continue
        person = name_of(record.entry.get("person"))
        times[person] = times.get(person, 0) + 1
        again = times[person] > 1 and view.is_of_term(record)
        if again and not record.entry.get("education"):
            what = f"同一学生第{times[person]}次损坏，没有教育记录"
            yield view.finding(
                "damage_compensation.R04", "「教育记录」", what, "谈话后补填", number=record.number
            )


# ---- cards


@carries_out("fixed_asset_ledger.R01")
def two_cards_of_one_thing(view: View) -> Iterator[Finding]:
    """As many cards as things: a number is given once."""
    first: dict[str, Record] = {}
    for record in view.ever(CARDS):
        number = record.entry["asset_no"]
        other = first.setdefault(number, record)
        if other is not record:
            what = f"{number}已有卡片（{other.number}）"
            yield view.finding(
                "fixed_asset_ledger.R01", "「资产编号」", what, "核对实物", number=record.number
            )


@carries_out("fixed_asset_ledger.R02")
def custodian_changed_on_paper(view: View) -> Iterator[Finding]:
    """A custodian changes by a handover, not by a correction."""
    for record in view.of_register(CARDS):
        for one in record.corrections:
            if one.column == "custodian" and one.before != one.after:
                what = f"保管人由{_shown(one.before)}更正为{_shown(one.after)}"
                yield view.finding(
                    "fixed_asset_ledger.R02",
                    "「保管人」",
                    what,
                    "保管人变更的，续填移交；确属写错的说明",
                    number=record.number,
                )


@carries_out("fixed_asset_ledger.R04")
def accepted_without_a_card(view: View) -> Iterator[Finding]:
    """Ten days after acceptance there is a card."""
    code = "fixed_asset_ledger.R04"
    if not view.school.keeps(ACCEPTED):
        if view.of_register(CARDS):
            yield view.unchecked(code, "「验收单号」", "采购物品验收单")
        return
    cards = {record.entry["asset_no"] for record in view.ever(CARDS)}
    today = view.now.astimezone(view.school.zone).date()
    for record in view.of_register(ACCEPTED):
        for line in record.entry.get("goods", ()):
            is_asset = line["kind"] == ON_A_CARD and line["verdict"] != "退换"
            late = today - record.date > CARD_WITHIN
            if is_asset and late and line.get("asset_no") not in cards:
                what = f"{_shown(line['item'])}验收合格超过{CARD_WITHIN.days}天没有建卡"
                yield view.finding(code, "「去向」", what, "建资产卡", number=record.number)


@carries_out("fixed_asset_ledger.R04")
def disposed_and_still_in_use(view: View) -> Iterator[Finding]:
    """What was disposed of is not in use on its card."""
    code = "fixed_asset_ledger.R04"
    if not view.school.keeps(DISPOSALS):
        if view.of_register(CARDS):
            yield view.unchecked(code, "「状态」", "固定资产报损审批表")
        return
    gone = {
        name_of(line["asset_no"])
        for record in view.ever(DISPOSALS)
        if record.entry.get("written_off_on")
        for line in record.entry["assets"]
    }
    for record in view.ever(CARDS):
        if record.entry["asset_no"] in gone and record.entry["status"] != "已处置":
            what = f"已报损核销，卡片状态仍是“{record.entry['status']}”"
            yield view.finding(code, "「状态」", what, "更正为已处置", number=record.number)


@carries_out("asset_disposal.R02")
def struck_off_unapproved(view: View) -> Iterator[Finding]:
    """Until its disposal is approved an asset stays in the books."""
    if not view.school.keeps(DISPOSALS):
        return  # said by disposed_and_still_in_use
    approved = {
        name_of(line["asset_no"])
        for record in view.ever(DISPOSALS)
        if record.entry.get("approved_on")
        for line in record.entry["assets"]
    }
    for record in view.of_register(CARDS):
        if record.entry["status"] == "已处置" and record.entry["asset_no"] not in approved:
            what = f"{record.entry['asset_no']}没有批准的报损审批，卡片已销"
            yield view.finding(
                "asset_disposal.R02", "「状态」", what, "补办审批，追查去向", number=record.number
            )


@carries_out("asset_disposal.R02")
def disposed_of_twice(view: View) -> Iterator[Finding]:
    """What is gone cannot go again."""
    first: dict[str, Record] = {}
    for record in view.of_register(DISPOSALS):
        for line in record.entry["assets"]:
            other = first.setdefault(name_of(line["asset_no"]), record)
            if other is not record:
                what = f"{_shown(line['asset_no'])}已在{other.number}申请处置"
                yield view.finding(
                    "asset_disposal.R02", "「资产编号」", what, "核对实物", number=record.number
                )


# ---- reading


def numbers_of(records: Sequence[Record], *columns: str) -> frozenset[str]:
    """The numbers under which records are known: their own, and those of serial columns."""
    own = {record.number for record in records}
    return frozenset(
        own | {str(one.entry[name]) for one in records for name in columns if name in one.entry}
    )


def name_of(value: Any) -> str:
    """Id of a reference, or the text that stands for one."""
    return str(value.get("id", "")) if isinstance(value, Mapping) else str(value or "")


def _shown(value: Any) -> str:
    return str(value.get("name", "")) if isinstance(value, Mapping) else str(value or "")


PROPERTY_CHECKS = (
    damage_without_its_repair,
    damaged_again,
    two_cards_of_one_thing,
    custodian_changed_on_paper,
    accepted_without_a_card,
    disposed_and_still_in_use,
    struck_off_unapproved,
    disposed_of_twice,
)
