"""Founding a school, its lists, sealing and backing up, as a clerk meets them."""

import json
from datetime import date
from pathlib import Path

import pytest

from taizhang import settings
from taizhang.home import Home
from tests.taizhang.office import Office

ASKED = [
    "云溪市实验小学",
    "云小",
    "小学",
    "自营",
    "周敏",
    "2026-2027-1",
    "2026-09-01",
    "2027-01-22",
]
GIVEN = ["--name", "云溪市实验小学", "--code", "云小", "--principal", "周敏", "--term"]
GIVEN += ["2026-2027-1", "--start", "2026-09-01", "--end", "2027-01-22"]
GIVEN += ["--kind", "小学附设幼儿园", "--canteen", "校外供餐"]


@pytest.fixture
def founder(office: Office, tmp_path: Path) -> Office:
    """Somebody without a home yet."""
    office.folder = tmp_path / "新校 一"
    return office


def typed(*lines: str) -> bytes:
    return "\n".join([*lines, ""]).encode()


def test_founding_asks_for_what_was_not_said(founder: Office) -> None:
    answer = founder.run("init", stdin=typed(*ASKED))
    assert answer.code == 0, answer.error
    assert Home.open(founder.folder).settings.school.principal == "周敏"
    assert [one["name"] for one in founder.ask("directory", "人员")] == ["周敏"]


def test_a_wrong_answer_is_asked_again(founder: Office) -> None:
    answers = ["", *ASKED[:2], "中学", *ASKED[2:6], "九月一日", *ASKED[6:]]
    answer = founder.run("init", stdin=typed(*answers))
    assert answer.code == 0, answer.error
    assert "这一项必填" in answer.error
    assert "不能是“中学”。可用：小学、幼儿园、小学附设幼儿园" in answer.error
    assert "小学，食堂自营：要建 64 种登记簿" in answer.text
    assert "“九月一日”不是日期，写成 2026-03-05" in answer.error


def test_what_does_not_apply_to_the_school_is_said(founder: Office) -> None:
    assert founder.run("init", *GIVEN).code == 0
    listed = {one["key"]: one["not_kept"] for one in founder.ask("registers")}
    assert len(listed) == 67
    reasons = {key: reason for key, reason in listed.items() if reason}
    assert reasons == {"food_storage_check": "不适用：本校是校外供餐"}
    assert "不适用：本校是校外供餐" in founder.run("registers").text


@pytest.mark.parametrize(
    ("change", "saying"),
    [
        ({"--term": "2026"}, "学期代号“2026”写法不对"),
        ({"--start": "2027-09-01"}, "结束日期不在开始日期之后"),
        ({"--start": "2026-13-01"}, "选项 --start：“2026-13-01”不是日期"),
        ({"--name": "云\x01溪"}, "school name：第 2 个字是看不见的控制字符"),
        ({"--name": "长" * 61}, "太长（最多 60 字）"),
        ({"--kind": "中学"}, "不能是“中学”。可用：小学、幼儿园、小学附设幼儿园"),
    ],
)
def test_what_cannot_be_a_school_is_refused_in_chinese(
    founder: Office, change: dict[str, str], saying: str
) -> None:
    words = dict(zip(GIVEN[::2], GIVEN[1::2], strict=True)) | change
    answer = founder.run("init", *(word for pair in words.items() for word in pair))
    assert (answer.code, saying in answer.error) == (2, True), answer.error
    assert not (founder.folder / "school.toml").exists()


def test_a_school_is_not_founded_twice_nor_over_a_file(founder: Office) -> None:
    assert founder.run("init", *GIVEN).code == 0
    answer = founder.run("init", *GIVEN)
    assert (answer.code, "已经存在，未改动" in answer.error) == (2, True)
    founder.folder = founder.folder / "school.toml"
    answer = founder.run("init", *GIVEN)
    assert (answer.code, "路径中有一段不是文件夹" in answer.error) == (2, True)


