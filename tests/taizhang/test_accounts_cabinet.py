"""A cabinet: nothing lost when several write at once, nothing damaged ever written over."""

import stat
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import pytest

from records.disk import Disk
from records.errors import LedgerUnreadableError, NotWrittenError
from taizhang.accounts.cabinet import Cabinet, Sheet
from taizhang.errors import CabinetDamagedError, UsageError
from tests.records.simulated_disk import Died, Fault, SimulatedDisk


class Slip(Sheet):
    """Something with a name."""

    name: str
    count: int = 0

    @property
    def key(self) -> str:
        return self.name


def slips(home: Path, disk: Disk | None = None) -> Cabinet[Slip]:
    return Cabinet(home, "slips", Slip, disk or Disk())


def put(cabinet: Cabinet[Slip], *names: str) -> None:
    cabinet.change(lambda kept: kept.update({name: Slip(name=name) for name in names}))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def test_a_cabinet_without_a_file_is_empty_and_makes_none_by_being_read(home: Path) -> None:
    assert slips(home).read() == {}
    assert list(home.iterdir()) == []


def test_what_one_has_put_in_another_finds_in_the_same_order(home: Path) -> None:
    ours, theirs = slips(home), slips(home)
    put(ours, "乙", "甲")
    assert list(theirs.read()) == ["乙", "甲"]
    put(theirs, "丙")
    assert list(ours.read()) == ["乙", "甲", "丙"]


def test_what_is_read_cannot_be_changed_past_the_lock(home: Path) -> None:
    put(slips(home), "甲")
    with pytest.raises(TypeError, match="does not support item"):
        slips(home).read()["乙"] = Slip(name="乙")  # type: ignore[index]  # that is the point


def test_a_file_is_decoded_once_as_long_as_it_says_the_same(home: Path) -> None:
    cabinet = slips(home)
    put(cabinet, "甲")
    assert cabinet.read() is cabinet.read()


def test_a_change_that_is_refused_leaves_everything_as_it_was(home: Path) -> None:
    cabinet = slips(home)
    put(cabinet, "甲")
    before = cabinet.path.read_bytes()

    def refuse(kept: dict[str, Slip]) -> None:
        kept.clear()
        raise UsageError("不行")

    with pytest.raises(UsageError):
        cabinet.change(refuse)
    assert cabinet.path.read_bytes() == before


def test_folder_and_files_are_for_their_owner_only(home: Path) -> None:
    put(slips(home), "甲")
    folder = home / "web"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert {path.name for path in folder.iterdir()} == {"slips.json", "slips.lock"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "残缺或被改动"),
        (b'{"format": 1, "kept": [{"name"', "残缺或被改动"),
        (b'{"format": 1}', "残缺或被改动"),
        (b"[]", "残缺或被改动"),
        ('{"format":1,"kept":[{"name":"甲","colour":1}]}'.encode(), "第 1 条的“colour”读不懂"),
        ('{"format":1,"kept":[{"name":"甲"},{"name":"甲"}]}'.encode(), "第 2 条与前面的重复"),
        (b'{"format": 2, "kept": []}', "由更新的程序写成，请升级"),
    ],
)
def test_what_cannot_be_understood_is_told_and_never_written_over(
    home: Path, content: bytes, told: str
) -> None:
    cabinet = slips(home)
    put(cabinet, "甲")
    cabinet.path.write_bytes(content)
    for attempt in (cabinet.read, lambda: put(cabinet, "乙")):
        with pytest.raises(CabinetDamagedError, match=f"web/slips.json 读不懂：{told}"):
            attempt()
    assert cabinet.path.read_bytes() == content


def test_a_folder_in_its_place_is_told_in_chinese(home: Path) -> None:
    (home / "web" / "slips.json").mkdir(parents=True)
    with pytest.raises(LedgerUnreadableError, match="是文件夹"):
        slips(home).read()


def count_up(home: Path, name: str) -> None:
    """What each of several processes does: count the shared slip up, and add one of its own."""
    cabinet = slips(home)

    def once(kept: dict[str, Slip]) -> None:
        kept["all"] = Slip(name="all", count=kept["all"].count + 1)
        kept[f"{name}{len(kept)}"] = Slip(name=f"{name}{len(kept)}")

    for _ in range(50):
        cabinet.change(once)


def test_of_four_processes_writing_at_once_none_loses_anything(home: Path) -> None:
    put(slips(home), "all")
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        list(pool.map(count_up, [home] * 4, "甲乙丙丁"))
    kept = slips(home).read()
    assert kept["all"].count == 200
    assert len(kept) == 201


HOME = Path("/home")


def story(disk: SimulatedDisk, done: list[str]) -> None:
    """Three changes; says of each when it was acknowledged."""
    for name in ("甲", "乙", "丙"):
        put(slips(HOME, disk), name)
        done.append(name)


def fresh() -> SimulatedDisk:
    return SimulatedDisk({Path("/"): None, HOME: None})


@pytest.mark.parametrize("fault", [Fault.DIE_BEFORE, Fault.DIE_INSIDE, Fault.EIO, Fault.FULL])
def test_whatever_happens_at_any_moment_what_was_acknowledged_is_there(fault: Fault) -> None:
    undisturbed = fresh()
    story(undisturbed, [])
    for place in range(1, undisturbed.count + 1):
        disk, done = fresh(), list[str]()
        disk.arm(fault, place)
        with suppress(Died, NotWrittenError, LedgerUnreadableError):
            story(disk, done)
        for left in disk.after_power_loss(40, place):
            kept = list(slips(HOME, left).read())
            assert kept[: len(done)] == done, (fault, place)
            assert len(kept) <= len(done) + 1, (fault, place)
