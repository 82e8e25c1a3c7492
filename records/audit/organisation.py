"""Posts, meetings, plans, lessons in safety and drills across records."""

from collections.abc import Iterator
from datetime import date, timedelta

from checklists.cadence import months
from checklists.calendar import NationalDay, working_days
from checklists.incompatible import POSTS_APART
from checklists.posts import post_title
from checklists.rules import Finding, carries_out
from records.audit.view import View
from records.record import Record

POSTS, MEETINGS, PLANS, LESSONS, DRILLS = (
    "post_duty_register",
    "staff_meeting_training",
    "policy_and_plan_register",
    "safety_education_record",
    "emergency_drill_record",
)
CHARGES = "daily_fee_settlement"
HEALTH, HEALTH_CARD = "canteen_staff_health", "健康证"
BOARD, CHANGED = "行政会议", ("修订", "新增")
FEWEST_GUARDS = 3
A_YEAR = timedelta(days=365)
NAMED = 10
LONG_HOLIDAY = 5  # days
REMINDED_WITHIN = 5  # working days
WITH_POLICE, VISITS = ("警校联防走访", "周边联合巡查"), 2
LAST_WEEKS = timedelta(days=30)
ALIKE = 3
NEEDED_PLANS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("火灾", ("火灾", "消防")),
    ("地震", ("地震",)),
    ("拥挤踩踏", ("踩踏",)),
    ("食物中毒", ("食物中毒", "食品安全")),
    ("传染病", ("传染病",)),
    ("校车/交通", ("校车", "交通")),
    ("暴力侵害", ("暴力", "防暴", "侵害")),
    ("恶劣天气", ("天气", "防汛", "台风")),
    ("停水停电停暖", ("停水", "停电", "停暖")),
    ("燃气泄漏", ("燃气",)),
    ("网络舆情", ("舆情",)),
)
NURSERY_PLAN = ("学生走失", ("走失",))


# ---- posts


@carries_out("post_duty_register.R01")
def incompatible_posts(view: View) -> Iterator[Finding]:
    """Nobody buys and accepts, or keeps the cash and the books."""
    held: dict[str, dict[str, Record]] = {}
    for record in _in_post(view):
        held.setdefault(record.entry["holder"]["id"], {})[record.entry["post_code"]] = record
    for posts in held.values():
        for one, other in POSTS_APART:
            if one in posts and other in posts:
                record = posts[other]
                what = (
                    f"{record.entry['holder']['name']}同时任{post_title(one)}"
                    f"和{post_title(other)}（{posts[one].number}）"
                )
                yield view.finding(
                    "post_duty_register.R01",
                    "「在岗人」",
                    what,
                    "不相容岗位，另定一人",
                    number=record.number,
                )


@carries_out("post_duty_register.R02")
def registers_without_one_post(view: View) -> Iterator[Finding]:
    """Every register the school keeps is one post's, and somebody holds the post."""
    posts: dict[str, set[str]] = {}
    lines = list(_in_post(view))
    for record in lines:
        for name in record.entry["registers"]:
            posts.setdefault(name.strip("《》 "), set()).add(record.entry["post_code"])
    nobody: list[str] = []
    for entry in view.entries() if lines else ():
        title = entry.register.title
        found = posts.get(entry.slug, set()) | posts.get(title, set())
        if not found:
            nobody.append(title)
        elif len(found) > 1:
            named = "、".join(sorted(post_title(one) for one in found))
            what, advice = f"有{len(found)}个责任岗：{named}", "只定一个责任岗"
            yield view.finding("post_duty_register.R02", f"《{title}》", what, advice)
    if nobody:
        named = "、".join(nobody[:NAMED]) + ("等" if len(nobody) > NAMED else "")
        what = f"{len(nobody)}种登记簿没有责任岗或无人在岗：{named}"
        yield view.finding("post_duty_register.R02", "「负责填写的登记簿」", what, "定责任岗")