def test_a_school_whose_settings_were_lost_keeps_its_key(founder: Office) -> None:
    founder.run("init", *GIVEN)
    key = (founder.folder / "keys" / "school.p12").read_bytes()
    (founder.folder / "school.toml").unlink()
    answer = founder.run("init", *GIVEN)
    assert (answer.code, "同名的已经存在" in answer.error) == (2, True)
    assert (founder.folder / "keys" / "school.p12").read_bytes() == key


def test_the_directory_is_written_and_read_in_chinese(office: Office) -> None:
    lines = [
        {"姓名": "孙 梅", "岗位": ["总务主任", "logistics_clerk"]},
        {"姓名": "李雯", "岗位": "食品安全员", "最后一天": "2026-03-01"},
    ]
    raw = "\n".join(json.dumps(one, ensure_ascii=False) for one in lines).encode()
    assert office.run("directory", "人员", "-", by="周㛃", stdin=raw).code == 0
    listed = {one["name"]: one for one in office.ask("directory", "person")}
    assert listed["孙 梅"]["posts"] == ["logistics_head", "logistics_clerk"]
    told = office.run("directory", "person").text
    assert "总务主任、总务干事" in told
    assert "2026-03-01" in told


def test_a_list_with_one_bad_line_adds_nobody(office: Office) -> None:
    raw = '{"姓名": "孙梅"}\n{"姓名": "李雯", "电话": "1"}'.encode()
    before = len(office.ask("directory", "person"))
    answer = office.run("directory", "person", "-", by="周㛃", stdin=raw)
    assert (answer.code, "第 2 行：“电话”读不懂（没有这一栏" in answer.error) == (2, True)
    assert len(office.ask("directory", "person")) == before


def test_a_post_nobody_asks_for_is_pointed_out(office: Office) -> None:
    raw = '{"姓名": "孙梅", "岗位": ["logistic_head"]}'.encode()
    answer = office.run("directory", "person", "-", by="周㛃", stdin=raw)
    assert (answer.code, "没有登记簿用到的岗位：logistic_head" in answer.error) == (0, True)


def test_sealing_wants_the_term_typed_once_more(office: Office) -> None:
    office.now = office.now.replace(month=7, day=20)
    patrol = json.loads(office.run("describe", "daily_patrol", "--example").text)
    patrol["巡视人"] = "许安"
    office.add("daily_patrol", patrol, "许安")
    stopped = office.run("seal", "2025-2026-2", by="周㛃", stdin=typed("是"))
    assert (stopped.code, "不是 2025-2026-2" in stopped.error) == (2, True)
    assert "没有回答，什么也没做" in stopped.error
    assert "还有未结 1 条" in stopped.error
    done = office.run("seal", "2025-2026-2", by="周㛃", stdin=typed("2025-2026-2"))
    assert (done.code, "已封存 2025-2026-2" in done.text) == (0, True)


