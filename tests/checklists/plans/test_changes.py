"""What has to change in a plan is changed and told; what only looks like it is left alone."""

from datetime import date

import pytest

from checklists.plans.changes import corrected

ON = date(2026, 9, 1)
CHANGED = {
    "落实《食品卫生法》。": ("落实《食品安全法》。", "M-05"),
    "落实《中华人民共和国环境保护法》。": ("落实《生态环境法典》。", "M-05"),
    "违者考核或罚款处理。": ("违者劝阻、通报、整改、考核处理。", "M-07"),
    "每次罚款50元。": ("每次劝阻、通报、整改、考核50元。", "M-07"),
    "损坏公物的进行赔款。": ("损坏公物的进行赔偿。", "M-07"),
    "做到帐物相符。": ("做到账物相符。", "M-08"),
    "安全台帐、帐目公开。": ("安全台账、账目公开。", "M-08"),
    "投资伍万元。": ("投资5万元。", "M-14"),
    "投资壹拾贰万元整。": ("投资12万元。", "M-14"),
    "投资叁仟伍佰元。": ("投资3500元。", "M-14"),
}
LEFT = (
    "落实《食品安全法》。",
    "学校不得罚款。",
    "公安机关依法处以罚款。",
    "搭好帐篷、挂好蚊帐。",
    "投资5万元。",
    "伍老师负责。",
    "一百万元以上的招标。",
    "账物相符，依法赔偿。",
)


@pytest.mark.parametrize("text", CHANGED)
def test_what_has_to_change_is_changed(text: str) -> None:
    wanted, code = CHANGED[text]
    after, changes = corrected(text, ON, "第 1 行")
    assert after == wanted
    assert {one.code for one in changes} == {code}
    for one in changes:
        assert one.where == "第 1 行"
        text = text.replace(one.before, one.after, 1)
    assert text == wanted


@pytest.mark.parametrize("text", LEFT)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert corrected(text, ON, "第 1 行") == (text, ())


def test_a_law_still_in_force_on_that_day_stays() -> None:
    assert corrected("《环境保护法》", date(2026, 8, 14), "")[0] == "《环境保护法》"
    assert corrected("《环境保护法》", date(2026, 8, 15), "")[0] == "《生态环境法典》"


def test_a_change_says_what_where_and_why() -> None:
    _, (change,) = corrected("台帐", ON, "第 7 行")
    assert str(change) == "M-08 第 7 行：“台帐”改为“台账”。统一用“账”“台账”"
