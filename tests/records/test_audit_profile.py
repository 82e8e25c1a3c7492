"""What does not apply to a school is not asked of it; what it recorded all the same is judged."""

from dataclasses import replace

from checklists.duty import Subject
from checklists.profile import Kind, Profile
from records.audit import audit
from records.school import School
from tests.records.made_records import on, record, school, view

CHILDCARE = "childcare_inspection"
CLASSES = [Subject("B1", "一（1）班", stage="小学"), Subject("B2", "小一班", stage="幼儿园")]


def with_classes(kind: Kind) -> School:
    here = school(CHILDCARE, "child_pickup_register")
    return replace(here, subjects={"class": CLASSES}, profile=Profile(kind))


def asked(kind: Kind) -> set[str]:
    """The classes that something is wanting of."""
    found = list(audit(view([], with_classes(kind), on("2026-04-02"))))
    said = "".join(one.where for one in found if one.code.split(".")[0] in (CHILDCARE, "G02"))
    return {one.name for one in CLASSES if one.name in said}


def test_only_classes_of_the_kindergarten_owe_what_is_the_kindergartens() -> None:
    assert asked("小学") == set()
    assert asked("小学附设幼儿园") == {"小一班"}


def test_a_record_of_a_register_that_is_not_kept_is_still_looked_at() -> None:
    kept = record(CHILDCARE, "BYJC-20260310-001", on("2026-03-10"), date="2026-03-10")
    found = list(audit(view([kept], with_classes("小学"), on("2026-04-02"))))
    assert any(one.code.startswith(CHILDCARE) for one in found)
