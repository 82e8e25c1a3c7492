import os
import pickle
import signal
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from generator.document import PageFoot
from generator.errors import GeneratorError, PagingError, RenderingFailedError
from generator.finish import finish_paper
from generator.layouts import Looks
from generator.metadata import About
from generator.rendering import Press, spawn_pool
from tests.generator.papers import checklist, front_matter


def die() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def eat() -> int:
    return len(bytearray(8 << 30))


def test_a_child_that_dies_becomes_an_error_in_chinese(looks: Looks) -> None:
    with spawn_pool(looks) as pool:
        press = Press(looks, pool)
        with pytest.raises(RenderingFailedError, match="意外退出"):
            press.wait("试卷", pool.submit(die))
        with pytest.raises(RenderingFailedError, match="已经退出"):
            press.paper(front_matter())


def test_a_child_may_not_eat_all_memory(looks: Looks) -> None:
    with (
        spawn_pool(looks, memory_limit=2 << 30) as pool,
        pytest.raises(RenderingFailedError, match="内存不够"),
    ):
        Press(looks, pool).wait("试卷", pool.submit(eat))


def test_a_child_that_takes_too_long_is_given_up(looks: Looks) -> None:
    with ThreadPoolExecutor(1) as pool:
        future: Future[bytes] = Future()
        with pytest.raises(RenderingFailedError, match="还没有排完"):
            Press(looks, pool, timeout_s=0.01).wait("试卷", future)


def test_what_a_child_finds_comes_back_as_it_is(press: Press) -> None:
    with pytest.raises(PagingError, match="不是一张有内容的登记表"):
        press.paginate(checklist(1), lambda _: PageFoot(""))


def interrupted() -> str:
    os.kill(os.getpid(), signal.SIGINT)
    return "still here"


def test_ctrl_c_is_left_to_the_parent(press: Press) -> None:
    assert press.wait("试卷", press.pool.submit(interrupted)) == "still here"


def test_registers_print_side_by_side(press: Press) -> None:
    futures = [press.submit_bulk([checklist(number)]) for number in (1, 2)]
    assert [press.wait("", future)[:5] for future in futures] == [b"%PDF-", b"%PDF-"]


def test_word_is_made_in_the_child_too(press: Press) -> None:
    assert press.word(front_matter())[:2] == b"PK"


def test_a_paper_is_finished_in_the_child(press: Press, about: About) -> None:
    document = front_matter()
    assert press.finished(document, about) == finish_paper(press.paper(document), about)


@pytest.mark.parametrize("kind", GeneratorError.__subclasses__())
def test_every_error_survives_the_way_out_of_a_child(kind: type[GeneratorError]) -> None:
    error = kind("《甲》", "坏了", "请重试")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(again), str(again), again.code) == (kind, str(error), error.code)
