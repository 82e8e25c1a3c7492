"""A clerk fills in what `describe --form` hands out; nothing left in it is taken for truth."""

import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

import pytest

from checklists.catalogue import catalogue
from checklists.entry import Entry
from checklists.surroundings import Surroundings
from taizhang.blanks import blank_form, filled_form
from taizhang.errors import UsageError
from taizhang.forms import understood
from taizhang.intake import take_in
from tests.taizhang.office import Office

EVERY = list(catalogue().values())


def files_named(value: Any) -> Any:
    """Data with each attachment as a clerk names it, in rows and check items too."""
    if isinstance(value, Mapping):
        named = {key: files_named(one) for key, one in value.items()}
        return value["name"] if "sha256" in value else named
    return [files_named(one) for one in value] if isinstance(value, list) else value


def read_with_files(data: Mapping[str, Any], kind: type[Entry]) -> Entry:
    """The entry, every file named in it taken in."""
    taken = take_in(data, kind, lambda _: b"%PDF-", lambda _: "0" * 64, UTC)
    return kind.read(taken, Surroundings())


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.slug)
def test_an_untouched_form_says_nothing(kind: type[Entry]) -> None:
    for stage in kind.register.stages:
        assert understood(blank_form(kind, stage), kind) in (
            {},
            {"checks": {}},
        )


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.slug)
def test_the_filled_example_means_the_register_s_own_example(kind: type[Entry]) -> None:
    meant, wanted = understood(filled_form(kind), kind), files_named(kind.example)
    assert read_with_files(meant, kind) == read_with_files(wanted, kind)


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.slug)
def test_every_column_that_is_typed_is_asked_for_at_its_stage(kind: type[Entry]) -> None:
    asked = [key for stage in kind.register.stages for key in blank_form(kind, stage)]
    for column in kind.columns():
        told = [key for key in asked if key.partition("：")[0] in (column.heading, column.label)]
        assert len(told) == (0 if column.need == "自动" else 1), column.label


def test_a_form_filled_in_chinese_is_kept(office: Office) -> None:
    form: dict[str, Any] = json.loads(office.run("describe", "食品留样记录", "--form").text)
    answers = {
        "日期": "2026-03-05",
        "餐次": "中",
        "就餐人数（人）": "612",
        "留样柜温度（℃）": "4.0",
        "菜品名称": "番茄炒蛋",
        "出锅时间": "2026-03-05 10:50",
        "留样时间": "2026-03-05 11:05",
        "留样量（g）": "130",
        "密闭容器编号": "A-03",
        "留样人": "程𬱖",
        "存放温度（℃）": "4.2",
        "核查人": "贺珺",
    }
    filled = {key: answers.get(key.partition("：")[0], value) for key, value in form.items()}
    receipt = office.add("5.7", filled, "程𬱖")
    kept = office.ask("show", receipt["number"])["entry"]
    assert (kept["diners"], kept["weight"], kept["dish"]["name"]) == (612, 130, "番茄炒蛋")


def test_a_check_item_may_be_one_word_or_all_there_is_to_say() -> None:
    kind = next(one for one in EVERY if one.slug == "kitchen_daily_check")
    form = {
        "检查项": {
            "I01 许可证：在有效期": "合格",
            "I06": {"实测": {"浸泡时间（分钟）：标准≥30": "20"}, "备注": "赶时间", "处置": ""},
            "I07 烧熟煮透": {"判定": "", "实测": {"中心温度1": ""}},
        }
    }
    assert understood(form, kind)["checks"] == {
        "I01": {"verdict": "合格"},
        "I06": {"measured": {"soaked": "20"}, "remark": "赶时间"},
    }


def test_a_column_filled_in_under_two_names_is_refused() -> None:
    kind = next(one for one in EVERY if one.slug == "daily_patrol")
    with pytest.raises(UsageError, match="「天气」写了两次"):
        understood({"weather": "晴", "天气：必填": "雨"}, kind)


def test_columns_by_their_own_names_are_understood_as_ever() -> None:
    kind = next(one for one in EVERY if one.slug == "daily_patrol")
    assert understood(dict(kind.example), kind) == dict(kind.example)


def test_an_unknown_column_and_stage_are_named(office: Office) -> None:
    answer = office.run("add", "daily_patrol", "-", by="许安", stdin='{"天色": "晴"}'.encode())
    assert (answer.code, "「天色」：没有这一栏" in answer.error) == (2, True)
    answer = office.run("describe", "food_sample_retention", "--stage", "整改")
    assert (answer.code, "可用：留样、销毁" in answer.error) == (2, True)


@pytest.mark.parametrize("digits", [19, 5000])
def test_a_number_longer_than_any_is_refused_in_chinese(office: Office, digits: int) -> None:
    raw = f'{{"diners": {"9" * digits}}}'.encode()
    answer = office.run("add", "food_sample_retention", "-", by="程𬱖", stdin=raw)
    assert (answer.code, "不是整数" in answer.error) == (2, True)


def test_a_correction_names_only_what_changes_even_within_an_item(office: Office) -> None:
    kitchen = json.loads(office.run("describe", "5.5", "--example").text)
    kitchen |= {"食品安全员": "贺珺", "现场照片": []}
    number = office.add("5.5", kitchen, "贺珺")["number"]
    raw = '{"检查项": {"I06 蔬菜浸泡清洗": {"实测": {"浸泡时间": "40"}}}}'.encode()
    assert office.run("correct", number, "-", "--reason", "看错", by="贺珺", stdin=raw).code == 0
    item = office.ask("show", number)["entry"]["checks"]["I06"]
    assert (item["measured"], item["remark"]) == ({"soaked": "40"}, "叶菜浸泡后流水冲洗")
    raw = '{"检查项": {"I06": {"备注": ""}}}'.encode()
    assert office.run("correct", number, "-", "--reason", "多写了", by="贺珺", stdin=raw).code == 0
    assert not office.ask("show", number)["entry"]["checks"]["I06"].get("remark")


def test_a_correction_may_empty_a_column(office: Office) -> None:
    sample = json.loads(office.run("describe", "food_sample_retention", "--example").text)
    sample |= {"留样人": "程𬱖", "核查人": "贺珺", "销毁时间": "", "销毁人": ""}
    number = office.add("food_sample_retention", sample, "程𬱖")["number"]
    raw = '{"供餐开始": ""}'.encode()
    assert office.run("correct", number, "-", "--reason", "多写了", by="程𬱖", stdin=raw).code == 0
    assert "served_at" not in office.ask("show", number)["entry"]
