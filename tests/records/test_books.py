"""What earlier records say is looked up when an entry is kept, and never typed (G06)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from checklists.books import stocks
from checklists.catalogue import find
from checklists.columns import EXAMPLE_PHOTO
from checklists.errors import InvalidEntryError
from checklists.rules import Severity
from records.acts import Continue, Correct, File, Void
from records.ledger import Ledger
from records.record import Record
from tests.records.conftest import NOON, TERM, WANG, make_school

TUBE = {"warehouse": "总务库房", "keeper": "董玥", "item": "LED灯管", "out_qty": "0", "in_qty": "0"}
OUT = {"dept": "三（2）班", "receiver": "王安", "purpose": "更换", "old_returned": "4"}


def at(day: int, month: int = 3) -> datetime:
    return NOON.replace(month=month, day=day)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path, TERM, school=make_school()) as opened:
        yield opened


def file(ledger: Ledger, slug: str, when: datetime, data: dict[str, Any]) -> Record:
    assert ledger.school
    entry = find(slug).read(data, ledger.school.surroundings(when))
    return ledger.get(ledger.append(File(entry), by=WANG, at=when).number)


def line(ledger: Ledger, day: int, **changes: Any) -> Record:
    when = changes.pop("when", at(day))
    data = {**TUBE, "date": f"2026-03-{day:02}", **changes}
    return file(ledger, "warehouse_ledger", when, data)


def first(ledger: Ledger) -> Record:
    return line(ledger, 2, opening="36", price="12.50", out_qty="4", **OUT)


def figures(record: Record, *names: str) -> list[str]:
    return [str(record.entry.get(name)) for name in names]


# ---- the store


def test_a_line_begins_with_what_the_line_before_left_at_its_average_price(kept: Ledger) -> None:
    assert figures(first(kept), "opening", "balance", "price") == ["36", "32", "12.50"]
    came = line(kept, 3, in_qty="64", price="15.50")
    assert figures(came, "opening", "balance", "price") == ["32", "96", "15.50"]
    went = line(kept, 4, out_qty="4", **OUT)
    assert figures(went, "opening", "balance", "price") == ["96", "92", "14.50"]
    assert figures(went, "amount") == ["58.00"]


def test_other_stores_other_things_and_voided_lines_do_not_count(kept: Ledger) -> None:
    gone = first(kept)
    other = line(kept, 3, warehouse="体育库房", opening="5", price="1.00", in_qty="1")
    assert figures(other, "opening", "balance") == ["5", "6"]
    kept.append(Void(gone.number, "重复登记"), by=WANG, at=at(3))
    again = line(kept, 3, opening="40", price="12.50", out_qty="4", **OUT)
    assert figures(again, "opening", "balance") == ["40", "36"]


@pytest.mark.parametrize(("opening", "refused"), [("32", False), ("32.0", False), ("36", True)])
def test_what_the_books_know_is_not_typed_otherwise(
    kept: Ledger, opening: str, refused: bool
) -> None:
    first(kept)
    if refused:
        with pytest.raises(InvalidEntryError, match="填的是36，台账上是32"):
            line(kept, 3, opening=opening, out_qty="1", **OUT)
        assert len(kept.numbers()) == 1
    else:
        assert figures(line(kept, 3, opening=opening, out_qty="1", **OUT), "balance") == ["31"]


def test_a_line_of_an_earlier_day_begins_where_that_day_began(kept: Ledger) -> None:
    first(kept)
    line(kept, 6, out_qty="2", **OUT)
    late = line(kept, 4, when=at(7), out_qty="1", **OUT)
    assert figures(late, "opening", "balance") == ["32", "31"]


def test_a_correction_takes_the_books_as_they_are_then(kept: Ledger) -> None:
    begun, after = first(kept), line(kept, 3, out_qty="2", **OUT)
    right = {**begun.entry, "out_qty": "6"}
    kept.append(Correct(begun.number, right, "少记2支"), by=WANG, at=at(4))
    assert figures(kept.get(after.number), "opening") == ["32"]
    whole = kept.get(after.number).entry
    kept.append(Correct(after.number, whole, "接上更正后的结存"), by=WANG, at=at(4))
    assert figures(kept.get(after.number), "opening", "balance") == ["30", "28"]


def test_what_comes_in_costs_what_its_slip_says(kept: Ledger) -> None:
    slip = file(kept, "goods_acceptance", at(4), {
        "req_no": "购〔2026〕1号", "supplier": "五金店", "accepted_on": "2026-03-04",
        "arrive_on": "2026-03-04", "invoice_no": "1", "invoice_amount": "125.00", "sender": "钱送",
        "goods": [{
            "item": "LED灯管", "qty_order": "10", "qty_in": "10", "check": ["外观"],
            "order_price": "12.50", "price": "12.50", "verdict": "合格入库", "kind": "库房",
            "durable": False,
        }],
        "acceptors": ["董玥", "贺珺"], "buyers": ["王安"], "keeper": "周琦",
        "photos": [EXAMPLE_PHOTO],
    })  # fmt: skip
    came = line(kept, 5, in_qty="10", acceptance_no=slip.entry["acc_no"])
    assert figures(came, "price", "amount") == ["12.50", "125.00"]
    with pytest.raises(InvalidEntryError, match=r"填的是13\.00，台账上是12\.50"):
        line(kept, 5, in_qty="10", price="13.00", acceptance_no=slip.number)
    unpriced = line(kept, 5, in_qty="1")
    assert not unpriced.content.is_complete  # nobody says what it cost


def test_a_request_is_held_against_all_stores(kept: Ledger) -> None:
    first(kept)
    line(kept, 3, warehouse="后勤库房", opening="8", price="12.50", out_qty="0", in_qty="1")
    wanted = {"item": "LED灯管", "spec": "1.2m", "unit": "支", "need": "60", "est_price": "12.50"}
    data = {
        "date": "2026-03-05", "dept": "总务处", "requester": "王安", "purpose": "更换",
        "fund": "公用经费", "method": "零星采购",
    }  # fmt: skip
    asked = file(kept, "purchase_request", at(5), {**data, "goods": [{**wanted, "qty": "20"}]})
    (row,) = asked.entry["goods"]
    assert row["stock"] == "41"
    (found,) = asked.findings
    assert (found.code, found.severity) == ("purchase_request.R01", Severity.BLOCK)
    assert "需求减库存只差19" in found.message


# ---- counts


COUNT = {
    "date": "2026-03-06", "warehouse": "总务库房", "type": "抽盘", "counter": "王安",
    "keeper": "董玥", "supervisor": "贺珺", "cutoff": "2026-03-06T08:00",
    "finished_at": "2026-03-06T09:00",
}  # fmt: skip


def test_a_count_is_held_against_the_books_before_its_day(kept: Ledger) -> None:
    first(kept)
    line(kept, 6, when=at(6) - timedelta(hours=5), out_qty="2", **OUT)
    rows = [{"item": "LED灯管", "real_qty": "31"}]
    counted = file(kept, "stocktaking_record", at(6), {**COUNT, "counts": rows})
    (row,) = counted.entry["counts"]
    assert (row["book_qty"], row["diff"], row["diff_amount"]) == ("32", "-1", "-12.50")
    assert {one.code for one in counted.findings} >= {"stocktaking_record.R02"}


def test_what_no_store_knows_is_written_by_hand(kept: Ledger) -> None:
    bare = file(
        kept,
        "stocktaking_record",
        at(6),
        {**COUNT, "counts": [{"item": "旧课桌", "real_qty": "3"}]},
    )
    assert "G17" in {one.code for one in bare.findings}
    row = {"item": "旧课桌", "real_qty": "3", "book_qty": "3", "price": "0"}
    full = file(kept, "stocktaking_record", at(6), {**COUNT, "counts": [row]})
    assert full.findings == ()


# ---- rooms, assets, accounts


def test_a_room_is_held_against_its_last_check(kept: Ledger) -> None:
    def look(day: int, kind: str, **changes: Any) -> Record:
        desk = {"item": "课桌", "quota": 42, "actual": 42, "good": 42, "bad": 0, **changes}
        return file(kept, "class_property_register", at(day), {
            "term": "2025-2026学年第二学期", "room": "三（2）班", "checked_on": f"2026-03-{day:02}",
            "custodian": "董玥", "check_type": kind, "students": 42, "things": [desk],
            "photos": [EXAMPLE_PHOTO],
        })  # fmt: skip

    assert "prev" not in look(3, "期初登记").entry["things"][0]
    fewer = {"actual": 41, "good": 41, "reason": "丢失", "handle": "说明"}
    missing = look(5, "月查", **fewer)
    assert missing.entry["things"][0]["prev"] == 42
    assert [one.code for one in missing.findings] == ["class_property_register.R01"]
    assert look(6, "月查", prev=41, **fewer).findings == ()


def test_what_is_disposed_of_is_described_by_its_card(kept: Ledger) -> None:
    card = {**find("fixed_asset_ledger").example, "custodian": "王安", "asset_no": "ZC-1"}
    file(kept, "fixed_asset_ledger", at(6), {**card, "value": "16800.00"})
    data = {
        "date": "2026-03-09", "reason": "技术淘汰", "user": "王安", "appraisal": "无维修价值",
        "appraisers": ["董玥", "贺珺"], "has_storage": False, "method": "报废",
        "photos": [EXAMPLE_PHOTO], "early_note": "雷击损坏",
    }  # fmt: skip
    asset = {"asset_no": "ZC-1", "depreciation": "800.00", "left_on": "2026-03-08"}
    gone = file(kept, "asset_disposal", at(9), {**data, "assets": [asset]})
    (row,) = gone.entry["assets"]
    assert (row["name"], row["value"], row["net"]) == ("交互式触控一体机", "16800.00", "16000.00")
    assert (row["years"], row["acquired_on"]) == ("0/6", "2026-03-04")
    unknown = file(
        kept, "asset_disposal", at(9), {**data, "assets": [{**asset, "asset_no": "ZC-2"}]}
    )
    assert "G17" in {one.code for one in unknown.findings}


def test_a_meter_goes_on_from_its_last_reading(kept: Ledger) -> None:
    def read(month: int, this: str, **changes: Any) -> Record:
        example = find("utility_meter_record").example
        asked = ("people", "area", "meter", "kind", "ratio", "price", "photos", "number_shown")
        data = {name: example[name] for name in asked}
        data |= {"read_on": f"2026-{month:02}-01", "reader": "王安", "this": this, **changes}
        return file(kept, "utility_meter_record", at(1, month), data)

    assert not read(3, "1100.00", meter="水-01").content.is_complete  # nobody knows the last
    first = read(3, "1203.50", last="1100.00")
    assert figures(first, "usage") == ["4140.00"]
    assert figures(read(4, "1298.75"), "last", "usage") == ["1203.50", "3810.00"]
    with pytest.raises(InvalidEntryError, match=r"「上期读数」：填的是1200\.00"):
        read(5, "1400.00", last="1200.00")


def test_a_month_begins_with_what_the_month_before_left(kept: Ledger) -> None:
    def account(month: int, kind: str = "伙食账", **changes: Any) -> Record:
        meals = {"item": "学生伙食", "income": "1000.00", "expense": "990.00", **changes}
        return file(kept, "monthly_account_publicity", at(3, month + 1), {
            "month": f"2026-{month:02}", "kind": kind, "prepared_on": f"2026-{month + 1:02}-03",
            "accounts": [meals], "book_income": "1000.00", "book_expense": "990.00",
        })  # fmt: skip

    assert account(2, opening="5.00").entry["accounts"][0]["balance"] == "15.00"
    april = account(3).entry["accounts"][0]
    assert (april["opening"], april["balance"]) == ("15.00", "25.00")
    assert "opening" not in account(3, kind="经费收支").entry["accounts"][0]
    with pytest.raises(InvalidEntryError, match=r"填的是0\.00，台账上是25\.00"):
        account(4, opening="0.00")


def test_the_fold_goes_from_line_to_line() -> None:
    line = {"warehouse": "库", "item": {"id": "纸", "name": "纸"}, "opening": "0", "price": "20.00"}
    lines = [
        {**line, "in_qty": "10", "out_qty": "0"},
        {**line, "in_qty": "0", "out_qty": "4"},
        {**line, "in_qty": "6", "out_qty": "0", "price": "30.00"},
    ]
    (stock,) = stocks(lines).values()
    assert (stock.quantity, stock.price) == (Decimal(12), Decimal(25))


def test_a_continuation_keeps_what_the_books_gave(kept: Ledger) -> None:
    first(kept)
    rows = [{"item": "LED灯管", "real_qty": "32"}]
    counted = file(kept, "stocktaking_record", at(6), {**COUNT, "counts": rows})
    kept.append(Continue(counted.number, {"settled_on": "2026-03-06"}), by=WANG, at=at(6))
    (row,) = kept.get(counted.number).entry["counts"]
    assert (row["book_qty"], row["diff"]) == ("32", "0")
