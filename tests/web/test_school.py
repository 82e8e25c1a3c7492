"""The school and its terms in the browser: what may be changed, what ledgers rest on, calendars."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import httpx2 as httpx
import pytest

from checklists.calendar import NationalDay, SchoolDay
from taizhang.home import Home
from taizhang.school_file import SchoolFile
from tests.taizhang.office import TERM
from tests.web.school import Client, WebSchool

SCHOOL, TERMS = "/settings/school", "/settings/terms"
ABOUT = {
    "e.name": "青禾市云溪路小学",
    "e.code": "云小",
    "e.kind": "小学",
    "e.canteen": "自营",
    "e.diners": "师生",
    "e.boarding": "否",
    "e.principal": "周㛃",
    "e.department": "总务处",
    "e.hotline": "12345",
    "e.zone": "Asia/Shanghai",
}
NEXT = {"e.key": "2026-2027-1", "e.start": "2026-09-01", "e.end": "2027-01-22", "e.meals": ["中"]}


@pytest.fixture
def principal(school: WebSchool) -> Client:
    return school.visitor("周㛃")


def settings(school: WebSchool) -> SchoolFile:
    return Home.open(school.folder).settings


def save(client: Client, path: str, form: dict[str, Any], of: str = "") -> httpx.Response:
    """Post a form as its page has it, with what that showed."""
    found = re.search(r'name="_seen" value="(\w+)"', client.page(of or path))
    assert found
    return client.post(path, {"_seen": found[1], **form})


def begin_ledger(school: WebSchool) -> None:
    with school.desk() as desk:
        desk.ledger(TERM)


# ---- who


@pytest.mark.parametrize("who", ["贺珺", "董䶮", ""])
def test_settings_are_for_the_principal_and_administrators(school: WebSchool, who: str) -> None:
    client = school.visitor(who)
    paths = [f"{SCHOOL}{one}" for one in ("", "/about", "/off", "/limits", "/absences")]
    paths += [f"{TERMS}/{TERM}{one}" for one in ("", "/edit", "/calendar")]
    for path in (*paths, f"{TERMS}/new"):
        answer = client.client.get(path, follow_redirects=False)
        assert answer.status_code == (403 if who else 303), path
        if who and path not in (SCHOOL, f"{TERMS}/{TERM}"):
            assert client.post(path, ABOUT).status_code == 403, path
    assert school.visitor("方舟").get(SCHOOL).status_code == 200


# ---- the school


def test_what_the_school_says_of_itself_is_changed_and_the_old_file_kept(
    school: WebSchool, principal: Client
) -> None:
    done = save(principal, f"{SCHOOL}/about", {**ABOUT, "e.phone": "0799-5550126"})
    assert ("已保存" in done.text, "0799-5550126" in done.text) == (True, True)
    assert settings(school).school.phone == "0799-5550126"
    kept = [one.read_text() for one in (school.folder / "history").glob("school-*.toml")]
    assert len(kept) == 1
    assert "0799" not in kept[0]
    assert "由周㛃改" in (school.folder / "school.toml").read_text()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"e.name": ""}, "#f-name"),
        ({"e.canteen": "外卖"}, "#f-canteen"),
        ({"e.zone": "Asia/Qinghe"}, "#f-zone"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    school: WebSchool, principal: Client, change: dict[str, str], where: str
) -> None:
    answer = save(principal, f"{SCHOOL}/about", {**ABOUT, "e.phone": "0799", **change})
    assert (answer.status_code, f'href="{where}"' in answer.text) == (422, True)
    assert 'value="0799"' in answer.text, "nothing typed is lost"
    assert settings(school).school.phone == ""


def test_a_name_on_which_a_ledger_rests_stays(school: WebSchool, principal: Client) -> None:
    begin_ledger(school)
    answer = save(principal, f"{SCHOOL}/about", {**ABOUT, "e.name": "青禾市第二小学"})
    assert (answer.status_code, "封存前不能改" in answer.text) == (422, True)
    assert settings(school).school.name == "青禾市云溪路小学"


def test_what_somebody_else_changed_meanwhile_is_not_written_over(
    school: WebSchool, principal: Client
) -> None:
    page = principal.page(f"{SCHOOL}/about")
    save(school.visitor("方舟"), f"{SCHOOL}/about", {**ABOUT, "e.phone": "0799-1"})
    found = re.search(r'name="_seen" value="(\w+)"', page)
    assert found
    late = principal.post(f"{SCHOOL}/about", {**ABOUT, "e.phone": "0799-2", "_seen": found[1]})
    assert (late.status_code, "您打开以后有人改过" in late.text) == (422, True)
    assert settings(school).school.phone == "0799-1"


# ---- registers switched off, reasons, limits


def test_a_register_with_a_reason_is_not_kept_until_it_is_emptied(
    school: WebSchool, principal: Client
) -> None:
    path = f"{SCHOOL}/off"
    assert "保育工作检查" in principal.page(path), "of kindergartens: for no school of this kind"
    save(principal, path, {"reason:visitor_register": "门卫另有一本", "reason:gate_duty_log": ""})
    assert settings(school).off == {"visitor_register": "门卫另有一本"}
    assert "门卫另有一本" in principal.page(SCHOOL)
    save(principal, path, {"reason:gate_duty_log": "校门由公司看"})
    assert settings(school).off.keys() == {"visitor_register", "gate_duty_log"}
    save(principal, path, {"reason:visitor_register": " "})
    assert settings(school).off == {"gate_duty_log": "校门由公司看"}


def test_a_reason_for_what_was_not_recorded_is_given_duty_by_duty(
    school: WebSchool, principal: Client
) -> None:
    path = f"{SCHOOL}/absences"
    page = principal.page(f"{path}?register=daily_patrol")
    key = re.search(r'name="reason:(daily_patrol/[^"]+)"', page)
    assert key, page
    save(principal, path, {f"reason:{key[1]}": "全校疏散演练"}, f"{path}?register=daily_patrol")
    assert settings(school).absences == {key[1]: "全校疏散演练"}
    again = principal.page(f"{path}?register=daily_patrol")
    assert again.count(f'name="reason:{key[1]}"') == 1, "among those that were given"
    save(principal, path, {f"reason:{key[1]}": ""})
    assert settings(school).absences == {}


def test_a_limit_of_ones_own_stands_before_the_registers(
    school: WebSchool, principal: Client
) -> None:
    path, key = f"{SCHOOL}/limits", "emergency_drill_record.seconds"
    assert "标准 ≤120" in principal.page(path)
    save(principal, path, {f"high:{key}": "９０", f"low:{key}": ""})
    own = settings(school).limits[key]
    assert (own.low, own.high) == (None, Decimal(90))
    assert "自定 1 项" in principal.page(path)
    for form, said in (
        ({f"high:{key}": "很快"}, "不是数字"),
        ({f"high:{key}": "60", f"low:{key}": "90"}, "下限比上限大"),
    ):
        answer = save(principal, path, form)
        assert (answer.status_code, said in answer.text) == (422, True)
        assert f'href="#limit-{key}"' in answer.text
    save(principal, path, {f"high:{key}": ""})
    assert settings(school).limits == {}


# ---- terms


def test_the_next_term_is_added_in_its_order_and_may_go_while_it_is_empty(
    school: WebSchool, principal: Client
) -> None:
    assert 'value="2026-2027-1"' in principal.page(f"{TERMS}/new"), "the key is known"
    done = save(principal, f"{TERMS}/new", NEXT)
    assert "2026-2027学年第一学期" in done.text
    assert [one.key for one in settings(school).terms] == [TERM, "2026-2027-1"]
    path = f"{TERMS}/2026-2027-1"
    gone = save(principal, f"{path}/remove", {}, path)
    assert "已删去学期" in gone.text
    assert [one.key for one in settings(school).terms] == [TERM]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"e.key": TERM}, "写了两次"),
        ({"e.start": "2026-06-01"}, "日期有重叠"),
        ({"e.end": "2026-09-01"}, "结束日期不在开始日期之后"),
        ({"e.key": "秋季"}, "学期代号“秋季”写法不对"),
        ({"e.start": "九月"}, "不是日期"),
    ],
)
def test_a_term_that_cannot_be_is_refused(
    school: WebSchool, principal: Client, change: dict[str, str], said: str
) -> None:
    answer = save(principal, f"{TERMS}/new", {**NEXT, **change})
    assert (answer.status_code, said in answer.text) == (422, True), answer.text
    assert len(settings(school).terms) == 1


def test_the_only_term_and_one_with_a_ledger_stay(school: WebSchool, principal: Client) -> None:
    path = f"{TERMS}/{TERM}"
    assert save(principal, f"{path}/remove", {}, path).status_code == 409
    save(principal, f"{TERMS}/new", NEXT)
    seen = re.search(r'name="_seen" value="(\w+)"', principal.page(path))
    assert seen
    begin_ledger(school)
    kept = principal.post(f"{path}/remove", {"_seen": seen[1]})
    assert (kept.status_code, "已经有台账，不能删去" in kept.text) == (409, True)
    assert "删去这个学期" not in principal.page(path)


def test_days_are_changed_one_by_one(school: WebSchool, principal: Client) -> None:
    path = f"{TERMS}/{TERM}/edit"
    form = {
        "e.start": "2026-03-02",
        "e.end": "2026-07-03",
        "e.meals": ["早", "中"],
        "e.days.0.key": "2026-04-10",
        "e.days.0.value": "活动日",
        "e.days.1.key": "",
        "e.days.1.value": "",
        "e.no_meals": "2026-04-10\n2026-7-2",
        "e.meals_off.0.key": "2026-04-13",
        "e.meals_off.0.value": ["早"],
        "e.closed_classes.0.key": "2026-05-06",
        "e.closed_classes.0.value": "一（1）班、一（2）班",
    }
    save(principal, path, form)
    term = settings(school).terms[0]
    assert (term.meals, term.days) == (("早", "中"), {date(2026, 4, 10): SchoolDay.EVENT})
    assert term.no_meals == (date(2026, 4, 10), date(2026, 7, 2))
    assert term.meals_off == {date(2026, 4, 13): ("早",)}
    assert term.closed_classes == {date(2026, 5, 6): ("一（1）班", "一（2）班")}
    page = principal.page(path)
    for shown in ('value="2026-04-10"', "2026-07-02", "一（1）班、一（2）班"):
        assert shown in page
    more = save(principal, path, {**form, "_more": "e.days"}).text
    assert 'name="e.days.1.key"' in more
    wrong = save(principal, path, {**form, "e.days.0.value": "庙会"})
    assert (wrong.status_code, 'href="#f-days"' in wrong.text) == (422, True)


def test_a_working_saturday_is_decided_with_one_tap(school: WebSchool, principal: Client) -> None:
    path = f"{TERMS}/{TERM}"
    assert "5月9日（周六）调休上班" in principal.page(path)
    done = save(principal, f"{path}/decide", {"day": "2026-05-09", "comes": "到校"}, path)
    assert "2026-05-09 学生到校" in done.text
    assert "学生到不到校" not in done.text
    assert settings(school).terms[0].days == {date(2026, 5, 9): SchoolDay.MAKEUP_CLASS}
    for form in ({"day": "2025-01-01", "comes": "到校"}, {"day": "2026-05-09", "comes": "随便"}):
        assert principal.post(f"{path}/decide", form).status_code == 400


# ---- a calendar taken in


def held(page: str) -> str:
    found = re.search(r'name="held" value="([\w-]+)"', page)
    assert found, page
    return found[1]


def test_a_pasted_calendar_is_shown_before_it_is_taken(
    school: WebSchool, principal: Client
) -> None:
    path = f"{TERMS}/{TERM}"
    text = "4月10日 活动日，不供餐\n5月9日（周六）上课"
    page = principal.post(f"{path}/calendar", {"text": text}).text
    assert "2 行都读懂了" in page
    assert settings(school).terms[0].days == {}
    done = principal.post(f"{path}/take", {"held": held(page)})
    assert "2 行都记下了" in done.text
    term = settings(school).terms[0]
    assert term.days[date(2026, 4, 10)] is SchoolDay.EVENT
    assert (term.no_meals, term.national) == ((date(2026, 4, 10),), {})
    assert NationalDay.NORMAL not in term.national.values()
    assert principal.post(f"{path}/take", {"held": held(page)}).status_code == 422


@pytest.mark.parametrize(
    ("form", "file", "said"),
    [
        ({"text": "4月10日 庙会"}, None, "“庙会”读不懂"),
        ({"text": ""}, None, "一行也没有"),
        ({}, ("校历.xlsx", b"PK nonsense"), "Excel"),
    ],
)
def test_a_calendar_that_is_not_understood_changes_nothing(
    school: WebSchool, principal: Client, form: dict[str, str], file: Any, said: str
) -> None:
    files = {"file": file} if file else None
    answer = principal.post(f"{TERMS}/{TERM}/calendar", form, files)
    assert (answer.status_code, said in answer.text) == (422, True), answer.text
    assert 'name="held"' not in answer.text
    assert settings(school).terms[0].days == {}


def test_what_there_is_not_is_a_page_that_says_so(principal: Client) -> None:
    for path in ("/2030-2031-1", "/2030-2031-1/edit", "/2030-2031-1/calendar"):
        assert "没有学期" in principal.page(f"{TERMS}{path}", 404)
    assert principal.post(f"{SCHOOL}/about", ABOUT, token="0" * 64).status_code == 403
