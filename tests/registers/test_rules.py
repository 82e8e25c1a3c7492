"""Every rule of the catalogue is carried out somewhere, and it is known where."""

import pytest

from checklists.catalogue import catalogue
from checklists.rules import GENERAL, codes_of
from records.audit import CHECKS
from taizhang.rule_pages import evidence

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


def where() -> dict[str, str]:
    """Where each rule is carried out, so that moving one is a decision.

    A rule of two sentences may be carried out in two places, as ``entry+audit``.
    """
    return {code: one.where for code, one in evidence().items()}


ALL = [
    f"{entry.slug}.{rule.code}" for entry in catalogue().values() for rule in entry.register.rules
]


def kinds(code: str) -> tuple[str, ...]:
    found = {"refused": REFUSED, "entry": IN_ENTRIES, "audit": AUDITED, "needs": LACKING}
    return tuple(kind for kind, codes in found.items() if code in codes)


@pytest.mark.parametrize("code", [*ALL, *GENERAL])
def test_every_rule_is_of_exactly_one_kind(code: str) -> None:
    assert kinds(code), "nobody carries it out"
    assert len(kinds(code)) == 1 or where()[code] == "+".join(kinds(code))


def test_nothing_carries_out_a_rule_that_does_not_exist() -> None:
    conventions = {  # registers.md A.1, A.3 and A.6 number no rules
        "safety_responsibility_letter.A1",
        "safety_responsibility_letter.A3",
        "safety_responsibility_letter.A6",
    }
    assert (AUDITED | IN_ENTRIES) - set(ALL) - GENERAL.keys() == conventions


def test_where_each_rule_is_carried_out() -> None:
    assert {code: "+".join(kinds(code)) for code in [*ALL, *GENERAL]} == where()
