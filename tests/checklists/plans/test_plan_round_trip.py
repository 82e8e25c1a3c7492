"""A plan that is printed and read again is the same plan; no text that is read loses a word."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.plans.model import Plan
from checklists.plans.outline import plain_text
from checklists.plans.reading import read_plan, text_lines
from tests.checklists.plans.growing import plans
from tests.checklists.plans.strings import strings_of

ON = date(2026, 9, 1)
LINES = st.lists(
    st.one_of(
        st.text(
            "一二三（）()1234.、①●检查维修安全工作目标计划。，；：确保力争个月年日　 \t\u200b",
            max_size=30,
        ),
        st.builds(
            "{}{}".format,
            st.sampled_from(
                ("一、", "（二）", "(1)", "1、", "2.", "①", "1)", "九月：", "●", "第一章 ")
            ),
            st.text("检查维修安全工作目标计划。，；：确保力争", max_size=20),
        ),
    ),
    max_size=15,
)


@settings(deadline=None, max_examples=150)
@given(plans())
def test_a_plan_printed_and_read_again_is_the_same(plan: Plan) -> None:
    assert read_plan(tuple(text_lines(plain_text(plan))), on=ON).plan == plan


@settings(deadline=None)
@given(plans())
def test_a_plan_kept_and_read_back_is_the_same(plan: Plan) -> None:
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def letters(text: str) -> str:
    """A text without numbers, marks and blanks: what must not get lost, whatever it looks like."""
    return re.sub(r"[\W\d_一二三四五六七八九十①第章]+", "", text)


@settings(deadline=None, max_examples=300)
@given(LINES)
def test_whatever_is_read_none_of_its_words_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    reading = read_plan(tuple(text_lines(text)), on=ON)
    dropped = "".join(letters(one.before) for one in reading.changes)
    kept = letters("".join(strings_of(reading.plan)))
    assert sorted(kept + dropped) == sorted(letters(text))
