"""The store counted: a few things every month, all of them before the holidays.

The great count is one pack of paper short: fetched on 9 June and not written down; entered after.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from taizhang.simulator.photos import Photo
from taizhang.simulator.property.goods_words import OPENING
from taizhang.simulator.property.store import COUNT_DAYS, STORE, balance
from taizhang.simulator.world import Book, Script, World, later, moment, snap, stamp

KEY = "stocktaking_record"
WHOLE, SPOT = "期末", "抽盘"
GREAT = "06-23"
SHORT = ("A4复印纸", Decimal(1))
SPOT_ITEMS = 4


def counts(world: World) -> Script:
    """Every count of the term."""
    book = Book(KEY)
    for number, text in enumerate(COUNT_DAYS):
        day = date.fromisoformat(f"2026-{text}")
        items = list(OPENING)
        if text != GREAT:
            items = [items[(3 * number + one) % len(items)] for one in range(SPOT_ITEMS)]
        rows = [_row(world, item, day) for item in items]
        _count(world, book, day, rows, WHOLE if text == GREAT else SPOT)
    return Script(tuple(book.acts))


def _row(world: World, item: str, day: date) -> dict[str, Any]:
    book = balance(world, item, day)
    row: dict[str, Any] = {
        "item": item,
        "real_qty": f"{book}",
    }
    if item == SHORT[0] and f"{day:%m-%d}" == GREAT:
        row |= {"real_qty": f"{book - SHORT[1]}", "reason": "漏记出库", "opinion": "补登"}
    return row


def _count(world: World, book: Book, day: date, rows: list[dict[str, Any]], kind: str) -> None:
    ref, dice = f"count-{day:%m%d}", world.dice(KEY, day)
    begun = moment(day, "08:00")
    ended = begun + timedelta(minutes=25 * len(rows) // 2 + dice.randint(5, 30))
    short = [one for one in rows if "reason" in one]
    counter, keeper = world.named("邱慕白"), world.the("warehouse_keeper")
    watcher, head = world.the("accountant"), world.the("logistics_head")
    photos = tuple(_pictures(short, ended, dice))
    data: dict[str, Any] = {
        "date": day.isoformat(),
        "warehouse": STORE,
        "type": kind,
        "counter": counter.name,
        "keeper": keeper.name,
        "supervisor": watcher.name,
        "cutoff": stamp(begun),
        "finished_at": stamp(ended),
        "counts": rows,
        "photos": [photo.name for photo in photos],
    }
    at = later(ended, dice, 5, 20)
    book.file(ref, at, counter, data, photos=photos)
    book.sign(ref, at + timedelta(minutes=2), counter, "盘点人")
    book.sign(ref, at + timedelta(minutes=5), keeper, "保管员")
    book.sign(ref, at + timedelta(minutes=9), watcher, "监盘人", "全程监盘")
    settled: dict[str, Any] = {"settled_on": day.isoformat()}
    if short:
        settled["approver"] = world.the("principal").name
    done = at + timedelta(hours=4)
    book.more(ref, done, head, settled)
    book.sign(ref, done + timedelta(minutes=5), head, "总务主任")
    if short:
        opinion = "查明为领用漏记，同意补登；保管员写情况说明"
        book.sign(
            ref, done + timedelta(minutes=70), world.the("principal"), "校长（差异处理）", opinion
        )


def _pictures(short: list[dict[str, Any]], at: Any, dice: Any) -> Iterator[Photo]:
    one: Mapping[str, Any]
    for number, one in enumerate(short, 1):
        text = (str(one["item"]), f"实盘 {one['real_qty']}", "账面多1，查领用单")
        name = f"count-{at:%m%d}-{number}.jpg"
        yield snap(name, "goods", text, at - timedelta(minutes=20), dice)
