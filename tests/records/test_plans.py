"""Plans of terms: every version stays, says who and why, and comes back from a backup."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from checklists.plans.model import Measure, Plan, Section
from checklists.surroundings import SHANGHAI
from records.backup import make_backup
from records.digest import digest_of
from records.disk import Disk
from records.errors import NewerFormatError, NotWrittenError
from records.line import GENESIS, next_line
from records.plans import PlanLog
from records.record import Person
from records.refusals import LogMovedOnError
from records.restore import restore

AT = datetime(2026, 8, 28, 9, 0, tzinfo=SHANGHAI)
BY, OTHER = Person("P003", "董禾"), Person("P001", "周宁")
TERM = "2026-2027-1"
PLAN = Plan(
    title="总务处工作计划",
    term=TERM,
    items=(
        Section(
            heading="主要工作",
            items=(Measure(text="每日巡视。", person="许安", registers=("daily_patrol",)),),
        ),
    ),
)
LONGER = PLAN.model_copy(update={"closing": ("我们一定做到。",)})


@pytest.fixture
def log(tmp_path: Path) -> PlanLog:
    home = tmp_path / "home"
    home.mkdir()
    return PlanLog(home, Disk())


def test_every_version_stays_with_who_when_and_why(log: PlanLog) -> None:
    log.keep(PLAN, by=BY, at=AT)
    log.keep(LONGER, by=OTHER, at=AT + timedelta(days=1), reason="行政会议要求")
    first, second = log.versions(TERM)
    assert (first.number, first.by, first.at, first.plan) == (1, BY, AT, PLAN)
    assert (second.number, second.by, second.reason, second.plan) == (
        2,
        OTHER,
        "行政会议要求",
        LONGER,
    )
    assert second.digest == digest_of(LONGER.model_dump(mode="json"))
    assert log.latest(TERM) == second


def test_the_same_plan_again_is_no_new_version(log: PlanLog) -> None:
    kept = log.keep(PLAN, by=BY, at=AT)
    assert log.keep(PLAN, by=OTHER, at=AT + timedelta(days=1)) == kept
    assert len(list(log.versions(TERM))) == 1


def test_who_changed_an_older_version_than_the_last_is_refused(log: PlanLog) -> None:
    log.keep(PLAN, by=BY, at=AT, seen=0)
    log.keep(LONGER, by=OTHER, at=AT, seen=1)
    with pytest.raises(LogMovedOnError, match=r"2026-2027-1：已经有 2 版，您看到的是第 1 版"):
        log.keep(PLAN.model_copy(update={"title": "别的"}), by=BY, at=AT, seen=1)
    assert len(list(log.versions(TERM))) == 2


def test_every_term_has_a_file_of_its_own(log: PlanLog) -> None:
    log.keep(PLAN, by=BY, at=AT)
    log.keep(PLAN.model_copy(update={"term": "2026-2027-2"}), by=BY, at=AT)
    assert log.terms() == [TERM, "2026-2027-2"]
    assert len(list(log.versions(TERM))) == 1


def test_a_home_without_plans_has_none(log: PlanLog) -> None:
    assert log.latest(TERM) is None
    assert log.terms() == []
    assert log.damage() == ()


def test_a_changed_line_is_told_and_nothing_is_written_behind_it(
    log: PlanLog, tmp_path: Path
) -> None:
    log.keep(PLAN, by=BY, at=AT)
    log.keep(LONGER, by=BY, at=AT)
    path = tmp_path / "home" / "plans" / f"{TERM}.log"
    path.write_bytes(path.read_bytes().replace("每日".encode(), "每周".encode(), 1))
    assert log.damage() == (f"{TERM}.log 第 1 行被改动或残缺",)
    assert list(log.versions(TERM)) == []
    with pytest.raises(NotWrittenError, match="里面的内容被改动"):
        log.keep(PLAN, by=BY, at=AT)


def test_a_plan_of_a_newer_program_is_left_alone(log: PlanLog, tmp_path: Path) -> None:
    path = tmp_path / "home" / "plans" / f"{TERM}.log"
    path.parent.mkdir(parents=True)
    path.write_bytes(next_line(1, GENESIS, {"format": 2, "plan": {"new": 1}}).encode())
    with pytest.raises(NewerFormatError, match="只认到第 1 版"):
        log.latest(TERM)


def test_plans_come_back_from_a_backup(log: PlanLog, tmp_path: Path) -> None:
    kept = log.keep(PLAN, by=BY, at=AT)
    (tmp_path / "usb").mkdir()
    backup = make_backup(tmp_path / "home", tmp_path / "usb", at=AT)
    restore(backup.data, tmp_path / "again")
    assert PlanLog(tmp_path / "again", Disk()).latest(TERM) == kept


def test_what_is_kept_is_plain_json(log: PlanLog, tmp_path: Path) -> None:
    log.keep(PLAN, by=BY, at=AT)
    _, _, body = (tmp_path / "home" / "plans" / f"{TERM}.log").read_bytes().partition(b" ")
    said = json.loads(body)
    assert Plan.model_validate(said["plan"]) == PLAN
    assert said["by"] == {"id": "P003", "name": "董禾"}
