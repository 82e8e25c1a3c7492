"""Settings changed from a page: what is written says the same, and no ledger loses its ground."""

import json
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.calendar import NationalDay, SchoolDay
from checklists.catalogue import find
from records.disk import Disk
from records.errors import NotWrittenError
from taizhang.errors import SchoolFileError
from taizhang.home import Home, SchoolFile, SchoolSection, TermSection
from taizhang.rewriting import HISTORY
from taizhang.school_file import LimitSection, read_settings, toml_of
from tests.taizhang.office import TERM, Office

# ---- what is written says the same

SAID = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn"]),
    min_size=1,
    max_size=12,
)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
MEALS = st.lists(st.sampled_from(("早", "中", "晚", "早点", "午点")), unique=True).map(tuple)


def of_days(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[date, Any]]:
    return st.dictionaries(DAYS, values, max_size=4)


def terms(year: int) -> st.SearchStrategy[TermSection]:
    return st.builds(
        TermSection,
        key=st.just(f"{year}-{year + 1}-1"),
        start=st.just(date(year, 9, 1)),
        end=st.integers(1, 200).map(lambda days: date(year, 9, 1) + timedelta(days=days)),
        meals=MEALS,
        days=of_days(st.sampled_from(list(SchoolDay))),
        national=of_days(st.sampled_from(list(NationalDay))),
        no_meals=st.lists(DAYS, max_size=4).map(tuple),
        meals_off=of_days(MEALS),
        closed_classes=of_days(st.lists(SAID, max_size=3).map(tuple)),
    )


