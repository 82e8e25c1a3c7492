"""Numbers of an outline: every spelling is understood, and what only looks like one is not."""

import pytest

from checklists.plans.marks import mark_in
from checklists.plans.numerals import mark_of, numeral, value_of

SPELLINGS = {
    ("一、", 2): ("二、", "二.", "二，", " 二 、", "　二、、", "第二，", "二:"),
    ("（一）", 3): ("（三）", "(三)", "(三)、", "（ 三 ）", "(三）.", "㈢"),
    ("1.", 4): ("4.", "4、", "4．", "４、", "4 、", "4,", "4：", "⒋", "4.、"),
    ("（1）", 5): ("（5）", "(5)", "(5)、", "（５）", "⑸"),
    ("1）", 6): ("6)", "6）", "６）", "6)、"),
    ("①", 7): ("⑦", "⑦、"),
    ("第一章", 2): ("第二章 ", "第2章", "第二部分、"),
    ("第一节", 2): ("第二节", "第二条 "),
    ("A.", 2): ("B.", "b)", "B、"),
    ("1.1", 3): ("2.3 ", "2.3. "),
    ("●", 0): ("●", "· ", "- ", "* ", "■", "√"),
}
WORDS = (
    "一、二年级学生",
    "（三）班同学们",
    "(2)班教室",
    "三（1）班",
    "1、2号楼的维修",
    "5、6年级",
    "2026年9月",
    "2026.9.1",
    "1.5万元用于食堂",
    "3.15活动",
    "24小时值班",
    "9月份：开学",
    "一是抓安全",
    "第一节课后",
    "——以此为准",
    "-5℃以下",
    "a4纸",
    "关于一、二两项",
)


@pytest.mark.parametrize(
    ("mark", "spelled"), [(mark, one) for mark, spelled in SPELLINGS.items() for one in spelled]
)
def test_a_number_is_understood_however_it_is_spelled(mark: tuple[str, int], spelled: str) -> None:
    found = mark_in(f"{spelled}加强管理")
    assert found is not None
    assert (found.style, found.number) == mark
    assert f"{spelled}加强管理"[found.size :] == "加强管理"


@pytest.mark.parametrize("text", WORDS)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert mark_in(text) is None


@pytest.mark.parametrize(
    "text", ["（三）班级财产", "(1)班主任职责", "1、2026年春季", "12、24小时值班"]
)
def test_a_number_before_words_that_count_is_still_one(text: str) -> None:
    assert mark_in(text) is not None


@pytest.mark.parametrize("depth", range(1, 7))
def test_every_mark_that_is_written_is_read_as_what_it_counts(depth: int) -> None:
    for number in range(1, 51):
        found = mark_in(f"{mark_of(depth, number)}管理")
        assert found is not None
        assert (found.number, found.spelled) == (number, mark_of(depth, number))


def test_a_level_that_has_no_more_circles_goes_on_in_brackets() -> None:
    assert (mark_of(5, 50), mark_of(5, 51)) == ("㊿", "51）")


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九")],
)
def test_chinese_numbers_there_and_back(number: int, text: str) -> None:
    assert numeral(number) == text
    assert value_of(text) == number


@pytest.mark.parametrize("number", [0, 100, 250])
def test_numbers_beyond_the_numerals_stay_digits(number: int) -> None:
    assert numeral(number) == str(number)


def test_a_long_list_is_numbered_to_its_end() -> None:
    for depth in range(1, 7):
        found = mark_in(f"{mark_of(depth, 120)}管理")
        assert found is not None
        assert found.number == 120
