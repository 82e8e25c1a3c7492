"""Entries go in at the command line, and leave nothing behind when they cannot be understood."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.taizhang.office import Office

Data = dict[str, Any]


@pytest.fixture
def sample() -> Data:
    """A food sample of the tests' school, not yet destroyed."""
    return {
        "date": "2026-03-05",
        "meal": "中",
        "diners": 612,
        "box_temp": "4.0",
        "dish": "番茄炒蛋",
        "cooked_at": "2026-03-05T10:50",
        "sampled_at": "2026-03-05T11:05",
        "weight": 130,
        "container": "A-03",
        "keeper": "程𬱖",
        "temp": "4.2",
        "reviewer": "贺珺",
    }


@pytest.fixture
def extinguisher() -> Data:
    """A check of M001 with the pressure in the red zone, and nobody at hand to mend it."""
    passed = {f"I{number:02d}": {"verdict": "合格"} for number in range(1, 15)}
    return {
        "checked_on": "2026-03-05",
        "area": "教学楼一层",
        "checker": "许安",
        "ext_no": "M001",
        "location": "教学楼一层东",
        "type": "干粉ABC",
        "spec": "MFZ/ABC4",
        "made_on": "2024-01-10",
        "checks": {
            **passed,
            "I02": {"measured": {"top": "1.32", "bottom": "0.15"}},
            "I06": {"measured": {"zone": "红区"}, "remark": "指针落在红区"},
            "I08": {"measured": {"charge": "4", "hose": "有"}},
            "I09": {"measured": {"coating": "无脱落"}},
            "I13": {"verdict": "不适用", "remark": "手提式"},
        },
    }


def test_an_entry_gets_a_number_and_is_found_again(office: Office, sample: Data) -> None:
    receipt = office.add("food_sample_retention", sample, "程𬱖")
    assert receipt["number"] == "LY-20260305-001"
    assert receipt["verdict"] == "合格"
    assert [one["number"] for one in office.ask("list")] == ["LY-20260305-001"]
    assert office.ask("show", "LY-20260305-001")["entry"]["keeper"] == {
        "id": "P005",
        "name": "程𬱖",
    }


def test_a_pressure_in_the_red_zone_is_kept_judged_and_opens_a_hazard(
    office: Office, extinguisher: Data
) -> None:
    receipt = office.add("fire_extinguisher_inspection", extinguisher, "许安")
    assert receipt["verdict"] == "不合格"
    kept = office.ask("show", receipt["number"])["entry"]["checks"]["I06"]["measured"]
    assert kept == {"zone": "红区"}
    (hazard,) = office.ask("hazards")
    assert hazard["stage"] == "发现"
    assert hazard["opened_by"] == receipt["number"]
    assert "压力" in hazard["description"]


def test_the_hazard_is_taken_to_its_close_by_a_reinspector_who_did_not_rectify(
    office: Office, extinguisher: Data, photo: Callable[[str], str]
) -> None:
    office.add("fire_extinguisher_inspection", extinguisher, "许安")
    number = office.ask("hazards")[0]["number"]
    steps: list[tuple[str, Data]] = [
        (
            "许安",
            {
                "photo_before": [photo("before.jpg")],
                "place": "教学楼一层东",
                "level": "一般-限期整改",
                "interim": "挂停用牌，从库房调补一具",
                "owner": "方舟",
                "due": "2026-03-12",
                "notified_at": "2026-03-05T13:00",
            },
        ),
        (
            "方舟",
            {
                "done_at": "2026-03-06T10:00",
                "done_desc": "送修再充装，压力恢复绿区",
                "photo_after": [photo("after.jpg")],
            },
        ),
        (
            "严宁",
            {
                "reviewer": "严宁",
                "review_at": "2026-03-06T15:00",
                "review_result": "合格销号",
            },
        ),
        ("沈玥", {"closed_at": "2026-03-06T16:00"}),
    ]
    for place, (person, data) in enumerate(steps):
        office.now += timedelta(hours=2 if place == 0 else 26)
        raw = json.dumps(data, ensure_ascii=False).encode()
        office.ask("continue", number, "-", by=person, stdin=raw)
    (hazard,) = office.ask("hazards", "--all")
    assert (hazard["stage"], hazard["open"]) == ("销号", False)