@carries_out("post_duty_register.R03")
def certificates_run_out(view: View) -> Iterator[Finding]:
    """Valid when the line was drawn up, and no longer; the canteen's files know of a new one."""
    renewed: dict[str, str] = {}
    for file in view.of_register(HEALTH):
        who = str(file.entry["name"]["id"])
        renewed[who] = max(renewed.get(who, ""), str(file.entry["cert_to"]))
    for record in _in_post(view):
        for one in record.entry.get("certs", ()):
            card = one["name"] == HEALTH_CARD
            new = renewed.get(record.entry["holder"]["id"], "") if card else ""
            until = date.fromisoformat(max(one["until"], new))
            if record.date <= date.fromisoformat(one["until"]) and until < _today(view):
                yield view.finding(
                    "post_duty_register.R03",
                    f"{record.entry['holder']['name']}「上岗证件及有效期」",
                    f"{one['name']}已于{until}到期",
                    "停岗换证，由替岗人顶岗",
                    number=record.number,
                )


@carries_out("post_duty_register.R04")
def background_checks_run_out(view: View) -> Iterator[Finding]:
    """Within the year when the line was drawn up, and no longer."""
    for record in _in_post(view):
        asked = date.fromisoformat(record.entry["bg_check_on"])
        if record.date - asked <= A_YEAR < _today(view) - asked:
            yield view.finding(
                "post_duty_register.R04",
                f"{record.entry['holder']['name']}「违法犯罪记录查询日期」",
                f"查询于{asked}，距今超过365天",
                "重新查询",
                number=record.number,
            )


@carries_out("post_duty_register.R05")
def too_few_guards(view: View) -> Iterator[Finding]:
    """Round the clock takes three."""
    guards = [one for one in _in_post(view) if one.entry["post_code"] == "gate_guard"]
    round_the_clock = any("24小时" in duty for one in guards for duty in one.entry["duties"])
    people = {one.entry["holder"]["id"] for one in guards}
    if round_the_clock and len(people) < FEWEST_GUARDS:
        what = f"24小时值守，门卫只有{len(people)}人，排班不可能满足"
        yield view.finding("post_duty_register.R05", "门卫岗", what, "至少配3人，或改值守时段")


def _in_post(view: View) -> Iterator[Record]:
    """The last line of every post and holder who has not left it."""
    last = {
        (one.entry["post_code"], one.entry["post_name"], one.entry["holder"]["id"]): one
        for one in view.of_register(POSTS)
    }
    today = _today(view).isoformat()
    return (one for one in last.values() if one.entry.get("effective_to", today) >= today)


# ---- meetings


@carries_out("staff_meeting_training.R03")
def charged_without_training(view: View) -> Iterator[Finding]:
    """Before the first charge of the term who collects has been trained."""
    charged = [one.date for one in view.of_register(CHARGES)]
    trained = [
        one.date
        for one in view.of_register(MEETINGS)
        if one.entry["meeting_type"] == "收费培训" and charged and one.date <= min(charged)
    ]
    if charged and not trained:
        what = f"{min(charged)}开始收费，之前没有“收费培训”记录"
        advice = "补训前不提交收费日结单"
        yield view.finding("staff_meeting_training.R03", "「类型」", what, advice)


@carries_out("staff_meeting_training.R04")
def months_without_meeting(view: View) -> Iterator[Finding]:
    """后勤例会 once a month."""
    if not view.school.keeps(MEETINGS):
        return
    held = {
        one.date.replace(day=1)
        for one in view.of_register(MEETINGS)
        if one.entry["meeting_type"] == "后勤例会"
    }
    for month in months(view.school.calendar):
        if month not in held and month < _today(view).replace(day=1):
            where = f"{month:%Y年%m月}"
            yield view.finding(
                "staff_meeting_training.R04", where, "没有后勤例会记录", "补记或说明"
            )


# ---- plans


@carries_out("policy_and_plan_register.R02")
def changes_without_minutes(view: View) -> Iterator[Finding]:
    """修订、新增 name the minutes of a meeting of the board that is on record."""
    changed = [
        one
        for one in view.of_register(PLANS)
        if one.entry["verdict_"] in CHANGED and one.entry.get("review_meeting")
    ]
    if changed and not view.school.keeps(MEETINGS):
        lacking = "后勤会议与学习培训记录"
        yield view.unchecked("policy_and_plan_register.R02", "「审查会议记录编号」", lacking)
        return
    board = {one.number for one in view.of_register(MEETINGS) if one.entry["meeting_type"] == BOARD}
    for record in changed:
        if record.entry["review_meeting"] not in board:
            what = f"{record.entry['review_meeting']}不是行政会议的记录编号"
            yield view.finding(
                "policy_and_plan_register.R02",
                "「审查会议记录编号」",
                what,
                "填行政会议记录的编号",
                number=record.number,
            )


