"""Every personal field of the catalogue (G12, D.3): to take one out, or show more, is a decision.

`whole`, `name`, `tail` and `nothing` are how much a volume may show (`checklists.columns.Shown`).
"""

from collections.abc import Iterator

from checklists.catalogue import catalogue
from checklists.columns import Column

PERSONAL = {
    "post_duty_register": {
        "certs.number": "tail",
    },
    "safety_education_record": {
        "police_contact": "whole",
    },
    "emergency_drill_record": {
        "units.absent_note": "nothing",
        "units.special": "nothing",
    },
    "visitor_register": {
        "name": "name",
        "id_tail": "tail",
        "org": "whole",
        "phone": "tail",
        "plate": "tail",
        "photos": "nothing",
    },
    "student_leave_pass": {
        "student": "name",
        "symptom": "nothing",
        "contact": "nothing",
        "pickup": "nothing",
        "proof": "nothing",
        "photos": "nothing",
        "track": "nothing",
    },
    "child_pickup_register": {
        "arrivals.child": "name",
        "arrivals.in_by": "name",
        "departures.child": "name",
        "departures.out_by": "name",
        "departures.proxy_auth": "nothing",
        "departures.proxy_id": "tail",
        "photos": "nothing",
    },
    "repair_work_order": {
        "phone": "tail",
    },
    "incident_report": {
        "persons.name": "name",
        "persons.injury": "nothing",
        "persons.hospital": "nothing",
    },
    "canteen_staff_health": {
        "cert_no": "tail",
        "bg_check": "whole",
        "scan": "whole",
    },
    "canteen_morning_check": {
        "people.temp": "nothing",
        "people.abnormal": "nothing",
        "people.recovered": "nothing",
    },
    "food_purchase_acceptance": {
        "phone": "tail",
    },
    "meal_companion_record": {
        "guest": "name",
    },
    "morning_health_check": {
        "abnormal": "nothing",
        "absences": "nothing",
    },
    "infectious_disease_register": {
        "student": "name",
        "symptom": "nothing",
        "hospital": "nothing",
        "disease": "nothing",
        "contact": "nothing",
        "track": "nothing",
        "return_cert": "nothing",
    },
    "vaccination_certificate_check": {
        "child": "name",
        "birth": "nothing",
        "cert": "nothing",
        "assess": "nothing",
        "missing_": "nothing",
        "doses": "nothing",
        "photos": "nothing",
        "result2": "nothing",
    },
    "utility_electrical_inspection": {
        "cert_no": "tail",
    },
    "equipment_maintenance_record": {
        "licence": "tail",
    },
    "damage_compensation": {
        "person": "name",
        "guardian": "name",
    },
    "library_loan_register": {
        "reader": "name",
    },
    "textbook_distribution": {
        "sign_list": "nothing",
    },
    "recycled_textbook_register": {
        "student": "name",
        "shared": "nothing",
    },
    "agency_fee_consent": {
        "student": "name",
        "parent": "name",
        "reason": "nothing",
        "relation": "whole",
        "phone": "tail",
        "scan": "nothing",
    },
    "expense_reimbursement": {
        "account": "tail",
    },
}
TELLING = ("身份证", "证件号", "电话", "联系方式", "手机", "车牌", "学生", "家长", "幼儿", "监护人")
"""Words in a label that name a person outside the staff, or a number that leads to somebody."""
HARMLESS = {
    "leader_duty_log.phone",  # of the duty room
    "meal_companion_record.together",  # whether it was the same meal
    "damage_compensation.guardian_agreed_on",
    "disinfection_pest_control.occupied",
    "greening_maintenance.pupils_away",
    "class_disinfection_record.child_absent",
    "incident_report.notify_parent",
    "fee_publicity.fees.hotline",  # of an authority
    "class_property_register.students",
    "drinking_water_record.charged",
    "textbook_distribution.told_parents",
    "agency_fee_consent.signed_on",
}


def columns_below(columns: tuple[Column, ...], path: str) -> Iterator[tuple[str, Column]]:
    for column in columns:
        yield f"{path}{column.name}", column
        yield from columns_below(column.rows, f"{path}{column.name}.")


def test_personal_fields_are_these_and_no_others() -> None:
    found = {
        slug: {
            path: column.personal
            for path, column in columns_below(kind.columns(), "")
            if column.personal
        }
        for slug, kind in catalogue().items()
    }
    assert {slug: fields for slug, fields in found.items() if fields} == PERSONAL


def test_what_sounds_personal_is_marked_or_known_to_be_harmless() -> None:
    sounding = {
        f"{slug}.{path}"
        for slug, kind in catalogue().items()
        for path, column in columns_below(kind.columns(), "")
        if any(word in column.label for word in TELLING) or column.ref in ("student", "guardian")
    }
    marked = {f"{slug}.{path}" for slug, fields in PERSONAL.items() for path in fields}
    # what stands in rows that are sealed whole is sealed with them
    within = {one for one in sounding if any(one.startswith(f"{known}.") for known in marked)}
    assert sounding - marked - within == HARMLESS


def test_health_is_shown_to_nobody_outside() -> None:
    health = ("体温", "症状", "病名", "诊断", "伤情", "异常", "接种", "补种", "病史", "送医")
    for slug, fields in PERSONAL.items():
        columns = dict(columns_below(catalogue()[slug].columns(), ""))
        for path, shown in fields.items():
            if any(word in columns[path].label for word in health):
                assert shown == "nothing", f"{slug}.{path}"
