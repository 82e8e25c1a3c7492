"""The simulated term as a plan: the same every time, whole, and in order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from checklists.catalogue import catalogue
from records.record import Operation
from taizhang.simulator import Plan, simulate
from taizhang.simulator.organisation.letters import GROUPS
from taizhang.simulator.plan import NumberOf, Ref, numbered
from taizhang.simulator.seeds import SEED_DUTIES, SeedDuty

SEVEN = {
    "safety_responsibility_letter",
    "daily_patrol",
    "hazard_rectification",
    "fire_extinguisher_inspection",
    "kitchen_daily_check",
    "food_sample_retention",
    "fee_publicity",
}
RARE = "㛃𬱖䶮玥珺"


def texts(plan: Plan) -> str:
    return repr([(act.data, act.reason) for act in plan.acts])


def test_the_same_seed_gives_the_same_acts_and_the_same_pictures(plan: Plan) -> None:
    again = simulate()
    assert again == plan
    drawn = [photo for act in plan.acts for photo in act.photos][:40]
    redrawn = [photo for act in again.acts for photo in act.photos][:40]
    assert [one.draw() for one in drawn] == [one.draw() for one in redrawn]


def test_another_seed_gives_another_term() -> None:
    one, other = simulate(seed=1, weeks=2), simulate(seed=2, weeks=2)
    assert one.acts != other.acts
    assert one.settings == other.settings


def test_acts_come_in_order_and_act_on_what_was_filed_before(plan: Plan) -> None:
    known: set[str] = set()
    last = plan.acts[0].at
    for act in plan.acts:
        assert act.at >= last, act
        last = act.at
        label = act.ref if isinstance(act.ref, str) else act.ref[0]
        if act.verb is Operation.FILE:
            assert label not in known, f"{label} is filed twice"
            known.add(label)
        assert label in known, f"{act.verb} on {label} before it is filed"
    assert last <= plan.ends


def test_every_register_is_kept(plan: Plan) -> None:
    assert {act.register for act in plan.acts} == set(catalogue())


def test_a_chapter_can_be_played_alone() -> None:
    alone = simulate(chapters=["fire_safety"])
    chapters = {catalogue()[act.register].chapter for act in alone.acts}
    assert chapters == {"fire_safety", "patrol_hazards"}  # its hazards are followed
    assert set(alone.settings.off) == set(catalogue()) - {act.register for act in alone.acts}


def test_data_may_name_the_number_another_record_will_get() -> None:
    data = {"lines": [{"request": NumberOf("request-1")}], "note": "照单验收"}
    given: dict[Ref, str] = {"request-1": "CG-20260302-001"}
    assert numbered(data, given.__getitem__) == {
        "lines": [{"request": "CG-20260302-001"}],
        "note": "照单验收",
    }


def test_a_short_term_is_small_and_whole() -> None:
    short = simulate(weeks=2)
    assert len(short.acts) < 150
    assert {act.register for act in short.acts} == SEVEN
    assert short.calendar.term.end - short.calendar.term.start == timedelta(days=11)


@pytest.mark.parametrize("duty", SEED_DUTIES, ids=lambda duty: f"{duty.plan}-{duty.section}")
def test_every_duty_of_the_five_plans_appears(duty: SeedDuty, plan: Plan) -> None:
    assert duty.shown(plan), duty.words


@pytest.mark.parametrize("duty", SEED_DUTIES, ids=lambda duty: f"{duty.plan}-{duty.section}")
def test_a_duty_without_its_records_is_noticed(duty: SeedDuty, plan: Plan) -> None:
    others = tuple(act for act in plan.acts if act.register != duty.register)
    assert not duty.shown(replace(plan, acts=others))


def test_no_sentence_that_the_registers_answer_is_left_out() -> None:
    def plain(section: str) -> str:
        return section.translate(str.maketrans("（）", "()"))

    asked = {
        (slug, seed.plan, plain(seed.section))
        for slug in SEVEN
        for seed in catalogue()[slug].register.seeds
    }
    assert asked == {(one.register, one.plan, plain(one.section)) for one in SEED_DUTIES}


def test_all_groups_of_the_third_plan_sign_their_letters(plan: Plan) -> None:
    assert set(GROUPS) == {"行政", "班主任", "任课教师", "管理人员"}
    signed = {act.data.get("party_type") for act in plan.acts}
    for group, letters in GROUPS.items():
        assert signed & set(letters), group


def test_rare_characters_stand_in_the_names_of_people_who_sign(plan: Plan) -> None:
    names = {one.id: one.name for one in plan.directory.listings("person")}
    signing = "".join(names[act.by] for act in plan.acts if act.verb is Operation.SIGN)
    assert set(RARE) <= set(signing)


def test_nobody_quotes_a_repealed_law_or_fines_anybody(plan: Plan) -> None:
    written = texts(plan)
    for word in ("食品卫生法", "罚款", "12358", "概不负责", "高桥", "五十九中"):
        assert word not in written


def test_somebody_types_for_others_corrects_returns_and_voids(plan: Plan) -> None:
    verbs = [act.verb for act in plan.acts if act.register in SEVEN]
    assert {verb: verbs.count(verb) for verb in set(Operation) - {Operation.SIGN}} == {
        Operation.ERASE: 0,
        Operation.FILE: verbs.count(Operation.FILE),
        Operation.CONTINUE: verbs.count(Operation.CONTINUE),
        Operation.CORRECT: 9,
        Operation.RETURN: 4,
        Operation.VOID: 2,
        Operation.SCAN: 0,
        Operation.STAMP: 0,
    }
    assert sum(bool(act.typed_by) for act in plan.acts) >= 10


def test_a_chapter_alone_leaves_out_what_names_records_of_another() -> None:
    alone = simulate(chapters=["patrol_hazards"])
    refs = {act.ref for act in alone.acts}
    assert "order-tap" in refs, "of a patrol of this chapter"
    assert not refs & {"order-grate", "order-pantry-air", "visit-order-pantry-air"}
