"""Signing what was looked at, sending it back, striking it out: without JavaScript, and as JSON."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest

from records.lifecycle import state_of
from records.record import Operation, Record
from taizhang.desk import Visit
from tests.pen import mark
from tests.web.kept import caller, numbers_on, patrol, sample
from tests.web.school import PASSWORD, STROKES, Client, WebSchool

DOT = mark(12, 5).decode()
"""Too little to be a name."""


def hidden(page: str) -> dict[str, str]:
    """What a form carries along unseen."""
    found = re.findall(r'<input type="hidden" name="(_\w+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "_token"}


def opened(client: Client, number: str, query: str = "") -> dict[str, str]:
    """The sign page, as its form would be sent."""
    return hidden(client.page(f"/records/{number}/sign{query}"))


def record_of(school: WebSchool, number: str) -> Record:
    with school.desk() as desk:
        return desk.record(number)


def alert(page: str) -> str:
    found = re.search(r'role="alert">(.*?)</div>', page, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1]) if found else ""


# ---- signing


def test_what_is_signed_is_seen_and_signed_by_hand(school: WebSchool) -> None:
    number, head = patrol(school), school.visitor("P003")
    page = head.page(f"/records/{number}/sign")
    assert "楼梯、扶手、栏杆" in page
    assert "签字：总务主任" in page
    answer = head.post(
        f"/records/{number}/sign", hidden(page) | {"_strokes": STROKES, "_reason": "路线齐全"}
    )
    assert f"已签「总务主任」：{number}，已签结。" in answer.text
    record = record_of(school, number)
    signed = record.latest
    assert (signed.role, signed.by.id, signed.channel) == ("总务主任", "P003", "web")
    assert signed.reason == "路线齐全"
    assert signed.strokes
    assert signed.signs == record.content.digest


def test_a_password_confirms_where_nobody_draws(school: WebSchool) -> None:
    number, head = patrol(school), school.visitor("P003")
    form = opened(head, number)
    wrong = head.post(f"/records/{number}/sign", form | {"_password": "falsch-42", "_reason": "好"})
    assert wrong.status_code == 422
    assert "口令不对" in alert(wrong.text)
    assert ">好</textarea>" in wrong.text, "what was written is still there"
    answer = head.post(f"/records/{number}/sign", hidden(wrong.text) | {"_password": PASSWORD})
    assert "口令确认" in answer.text
    assert not record_of(school, number).latest.strokes


@pytest.mark.parametrize(
    ("signature", "told"),
    [({}, "没有签名"), ({"_strokes": DOT}, "笔画太少"), ({"_strokes": "{"}, "笔迹")],
)
def test_what_is_no_signature_signs_nothing(
    school: WebSchool, signature: dict[str, str], told: str
) -> None:
    number, head = patrol(school), school.visitor("P003")
    answer = head.post(f"/records/{number}/sign", opened(head, number) | signature)
    assert answer.status_code == 422
    assert told in alert(answer.text)
    assert len(record_of(school, number).signatures) == 1


def test_what_changed_meanwhile_is_shown_before_it_is_signed(school: WebSchool) -> None:
    number, head = sample(school), school.visitor("P005")
    form = opened(head, number)
    with school.desk() as desk:
        desk.correct_record(
            Visit("P004", school.now), number, {"dish": "青椒肉丝"}, "菜名写错", lambda _: b""
        )
    refused = head.post(f"/records/{number}/sign", form | {"_strokes": STROKES})
    assert refused.status_code == 409
    assert "贺珺　更正：菜名写错" in alert(refused.text)
    assert "青椒肉丝" in refused.text
    assert 'name="_strokes" value=""' in refused.text, "signed anew, not carried over"
    assert not record_of(school, number).signatures
    answer = head.post(f"/records/{number}/sign", hidden(refused.text) | {"_strokes": STROKES})
    assert "已签「留样员」" in answer.text


def test_a_form_that_arrives_twice_signs_once(school: WebSchool) -> None:
    number, head = patrol(school), school.visitor("P003")
    form = opened(head, number) | {"_strokes": STROKES}
    for _ in range(2):
        answer = head.post(f"/records/{number}/sign", form)
        assert answer.status_code == 200
        assert "已签" in answer.text
    signed = [one for one in record_of(school, number).versions if one.by.id == "P003"]
    assert len(signed) == 1


def test_nobody_signs_before_their_turn_or_in_somebody_elses_place(school: WebSchool) -> None:
    number, officer = sample(school), school.visitor("P004")
    page = officer.page(f"/records/{number}/sign", 409)
    assert "现在没有轮到您签" in page
    form = {"_id": str(uuid.uuid4()), "_version": "1", "_strokes": STROKES}
    for role in ("食品安全员", "留样员", "校长"):
        answer = officer.post(f"/records/{number}/sign", form | {"_role": role})
        assert answer.status_code == 409, role
    assert not record_of(school, number).signatures


def test_a_late_entry_is_approved_with_its_reason(school: WebSchool) -> None:
    number = patrol(school, school.now - timedelta(days=3), late_reason="停电")
    head = school.visitor("P003")
    page = head.page(f"/records/{number}/sign")
    assert "签字：补录批准" in page
    answer = head.post(f"/records/{number}/sign", hidden(page) | {"_strokes": STROKES})
    assert "已批准补录" in answer.text
    record = record_of(school, number)
    assert record.late_approved_by is not None
    assert record.late_approved_by.id == "P003"


def test_a_late_entry_without_a_reason_needs_one_now(school: WebSchool) -> None:
    number = _late_sample(school)
    approver = school.visitor("P004")
    page = approver.page(f"/records/{number}/sign")
    assert re.search(r'for="reason">补录原因<span class="need">必填', page)
    refused = approver.post(f"/records/{number}/sign", hidden(page) | {"_strokes": STROKES})
    assert refused.status_code == 409
    assert "补录没有写原因" in alert(refused.text)
    form = hidden(refused.text) | {"_strokes": STROKES, "_reason": "留样员请假"}
    assert "已批准补录" in approver.post(f"/records/{number}/sign", form).text
    assert record_of(school, number).late_reason == "留样员请假"


def _late_sample(school: WebSchool) -> str:
    """Of the day before yesterday, recorded now, with no word why."""
    day = (school.now - timedelta(days=2)).date().isoformat()
    times = {"cooked_at": "10:50", "served_at": "11:30", "sampled_at": "11:05"}
    moved = {name: f"{day}T{clock}:00+08:00" for name, clock in times.items()}
    return sample(school, date=day, **moved)


def test_whoever_comes_from_the_queue_goes_back_to_it_and_nowhere_else(school: WebSchool) -> None:
    first, second = patrol(school), patrol(school, school.now - timedelta(days=1))
    head = school.visitor("P003")
    form = opened(head, first, "?to=/review?register=daily_patrol") | {"_strokes": STROKES}
    answer = head.post(f"/records/{first}/sign", form)
    assert str(answer.url).endswith("/review?register=daily_patrol")
    assert numbers_on(answer.text) == [second]
    form = opened(head, second, "?to=//elsewhere.example/") | {"_strokes": STROKES}
    answer = head.post(f"/records/{second}/sign", form)
    assert str(answer.url).endswith(f"/records/{second}")


def test_a_form_of_another_page_signs_nothing(school: WebSchool) -> None:
    number, head = patrol(school), school.visitor("P003")
    form = opened(head, number) | {"_strokes": STROKES}
    assert head.post(f"/records/{number}/sign", form, token="0" * 64).status_code == 403
    assert len(record_of(school, number).signatures) == 1


# ---- sending back, striking out


def test_a_record_is_sent_back_with_the_reason_for_whoever_filled_it_in(school: WebSchool) -> None:
    number, head = patrol(school), school.visitor("P003")
    page = head.page(f"/records/{number}/return")
    answer = head.post(f"/records/{number}/return", hidden(page) | {"_reason": "路线没有写全"})
    assert f"已退回：{number}。" in answer.text
    assert state_of(record_of(school, number)) == "已退回"
    assert "路线没有写全" in school.visitor("P006").page("/"), "stands on their first page"
    assert "已经退回" in head.page(f"/records/{number}/return", 409)


def test_a_record_is_struck_out_for_good(school: WebSchool) -> None:
    number, clerk = patrol(school), school.visitor("P006")
    page = clerk.page(f"/records/{number}/void")
    answer = clerk.post(f"/records/{number}/void", hidden(page) | {"_reason": "登了两次"})
    assert "作废：登了两次" in answer.text
    assert record_of(school, number).is_void
    assert "已作废" in clerk.page(f"/records/{number}/void", 409)
    again = clerk.post(f"/records/{number}/void", hidden(page) | {"_reason": "登了两次"})
    assert again.status_code == 200, "the same form once more"
    assert len(record_of(school, number).versions) == 3


@pytest.mark.parametrize("what", ["return", "void"])
def test_without_a_reason_nothing_is_done(school: WebSchool, what: str) -> None:
    number, head = patrol(school), school.visitor("P003")
    form = hidden(head.page(f"/records/{number}/{what}"))
    answer = head.post(f"/records/{number}/{what}", form | {"_reason": "  "})
    assert answer.status_code == 422
    assert "没有写原因" in alert(answer.text)
    assert record_of(school, number).latest.operation is Operation.SIGN


def test_what_moved_on_is_looked_at_again_and_the_reason_is_kept(school: WebSchool) -> None:
    number, head = patrol(school), school.visitor("P003")
    form = hidden(head.page(f"/records/{number}/void"))
    with school.desk() as desk:
        desk.sign_record(Visit("P003", school.now), number)
    answer = head.post(f"/records/{number}/void", form | {"_reason": "登了两次"})
    assert answer.status_code == 409
    assert ">登了两次</textarea>" in answer.text
    assert not record_of(school, number).is_void


@pytest.mark.parametrize(
    ("login", "what"), [("P006", "return"), ("P004", "void"), ("P005", "return")]
)
def test_nobody_strikes_out_or_sends_back_what_is_not_theirs_to(
    school: WebSchool, login: str, what: str
) -> None:
    number = patrol(school) if login == "P006" else sample(school)
    client = school.visitor(login)
    assert client.get(f"/records/{number}/{what}").status_code == 403
    form = {"_id": str(uuid.uuid4()), "_version": "1", "_reason": "不想要"}
    assert client.post(f"/records/{number}/{what}", form).status_code == 403
    assert state_of(record_of(school, number)) not in ("已退回", "已作废")


# ---- as JSON


def put(client: Client, number: str, sent_id: str = "", **fields: Any) -> Any:
    return client.put(f"/api/records/{number}/signatures/{{id}}", fields, sent_id=sent_id)


def test_a_program_signs_once_however_often_it_asks(school: WebSchool) -> None:
    number, head, sent = patrol(school), school.visitor("P003"), str(uuid.uuid4())
    first = put(head, number, sent, _strokes=STROKES, _version="2")
    assert (first.status_code, first.json()["state"]) == (201, "已签结")
    again = put(head, number, sent, _strokes=STROKES, _version="2")
    assert (again.status_code, again.json()["repeated"]) == (200, True)
    assert len(record_of(school, number).signatures) == 2


def test_a_program_is_refused_as_a_person_is(school: WebSchool) -> None:
    number, head = patrol(school), school.visitor("P003")
    for fields, status in (
        ({"_reason": "看过"}, 422),
        ({"_strokes": STROKES, "_version": "1"}, 409),
        ({"_strokes": STROKES, "_role": "巡视人"}, 409),
        ({"_strokes": STROKES, "_person": "P001"}, 403),
    ):
        answer = put(head, number, **fields)
        assert answer.status_code == status, fields
        assert answer.json()["message"]
    assert put(school.visitor("P005"), number, _strokes=STROKES).status_code == 403
    assert put(head, "XYXS-20260305-999", _strokes=STROKES).status_code == 404
    assert len(record_of(school, number).signatures) == 1


def test_whoever_signs_sees_personal_values_only_if_they_may_read_them(school: WebSchool) -> None:
    number = caller(school)
    page = school.visitor("P008").get(f"/records/{number}/sign")
    assert page.status_code == 403, "keeps the machine running, and fills in nothing"
    assert "钱来" not in school.visitor("P003").page(f"/records/{number}/return")