ENDS = st.none() | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000
)
SETTINGS = st.builds(
    SchoolFile,
    school=st.builds(
        SchoolSection,
        name=SAID,
        code=SAID,
        kind=st.sampled_from(("小学", "幼儿园", "小学附设幼儿园")),
        canteen=st.sampled_from(("自营", "委托承包", "校外供餐", "无")),
        diners=st.sampled_from(("师生", "教师")),
        boarding=st.booleans(),
        principal=SAID | st.just(""),
        phone=SAID | st.just(""),
        zone=st.sampled_from(("Asia/Shanghai", "Asia/Urumqi")),
    ),
    terms=st.lists(st.integers(2020, 2029), unique=True, max_size=3).flatmap(
        lambda years: st.tuples(*map(terms, years))
    ),
    limits=st.dictionaries(SAID, st.builds(LimitSection, low=ENDS, high=ENDS), max_size=3),
    absences=st.dictionaries(SAID, SAID | st.just(""), max_size=3),
    off=st.dictionaries(SAID, SAID, max_size=3),
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(SETTINGS)
def test_what_is_written_is_read_as_it_was(one: SchoolFile) -> None:
    assert read_settings(tomllib.loads(toml_of(one, "谁改的")), "school.toml") == one


def test_names_with_rare_characters_quotes_and_newlines_come_back(tmp_path: Path) -> None:
    school = SchoolSection(name='程𬱖"小\\学', code="云\n小")
    one = SchoolFile(school=school, limits={"甲.𬱖": LimitSection(low=Decimal("0.50"))})
    assert read_settings(tomllib.loads(toml_of(one)), "school.toml") == one


def test_a_term_that_stands_there_twice_is_refused() -> None:
    term = {"key": TERM, "start": "2026-03-02", "end": "2026-07-03"}
    data = {"school": {"name": "甲", "code": "乙"}, "terms": [term, term]}
    with pytest.raises(SchoolFileError, match=f"学期 {TERM} 写了两次"):
        read_settings(data, "school.toml")


# ---- what is replaced, and what is not


@pytest.fixture
def home(office: Office) -> Home:
    return Home.open(office.folder)


def changed(home: Home, **school: Any) -> SchoolFile:
    section = home.settings.school.model_copy(update=school)
    return home.settings.model_copy(update={"school": section})


def with_terms(home: Home, *terms: TermSection) -> SchoolFile:
    return home.settings.model_copy(update={"terms": terms})


def rewritten(office: Office, home: Home, new: SchoolFile) -> Home:
    return home.rewrite(new, by="周㛃", at=office.now)


def refusal(office: Office, home: Home, new: SchoolFile) -> str:
    before = (office.folder / "school.toml").read_bytes()
    with pytest.raises(SchoolFileError) as refused:
        rewritten(office, home, new)
    assert (office.folder / "school.toml").read_bytes() == before
    return str(refused.value)


def begun(office: Office) -> None:
    """A ledger with a record in it."""
    data = json.loads(json.dumps(find("daily_patrol").example, default=str))
    data |= {"date": "2026-03-05", "patroller": "许安"}
    data |= {"start": "2026-03-05 09:00", "end": "2026-03-05 09:40"}
    data["checks"] = {item: {"verdict": "合格"} for item in data["checks"]}
    office.add("daily_patrol", data, "许安")


def test_the_new_settings_stand_and_the_replaced_file_is_kept(office: Office, home: Home) -> None:
    before = (office.folder / "school.toml").read_bytes()
    new = rewritten(office, home, changed(home, phone="0571-1"))
    assert new.settings.school.phone == "0571-1"
    assert Home.open(office.folder) == new
    assert "# 2026-03-05 12:00 由周㛃改" in (office.folder / "school.toml").read_text("utf-8")
    kept = office.folder / HISTORY / "school-20260305T120000.toml"
    assert kept.read_bytes() == before


def test_two_changes_within_a_second_are_both_kept(office: Office, home: Home) -> None:
    later = rewritten(office, home, changed(home, phone="1"))
    rewritten(office, later, changed(later, phone="2"))
    names = sorted(path.name for path in (office.folder / HISTORY).glob("*.toml"))
    assert names == ["school-20260305T120000-2.toml", "school-20260305T120000.toml"]


def test_who_saw_older_settings_writes_nothing_over_newer_ones(office: Office, home: Home) -> None:
    rewritten(office, home, changed(home, phone="1"))
    assert "已被别人改过，未改动。重新打开再改" in refusal(office, home, changed(home, phone="2"))


def test_settings_that_contradict_themselves_are_refused(office: Office, home: Home) -> None:
    (term,) = home.settings.terms
    turned = term.model_copy(update={"end": term.start})
    assert "结束日期不在开始日期之后" in refusal(office, home, with_terms(home, turned))
    assert "新的设置 有 1 处读不懂" in refusal(office, home, changed(home, zone="火星"))


def test_terms_at_the_same_time_are_refused(office: Office, home: Home) -> None:
    (term,) = home.settings.terms
    other = TermSection(key="2026-2027-1", start=term.end, end=date(2027, 1, 22))
    assert f"学期 {TERM} 和 2026-2027-1 的日期有重叠" in refusal(
        office, home, with_terms(home, term, other)
    )


def test_a_term_with_a_ledger_is_neither_renamed_nor_taken_out(office: Office, home: Home) -> None:
    begun(office)
    (term,) = home.settings.terms
    renamed = term.model_copy(update={"key": "2025-2026-1"})
    for new in (with_terms(home, renamed), with_terms(home)):
        assert f"学期 {TERM} 已经有台账，不能删去，也不能改代号" in refusal(office, home, new)


def test_a_term_without_a_ledger_may_be_renamed(office: Office, home: Home) -> None:
    (term,) = home.settings.terms
    renamed = term.model_copy(update={"key": "2025-2026-1"})
    assert rewritten(office, home, with_terms(home, renamed)).settings.terms == (renamed,)


def test_a_ledger_goes_on_when_the_days_of_its_term_change(office: Office, home: Home) -> None:
    begun(office)
    (term,) = home.settings.terms
    longer = term.model_copy(update={"end": date(2026, 7, 10), "no_meals": (date(2026, 3, 6),)})
    rewritten(office, home, with_terms(home, longer))
    assert len(office.ask("list")) == 1


def test_the_name_of_the_school_stays_until_the_ledger_is_sealed(
    office: Office, home: Home
) -> None:
    begun(office)
    told = refusal(office, home, changed(home, name="云溪路第一小学"))
    assert f"校名写在 {TERM} 台账的首行里，封存前不能改" in told
    office.now = office.now.replace(month=7, day=20)
    office.ask("seal", TERM, "--yes", by="周㛃")
    rewritten(office, home, changed(home, name="云溪路第一小学"))
    assert len(office.ask("list", "--term", TERM)) == 1


def test_a_disk_that_fails_leaves_the_old_settings(office: Office, home: Home) -> None:
    class Full(Disk):
        def append(self, file: int, data: bytes) -> int:
            raise OSError(28, "No space left on device")

    before = (office.folder / "school.toml").read_bytes()
    with pytest.raises(NotWrittenError, match="磁盘满了"):
        home.rewrite(changed(home, phone="1"), by="周㛃", at=office.now, disk=Full())
    assert (office.folder / "school.toml").read_bytes() == before
