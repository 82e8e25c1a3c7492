from collections.abc import Callable
from typing import Any

import pytest
from tinydb import Query, TinyDB, where

from checklists.entry import Entry
from records.acts import Correct, File, Void
from records.ledger import Ledger
from records.refusals import ReadOnlyFaceError
from records.school import School
from tests.records.conftest import DONG, HE, NOON, TERM

SAMPLES = "food_sample_retention"


@pytest.fixture
def db(ledger: Ledger, sample: Callable[..., Entry]) -> Any:
    """Three samples, one too light: it opened a hazard."""
    for weight in (130, 90, 150):
        ledger.append(File(sample(weight=weight)), by=DONG, at=NOON)
    return ledger.db


def test_it_is_a_real_tinydb_with_a_table_a_register(db: Any) -> None:
    assert isinstance(db, TinyDB)
    assert db.tables() == {SAMPLES, "hazard_rectification"}
    assert (len(db), len(db.table(SAMPLES)), len(db.table("fee_publicity"))) == (4, 3, 0)


def test_entries_are_searched_by_column_and_by_what_the_record_knows(db: Any) -> None:
    table = db.table(SAMPLES)
    light = table.search(where("weight") < 125)
    assert [one["_number"] for one in light] == ["LY-20260305-002"]
    assert [one["weight"] for one in table.search(Query().keeper.name == "董玥")] == [130, 90, 150]
    assert table.count((where("_verdict") == "不合格") & (where("_state") == "未结")) == 1
    assert table.contains(where("_by") == "董玥")
    assert not table.contains(where("_date") > "2026-03-05")
    assert db.search(where("hazard_no") == "2026-001")[0]["source_ref"] == "LY-20260305-002"


def test_documents_are_got_by_id_and_iterated_in_order_of_capture(db: Any) -> None:
    table = db.table(SAMPLES)
    assert [one.doc_id for one in table] == [1, 2, 4]
    assert [one.doc_id for one in db] == [1, 2, 3, 4]
    assert table.get(doc_id=4)["weight"] == 150
    assert table.get(doc_id=3) is None, "the hazard is in another table"
    assert [one["weight"] for one in table.get(doc_ids=[1, 2])] == [130, 90]
    assert table.get(where("weight") > 130)["_number"] == "LY-20260305-003"
    assert [one["weight"] for one in table.all()] == [130, 90, 150]


def test_a_document_can_be_changed_without_changing_anything(db: Any) -> None:
    table = db.table(SAMPLES)
    table.get(doc_id=1)["keeper"]["name"] = "别人"
    table.all()[0]["weight"] = 0
    assert table.search(where("weight") == 0) == []
    assert table.get(doc_id=1)["keeper"]["name"] == "董玥"


def test_a_query_asked_twice_sees_what_another_handle_wrote_between(
    db: Any, ledger: Ledger, school: School
) -> None:
    query, table = where("weight") == 150, db.table(SAMPLES)
    assert len(table.search(query)) == 1
    with Ledger.open(ledger.home, TERM, school=school) as other:
        entry = {**other.get("LY-20260305-001").entry, "weight": 150}
        other.append(Correct("LY-20260305-001", entry, "抄错"), by=DONG, at=NOON)
        other.append(Void("LY-20260305-003", "重复"), by=HE, at=NOON)
    assert [one["_version"] for one in table.search(query)] == [2, 2]
    assert [one["_state"] for one in table.search(query)] == ["未结", "已作废"]


@pytest.mark.parametrize(
    ("call", "instead"),
    [
        (lambda table: table.insert({"weight": 1}), "taizhang add"),
        (lambda table: table.insert_multiple([{"weight": 1}]), "taizhang add"),
        (lambda table: table.upsert({"weight": 1}, where("weight") == 1), "taizhang add"),
        (lambda table: table.update({"weight": 1}), "taizhang correct"),
        (lambda table: table.update_multiple([]), "taizhang correct"),
        (lambda table: table.remove(doc_ids=[1]), "taizhang void"),
        (lambda table: table.truncate(), "taizhang void"),
        (lambda table: table.storage.write({}), "taizhang add"),
    ],
)
def test_what_would_change_records_is_refused_and_says_what_to_use(
    db: Any, ledger: Ledger, call: Callable[[Any], object], instead: str
) -> None:
    before = ledger.head
    for table in (db.table(SAMPLES), db.table(db.default_table_name)):
        with pytest.raises(ReadOnlyFaceError, match=f"台账只增不改.*{instead}"):
            call(table)
    assert (ledger.head, len(db)) == (before, 4)


def test_tables_are_not_dropped(db: Any) -> None:
    for call in (db.drop_tables, lambda: db.drop_table(SAMPLES)):
        with pytest.raises(ReadOnlyFaceError, match="台账只增不改"):
            call()
    with pytest.raises(ReadOnlyFaceError):
        db.table("new", persist_empty=True)
    assert len(db) == 4
