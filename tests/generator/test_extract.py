from datetime import date

import orjson

from generator.extract import records_json
from records.record import Operation, Person
from tests.generator.specimens import HEAD, at, continued, sample

MARCH_2 = date(2026, 3, 2)


def test_every_version_is_told_with_who_when_and_what_was_found() -> None:
    first = sample("LY-20260302-001", MARCH_2, weight=90)
    signed = continued(
        first,
        Operation.SIGN,
        at(MARCH_2, "12:30"),
        role="留样员",
        by=HEAD,
        typed_by=Person("P9", "王安"),
    )
    (record,) = orjson.loads(records_json([signed]))["records"]
    filed, signature = record["versions"]
    assert filed["entry"] == dict(first.entry)
    assert filed["findings"][0]["severity"] == "阻断"
    assert signature["operation"] == "sign"
    assert signature["at"] == "2026-03-02T12:30:00+08:00"
    assert signature["typed_by"] == {"id": "P9", "name": "王安"}
    assert signature["digest"] == signed.latest.digest


def test_what_is_empty_is_left_out_but_zero_and_no_of_an_entry_stay() -> None:
    first = sample("LY-1", MARCH_2)
    entry = {**first.entry, "diners": 0, "kept": False}
    record = continued(first, Operation.CORRECT, at(MARCH_2, "12:30"), entry=entry)
    (told,) = orjson.loads(records_json([record]))["records"]
    assert told["versions"][1]["entry"]["diners"] == 0
    assert told["versions"][1]["entry"]["kept"] is False
    assert "typed_by" not in told["versions"][0]


def test_the_same_records_give_the_same_bytes() -> None:
    assert records_json([sample("LY-1", MARCH_2)]) == records_json([sample("LY-1", MARCH_2)])
