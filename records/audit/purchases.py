"""Deliveries across records: who signed when, what it cost before, where the money went."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from checklists.rules import Finding, carries_out
from records.audit.view import View

REGISTER, ACCOUNTS = "food_purchase_acceptance", "canteen_supervision"
FIRST, SECOND = "验收员1", "验收员2"
SIGNED_WITHIN = timedelta(minutes=10)
PRICES_OF, OFF_AVERAGE = timedelta(days=30), Decimal("0.15")
BULK = ("米面油", "畜禽肉", "水产", "蛋", "奶", "豆制品", "蔬菜", "水果")
MONTHS_WITH_ONE = 6
BALANCE = Decimal("0.02")


@carries_out("food_purchase_acceptance.R01")
def signed_apart(view: View) -> Iterator[Finding]:
    """Both acceptors sign within ten minutes, on the day of the delivery."""
    for record in view.of_register(REGISTER):
        at = {one.role: one.at.astimezone(view.school.zone) for one in record.signatures}
        if FIRST not in at or SECOND not in at:
            continue
        if abs(at[SECOND] - at[FIRST]) > SIGNED_WITHIN:
            what = "两名验收员签名相隔超过10分钟"
        elif {at[FIRST].date(), at[SECOND].date()} != {record.date}:
            what = "验收员签名不在送货当日"
        else:
            continue
        yield view.finding(
            "food_purchase_acceptance.R01", "「签字」", what, "说明原因", number=record.number
        )


@carries_out("food_purchase_acceptance.R06")
def dearer_than_usual(view: View) -> Iterator[Finding]:
    """More than fifteen in a hundred off what it cost on average in the thirty days before."""
    paid: dict[tuple[str, str, str], list[tuple[date, Decimal]]] = {}
    for record in view.of_register(REGISTER):
        for line in record.entry["lines"]:
            key = str(line["item"]["id"]), str(line["spec"]), str(line["unit"])
            price = Decimal(line["price"])
            before = [one for day, one in paid.get(key, ()) if _recent(day, record.date)]
            if before and (usual := sum(before, Decimal()) / len(before)):
                off = price / usual - 1
                if abs(off) > OFF_AVERAGE:
                    what = f"{line['item']['name']}单价{price}元，偏离30日均价{off * 100:+.0f}%"
                    yield view.finding(
                        "food_purchase_acceptance.R06",
                        "「单价（元）」",
                        what,
                        "询价，说明原因",
                        number=record.number,
                    )
            paid.setdefault(key, []).append((record.date, price))


def _recent(day: date, today: date) -> bool:
    return day < today and today - day <= PRICES_OF


@carries_out("food_purchase_acceptance.R06")
def always_one_supplier(view: View) -> Iterator[Finding]:
    """Six months running all of a bulk kind from one supplier."""
    by_kind: dict[str, dict[tuple[int, int], set[str]]] = {}
    for record in view.of_register(REGISTER):
        month = record.date.year, record.date.month
        for kind in {str(line["category"]) for line in record.entry["lines"]}.intersection(BULK):
            by_kind.setdefault(kind, {}).setdefault(month, set()).add(_supplier(record.entry))
    for kind, months in by_kind.items():
        suppliers = set[str]().union(*months.values())
        if len(months) >= MONTHS_WITH_ONE and len(suppliers) == 1:
            what = f"{kind}连续{len(months)}个月只有一家供货者（{suppliers.pop()}）"
            yield view.finding("food_purchase_acceptance.R06", "「供货者」", what, "比价、轮换")


def _supplier(entry: Any) -> str:
    return str(entry["supplier"]["name"])


@carries_out("food_purchase_acceptance.R07")
def meal_money_out_of_balance(view: View) -> Iterator[Finding]:
    """A kindergarten spends on food what it takes for food, within two in a hundred a term."""
    code = "food_purchase_acceptance.R07"
    if not view.school.profile.teaches("幼儿园") or not view.of_register(REGISTER):
        return
    if not view.school.keeps(ACCOUNTS):
        yield view.unchecked(code, "膳食收支", "食堂督查（月调度的膳食经费收支）")
        return
    months = [one.entry for one in view.of_register(ACCOUNTS) if one.entry["kind"] == "月调度"]
    taken = sum((Decimal(one.get("fund_in", "0")) for one in months), Decimal())
    spent = sum((Decimal(one.get("fund", "0")) for one in months), Decimal())
    if taken and abs(taken - spent) / taken > BALANCE:
        off = (taken - spent) / taken * 100
        what = f"本学期膳食收入{taken}元、支出{spent}元，盈亏{off:+.1f}%，应在±2%内"
        yield view.finding(code, "膳食收支", what, "调整食谱和采购，公布账目")


PURCHASE_CHECKS = (
    signed_apart,
    dearer_than_usual,
    always_one_supplier,
    meal_money_out_of_balance,
)
