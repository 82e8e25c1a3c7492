from datetime import date
from pathlib import Path

import pytest

from checklists.duty import Subject
from records.directory import Directory, PersonItem, PlaceItem
from records.disk import Disk
from records.enrolment import enrol, enrol_all
from records.refusals import AmbiguousNameError, DirectoryDamagedError
from tests.records.conftest import NOON, WANG


def add(folder: Path, kind: str, **data: object) -> str:
    return enrol(folder, kind, data, by=WANG, at=NOON, disk=Disk()).id


def test_people_are_found_by_id_and_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "directory"
    key = add(
        folder, "person", name="𬱖㛃", posts=["cook"], certificates={"健康证": date(2026, 8, 1)}
    )
    found = Directory.open(folder).look_up("person", "𬱖㛃")
    assert found is not None
    assert (found.id, found.posts, found.active) == (key, ("cook",), True)
    assert found.facts["健康证"] == "2026-08-01"
    assert Directory.open(folder).look_up("person", key) == found


def test_a_name_that_two_people_have_is_refused_naming_both(tmp_path: Path) -> None:
    for key in ("p07", "p21"):
        add(tmp_path, "person", id=key, name="张伟")
    with pytest.raises(AmbiguousNameError, match="人员“张伟”：名录里有 2 个：p07、p21。请写编号"):
        Directory.open(tmp_path).look_up("person", "张伟")
    add(tmp_path, "person", id="p21", until=date(2026, 1, 31))
    found = Directory.open(tmp_path).look_up("person", "张伟")
    assert found is not None
    assert found.id == "p07"


def test_who_left_is_still_found_but_no_longer_in_service(tmp_path: Path) -> None:
    add(tmp_path, "person", id="p01", name="董玥", until=date(2026, 3, 31))
    lists = {day: Directory.open(tmp_path, day) for day in (date(2026, 3, 31), date(2026, 4, 1))}
    active = [listed.active for one in lists.values() if (listed := one.look_up("person", "p01"))]
    assert active == [True, False]
    (left,) = lists[date(2026, 4, 1)].subjects()["person"]
    assert [left.serves(day) for day in lists] == [True, False]


def test_a_change_keeps_what_is_not_named_and_leaves_a_trail(tmp_path: Path) -> None:
    key = add(tmp_path, "person", name="王安", posts=["teacher"], note='引号"与\\反斜杠')
    add(tmp_path, "person", id=key, posts=["logistics_head"])
    item = Directory.open(tmp_path).items["person"][key]
    assert isinstance(item, PersonItem)
    assert (item.name, item.posts, item.note) == ("王安", ("logistics_head",), '引号"与\\反斜杠')
    trail = (tmp_path / "history.jsonl").read_text("utf-8").splitlines()
    assert len(trail) == 2
    assert '"before":{"id":"P001"' in trail[1]


def test_extinguishers_in_boiler_rooms_are_owed_every_half_month(tmp_path: Path) -> None:
    boiler = add(tmp_path, "place", name="锅炉房", half_month=True)
    add(tmp_path, "extinguisher", id="M-1", name="M-1", place=boiler)
    add(tmp_path, "extinguisher", id="M-2", name="M-2", place="教学楼一层")
    subjects = Directory.open(tmp_path).subjects()
    assert [one.id for one in subjects["extinguisher"]] == ["M-1", "M-2"]
    assert [one.id for one in subjects["extinguisher_half_month"]] == ["M-1"]


def test_kitchen_staff_are_owed_their_papers(tmp_path: Path) -> None:
    cook = add(tmp_path, "person", name="钱师傅", posts=["cook", "sample_keeper"])
    add(tmp_path, "person", name="王安", posts=["teacher"])
    assert Directory.open(tmp_path).subjects()["canteen_staff"] == [Subject(cook, "钱师傅")]


LINES: dict[str, dict[str, object]] = {
    "supplier": {"name": "绿源蔬菜", "licence_until": date(2027, 3, 1)},
    "fee_item": {"name": "课后服务费", "authority": "市发展改革委", "document": "发改〔2026〕8号"},
    "meter": {"name": "D-01", "energy": "电", "multiplier": "40"},
    "dept": {"name": "总务处", "head": "王安"},
    "budget": {"name": "日常公用经费", "amount": "120000.00"},
    "student": {"name": "20260101", "class_": "一（1）班"},
    "guardian": {"name": "许母", "child": "许小禾"},
    "banned": {"name": "某人", "child": "许小禾", "reason": "法院裁定"},
    "worker": {"name": "陈工", "firm": "恒固建筑", "work": "GD-20260305-001"},
    "area": {"name": "东操场", "class_": "三（1）班", "owner": "王安"},
    "lesson": {"name": "语文", "class_": "三（1）班", "weekday": 1, "period": 2},
    "roster": {"name": "王安", "since": date(2026, 3, 2), "until": date(2026, 3, 8)},
    "diners": {"name": "三（1）班", "count": 0, "meal": "中"},
    "balance": {"name": "固定资产", "since": date(2026, 3, 31), "amount": "16800.00"},
}


