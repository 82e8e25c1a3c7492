"""Records against the school's lists: timetable, areas, diners, builders, pupils, the books.

Each rule is 未核 while its list is not kept; `duties.not_looked_into` says so.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from checklists.rules import Finding, carries_out
from checklists.surroundings import Listed, on_the_day
from records.audit.view import View
from records.record import Record

CLEANING, KITCHEN, VISITS = (
    "cleaning_area_inspection",
    "kitchen_daily_check",
    "visitor_register",
)
BUILDINGS, LETTERS, ROOMS = (
    "school_building_safety_check",
    "safety_responsibility_letter",
    "special_room_use_log",
)
BOOKS, CARDS = "library_loan_register", "fixed_asset_ledger"
DOUBTFUL = ("C级", "D级", "存疑")
FIXED_ASSETS = "固定资产"
OFTEN_ENOUGH = Decimal("0.8")
BUILDER = "施工维修"
GONE = "已处置"


def on_list(view: View, kind: str, day: date) -> tuple[Listed, ...]:
    """Lines of a list that hold on a day."""
    return on_the_day(view.listed(kind), day)


# ---- areas of cleaning


@carries_out("cleaning_area_inspection.R01")
def areas_on_the_list(view: View) -> Iterator[Finding]:
    """What is inspected is on the list, and belongs to one class and one person."""
    code = "cleaning_area_inspection.R01"
    if not view.school.keeps("area"):
        return
    owners: dict[str, Listed] = {}
    for one in on_list(view, "area", view.today):
        if owners.setdefault(one.name, one) is not one:
            yield view.finding(code, one.name, "责任区台账里登记了两次", "一个区域只留一条")
    for record in view.of_register(CLEANING):
        area = record.entry["area"]
        known = on_list(view, "area", record.date)
        found = next((one for one in known if one.name in (area["id"], area["name"])), None)
        if found is None:
            what = f"“{area['name']}”不在责任区台账内"
            advice = "核对区域名称，或先登记责任区"
            yield view.finding(code, "「责任区」", what, advice, number=record.number)
        elif wrong := _other_owner(found, str(record.entry["owner"])):
            yield view.finding(
                code, "「责任班级/责任人」", wrong, "按责任区台账更正", number=record.number
            )


def _other_owner(area: Listed, owner: str) -> str:
    """What the record says against the list; empty when they agree."""
    for name in ("class_", "owner"):
        due = area.facts.get(name, "")
        if due and due not in owner and (name == "class_" or "class_" not in area.facts):
            return f"写的是{owner}，责任区台账是{due}"
    return ""


# ---- timetable


@carries_out("school_building_safety_check.R01")
def lessons_in_closed_buildings(view: View) -> Iterator[Finding]:
    """Nobody is taught in a building that is doubtful."""
    last = {record.entry["building"]["name"]: record for record in view.of_register(BUILDINGS)}
    for name, record in last.items():
        if record.entry["grade"] not in DOUBTFUL:
            continue
        rooms = {
            one.facts["room"]
            for one in on_list(view, "lesson", view.today)
            if "room" in one.facts and _is_in(view, one.facts["room"], name)
        }
        if rooms:
            what = f"{record.entry['grade']}，课表仍在{'、'.join(sorted(rooms))}排课"
            yield view.finding(
                "school_building_safety_check.R01",
                "「楼栋」",
                what,
                "立即调整到其他教室",
                number=record.number,
            )


def _is_in(view: View, room: str, building: str) -> bool:
    place = view.school.directory.look_up("place", room)
    return room.startswith(building) or (
        place is not None and building in (place.name, place.facts.get("area"))
    )


@carries_out("safety_responsibility_letter.R03")
def letters_against_the_timetable(view: View) -> Iterator[Finding]:
    """班主任 sign for the class that is theirs, 任课教师 for what they teach."""
    if not view.school.keeps("lesson"):
        return
    for record in view.of_register(LETTERS):
        party, teacher = record.entry["party_b"], record.entry["party_type"]
        keys, scope = {party["id"], party["name"]}, str(record.entry.get("scope", ""))
        lessons = on_list(view, "lesson", record.date)
        if teacher == "班主任":
            classes = on_list(view, "class", record.date)
            due = {one.name for one in classes if one.facts.get("homeroom") in keys}
            label, what = "班级", "没有任班主任的班级"
        elif teacher == "任课教师" and scope:
            due = {one.name for one in lessons if one.facts.get("teacher") in keys}
            label, what = "课程", "课表里没有课程"
        else:
            continue
        if not due or not any(one in scope for one in due):
            told = f"{label}是{'、'.join(sorted(due))}" if due else what
            yield view.finding(
                "safety_responsibility_letter.R03",
                "「责任范围」",
                f"写的是“{scope or '（空）'}”，{party['name']}{told}",
                "按任课表更正责任范围，或更正课表、班级名录",
                number=record.number,
            )


@carries_out("special_room_use_log.R02")
def rooms_seldom_used(view: View) -> Iterator[Finding]:
    """Fewer than eight in ten of the lessons that the timetable puts in a special room."""
    last = min(view.today - timedelta(days=view.today.isoweekday()), view.school.calendar.term.end)
    held: dict[str, set[tuple[date, int]]] = {}
    for record in view.of_register(ROOMS):
        if record.date <= last:
            room = record.entry["room"]
            for key in {room["id"], room["name"]}:
                held.setdefault(key, set()).add((record.date, record.entry["period"]))
    for room, lessons in _lessons_due(view, last).items():
        used = len(held.get(room, ()))
        if used < OFTEN_ENOUGH * lessons:
            what = f"课表{lessons}节，使用记录{used}节，开课率{used * 100 / lessons:.0f}%"
            yield view.finding("special_room_use_log.R02", room, what, "补开课程或补登使用记录")


def _lessons_due(view: View, last: date) -> Counter[str]:
    """Lessons that the timetable put in rooms of their own from the first day of the term."""
    calendar, due = view.school.calendar, Counter[str]()
    for day in filter(calendar.is_school_day, calendar.days(calendar.term.start, last)):
        lessons = on_list(view, "lesson", day)
        weekday = str(day.isoweekday())
        due.update(
            one.facts["room"]
            for one in lessons
            if one.facts["weekday"] == weekday and "room" in one.facts
        )
    return due


# ---- diners


@carries_out("kitchen_daily_check.R02")
def diners_of_the_classes(view: View) -> Iterator[Finding]:
    """As many were served as the classes reported."""
    for record in view.of_register(KITCHEN):
        for served in record.entry["meals"]:
            counts = _diners(view, record.date, str(served["meal"]))
            if counts and sum(counts.values()) != served["diners"]:
                what = f"供餐{served['diners']}人，各班就餐人数合计{sum(counts.values())}人"
                yield view.finding(
                    "kitchen_daily_check.R02",
                    f"{served['meal']}餐「就餐人数」",
                    what,
                    "核对各班上报人数；当日有变动的在就餐人数里登记当日",
                    number=record.number,
                )


def _diners(view: View, day: date, meal: str) -> dict[str, int]:
    """Diners by class: a line for the meal before one for all, a later one before an earlier."""
    lines = [one for one in on_list(view, "diners", day) if one.facts.get("meal", meal) == meal]
    lines.sort(key=lambda one: ("meal" in one.facts, one.facts.get("since", "")))
    return {one.name: int(one.facts["count"]) for one in lines}


# ---- people


@carries_out("visitor_register.R03")
def builders_on_the_list(view: View) -> Iterator[Finding]:
    """Who comes to build or repair is on the contractor's list."""
    if not view.school.keeps("worker"):
        return
    for record in view.of_register(VISITS):
        name = record.entry.get("name")
        known = {one.name for one in on_list(view, "worker", record.date)}
        if record.entry["reason"] == BUILDER and isinstance(name, str) and name not in known:
            yield view.finding(
                "visitor_register.R03",
                "「来访人姓名」",
                "不在施工人员名册内",
                "由施工单位补报名册，核对后方可进校施工",
                number=record.number,
            )


