from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from checklists.calendar import SchoolCalendar, Term
from checklists.catalogue import find
from checklists.columns import Column
from generator import wording

MARCH_5 = date(2026, 3, 5)
NOON = datetime(2026, 3, 5, 12, 0, tzinfo=timezone(timedelta(hours=8)))
PERSON = {"id": "P07", "name": "董玥"}
CALENDAR = SchoolCalendar(Term("2025-2026-2", date(2026, 3, 2), date(2026, 7, 10)))


def column(kind: str, unit: str = "") -> Column:
    return Column(name="x", label="列", kind=kind, need="必", unit=unit)


def test_dates_are_written_without_leading_zeros() -> None:
    assert wording.day(MARCH_5) == "2026年3月5日"
    assert wording.day_in_full(MARCH_5) == "2026年3月5日（周四）"
    assert wording.short_day(MARCH_5) == "3月5日"
    assert wording.archive_day(MARCH_5) == "20260305"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 3, 2), date(2026, 7, 10), "2026年3月2日至7月10日"),
        (date(2025, 9, 1), date(2026, 1, 30), "2025年9月1日至2026年1月30日"),
        (MARCH_5, MARCH_5, "2026年3月5日"),
    ],
)
def test_a_period_repeats_the_year_only_when_it_changes(first: date, last: date, text: str) -> None:
    assert wording.period(first, last) == text


def test_times_are_shown_in_the_schools_zone() -> None:
    late_evening = datetime(2026, 3, 5, 16, 30, tzinfo=UTC)
    assert wording.moment(late_evening) == "2026年3月6日 00:30"
    assert wording.moment_beside(late_evening, date(2026, 3, 6)) == "00:30"


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        (MARCH_5, "12:00"),
        (date(2026, 3, 4), "3月5日 12:00"),
        (date(2025, 12, 31), "2026年3月5日 12:00"),
    ],
)
def test_a_time_beside_its_day_is_short(reference: date, text: str) -> None:
    assert wording.moment_beside(NOON, reference) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 3, 2), "第1周（3.2—3.8）"),
        (date(2026, 5, 24), "第12周（5.18—5.24）"),
        (date(2026, 7, 3), "第18周（6.29—7.5）"),
    ],
)
def test_a_week_has_its_number_and_its_days(value: date, text: str) -> None:
    assert wording.week(CALENDAR, value) == text


def test_official_papers_write_the_years_with_a_dash() -> None:
    assert wording.official_term("2025-2026学年第二学期") == "2025—2026学年第二学期"


@pytest.mark.parametrize(
    ("amount", "text"),
    [("0", "¥0.00"), ("5", "¥5.00"), ("1234.5", "¥1,234.50"), ("1000000.07", "¥1,000,000.07")],
)
def test_money_has_its_sign_and_two_places(amount: str, text: str) -> None:
    assert wording.money(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(0, 0, "—"), (3, 3, "100%"), (1999, 2000, "99.9%"), (1, 3, "33.3%"), (1, 2, "50%")],
)
def test_a_share_is_never_rounded_up(part: int, whole: int, text: str) -> None:
    assert wording.share(part, whole) == text


@pytest.mark.parametrize(
    ("count", "text"), [(812, "812 字节"), (1434, "1.4 KB"), (2 * 1024 * 1024, "2.0 MB")]
)
def test_file_sizes(count: int, text: str) -> None:
    assert wording.file_size(count) == text


def test_a_digest_is_read_by_fours() -> None:
    groups = wording.digest_groups("0123456789abcdef" * 4).split()
    assert len(groups) == 16
    assert groups[:2] == ["0123", "4567"]


@pytest.mark.parametrize(
    ("kind", "unit", "value", "text"),
    [
        ("text", "", "2026-03-05", "2026-03-05"),
        ("text", "", "<b>&{{7*7}}", "<b>&{{7*7}}"),
        ("date", "", "2026-03-05", "2026年3月5日"),
        ("datetime", "", "2026-03-05T10:50:00+08:00", "2026年3月5日 10:50"),
        ("datetime", "", "2026-03-05T10:50:00", "2026年3月5日 10:50"),
        ("time", "", "07:05:00", "07:05"),
        ("time", "", "10:00:48", "10:00:48"),
        ("number", "℃", "4.20", "4.20℃"),
        ("count", "g", 130, "130g"),
        ("money", "", "1234.5", "¥1,234.50"),
        ("bool", "", True, "是"),
        ("bool", "", False, "否"),
        ("choice", "", "中", "中"),
        ("ref", "", PERSON, "董玥"),
        ("refs", "", [PERSON, PERSON], "董玥、董玥"),
        ("files", "", [{"name": "a.jpg"}, {"name": "b.jpg"}], "2件"),
        ("files", "", [], ""),
        ("texts", "", ["学校 020-1234", "12345"], "学校 020-1234、12345"),
        ("calc", "小时", "48.5", "48.5小时"),
        ("calc", "", "2026-03-07T11:05:00+08:00", "2026年3月7日 11:05"),
        ("calc", "", "2026-03-07", "2026年3月7日"),
        ("calc", "", True, "是"),
        ("rows", "", [{"a": 1}], ""),
        ("text", "", None, ""),
    ],
)
def test_a_value_is_worded_by_the_kind_of_its_column(
    kind: str, unit: str, value: Any, text: str
) -> None:
    assert wording.shown(column(kind, unit), value) == text


def test_an_amount_has_either_its_sign_or_the_word() -> None:
    priced = Column(name="x", label="收费标准（元）", kind="money", need="必")
    assert wording.shown(priced, "1234.5") == "1,234.50"
    total = Column(name="x", label="合计（元）", kind="calc", need="自动")
    assert wording.shown(total, "1234.5") == "1,234.50"


def test_the_unit_is_left_out_where_the_head_names_it() -> None:
    assert wording.shown(column("count", "g"), 130, unit=False) == "130"


def test_a_time_is_short_beside_the_records_own_day() -> None:
    value = "2026-03-05T10:50:00+08:00"
    assert wording.shown(column("datetime"), value, beside=MARCH_5) == "10:50"
    assert wording.shown(column("date"), "2026-07-01", beside=MARCH_5) == "7月1日"
    assert wording.shown(column("date"), "2027-07-01", beside=MARCH_5) == "2027年7月1日"


def test_a_post_is_printed_by_its_title_and_other_choices_as_they_are() -> None:
    code = find("post_duty_register").column("post_code")
    assert wording.shown(code, "vp_logistics") == "分管副校长"
    kind = find("post_duty_register").column("employ_type")
    assert wording.shown(kind, "在编") == "在编"


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([4], "第4项"),
        ([1, 2], "第1至2项"),
        (list(range(3, 31)), "第3至30项"),
        ([1, 3, 4, 5, 8, 10, 11], "第1、3至5、8、10至11项"),
    ],
)
def test_items_in_a_row_are_folded(numbers: list[int], text: str) -> None:
    assert wording.items_named(numbers) == text