@pytest.mark.parametrize("kind", LINES)
def test_every_kind_is_kept_as_it_was_written(tmp_path: Path, kind: str) -> None:
    key = add(tmp_path, kind, **LINES[kind])
    directory = Directory.open(tmp_path)
    found = directory.look_up(kind, key)
    assert found is not None
    facts = {"name": found.name, **found.facts}
    assert facts == {name: str(value) for name, value in LINES[kind].items()}
    assert directory.keeps(kind)


def test_many_lines_are_taken_all_or_none(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"name": "一（1）班"}, {"name": "一（2）班"}]
    kept = enrol_all(tmp_path, "class", rows, by=WANG, at=NOON, disk=Disk())
    assert [one.id for one in kept] == ["B001", "B002"]
    bad: list[dict[str, object]] = [{"name": "一（3）班"}, {"name": "二（1）班", "stage": "中学"}]
    with pytest.raises(DirectoryDamagedError, match="“stage”读不懂"):
        enrol_all(tmp_path, "class", bad, by=WANG, at=NOON, disk=Disk())
    assert len(Directory.open(tmp_path).items["class"]) == 2
    assert len((tmp_path / "history.jsonl").read_text("utf-8").splitlines()) == 2


def test_a_list_without_lines_is_begun_and_stays(tmp_path: Path) -> None:
    for _ in range(2):
        assert enrol_all(tmp_path, "banned", (), by=WANG, at=NOON, disk=Disk()) == []
    directory = Directory.open(tmp_path)
    assert (directory.begun("banned"), directory.keeps("banned")) == (True, False)
    assert not directory.begun("worker")


def test_a_list_that_is_not_kept_is_not_looked_into(tmp_path: Path) -> None:
    add(tmp_path, "person", name="王安")
    directory = Directory.open(tmp_path)
    assert directory.keeps("person")
    assert not directory.keeps("place")
    assert not directory.keeps("menu")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[person]]\nid = 'p1'\n", "第 1 条的“name”"),
        ("[[person]]\nid = 'p1'\nname = '甲'\nage = 3\n", "第 1 条的“age”"),
        ("[[persn]]\nid = 'p1'\nname = '甲'\n", "不认识“persn”"),
        ("[[person]]\nid = 'p1'\nname = '甲'\n" * 2, "编号“p1”有两条"),
        ("[[person]\n", "写法不对"),
        ("[[person]]\nid = 'p1'\nname = '甲\u200b '\n", "首尾有空白"),
    ],
)
def test_a_file_that_cannot_be_understood_says_where(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "people.toml").write_text(text, "utf-8")
    with pytest.raises(DirectoryDamagedError, match=told):
        Directory.open(tmp_path)


def test_nothing_is_written_when_the_data_cannot_be_understood(tmp_path: Path) -> None:
    with pytest.raises(DirectoryDamagedError, match="没有“planet”这一类"):
        add(tmp_path, "planet", name="火星")
    with pytest.raises(DirectoryDamagedError, match="地点：“half_month”读不懂"):
        add(tmp_path, "place", name="锅炉房", half_month="也许")
    assert not (tmp_path / "history.jsonl").exists()
    assert PlaceItem(id="D001", name="锅炉房").half_month is False


@pytest.mark.parametrize(
    ("nature", "asked"),
    [("服务性", True), ("代收费", True), ("", True), ("伙食费", False), ("幼儿园保教费", False)],
)
def test_families_are_asked_about_what_is_by_choice(
    tmp_path: Path, nature: str, asked: bool
) -> None:
    text = f'[[fee_item]]\nid = "F1"\nname = "某费"\nnature = "{nature}"\n'
    (tmp_path / "fee_items.toml").write_text(text, "utf-8")
    owed = Directory.open(tmp_path).subjects()["fee_by_choice"]
    assert [one.id for one in owed] == ["F1"] * asked
