"""A press kept warm: one child for all threads, gone when idle, replaced when it breaks."""

import io
import json
import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pikepdf
import pytest

from generator.errors import RenderingFailedError
from taizhang.desk import Desk
from taizhang.home import Home
from taizhang.papers import lay_out, put_on_paper
from taizhang.printing import PrintRoom
from tests.taizhang.office import Office
from tests.taizhang.working import until


@pytest.fixture
def room(office: Office) -> Iterator[PrintRoom]:
    """A print room of a home without any press yet."""
    before = children()
    room = PrintRoom(Home.open(office.folder))
    yield room
    room.close()
    assert children() == before


@pytest.fixture
def hasty(office: Office) -> Iterator[PrintRoom]:
    """One whose press goes as soon as nobody prints."""
    room = PrintRoom(Home.open(office.folder), idle_s=0.0)
    yield room
    room.close()


def children() -> set[int]:
    """Children of this process, other tests' included."""
    return {child.pid or 0 for child in multiprocessing.active_children()}


def child_of(room: PrintRoom) -> int:
    """Process that prints."""
    with room.press() as press:
        return press.wait("", press.pool.submit(os.getpid))


def test_a_record_is_printed_by_the_one_child_for_many_threads(
    office: Office, room: PrintRoom
) -> None:
    office.now = office.now.replace(hour=18)
    patrol = json.loads(office.run("describe", "daily_patrol", "--example").text)
    number = office.add("daily_patrol", {**patrol, "巡视人": "许安"}, "许安")["number"]

    def print_as(form: str) -> bytes:
        with Desk.open(Home.open(office.folder), read_only=True) as desk:
            layout = lay_out(desk, desk.record(number), form)
        with room.press() as press:
            return put_on_paper(press, layout).data

    with ThreadPoolExecutor(4) as threads:
        printed = list(threads.map(print_as, ("pdf", "docx", "pdf", "docx")))
    first = child_of(room)
    assert printed[:2] == printed[2:]
    with pikepdf.open(io.BytesIO(printed[0])) as pdf:
        assert "/StructTreeRoot" in pdf.Root
    assert printed[1][:2] == b"PK"
    assert child_of(room) == first != os.getpid()


def test_a_press_that_nobody_uses_goes_and_comes_back(hasty: PrintRoom) -> None:
    first = child_of(hasty)
    until(lambda: first not in children(), "the child is gone")
    assert child_of(hasty) != first


def test_a_press_in_use_does_not_go(hasty: PrintRoom) -> None:
    with hasty.press() as press:
        again = child_of(hasty)
        for _ in range(50):
            assert press.wait("", press.pool.submit(os.getpid)) == again
    until(lambda: again not in children(), "the child is gone")


def test_a_press_whose_child_died_is_replaced(room: PrintRoom) -> None:
    first = child_of(room)
    with pytest.raises(RenderingFailedError, match="意外退出"), room.press() as press:
        press.wait("试卷", press.pool.submit(os.kill, first, signal.SIGKILL))
    assert child_of(room) != first


def test_a_press_that_hangs_is_ended_and_replaced(room: PrintRoom) -> None:
    first = child_of(room)
    with pytest.raises(RenderingFailedError, match="还没有排完"), room.press() as press:
        replace(press, timeout_s=0.01).wait("试卷", press.pool.submit(signal.pause))
    until(lambda: first not in children(), "the child is gone")
    assert child_of(room) != first