@carries_out("library_loan_register.R03")
def leavers_with_books(view: View) -> Iterator[Finding]:
    """毕业离校未清: who left school has a book still."""
    for record in view.of_register(BOOKS):
        reader = record.entry.get("reader")
        if record.entry.get("state") or not isinstance(reader, Mapping) or "id" not in reader:
            continue
        pupil = view.school.directory.look_up("student", str(reader["id"]))
        until = pupil.facts.get("until", "") if pupil else ""
        if until and until < view.today.isoformat():
            yield view.finding(
                "library_loan_register.R03",
                "「归还」",
                f"读者已于{until}离校，书没有归还",
                "联系监护人归还或赔偿后办结",
                number=record.number,
            )


# ---- books


@carries_out("fixed_asset_ledger.R01")
def cards_against_the_books(view: View) -> Iterator[Finding]:
    """资产台账原值合计=会计账固定资产余额, at the end of every month whose balance is listed."""
    for one in view.listed("balance"):
        day, booked = date.fromisoformat(one.facts["since"]), Decimal(one.facts["amount"])
        if one.name != FIXED_ASSETS or day not in view.school.calendar.term:
            continue
        cards = [card for card in view.ever(CARDS) if _stands(view, card, day)]
        total = sum((Decimal(card.entry["value"]) for card in cards), Decimal(0))
        if total != booked:
            what = f"资产台账原值合计{total}元，会计账余额{booked}元，相差{total - booked}元"
            yield view.finding("fixed_asset_ledger.R01", f"{day}月对账", what, "逐卡核对后调整")


def _stands(view: View, card: Record, day: date) -> bool:
    """Whether a card counts on a day: made by then, and not written off."""
    known = view.school.directory.look_up("asset", str(card.entry["asset_no"]))
    until = known.facts.get("until", "9") if known else "9"
    gone = card.entry["status"] == GONE and until == "9"
    return card.date <= day and until > day.isoformat() and not gone


LIST_CHECKS = (
    areas_on_the_list,
    lessons_in_closed_buildings,
    letters_against_the_timetable,
    rooms_seldom_used,
    diners_of_the_classes,
    builders_on_the_list,
    leavers_with_books,
    cards_against_the_books,
)
