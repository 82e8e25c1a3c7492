"""Repairs from report to acceptance by who reported it; outsiders are let in at the gate.

Orders that take material from the store are played with the store (property).
"""

from datetime import date, datetime, timedelta
from typing import Any

from taizhang.simulator.gate_security.caller_words import Caller
from taizhang.simulator.gate_security.visitors import KEY as VISITS
from taizhang.simulator.gate_security.visitors import call
from taizhang.simulator.patrol_hazards.repair_words import BROKEN, ORDERS, OUTSIDE, Order
from taizhang.simulator.photos import Photo
from taizhang.simulator.plan import NumberOf
from taizhang.simulator.world import Book, Script, World, later, moment, snap, stamp

KEY = "repair_work_order"
WORKS = "施工维修"


def label(one: Order) -> str:
    """Name of an order in the plan."""
    return f"order-{one.key}"


def repairs(world: World) -> Script:
    """All orders of the term, and the visits of repairers."""
    book, visits = Book(KEY), Book(VISITS)
    for one in ORDERS:
        _report(world, book, one)
        _mend(world, book, visits, one)
        _accept(world, book, one)
    return Script((*book.acts, *visits.acts))


def _reported(one: Order) -> datetime:
    day, clock = one.at.split()
    return moment(date.fromisoformat(f"2026-{day}"), clock)


def _arrived(one: Order) -> datetime:
    return _reported(one) + timedelta(minutes=one.wait)


def _done(one: Order) -> datetime:
    return _arrived(one) + timedelta(minutes=one.work)


def _photo(world: World, one: Order, scene: str, at: datetime) -> tuple[Photo, ...]:
    if not one.shown:
        return ()
    dice = world.dice(KEY, one.key, scene)
    return (snap(f"{label(one)}-{scene}.jpg", scene, (one.place, one.fault[:12]), at, dice),)


def _report(world: World, book: Book, one: Order) -> None:
    at, reporter, clerk = _reported(one), world.named(one.reporter), world.the("logistics_clerk")
    photos = _photo(world, one, "broken", at)
    data: dict[str, Any] = {
        "reported_at": stamp(at),
        "reporter": one.reporter,
        "dept": one.dept,
        "place": one.place,
        "kind": one.kind,
        "fault": one.fault,
        "urgency": one.urgency,
        "photo_before": [photo.name for photo in photos],
    }
    if one.source:
        data["source_ref"] = NumberOf(one.source)
    book.file(label(one), at + timedelta(minutes=3), reporter, data, photos=photos)
    book.sign(label(one), at + timedelta(minutes=4), reporter, "报修人")
    sent = later(at, world.dice(KEY, one.key), 6, 14)
    order: dict[str, Any] = {"assigned": one.mender, "mode": one.mode}
    if one.firm[0]:
        order["unit"] = one.firm[0]
    if one.approval:
        order["approval_no"] = one.approval
    book.more(label(one), sent, clerk, order)
    book.sign(label(one), sent + timedelta(minutes=1), clerk, "派单人")


def _mend(world: World, book: Book, visits: Book, one: Order) -> None:
    arrived, done, mender = _arrived(one), _done(one), world.named(one.mender)
    photos = _photo(world, one, "mended", done)
    data: dict[str, Any] = {
        "arrive_at": stamp(arrived),
        "done_at": stamp(done),
        "labour": one.cost,
        "cost": one.cost,
        "cause": one.cause,
        "photo_after": [photo.name for photo in photos],
    }
    if one.late:
        data["late_reason"] = one.late
    if one.cause == BROKEN:
        data["waiver"] = one.waiver
    at = later(done, world.dice(KEY, one.key, "done"), 3, 15)
    book.more(label(one), at, mender, data, photos)
    book.sign(label(one), at + timedelta(minutes=1), mender, "维修人")
    if one.mode == OUTSIDE:
        firm, name = one.firm
        caller = Caller(WORKS, firm, "工具箱，已看", "electrician", "电话",
                        one.work + 12, one.work + 25, people=1)  # fmt: skip
        works = NumberOf(label(one))
        came = arrived - timedelta(minutes=6)
        ref = f"visit-{label(one)}"
        call(world, visits, ref, caller, came, host=mender, name=name, work_ref=works)


def _accept(world: World, book: Book, one: Order) -> None:
    reporter, dice = world.named(one.reporter), world.dice(KEY, one.key, "accept")
    seen = later(_done(one), dice, 25, 80).replace(second=0)
    data: dict[str, Any] = {
        "accept": "不满意" if one.redo else dice.choice(("满意", "满意", "满意", "基本满意")),
        "accept_by": one.reporter,
        "accepted_at": stamp(seen),
    }
    if one.redo:
        data["redo"] = one.redo
    at = later(seen, dice, 2, 6)
    book.more(label(one), at, reporter, data)
    book.sign(label(one), at + timedelta(minutes=1), reporter, "报修人验收")
