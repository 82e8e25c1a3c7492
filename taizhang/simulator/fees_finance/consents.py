"""Consents: every family is asked, answers, pays or does not, and gets back what was not spent.

The whole school's slips are on paper; those of the four classes that pay by receipt are here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from taizhang.simulator.fees_finance.families import (
    CARE,
    COPYBOOKS,
    OUTING,
    SPOILT,
    STANDARD,
    WAIVER,
    Family,
    families,
    written,
)
from taizhang.simulator.fees_finance.fees import CARE as CARE_LINE
from taizhang.simulator.fees_finance.fees import COPYBOOKS as COPYBOOKS_LINE
from taizhang.simulator.fees_finance.fees import OUTING as OUTING_LINE
from taizhang.simulator.school import CLASSES
from taizhang.simulator.world import Book, Script, World, later, moment

KEY = "agency_fee_consent"


@dataclass(frozen=True, slots=True)
class Terms:
    """What one item's slip says, and what it came to; days as “03-03”.

    Attributes:
        cost: yuan a head that were spent.
    """

    line: Mapping[str, str]
    service: str
    begins: str
    ends: str
    told: str
    answered: str
    supplier: str
    invoice: str
    cost: str
    settled: str


TERMS: Mapping[str, Terms] = {
    CARE: Terms(CARE_LINE, "放学后两小时作业辅导和兴趣活动，本校教师", "03-09", "07-01", "03-03",
                "03-05", "本校（课后服务）", "课后服务支出表2026-06", "172.40", "06-26"),
    COPYBOOKS: Terms(COPYBOOKS_LINE, "代购作业本", "03-09", "07-01",
                     "03-04", "03-06", "青禾文化用品公司", "26362000000026032207", "13.80",
                     "06-26"),
    OUTING: Terms(OUTING_LINE, "4月10日农耕研学，青禾农耕实践基地", "04-10", "04-10", "03-24",
                  "03-26", "青禾农耕实践基地", "26362000000026041118", "81.60", "04-17"),
}  # fmt: skip


def consents(world: World) -> Script:
    """Every slip from asking to settling."""
    book = Book(KEY)
    for number, one in enumerate(families()):
        _slip(world, book, one, number)
    return Script(tuple(book.acts))


def _day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def _slip(world: World, book: Book, one: Family, number: int) -> None:
    terms, dice = TERMS[one.round.item], world.dice(KEY, number)
    ref = f"consent-{number:03}"
    room = next(each for each in CLASSES if each.id == one.round.klass)
    teacher = world.named(room.homeroom)
    gap = timedelta(seconds=50 * (number % 30))
    book.file(ref, moment(_day(terms.told), "15:40", gap), teacher, _asked(one, terms, room.name))
    answered = moment(_day(terms.answered), "16:05", gap)
    said: dict[str, Any] = {
        "choice": "自愿参加" if one.joins else "不参加",
        "signed_on": (answered.date() - timedelta(days=dice.randint(0, 1))).isoformat(),
        "relation": "母亲" if one.parent.endswith("女士") else "父亲",
        "channel": "纸质签字",
    }
    if not one.joins:
        said["reason"] = one.reason
    book.more(ref, answered, teacher, said)
    book.sign(ref, later(answered, dice, 20, 35), teacher, "班主任")
    if one.joins:
        _pay_and_settle(world, book, one, terms, ref)
    checked = moment(_day(terms.settled), "16:20", gap)
    book.sign(ref, checked, world.the("accountant"), "会计")


def _asked(one: Family, terms: Terms, room: str) -> dict[str, Any]:
    return {
        "item": one.round.item,
        "standard": f"{STANDARD[one.round.item]}",
        "charge_unit": terms.line["unit"],
        "basis_doc": terms.line["basis_doc"],
        "service": terms.service,
        "period_from": f"2026-{terms.begins}",
        "period_to": f"2026-{terms.ends}",
        "class_": room,
        "told_on": f"2026-{terms.told}",
        "student": one.pupil.number,
        "parent": one.parent,
        "declared": True,
    }


def _pay_and_settle(world: World, book: Book, one: Family, terms: Terms, ref: str) -> None:
    cashier, dice = world.the("cashier"), world.dice(KEY, ref, "pay")
    at = later(moment(one.round.on, "14:00"), dice, 0, 90)
    paid: dict[str, Any] = {
        "paid": f"{one.paid}",
        "method": one.method,
        "paid_on": one.round.on.isoformat(),
        "receipt_no": written(one.receipt),
        "collector": cashier.name,
    }
    if one.exempt:
        paid |= {"reduce": f"{STANDARD[one.round.item]}", "approval_no": WAIVER}
    if (one.round.item, one.place) == SPOILT:
        paid["void_no"] = written(one.receipt - 1)
    book.more(ref, at, cashier, paid)
    if not one.paid:
        return
    settled = later(moment(_day(terms.settled), "10:00"), dice, 0, 110)
    book.more(ref, settled, cashier, {
        "supplier": terms.supplier,
        "supply_price": terms.cost,
        "supply_invoice": terms.invoice,
        "cost": terms.cost,
        "returned": f"{one.paid - Decimal(terms.cost)}",
        "settle_on": f"2026-{terms.settled}",
    })  # fmt: skip
