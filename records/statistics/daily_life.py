"""Figures of food, cleanliness, illness and vaccination."""

from collections.abc import Iterator
from decimal import Decimal

from records.audit.view import View
from records.record import Record
from records.statistics.basis import Basis, duties_met, number, once, readable, rows, told, total
from records.statistics.figure import Figure

SAMPLES, STAFF, GOODS, SURVEYS = (
    "food_sample_retention",
    "canteen_morning_check",
    "food_purchase_acceptance",
    "meal_satisfaction_survey",
)
CLEANING, DISINFECTION = "cleaning_area_inspection", "disinfection_pest_control"
CHECKS, CASES, CERTIFICATES = (
    "morning_health_check",
    "infectious_disease_register",
    "vaccination_certificate_check",
)
AT_WORK, TAKEN, SICK, MORNING = "上岗", "收货", "病假", "晨检"
UNKNOWN, OTHER = "待查", "其他"
WITH_CERTIFICATE, TO_VACCINATE = "有", "未完成需补种"


def canteen(view: View) -> Iterator[Figure]:
    """食堂: 供餐人次/留样率/晨检异常/进货批次与拒收批次/满意度均值."""
    samples, (due, met) = Basis(view, SAMPLES), duties_met(view, SAMPLES)
    diners = once(samples.records, lambda one: (one.date, one.entry["meal"]), "diners")
    yield samples.count("供餐", sum(diners.values(), Decimal(0)), "人次")
    yield samples.share("留样率", met, due)
    checked = [one for one in view.of_register(STAFF) if readable(one, "people")]
    staff = Basis(view, STAFF, kept=checked)
    unwell = [
        one
        for one in rows(staff.records, "people")
        if one.get("abnormal") or one.get("result") != AT_WORK
    ]
    yield staff.count("从业人员晨检异常", len(unwell), "人次")
    goods = Basis(view, GOODS)
    batches = list(rows(goods.records, "lines"))
    refused = sum(one.get("verdict_") != TAKEN for one in batches)
    yield goods.count("进货", len(batches), "批次")
    yield goods.count("拒收", refused, "批次")
    surveys = Basis(view, SURVEYS)
    rates = [number(one, "total_rate") for one in surveys.records if told(one, "total_rate")]
    yield surveys.mean("满意率均值", rates, "%")


def cleanliness(view: View) -> Iterator[Figure]:
    """卫生: 检查次数/平均分/除四害次数/消毒次数; marks of another scale are put in hundredths."""
    checks = Basis(view, CLEANING)
    marks = [
        number(one, "score") * 100 / number(one, "full")
        for one in checks.records
        if number(one, "full")
    ]
    yield checks.count("卫生检查", len(checks.records), "次")
    yield checks.mean("平均得分率", marks, "%")
    work = Basis(view, DISINFECTION)
    pests = sum(str(one.entry["kind"]).startswith("灭") for one in work.records)
    yield work.count("除四害", pests, "次")
    yield work.count("消毒", len(work.records) - pests, "次")


def illness(view: View) -> Iterator[Figure]:
    """疫情: 因病缺勤率/传染病例/隔离复课; absence as the morning check counted it."""
    checks = [
        one
        for one in view.of_register(CHECKS)
        if one.entry.get("slot") == MORNING and readable(one, "absences")
    ]
    mornings = Basis(view, CHECKS, kept=checks)
    ill = sum(one.get("reason") == SICK for one in rows(checks, "absences"))
    yield mornings.share("因病缺勤率", ill, total(checks, "enrolled"), "")
    known = [one for one in view.of_register(CASES) if readable(one, "disease")]
    cases = Basis(view, CASES, kept=known)
    named = [one for one in cases.records if _is_case(one)]
    isolated = [one for one in cases.records if told(one, "isolate_from")]
    yield cases.count("传染病例", len(named), "例", "less")
    yield cases.count("隔离", len(isolated), "人")
    yield cases.count("隔离后复课", sum(told(one, "return_on") for one in isolated), "人")


def _is_case(record: Record) -> bool:
    """A named infectious disease; another one where the child was isolated for it."""
    disease = record.entry.get("disease")
    named = disease not in (None, "", UNKNOWN, OTHER)
    return named or (disease == OTHER and told(record, "isolate_from"))


def vaccination(view: View) -> Iterator[Figure]:
    """接种: 应查/实查/持证率/补种率."""
    basis = Basis(view, CERTIFICATES)
    wanted = once(
        basis.records, lambda one: (one.entry["year"], one.entry["class_"]["id"]), "should"
    )
    shown = [one.entry["cert"] for one in basis.records if told(one, "cert")]
    wanting = [one for one in basis.records if one.entry.get("assess") == TO_VACCINATE]
    yield basis.count("应查验", sum(wanted.values(), Decimal(0)), "人")
    yield basis.count("实查验", len(basis.records), "人")
    yield basis.share("持证率", shown.count(WITH_CERTIFICATE), len(shown))
    yield basis.share("补种率", sum(told(one, "done_on") for one in wanting), len(wanting))
