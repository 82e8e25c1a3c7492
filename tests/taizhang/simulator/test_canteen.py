"""The canteen's term on a ledger: all as planned, and the audit finds what was planted."""

from collections import Counter
from decimal import Decimal

from checklists.catalogue import catalogue
from taizhang.simulator import simulate
from tests.taizhang.simulator.chapter import as_planned, followed, found, unfinished
from tests.taizhang.simulator.conftest import Performance

OURS = {slug for slug, entry in catalogue().items() if entry.chapter == "canteen"}
PLANTED = {
    ("food_purchase_acceptance.R06", "delivery-0615"): 1,  # greens after the storm
    ("canteen_staff_health.R03", "health-7"): 1,  # runs out three weeks after the term
    ("food_sample_retention.R05", "sample-0403-1"): 1,  # kept over a long weekend
    ("food_sample_retention.R05", "sample-0403-2"): 1,
    ("food_sample_retention.R05", "sample-0403-3"): 1,
    ("food_sample_retention.R05", "sample-0403-4"): 1,
    ("food_sample_retention.R05", "sample-0403-5"): 1,
    ("kitchen_daily_check.R02", ""): 1,  # a day missing; the meal without samples is a G02
}


def test_every_register_of_the_chapter_is_kept_as_planned(performance: Performance) -> None:
    assert {one.register for one in performance.records()} >= OURS
    assert as_planned(performance)
    assert not unfinished(performance, OURS)
    assert followed(performance)


def test_the_audit_finds_what_was_planted(performance: Performance) -> None:
    refs = {number: str(ref) for ref, number in performance.numbers.items()}
    told = Counter((one.code, refs.get(one.number, "")) for one in found(performance, OURS))
    assert {(code, ref.removesuffix("-34")): n for (code, ref), n in told.items()} == PLANTED


def test_what_was_announced_was_bought_cooked_and_eaten(performance: Performance) -> None:
    """Kilograms delivered in a month are what the menus of that month ask for, and a little."""
    menus = [one.entry for one in performance.records() if one.register == "weekly_menu"]
    asked = sum(
        Decimal(part["grams"]) * entry["diners"] / 1000
        for entry in menus
        for dish in entry["dishes"]
        for part in dish["material"]
    )
    bought = sum(
        Decimal(line["qty"])
        for one in performance.records()
        if one.register == "food_purchase_acceptance"
        for line in one.entry["lines"]
        if line["verdict_"] == "收货"
    )
    assert Decimal("0.95") < bought / asked < Decimal("1.05")


def test_a_small_term_leaves_the_new_plays_out() -> None:
    small = simulate(weeks=1, chapters=["canteen"])
    assert {act.register for act in small.acts} <= {
        "food_sample_retention",
        "kitchen_daily_check",
        "hazard_rectification",
    }
