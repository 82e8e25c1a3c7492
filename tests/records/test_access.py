"""Who may read, and the log of who did: only ever longer, and whole after a crash."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

import pytest

from checklists.catalogue import catalogue, find
from checklists.surroundings import SHANGHAI
from records.access import Access, AccessLog, may_read, may_read_list
from records.disk import Disk
from records.errors import NotWrittenError
from records.record import Person
from tests.records.made_records import Known, on, record

AT = datetime(2026, 3, 5, 12, tzinfo=SHANGHAI)
READ = Access(AT, Person("p1", "方守"), "查看", "LF-20260305-001", "visitor_register", "家长询问")


@pytest.fixture
def log(tmp_path: Path) -> AccessLog:
    return AccessLog(tmp_path, Disk())


def book(log: AccessLog) -> Path:
    return log.home / "access" / "2026.log"


def test_every_reading_is_kept_in_order_with_all_that_was_said(log: AccessLog) -> None:
    told = [READ, replace(READ, allowed=False, why=""), replace(READ, how="打印")]
    for one in told:
        log.note(one)
    assert list(log.entries()) == told
    assert log.damage() == ()


def test_years_follow_each_other(log: AccessLog) -> None:
    later = replace(READ, at=AT.replace(year=2027))
    log.note(READ)
    log.note(later)
    assert list(log.entries()) == [READ, later]


@pytest.mark.parametrize("taken", [slice(0, 1), slice(1, 2)])
def test_what_is_taken_out_is_seen(log: AccessLog, taken: slice) -> None:
    for _ in range(3):
        log.note(READ)
    lines = book(log).read_bytes().splitlines(keepends=True)
    del lines[taken]
    book(log).write_bytes(b"".join(lines))
    assert log.damage() == (f"2026.log 第 {taken.start + 1} 行被改动或残缺",)
    with pytest.raises(NotWrittenError, match="被改动"):
        log.note(READ)


def test_a_line_whose_writer_died_is_cut_off(log: AccessLog) -> None:
    log.note(READ)
    whole = book(log).read_bytes()
    book(log).write_bytes(whole + whole[:40])
    log.note(READ)
    assert len(list(log.entries())) == 2
    assert log.damage() == ()


def test_a_line_changed_long_after_it_was_followed_is_seen(log: AccessLog) -> None:
    for _ in range(3):
        log.note(READ)
    changed = book(log).read_bytes().replace("方守".encode(), "程守".encode(), 1)
    book(log).write_bytes(changed)
    with pytest.raises(NotWrittenError, match="被改动"):
        log.note(READ)
    assert log.damage() == ("2026.log 第 1 行被改动或残缺",)


def test_a_log_put_back_from_a_backup_is_followed_anew(log: AccessLog) -> None:
    log.note(READ)
    earlier = book(log).read_bytes()
    log.note(replace(READ, how="打印"))
    book(log).write_bytes(earlier)
    log.note(replace(READ, how="装订"))
    assert [one.how for one in log.entries()] == ["查看", "装订"]
    assert log.damage() == ()


def write(home: Path, name: str) -> None:
    for _ in range(60):
        AccessLog(home, Disk()).note(replace(READ, by=Person(name, name)))


def test_processes_that_follow_each_other_lose_nothing(log: AccessLog) -> None:
    """Each knows only how far it has come itself."""
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        list(pool.map(write, [log.home] * 3, "甲乙丙"))
    assert Counter(one.by.name for one in log.entries()) == {"甲": 60, "乙": 60, "丙": 60}
    assert log.damage() == ()


def test_whoever_came_in_is_noted_with_the_place(log: AccessLog) -> None:
    came = Access(AT, Person("p1", "方守"), "登录", "", place="192.168.1.20 安卓手机")
    log.note(came)
    assert list(log.entries()) == [came]


def test_the_register_s_own_people_the_writer_and_the_leaders_may_read() -> None:
    visit = record("visitor_register", "LF-20260305-001", on("2026-03-05"))
    register = find("visitor_register").register

    def may(*posts: str, id_: str = "p9") -> bool:
        return may_read(register, Known(id_, "某", posts), visit)

    assert may("gate_guard")
    assert may("principal")
    assert may("vp_logistics")
    assert may(id_=visit.first.by.id), "who filled it in"
    assert not may("cook")
    assert not may()


def test_children_are_known_to_those_whose_registers_name_them() -> None:
    registers = catalogue()

    def may(kind: str, *posts: str) -> bool:
        return may_read_list(kind, registers, Known("p9", "某", posts))

    assert may("student", "homeroom")
    assert may("student", "librarian")
    assert may("banned", "homeroom")
    assert not may("student", "cook")
    assert not may("guardian", "gardener")
