"""Words are found as people read them, and shown where they stand."""

import pytest

from taizhang.folding import CUT, WHOLE, fold, snippet_of, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＬＹ－２０２６", "ly-2026"),
        ("LED灯管", "led灯管"),
        ("王　安", "王安"),
        ("扶手\n松动", "扶手松动"),
        ("25㎡", "25m2"),
        ("程𬱖", "程𬱖"),
    ],
)
def test_width_case_and_white_space_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_what_is_typed_is_split_into_words() -> None:
    assert words_of("  扶手　松动\t扶手 ") == ("扶手", "松动")
    assert words_of(" 　") == ()


def marked(text: str, *words: str) -> list[str]:
    piece = snippet_of(text, [fold(word) for word in words])
    return [piece.text[first:last] for first, last in piece.marks]


def test_the_words_are_marked_where_they_stand() -> None:
    assert marked("东侧扶手松动，扶手掉漆", "扶手", "松动") == ["扶手松动", "扶手"]


def test_the_marks_are_those_of_the_text_as_it_was_written() -> None:
    assert marked("面积25㎡的ＬＥＤ灯", "m2", "led") == ["㎡", "ＬＥＤ"]
    assert marked("王　安巡视", "王安") == ["王 安"]


def test_a_long_text_is_cut_around_the_first_word() -> None:
    text = "甲" * 100 + "扶手" + "乙" * 100
    piece = snippet_of(text, ["扶手"])
    assert (piece.text[0], piece.text[-1], len(piece.text)) == (CUT, CUT, WHOLE + 2)
    assert [piece.text[first:last] for first, last in piece.marks] == ["扶手"]


def test_a_text_without_the_words_is_shown_from_its_beginning() -> None:
    assert snippet_of("短文", ["扶手"]).text == "短文"
    assert snippet_of("短文", ["扶手"]).marks == ()