def test_a_reinspection_by_the_rectifier_keeps_the_hazard_open(
    office: Office, extinguisher: Data, photo: Callable[[str], str]
) -> None:
    office.add("fire_extinguisher_inspection", extinguisher, "许安")
    number = office.ask("hazards")[0]["number"]
    office.now += timedelta(hours=30)
    data = {
        "photo_before": [photo("before.jpg")],
        "place": "教学楼一层东",
        "level": "一般-限期整改",
        "interim": "挂停用牌",
        "owner": "方舟",
        "due": "2026-03-12",
        "notified_at": "2026-03-05T13:00",
        "done_at": "2026-03-06T10:00",
        "done_desc": "送修再充装",
        "photo_after": [photo("after.jpg")],
        "reviewer": "方舟",
        "review_at": "2026-03-06T15:00",
        "review_result": "合格销号",
        "closed_at": "2026-03-06T16:00",
    }
    raw = json.dumps(data, ensure_ascii=False).encode()
    receipt = office.ask("continue", number, "-", by="方舟", stdin=raw)
    assert any("hazard_rectification.R02" in text for text in receipt["findings"])
    assert receipt["state"] == "未结"
    assert office.ask("hazards")[0]["open"] is True


BAD: dict[str, tuple[Callable[[Data], object], str]] = {
    "an unknown field": (lambda d: d.update(colour="红"), "没有这一栏"),
    "a missing field": (lambda d: d.pop("weight"), "没有填写"),
    "a wrong type": (lambda d: d.update(weight="很多"), "不是整数"),
    "an impossible date": (lambda d: d.update(date="2026-02-30"), "不是日期"),
    "a date to come": (lambda d: d.update(date="2026-03-06"), "还没有到"),
    "a control character": (lambda d: d.update(container="A\x07"), "控制字符"),
    "an unknown person": (lambda d: d.update(keeper="查无此人"), "名录里没有"),
    "a forged verdict": (lambda d: d.update(verdict="合格"), "没有这一栏"),
    "times out of order": (lambda d: d.update(sampled_at="2026-03-05T09:00"), "早于出锅时间"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_in_chinese_and_nothing_is_stored(
    office: Office, sample: Data, name: str
) -> None:
    spoil, saying = BAD[name]
    spoil(sample)
    raw = json.dumps(sample, ensure_ascii=False).encode()
    answer = office.run("add", "food_sample_retention", "-", by="程𬱖", stdin=raw)
    assert answer.code == 2
    assert saying in answer.error
    assert office.ask("list") == []


RAW: dict[str, tuple[bytes, str]] = {
    "GBK bytes": ('{"dish": "番茄"}'.encode("gbk"), "不是 UTF-8 编码"),
    "no JSON": (b"{dish:", "不是正确的 JSON"),
    "a list": (b"[]", "不是一个 JSON 对象"),
    "a 5 MB remark": (b'{"remark": "' + b"x" * 5_000_000 + b'"}', "太大"),
    "a column twice": (b'{"dish": "a", "dish": "b"}', "写了两次"),
    "no number": (b'{"weight": NaN}', "不是数字"),
    "brackets without end": (b"[" * 100_000, "括号套得太深"),
}


@pytest.mark.parametrize("name", RAW)
def test_bytes_that_are_no_form_are_refused(office: Office, name: str) -> None:
    raw, saying = RAW[name]
    answer = office.run("add", "food_sample_retention", "-", by="程𬱖", stdin=raw)
    assert (answer.code, saying in answer.error) == (2, True), answer.error
    assert office.ask("list") == []


def test_a_forged_computed_column_is_refused(office: Office, extinguisher: Data) -> None:
    extinguisher["scrap_due"] = "2099-01-01"
    raw = json.dumps(extinguisher, ensure_ascii=False).encode()
    answer = office.run("add", "fire_extinguisher_inspection", "-", by="许安", stdin=raw)
    assert answer.code == 2
    assert "由系统计算，不能填写" in answer.error


def test_markup_and_template_code_are_kept_as_typed(office: Office, sample: Data) -> None:
    sample["container"] = "<b>&{{7*7}} “A”"
    number = office.add("food_sample_retention", sample, "程𬱖")["number"]
    assert office.ask("show", number)["entry"]["container"] == "<b>&{{7*7}} “A”"


def test_the_same_request_twice_is_recorded_once(office: Office, sample: Data) -> None:
    first = office.add("food_sample_retention", sample, "程𬱖", "--request-id", "r-1")
    again = office.add("food_sample_retention", sample, "程𬱖", "--request-id", "r-1")
    assert (again["number"], again["repeated"]) == (first["number"], True)
    assert len(office.ask("list")) == 1


def test_a_bad_photo_leaves_no_trace(office: Office, sample: Data) -> None:
    sample["photos"] = ["missing.jpg"]
    raw = json.dumps(sample, ensure_ascii=False).encode()
    answer = office.run("add", "food_sample_retention", "-", by="程𬱖", stdin=raw)
    assert (answer.code, "missing.jpg" in answer.error) == (2, True)
    assert not any((office.folder / "attachments").rglob("*"))


def test_a_broken_blocking_rule_is_saved_and_cannot_be_signed(office: Office, sample: Data) -> None:
    sample["weight"] = 90
    receipt = office.add("food_sample_retention", sample, "程𬱖")
    assert (receipt["state"], receipt["verdict"]) == ("未结", "不合格")
    assert any("food_sample_retention.R01" in text for text in receipt["findings"])
    answer = office.run("sign", receipt["number"], by="程𬱖")
    assert (answer.code, "未结" in answer.error) == (2, True)


def test_a_correction_stands_beside_the_original(office: Office, sample: Data) -> None:
    number = office.add("food_sample_retention", sample, "程𬱖")["number"]
    office.ask("sign", number, by="程𬱖")
    raw = json.dumps({"weight": 135}).encode()
    office.ask("correct", number, "-", "--reason", "秤读错", by="程𬱖", stdin=raw)
    shown = office.run("show", number)
    assert "划改：「留样量」 原“130g”改为“135g”（程𬱖 2026年3月5日 12:00，因秤读错）" in shown.text
    assert office.ask("show", number)["signatures"] == []


def test_a_voided_number_stays(office: Office, sample: Data) -> None:
    number = office.add("food_sample_retention", sample, "程𬱖")["number"]
    office.ask("void", number, "--reason", "重复登记", by="程𬱖")
    assert office.ask("show", number)["state"] == "已作废"
    assert office.add("food_sample_retention", sample, "程𬱖")["number"] == "LY-20260305-002"


def test_an_import_keeps_the_good_lines_and_names_the_bad(office: Office, sample: Data) -> None:
    lines = [sample, {**sample, "weight": "很多"}, {**sample, "dish": "米饭", "container": "A-04"}]
    raw = "\n".join(json.dumps(one, ensure_ascii=False) for one in lines).encode()
    answer = office.run("--json", "import", "food_sample_retention", "-", by="程𬱖", stdin=raw)
    assert answer.code == 2
    assert answer.data["kept"] == ["LY-20260305-001", "LY-20260305-002"]
    assert [one["line"] for one in answer.data["refused"]] == [2]


def test_usage_errors_are_in_chinese(office: Office) -> None:
    for words in (["nonsense"], ["add"], ["list", "--bogus"], ["list", "--state", "x"]):
        answer = office.run(*words)
        assert answer.code == 2
        assert "用 --help 查看用法" in answer.error


def test_without_a_person_nothing_is_recorded(office: Office, sample: Data) -> None:
    raw = json.dumps(sample, ensure_ascii=False).encode()
    answer = office.run("add", "food_sample_retention", "-", stdin=raw)
    assert (answer.code, "--as" in answer.error) == (2, True)


def test_a_home_that_is_not_there_is_named(office: Office, tmp_path: Any) -> None:
    answer = office.run("--home", str(tmp_path / "none"), "list")
    assert (answer.code, "taizhang init" in answer.error) == (2, True)


def test_a_digest_that_names_nothing_kept_is_refused(office: Office, sample: Data) -> None:
    sample["photos"] = [{"sha256": "0" * 64, "name": "a.jpg", "media_type": "image/jpeg"}]
    raw = json.dumps(sample, ensure_ascii=False).encode()
    answer = office.run("add", "food_sample_retention", "-", by="程𬱖", stdin=raw)
    assert (answer.code, "附件" in answer.error) == (2, True)
    assert office.ask("list") == []


def test_before_the_first_term_begins_its_ledger_takes_the_records(
    office: Office, sample: Data
) -> None:
    office.now -= timedelta(days=10)
    moved = {**sample, "date": "2026-02-23", "cooked_at": "2026-02-23T10:50"}
    moved["sampled_at"] = "2026-02-23T11:05"
    receipt = office.add("food_sample_retention", moved, "程𬱖")
    assert receipt["number"] == "LY-20260223-001"
