"""What has to follow (registers.md 0.6): reports upwards, food traced, shortages made good."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from checklists.rules import Finding, carries_out
from records.audit.health import outbreaks
from records.audit.view import View
from records.hazards import REGISTER as HAZARDS
from records.hazards import hazard_of
from records.record import Record

INCIDENTS, ROOMS, CLASSES = (
    "incident_report",
    "special_room_use_log",
    "class_property_register",
)
GOODS, STORE = "food_purchase_acceptance", "food_storage_check"
SETTLEMENTS, COUNTS, DAMAGE = "daily_fee_settlement", "stocktaking_record", "damage_compensation"
OUTBREAK, UNBALANCED, TAKEN, COMPENSATE = "传染病聚集", "未平", "收货", "赔偿"
SUSPECT = ("腐败变质", "感官异常", "抽检不合格")
AROUND = timedelta(days=3)


# ---- hazards of the worst kind


@carries_out("hazard_rectification.R04")
def major_hazards_not_reported(view: View) -> Iterator[Finding]:
    """A major hazard has its report upwards, which names it."""
    code = "hazard_rectification.R04"
    major = [one for one in view.of_register(HAZARDS) if hazard_of(one, view.today).is_major]
    if major and not view.school.keeps(INCIDENTS):
        yield view.unchecked(code, "「上报记录」", "安全事故与突发事件报告登记")
        return
    named = {one.entry.get("source_ref") for one in view.of_register(INCIDENTS)} - {None}
    for record in major:
        if not {record.number, record.entry.get("hazard_no")} & named:
            what = "重大隐患没有事故报告登记"
            advice = f"登记《安全事故与突发事件报告登记》，「来源记录号」写{record.number}"
            yield view.finding(code, "「上报记录」", what, advice, number=record.number)


@carries_out("hazard_rectification.R04")
def rooms_used_while_closed(view: View) -> Iterator[Finding]:
    """Where a major hazard is open nobody has lessons until it was accepted (F2)."""
    for record in (*view.carried, *view.of_register(HAZARDS)):
        hazard = hazard_of(record, view.today)
        if record.register != HAZARDS or hazard.is_void or not hazard.is_major:
            continue
        closed = hazard.closed_at.date() if hazard.closed_at else date.max
        for use in view.of_register(ROOMS):
            inside = hazard.found_at.date() < use.date < closed
            if inside and use.entry["room"]["name"] == hazard.place:
                what = f"{hazard.place}有重大隐患未销号，{use.date:%Y-%m-%d}仍在使用"
                yield view.finding(
                    "hazard_rectification.R04",
                    "「临时管控措施」",
                    what,
                    "立即停用",
                    number=use.number,
                )


# ---- many who fall ill


@carries_out("F3")
def outbreaks_without_a_report(view: View) -> Iterator[Finding]:
    """聚集性疾病: an incident report within three days of the cases."""
    kept = [one for one in view.of_register(INCIDENTS) if one.entry["event_type"] == OUTBREAK]
    for where, cases in outbreaks(view):
        if not view.school.keeps(INCIDENTS):
            yield view.unchecked("F3", where, "安全事故与突发事件报告登记")
            continue
        days = [one.date for one in cases]
        near = (min(days) - AROUND, max(days) + AROUND)
        if not any(near[0] <= one.date <= near[1] for one in kept):
            what = f"同班同症状{len(cases)}例，没有事故报告登记"
            yield view.finding("F3", where, what, "登记初报，续报，终报", number=cases[-1].number)


# ---- food


@carries_out("F5")
def bad_batches_taken_elsewhere(view: View) -> Iterator[Finding]:
    """A batch that was refused or destroyed: what was taken in of it is traced."""
    bad = dict(_bad_batches(view))
    for record in view.of_register(GOODS):
        for line in record.entry.get("lines", ()):
            found = bad.get((line["item"]["name"], line["batch"]))
            if line.get("verdict_") == TAKEN and found not in (None, record.number):
                what = f"{line['item']['name']}（{line['batch']}）与{found}处置的是同一批，已收货"
                advice = "追溯同批，隔离、停用，必要时停供"
                yield view.finding("F5", "「食材」", what, advice, number=record.number)


def _bad_batches(view: View) -> Iterator[tuple[tuple[str, str], str]]:
    """Name and batch of food found bad, with the record that says so."""
    thrown_out = [
        (record.number, one)
        for record in view.of_register(STORE)
        for one in record.entry.get("disposals", ())
        if one["reason"] in SUSPECT
    ]
    for record in view.of_register(GOODS):
        for line in record.entry.get("lines", ()):
            name, batch = line["item"]["name"], line["batch"]
            if line.get("sense") == "不合格":
                yield (name, batch), record.number
            for number, one in thrown_out:
                if one["food"]["name"] == name and batch in one["batch_qty"]:
                    yield (name, batch), number


# ---- money and goods


@carries_out("F6")
def differences_left_standing(view: View) -> Iterator[Finding]:
    """A day's settlement that did not come out even and was not cleared up that day."""
    for record in view.of_register(SETTLEMENTS):
        if record.entry.get("balance") == UNBALANCED and record.date < view.today:
            where = f"{record.date:%Y-%m-%d}"
            advice = "查清后红字更正，不得抹平；上报校长"
            yield view.finding("F6", where, "日结不平，当日没有查清", advice, number=record.number)


@carries_out("F7")
def shortages_not_made_good(view: View) -> Iterator[Finding]:
    """A count that says 赔偿 has its slip, from that day on."""
    asked = [
        (record, line)
        for record in view.of_register(COUNTS)
        for line in record.entry.get("counts", ())
        if line.get("opinion") == COMPENSATE
    ]
    if asked and not view.school.keeps(DAMAGE):
        yield view.unchecked("F7", "「处理意见」", "公物损坏赔偿登记单")
        return
    for record, line in asked:
        if not any(_settles(slip, record, line) for slip in view.of_register(DAMAGE)):
            what = f"{line['item']['name']}盘亏要赔偿，没有赔偿登记单"
            yield view.finding("F7", "「处理意见」", what, "登记赔偿单", number=record.number)


def _settles(slip: Record, count: Record, line: Mapping[str, Mapping[str, str]]) -> bool:
    return slip.date >= count.date and slip.entry["item"]["name"] == line["item"]["name"]


@carries_out("F8")
def losses_without_a_slip(view: View) -> Iterator[Finding]:
    """What a class has to pay for has its slip: damages, never a fine."""
    for record in view.of_register(CLASSES):
        for line in record.entry.get("things", ()):
            if line.get("handle") == COMPENSATE and not line.get("slip_no"):
                what = f"{line['item']['name']}要赔偿，没有写赔偿单号"
                advice = "登记《公物损坏赔偿登记单》，更正本表写上单号"
                yield view.finding("F8", "「赔偿单/工单号」", what, advice, number=record.number)


CONSEQUENCE_CHECKS = (
    major_hazards_not_reported,
    rooms_used_while_closed,
    outbreaks_without_a_report,
    bad_batches_taken_elsewhere,
    differences_left_standing,
    shortages_not_made_good,
    losses_without_a_slip,
)