@carries_out("policy_and_plan_register.R03")
def plans_wanting(view: View) -> Iterator[Finding]:
    """What may happen to a school has a plan."""
    plans = [one for one in view.of_register(PLANS) if one.entry["kind"] == "预案"]
    names = [one.entry["title_"] for one in plans if one.entry["verdict_"] != "废止"]
    needed = (*NEEDED_PLANS, *([NURSERY_PLAN] if view.school.profile.teaches("幼儿园") else ()))
    wanting = [
        label for label, words in needed if not any(one in name for one in words for name in names)
    ]
    if view.of_register(PLANS) and wanting:
        what = f"必备预案缺{len(wanting)}项：{'、'.join(wanting)}"
        yield view.finding("policy_and_plan_register.R03", "「名称」", what, "补编预案并演练")


# ---- lessons in safety


@carries_out("safety_education_record.R02")
def holidays_without_reminder(view: View) -> Iterator[Finding]:
    """Before the holidays everybody is reminded, or the parents get a letter."""
    reminded = [
        one.date
        for one in view.of_register(LESSONS)
        if one.entry.get("before_holiday") or one.entry["form"] == "致家长信"
    ]
    for first in _holidays(view) if view.school.keeps(LESSONS) else ():
        in_time = any(
            day < first and working_days(day, first) <= REMINDED_WITHIN for day in reminded
        )
        if first <= _today(view) and not in_time:
            what = "放假前5个工作日内没有安全提醒、致家长信记录"
            yield view.finding(
                "safety_education_record.R02", f"{first}起放假", what, "补发提醒并记录"
            )


def _holidays(view: View) -> Iterator[date]:
    """First days of the long holidays in the term, and of the vacation after it."""
    calendar = view.school.calendar
    run: list[date] = []
    for day in calendar.term.days():
        if calendar.national_day(day) is NationalDay.LEGAL_HOLIDAY:
            run.append(day)
            if len(run) == LONG_HOLIDAY:
                yield run[0]
        else:
            run = []
    yield calendar.term.end + timedelta(days=1)


@carries_out("safety_education_record.R04")
def police_seldom_met(view: View) -> Iterator[Finding]:
    """Twice a term with the police; said in its last month."""
    met = sum(one.entry["form"] in WITH_POLICE for one in view.of_register(LESSONS))
    if view.school.keeps(LESSONS) and _term_is_ending(view) and met < VISITS:
        what = f"警校联防本学期{met}次，应不少于{VISITS}次"
        yield view.finding("safety_education_record.R04", "「形式」", what, "安排联防走访")


# ---- drills


@carries_out("emergency_drill_record.R03")
def drills_all_alike(view: View) -> Iterator[Finding]:
    """The same kind three times in a row."""
    drills = view.ever(DRILLS)
    for number, last in enumerate(drills[ALIKE - 1 :]):
        kinds = {one.entry["drill_type"] for one in drills[number : number + ALIKE]}
        if len(kinds) == 1 and view.is_of_term(last):
            what = f"连续{ALIKE}次都是{kinds.pop()}"
            yield view.finding(
                "emergency_drill_record.R03", "「类型」", what, "换一种演练", number=last.number
            )


@carries_out("emergency_drill_record.R04")
def drills_all_announced(view: View) -> Iterator[Finding]:
    """Once a term without notice; said in its last month."""
    drills = view.of_register(DRILLS)
    if drills and _term_is_ending(view) and all(one.entry["notice"] == "预告" for one in drills):
        what = "本学期没有不预告的演练"
        yield view.finding("emergency_drill_record.R04", "「是否预告」", what, "安排一次（建议）")


# ---- shared


def _today(view: View) -> date:
    return view.now.astimezone(view.school.zone).date()


def _term_is_ending(view: View) -> bool:
    return _today(view) >= view.school.calendar.term.end - LAST_WEEKS


ORGANISATION_CHECKS = (
    incompatible_posts,
    registers_without_one_post,
    certificates_run_out,
    background_checks_run_out,
    too_few_guards,
    charged_without_training,
    months_without_meeting,
    changes_without_minutes,
    plans_wanting,
    holidays_without_reminder,
    police_seldom_met,
    drills_all_alike,
    drills_all_announced,
)
