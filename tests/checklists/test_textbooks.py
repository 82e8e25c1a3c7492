"""Numbers of books, terms in a row, names of charges."""

import pytest

from checklists.textbooks import is_book_number, is_textbook_fee, term_count


def test_terms_follow_each_other() -> None:
    titles = (
        "2024-2025学年第二学期",
        "2025-2026学年第一学期",
        "2025-2026学年 第2学期",
    )
    first, second, third = map(term_count, titles)
    assert first is not None
    assert (second, third) == (first + 1, first + 2)


@pytest.mark.parametrize("text", ["", "2026年春季", "2025-2027学年第一学期", "2025-2026学年"])
def test_what_is_no_term(text: str) -> None:
    assert term_count(text) is None


@pytest.mark.parametrize(
    ("number", "good"),
    [
        ("QHYX-YY-2024-0317", True),
        ("云小-音乐-2024-1", True),
        ("YY-2024-0317", False),
        ("QHYX-YY-24-0317", False),
        ("QHYX-YY-2024-", False),
    ],
)
def test_a_book_number_has_four_parts(number: str, good: bool) -> None:
    assert is_book_number(number) is good


@pytest.mark.parametrize(
    ("name", "free"),
    [
        ("教科书费", True),
        ("课本费", True),
        ("书本费", True),
        ("免费教科书", True),
        ("作业本费", False),
        ("教辅材料费", False),
        ("课后服务费", False),
    ],
)
def test_charges_for_what_is_free(name: str, free: bool) -> None:
    assert is_textbook_fee(name) is free
