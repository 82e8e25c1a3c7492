"""不相容岗位: who acts, and who holds what."""

from collections.abc import Mapping
from typing import Any

import pytest

from checklists.catalogue import find
from checklists.incompatible import ACTS_APART, POSTS_APART, are_incompatible
from checklists.posts import POSTS
from checklists.surroundings import Surroundings
from tests.checklists.conftest import Known


class People:
    """People by name, with their posts; nothing else is listed."""

    def __init__(self, posts: Mapping[str, str]) -> None:
        self.posts = posts

    def keeps(self, kind: str) -> bool:
        return False

    def look_up(self, kind: str, key: str) -> Known | None:
        held = self.posts.get(key) if kind == "person" else None
        return None if held is None else Known(key, key, tuple(held.split()))


def found(slug: str, posts: Mapping[str, str], changes: Mapping[str, Any]) -> list[tuple[str, str]]:
    around, kind = Surroundings(directory=People(posts)), find(slug)
    entry = kind.read({**kind.example, **changes}, around)
    told = [one for one in entry.findings(around) if one.advice == "由另一人办理"]
    return [(one.code.rpartition(".")[2], one.where + one.message) for one in told]


@pytest.mark.parametrize(
    ("posts", "code"), [("purchaser", "R01"), ("acceptor", ""), ("teacher warehouse_keeper", "")]
)
def test_a_buyer_by_post_accepts_no_food(posts: str, code: str) -> None:
    told = found("food_purchase_acceptance", {"林一": posts}, {"accept2": "林一"})
    what = "「验收员2」林一任采购员，岗位不相容"
    assert told == ([(code, what)] if code else [])


def test_nobody_accepts_what_they_bought() -> None:
    told = found("food_purchase_acceptance", {}, {"purchaser": "林一", "accept1": "林一"})
    assert told == [("R01", "「验收员1」林一与「采购员」是同一人")]


def test_nobody_keeps_what_they_bought_or_accepted() -> None:
    kept = {"buyers": ["林一"], "acceptors": ["林二", "林三"]}
    assert found("goods_acceptance", {}, {**kept, "keeper": "林四"}) == []
    for keeper, label in (("林一", "采购人"), ("林二", "验收人")):
        assert found("goods_acceptance", {}, {**kept, "keeper": keeper}) == [
            ("G05", f"「保管员」{keeper}与「{label}」是同一人")
        ]


def test_who_collects_money_keeps_no_books() -> None:
    told = found("daily_fee_settlement", {"林一": "accountant"}, {"collector": "林一"})
    assert told == [("G05", "「收费员」林一任会计，岗位不相容")]
    assert found("daily_fee_settlement", {"林一": "cashier"}, {"collector": "林一"}) == []


def test_the_matrix_names_posts_there_are() -> None:
    assert {post for pair in ACTS_APART for post in pair} <= POSTS.keys()
    assert set(POSTS_APART) < set(ACTS_APART)
    assert are_incompatible("收费员", "会计核销")
    assert not are_incompatible("收费员", "复查人")
