"""Every rule of the catalogue is carried out somewhere, and it is known where."""

import pytest

from checklists.catalogue import catalogue
from checklists.rules import GENERAL, codes_of
from records.audit import CHECKS

AUDITED = {code for check in CHECKS for code in codes_of(check)}
IN_ENTRIES = {
    code if code in GENERAL else f"{entry.slug}.{code}"
    for entry in catalogue().values()
    for codes in entry.rule_methods().values()
    for code in codes
}
REFUSED = {
    f"{entry.slug}.{rule.code}"
    for entry in catalogue().values()
    for rule in entry.register.rules
    if rule.refused
} | {rule.code for rule in GENERAL.values() if rule.refused}
LACKING = {
    f"{entry.slug}.{rule.code}"
    for entry in catalogue().values()
    for rule in entry.register.rules
    if rule.needs
} | {rule.code for rule in GENERAL.values() if rule.needs}

HALVES = {
    "food_sample_retention.R05": ("entry", "audit"),  # 72 hours when continued; alike across dishes
    "daily_patrol.R05": ("entry", "audit"),  # duration; two rounds alike
    "fire_extinguisher_inspection.R05": ("entry", "audit"),  # dates; how many at a place
    "kitchen_daily_check.R02": ("audit", "needs"),  # missing day; head count against the classes
    "fee_publicity.R03": ("entry", "needs"),  # five working days; charges against the notice
}
"""Rules of two sentences, each carried out where it can be."""

ALL = [
    f"{entry.slug}.{rule.code}" for entry in catalogue().values() for rule in entry.register.rules
]


def kinds(code: str) -> tuple[str, ...]:
    found = {"refused": REFUSED, "entry": IN_ENTRIES, "audit": AUDITED, "needs": LACKING}
    return tuple(kind for kind, codes in found.items() if code in codes)


@pytest.mark.parametrize("code", [*ALL, *GENERAL])
def test_every_rule_is_of_exactly_one_kind(code: str) -> None:
    assert kinds(code) == HALVES.get(code, kinds(code)[:1])
    assert kinds(code), "nobody carries it out"


def test_nothing_carries_out_a_rule_that_does_not_exist() -> None:
    conventions = {  # registers.md A.1, A.3 and A.6 number no rules
        "safety_responsibility_letter.A1",
        "safety_responsibility_letter.A3",
        "safety_responsibility_letter.A6",
    }
    assert (AUDITED | IN_ENTRIES) - set(ALL) - GENERAL.keys() == conventions


def test_where_each_rule_is_carried_out() -> None:
    """The whole table, so that moving a rule is a decision and no accident."""
    table = {code: "+".join(kinds(code)) for code in ALL}
    assert table == {
        "safety_responsibility_letter.R01": "entry",
        "safety_responsibility_letter.R02": "audit",
        "safety_responsibility_letter.R03": "needs",
        "safety_responsibility_letter.R04": "audit",
        "safety_responsibility_letter.R05": "audit",
        "daily_patrol.R01": "audit",
        "daily_patrol.R02": "entry",
        "daily_patrol.R03": "audit",
        "daily_patrol.R04": "audit",
        "daily_patrol.R05": "entry+audit",
        "hazard_rectification.R01": "entry",
        "hazard_rectification.R02": "entry",
        "hazard_rectification.R03": "refused",
        "hazard_rectification.R04": "entry",
        "hazard_rectification.R05": "entry",
        "hazard_rectification.R06": "audit",
        "hazard_rectification.R07": "audit",
        "hazard_rectification.R08": "audit",
        "hazard_rectification.R09": "audit",
        "fire_extinguisher_inspection.R01": "audit",
        "fire_extinguisher_inspection.R02": "entry",
        "fire_extinguisher_inspection.R03": "audit",
        "fire_extinguisher_inspection.R04": "audit",
        "fire_extinguisher_inspection.R05": "entry+audit",
        "fire_extinguisher_inspection.R06": "entry",
        "kitchen_daily_check.R01": "entry",
        "kitchen_daily_check.R02": "audit+needs",
        "kitchen_daily_check.R03": "audit",
        "food_sample_retention.R01": "entry",
        "food_sample_retention.R02": "needs",
        "food_sample_retention.R03": "needs",
        "food_sample_retention.R04": "entry",
        "food_sample_retention.R05": "entry+audit",
        "fee_publicity.R01": "entry",
        "fee_publicity.R02": "entry",
        "fee_publicity.R03": "entry+needs",
        "fee_publicity.R04": "entry",
    }
