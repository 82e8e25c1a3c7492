"""Supplies across records: asked for, bought, accepted, stored, counted."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from checklists.books import Stock
from checklists.rules import Finding, carries_out
from records.audit.property import name_of, numbers_of
from records.audit.view import View
from records.record import Record

STORE, COUNTS = "warehouse_ledger", "stocktaking_record"
REQUESTS, ACCEPTED = "purchase_request", "goods_acceptance"
SLICED_ABOVE, SLICED_WITHIN = 5000, timedelta(days=30)
SAME_SUPPLIER = 3
HALF_A_CENT = Decimal("0.01")
MUCH = 2  # times a department's monthly average
ENOUGH_MONTHS = 3
IDLE = timedelta(days=365)


# ---- bought and accepted


@carries_out("purchase_request.R02")
def bought_and_accepted_by_one(view: View) -> Iterator[Finding]:
    """采购人≠验收人≠保管人, from request to acceptance."""
    code = "purchase_request.R02"
    requests = [one for one in view.of_register(REQUESTS) if one.entry.get("buyers")]
    if requests and not view.school.keeps(ACCEPTED):
        yield view.unchecked(code, "「采购人」", "采购物品验收单")
        return
    for record in requests:
        buyers = {name_of(one): one["name"] for one in record.entry["buyers"]}
        known = {record.number, record.entry.get("req_no")}
        for slip in view.of_register(ACCEPTED):
            if slip.entry["req_no"] in known:
                others = (*slip.entry["acceptors"], slip.entry["keeper"])
                for who in sorted({name_of(one) for one in others} & buyers.keys()):
                    what = f"{buyers[who]}又在{slip.number}验收或保管"
                    yield view.finding(
                        code, "「采购人」", what, "由另一人验收、保管", number=record.number
                    )


@carries_out("purchase_request.R05")
def bought_in_slices(view: View) -> Iterator[Finding]:
    """The same thing within thirty days, each purchase small, together large."""
    bought: dict[str, list[tuple[Record, Decimal]]] = {}
    for record in view.ever(REQUESTS):
        for line in record.entry["goods"]:
            amount = Decimal(str(line["amount"]))
            if amount <= SLICED_ABOVE:
                bought.setdefault(line["item"], []).append((record, amount))
    for item, slices in bought.items():
        for place, (record, _) in enumerate(slices):
            since = record.date - SLICED_WITHIN
            near = [amount for one, amount in slices[: place + 1] if one.date >= since]
            total = sum(near, Decimal())
            if len(near) > 1 and total > SLICED_ABOVE and view.is_of_term(record):
                what = f"30日内{len(near)}次采购{item}，合计{total}元，超过{SLICED_ABOVE}元"
                yield view.finding(
                    "purchase_request.R05", "「品名」", what, "合并采购", number=record.number
                )


@carries_out("purchase_request.R05")
def one_supplier_again_and_again(view: View) -> Iterator[Finding]:
    """Three small purchases in a row from one supplier."""
    run: list[Record] = []
    for record in view.ever(REQUESTS):
        supplier = name_of(record.entry.get("supplier"))
        if not supplier or record.entry["method"] != "零星采购":
            continue
        same = run and name_of(run[-1].entry["supplier"]) == supplier
        run = [*run, record] if same else [record]
        if len(run) >= SAME_SUPPLIER and view.is_of_term(record):
            what = f"连续{len(run)}次向{record.entry['supplier']['name']}采购"
            yield view.finding(
                "purchase_request.R05", "「拟定供货商」", what, "比价", number=record.number
            )


@carries_out("goods_acceptance.R01")
def stored_without_acceptance(view: View) -> Iterator[Finding]:
    """Nothing gets into the store by a slip that does not exist."""
    slips = numbers_of(view.ever(ACCEPTED), "acc_no")
    for record in view.of_register(STORE):
        named = record.entry.get("acceptance_no")
        if named and named not in slips and view.school.keeps(ACCEPTED):
            what = f"入库所依据的验收单{named}不存在"
            yield view.finding(
                "goods_acceptance.R01", "「验收单号」", what, "先验收再领用", number=record.number
            )


# ---- the store


@carries_out("warehouse_ledger.R01")
def balances_carry_on(view: View) -> Iterator[Finding]:
    """A line begins with what the line before it left."""
    for before, record in view.following(STORE, _place):
        left, opening = _number(before, "balance"), _number(record, "opening")
        if left != opening:
            what = f"上一行（{before.number}）结存{left}，这一行写{opening}"
            yield view.finding(
                "warehouse_ledger.R01", "「上期结存」", what, "核对后更正", number=record.number
            )


@carries_out("warehouse_ledger.R01")
def prices_are_averages(view: View) -> Iterator[Finding]:
    """What goes out is priced at the moving average of what came in."""
    for lines in _by_item(view).values():
        stock = Stock.begun(lines[0].entry)
        for record in lines:
            price = _number(record, "price")
            went_out = view.is_of_term(record) and _number(record, "in_qty") == 0
            if went_out and abs(price - stock.price) > HALF_A_CENT:
                what = f"单价{price}，移动加权单价是{stock.price:.2f}"
                yield view.finding(
                    "warehouse_ledger.R01",
                    "「单价」",
                    what,
                    "按移动加权单价更正",
                    number=record.number,
                )
            stock = stock.after(record.entry)


@carries_out("warehouse_ledger.R04")
def takes_much(view: View) -> Iterator[Finding]:
    """A month in which a department takes twice its average and more."""
    taken: dict[tuple[str, str], dict[str, Decimal]] = {}
    for record in view.of_register(STORE):
        if _number(record, "out_qty") > 0:
            key = name_of(record.entry.get("dept")), name_of(record.entry.get("item"))
            months = taken.setdefault(key, {})
            month = f"{record.date:%Y-%m}"
            months[month] = months.get(month, Decimal()) + _number(record, "out_qty")
    for (dept, item), months in taken.items():
        average = sum(months.values()) / len(months)
        for month, quantity in months.items():
            if len(months) >= ENOUGH_MONTHS and quantity > MUCH * average:
                what = f"{dept}{month}领{item} {quantity:f}，月均{average:.1f}"
                yield view.finding("warehouse_ledger.R04", "「出库数量」", what, "说明用途")


@carries_out("warehouse_ledger.R04")
def lies_idle(view: View) -> Iterator[Finding]:
    """A year without moving, and still there."""
    today = view.now.astimezone(view.school.zone).date()
    for (_, item), lines in _by_item(view).items():
        last = lines[-1]
        if _number(last, "balance") > 0 and today - last.date > IDLE:
            what = f"{item}自{last.date}未动用，结存{last.entry['balance']}"
            yield view.finding(
                "warehouse_ledger.R04", "「结存」", what, "调剂或报损", number=last.number
            )


# ---- counts


@carries_out("stocktaking_record.R01")
def moved_while_counted(view: View) -> Iterator[Finding]:
    """Nothing comes in or goes out while a store is counted."""
    for record in view.of_register(COUNTS):
        begun, ended = (
            datetime.fromisoformat(record.entry[name]) for name in ("cutoff", "finished_at")
        )
        for line in view.of_register(STORE):
            same = line.entry["warehouse"] == record.entry["warehouse"]
            if same and begun < line.first.at < ended:
                what = f"盘点期间有出入库（{line.number}）"
                yield view.finding(
                    "stocktaking_record.R01", "「截止时间」", what, "重新盘点", number=record.number
                )


@carries_out("stocktaking_record.R01")
def books_say_otherwise(view: View) -> Iterator[Finding]:
    """What a count takes for the books is what the store's ledger says at that time."""
    code = "stocktaking_record.R01"
    if not view.school.keeps(STORE):
        if view.of_register(COUNTS):
            yield view.unchecked(code, "「账面数」", "库房出入库台账")
        return
    for record in view.of_register(COUNTS):
        day = datetime.fromisoformat(record.entry["cutoff"]).date()
        for line in record.entry["counts"]:
            booked = _booked(view, record.entry["warehouse"], name_of(line["item"]), day)
            if booked is not None and booked != Decimal(str(line["book_qty"])):
                what = f"{line['item']['name']}账面数{line['book_qty']}，台账结存{booked}"
                yield view.finding(code, "「账面数」", what, "核对台账", number=record.number)


def _booked(view: View, warehouse: str, item: str, day: date) -> Decimal | None:
    """Balance of an item before a day; None where the ledger does not name it."""
    lines = [one for one in _by_item(view).get((warehouse, item), ()) if one.date < day]
    return _number(lines[-1], "balance") if lines else None


def _by_item(view: View) -> dict[tuple[str, str], list[Record]]:
    """Lines of the store by warehouse and item, in order; a store is not emptied between terms."""
    found: dict[tuple[str, str], list[Record]] = {}
    for record in view.ever(STORE):
        found.setdefault(_place(record), []).append(record)
    return found


def _place(record: Record) -> tuple[str, str]:
    return str(record.entry["warehouse"]), name_of(record.entry.get("item"))


def _number(record: Record, column: str) -> Decimal:
    return Decimal(str(record.entry.get(column) or 0))


SUPPLY_CHECKS = (
    bought_and_accepted_by_one,
    bought_in_slices,
    one_supplier_again_and_again,
    stored_without_acceptance,
    balances_carry_on,
    prices_are_averages,
    takes_much,
    lies_idle,
    moved_while_counted,
    books_say_otherwise,
)