def test_without_a_keyboard_a_passphrase_comes_from_the_environment(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = str(tmp_path / "U盘")
    Path(target).mkdir()
    answer = office.run("backup", target)
    assert (answer.code, "TAIZHANG_PASSPHRASE" in answer.error) == (2, True)
    monkeypatch.setenv("TAIZHANG_PASSPHRASE", "短")
    assert "至少 8 位" in office.run("backup", target).error
    monkeypatch.setenv("TAIZHANG_PASSPHRASE", "correct horse")
    assert office.run("backup", target).code == 0


@pytest.mark.parametrize(
    ("file", "text", "saying"),
    [
        ("school.toml", "[school\n", "第 1 行第 8 列写法不对"),
        ("school.toml", '[school]\nname = "甲"\n', "school code：没有填写"),
        ("school.toml", '[school]\nname = 5\ncode = "甲"', "school name：“5”不是文字"),
        (
            "school.toml",
            '[school]\nname="甲"\ncode="乙"\nkind="中学"',
            "可选：小学、幼儿园、小学附设幼儿园",
        ),
        ("school.toml", '[school]\nname="甲"\ncode="乙"\nzone="火星"', "没有名为“火星”的时区"),
        ("directory/people.toml", "person = 5", "“person”不是一条一条的"),
        ("directory/people.toml", "[[people]]\n", "不认识“people”"),
        ("directory/people.toml", '[[person]]\nid = "P1"', "第 1 条的“name”读不懂（没有填写"),
        ("directory/people.toml", "[[person]\n", "第 1 行第 9 列写法不对"),
    ],
)
def test_a_broken_file_is_named_with_its_place(
    office: Office, file: str, text: str, saying: str
) -> None:
    (office.folder / file).write_text(text, encoding="utf-8")
    answer = office.run("list")
    assert (answer.code, saying in answer.error) == (2, True), answer.error


def test_a_file_that_is_a_folder_is_said_to_be_one(office: Office) -> None:
    (office.folder / "directory" / "people.toml").unlink()
    (office.folder / "directory" / "people.toml").mkdir()
    answer = office.run("list")
    assert (answer.code, "是文件夹，不是文件" in answer.error) == (2, True)


def test_a_limit_that_no_register_has_is_found_by_the_doctor(office: Office) -> None:
    with (office.folder / "school.toml").open("a", encoding="utf-8") as file:
        file.write('\n[limits."food_sample_retention.wieght"]\nlow = 150\n')
        file.write('\n[limits."hazard_rectification.due.较大"]\nhigh = 10\n')
    text = office.run("doctor").text
    assert "“food_sample_retention.wieght”没有登记簿用到" in text
    assert "due.较大" not in text


def test_what_nothing_is_owed_for_is_found_by_the_doctor(office: Office) -> None:
    with (office.folder / "school.toml").open("a", encoding="utf-8") as file:
        file.write('\n[off]\nkitchen_daly_check = "写错了"\n')
    text = office.run("doctor").text
    assert "off、absences 里“kitchen_daly_check”不是登记簿" in text
    (told,) = (line for line in text.splitlines() if "名录里没有班级" in line)
    assert "7.1" in told
    assert "2.4" not in told, "not kept by a primary school"
    assert "名录里没有灭火器" not in text


def test_single_classes_and_meals_may_be_off(founder: Office) -> None:
    assert founder.run("init", *GIVEN).code == 0
    classes = '[[class]]\nid = "B1"\nname = "一（1）班"\nstage = "小学"\n'
    classes += '[[class]]\nid = "B2"\nname = "小一班"\n'
    (founder.folder / "directory" / "classes.toml").write_text(classes, encoding="utf-8")
    with (founder.folder / "school.toml").open("a", encoding="utf-8") as file:
        file.write('\n[terms.closed_classes]\n2026-09-22 = ["一（1）班", "一（9）班"]\n')
        file.write('\n[terms.meals_off]\n2026-09-23 = ["中"]\n')
    home = Home.open(founder.folder)
    calendar = home.calendar("2026-2027-1")
    assert calendar.is_at_home(date(2026, 9, 22), "B1", "一（1）班")
    assert not calendar.is_meal_day(date(2026, 9, 23))
    again = Home.create(founder.folder / "again", home.settings)
    assert again.settings == home.settings, "what is written is what is read"
    text = founder.run("doctor").text
    assert "停课的“一（9）班”名录里没有" in text
    assert "小一班没有写学段" in text


def test_the_doctor_goes_on_past_what_is_sick(office: Office) -> None:
    (office.folder / "directory" / "people.toml").write_text("[[person]\n", encoding="utf-8")
    (office.folder / "templates" / "html").mkdir()
    (office.folder / "templates" / "html" / "document.html").write_text("{% if %}", "utf-8")
    answer = office.run("doctor")
    assert answer.code == 1
    assert "✗ 排版：模板“html/document.html”第 1 行：写法有误" in answer.text
    assert "✗ 岗位：名录 people.toml：第 1 行第 9 列写法不对" in answer.text
    assert "✓ 学校证书" in answer.text


def test_after_the_last_term_is_sealed_the_next_is_asked_for(office: Office) -> None:
    patrol = json.loads(office.run("describe", "daily_patrol", "--example").text)
    patrol |= {"巡视人": "许安", "时段": "上午"}
    patrol |= {"开始时间": "2026-03-05 09:40", "结束时间": "2026-03-05 10:15"}
    patrol["检查项"]["I04 楼梯、扶手、栏杆"] = {"判定": "不合格", "备注": "松动"}
    office.add("巡视", patrol, "许安")
    assert office.run("seal", "2025-2026-2", "--yes", by="周㛃").code == 0
    raw = json.dumps(patrol, ensure_ascii=False).encode()
    refused = office.run("add", "巡视", "-", by="许安", stdin=raw)
    assert (refused.code, "还没有下一学期。请在 [[terms]] 里补上" in refused.error) == (2, True)
    with (office.folder / "school.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[terms]]\nkey = "2026-2027-1"\nstart = 2026-09-01\nend = 2027-01-22\n')
    assert office.run("add", "巡视", "-", by="许安", stdin=raw).code == 0
    assert "2026-2027-1 共 2 条" in office.run("list").text
    assert "2026-2027-1 没销号 2 条" in office.run("hazards").text


def test_a_wrong_passphrase_restores_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAIZHANG_PASSPHRASE", "correct horse")
    (tmp_path / "U盘").mkdir()
    made = office.ask("backup", str(tmp_path / "U盘"))
    office.folder = tmp_path / "新电脑"
    monkeypatch.setenv("TAIZHANG_PASSPHRASE", "wrong horse")
    answer = office.run("restore", made["data"], "--keys", made["keys"])
    assert (answer.code, "口令不对" in answer.error) == (2, True)
    assert not office.folder.exists()
    monkeypatch.setenv("TAIZHANG_PASSPHRASE", "correct horse")
    assert office.run("restore", made["data"], "--keys", made["keys"]).code == 0
    assert len(office.ask("directory", "人员")) == 8


def test_a_home_may_be_named_relative_to_where_one_stands(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.folder.parent)
    office.folder = Path(office.folder.name)
    assert office.run("list").code == 0
    assert settings.home_folder("home").is_absolute()


LISTS: dict[str, dict[str, str]] = {
    "供货商": {"名称": "绿源蔬菜", "许可证有效期至": "2027-03-01", "电话": "0000-1234567"},
    "收费项目": {"名称": "课后服务费", "性质": "服务性收费", "批准有效期至": "2027-08-31"},
    "计量表": {"表号": "D-01", "种类": "电", "倍率": "40"},
    "部门": {"名称": "总务处", "负责人": "董䶮"},
    "预算科目": {"名称": "办公费", "预算金额（元）": "120000"},
    "学生": {"编号": "20260101", "姓名": "20260101", "班级": "一（1）班"},
    "监护人": {"姓名": "许母", "孩子": "20260101"},
    "禁止接领名单": {"禁止接领的人": "某人", "孩子": "20260101", "依据": "法院裁定"},
    "外来施工人员": {"姓名": "陈工", "单位": "恒固建筑", "维修工单或施工项目号": "BX-1"},
    "责任区": {"区域名称": "东操场", "责任班级": "三（1）班", "责任人": "许安"},
    "课表": {"课程": "音乐", "班级": "三（1）班", "教室": "音乐室", "星期": "1", "第几节": "3"},
    "值班表": {"值班人": "沈玥", "起日": "2026-03-02", "止日": "2026-03-08"},
    "就餐人数": {"班级": "三（1）班", "就餐人数": "41"},
    "会计账余额": {"会计科目": "固定资产", "月末日期": "2026-03-31", "账面余额（元）": "16800.00"},
}


@pytest.mark.parametrize("kind", LISTS)
def test_every_list_is_written_in_chinese(office: Office, kind: str) -> None:
    line = json.dumps(LISTS[kind], ensure_ascii=False).encode()
    answer = office.run("directory", kind, "-", by="周㛃", stdin=line)
    assert (answer.code, answer.error) == (0, "")
    assert "已登记 1 条" in answer.text
    assert "共 1 条" in office.run("directory", kind, by="周㛃").text


def test_a_list_may_be_empty_on_purpose(office: Office) -> None:
    answer = office.run("directory", "禁止接领名单", "-", by="周㛃")
    assert (answer.code, answer.error) == (0, "")
    assert "已登记 0 条" in answer.text
    assert (office.folder / "directory" / "banned.toml").exists()
