"""Filling in without JavaScript: kept whole or given back whole."""

import re
import uuid
from typing import Any

import pytest

from records.record import Record
from tests.taizhang.test_developing import photo
from tests.web.school import PASSWORD, STROKES, Client, WebSchool

SAMPLES = "/registers/food_sample_retention/new"
PATROL = "/registers/daily_patrol/new"
SAMPLE = {
    "e.date": "2026-03-05",
    "e.meal": "中",
    "e.diners": "612",
    "e.box_temp": "4.0",
    "e.dish": "番茄炒蛋",
    "e.cooked_at": "2026-03-05T10:50",
    "e.served_at": "2026-03-05T11:30",
    "e.sampled_at": "2026-03-05T11:05",
    "e.weight": "130",
    "e.container": "A-03",
    "e.keeper": "程𬱖",
    "e.temp": "4.2",
    "e.reviewer": "贺珺",
}
ROUND = {
    "e.date": "2026-03-05",
    "e.weather": "晴",
    "e.period": "上午",
    "e.route": "校门—教学楼—操场",
    "e.patroller": "许安",
    "e.start": "2026-03-05T09:40",
    "e.end": "2026-03-05T10:15",
}
PHOTO = ("现场.jpg", photo((320, 240)), "image/jpeg")


def number_in(text: str) -> str:
    found = re.search(r"成功：([A-Z]+-\d+-\d+)", text)
    assert found, text[-2000:]
    return found[1]


def record_of(school: WebSchool, number: str) -> Record:
    with school.desk() as desk:
        return desk.record(number)


def records(school: WebSchool, slug: str) -> list[Record]:
    with school.desk() as desk:
        return desk.records("2025-2026-2", slug)


def value_of(page: str, name: str) -> str:
    found = re.search(rf'name="{re.escape(name)}"[^>]*value="([^"]*)"', page)
    assert found, name
    return found[1]


# ---- a new record


def test_a_new_form_says_today_and_who_is_here(school: WebSchool) -> None:
    page = school.visitor("P005").page(SAMPLES)
    assert value_of(page, "e.date") == "2026-03-05"
    assert value_of(page, "e.keeper") == "程𬱖"
    assert re.search(r'name="e.weight" id="f-weight" value=""', page), (
        "a reading is never prefilled"
    )
    assert '<option value="贺珺">' in page, "people are offered while typing"


def test_what_is_filled_in_is_kept_with_its_channel(school: WebSchool) -> None:
    answer = school.visitor("P005").post(SAMPLES, SAMPLE)
    record = record_of(school, number_in(answer.text))
    assert record.entry["weight"] == 130
    assert record.entry["keeper"] == {"id": "P005", "name": "程𬱖"}
    assert record.first.channel == "web"
    assert record.first.by.id == "P005"


def test_bad_news_is_kept_and_judged(school: WebSchool) -> None:
    answer = school.visitor("P005").post(SAMPLES, SAMPLE | {"e.weight": "90", "e.temp": "１２．５"})
    record = record_of(school, number_in(answer.text))
    assert record.verdict is not None
    assert record.verdict.value == "不合格"
    assert record.entry["temp"] == "12.5", "figures of a Chinese keyboard are figures"
    assert record.opens, "and followed up"
    assert record.opens[0] in answer.text


def test_what_cannot_be_understood_comes_back_with_everything_that_was_typed(
    school: WebSchool,
) -> None:
    clerk = school.visitor("P005")
    answer = clerk.post(SAMPLES, SAMPLE | {"e.weight": "很多", "e.keeper": "无此人", "e.meal": ""})
    assert answer.status_code == 422
    assert records(school, "food_sample_retention") == []
    for field, told in (("weight", "很多"), ("keeper", "无此人"), ("meal", "没有填写")):
        assert f'href="#f-{field}"' in answer.text
        assert told in answer.text
    for name in ("e.dish", "e.container", "e.temp", "e.weight"):
        assert value_of(answer.text, name) == (SAMPLE | {"e.weight": "很多"})[name]


def test_a_photo_need_not_be_taken_again_after_an_error(school: WebSchool) -> None:
    clerk = school.visitor("P005")
    refused = clerk.post(SAMPLES, SAMPLE | {"e.weight": ""}, [("e.photos", PHOTO)])
    assert refused.status_code == 422
    token = value_of(refused.text, "e.photos~held")
    answer = clerk.post(SAMPLES, SAMPLE | {"e.photos~held": token})
    (kept,) = record_of(school, number_in(answer.text)).entry["photos"]
    assert kept["name"] == "现场.jpg"
    assert kept["taken_at"] == "2026-03-05T07:41:09+08:00"
    assert kept["device"] == "Yunxi YX-7"
    with school.desk() as desk:
        assert b"Yunxi" not in desk.attachments.get(kept["sha256"])


def test_somebody_elses_photo_is_out_of_reach(school: WebSchool) -> None:
    refused = school.visitor("P005").post(SAMPLES, {"e.weight": ""}, [("e.photos", PHOTO)])
    token = value_of(refused.text, "e.photos~held")
    answer = school.visitor("P001").post(
        "/registers/meal_companion_record/new", {"e.photos~held": token}
    )
    assert answer.status_code == 422
    assert "已经不在" in answer.text


@pytest.mark.parametrize("token", ["../../../../etc/passwd", "x" * 22, "", "a/b"])
def test_a_made_up_token_opens_nothing(school: WebSchool, token: str) -> None:
    answer = school.visitor("P005").post(SAMPLES, SAMPLE | {"e.photos~held": token})
    assert answer.status_code == (422 if token else 200)


def test_the_same_page_posted_twice_is_one_record(school: WebSchool) -> None:
    clerk = school.visitor("P005")
    form = SAMPLE | {"_id": str(uuid.uuid4())}
    first, second = clerk.post(SAMPLES, form), clerk.post(SAMPLES, form)
    assert number_in(first.text) == number_in(second.text)
    assert len(records(school, "food_sample_retention")) == 1


@pytest.mark.parametrize("login", ["P004", "P008", "P001"])
def test_a_register_of_another_post_is_not_filled_in(school: WebSchool, login: str) -> None:
    other = school.visitor(login)
    assert other.get(SAMPLES).status_code == 403
    assert other.post(SAMPLES, SAMPLE).status_code == 403
    assert records(school, "food_sample_retention") == []


def test_anybody_may_report_a_hazard(school: WebSchool) -> None:
    assert "隐患" in school.visitor("P005").page("/registers/hazard_rectification/new")


def test_a_form_is_begun_from_earlier_records_where_that_is_asked_for(school: WebSchool) -> None:
    safety = school.visitor("P002")
    path = "/registers/canteen_supervision/new"
    assert "按已有的记录先填好" in safety.page(path)
    page = safety.page(f"{path}?draft=周排查")
    assert re.search(r'value="周排查" checked', page)
    answer = safety.get(f"{path}?draft=没有这种")
    assert answer.status_code == 422
    assert "没有“没有这种”这一种" in answer.text


# ---- check items


def test_one_tap_fills_in_the_rest_and_the_record_says_so(school: WebSchool) -> None:
    clerk = school.visitor("P006")
    seen = {"e.checks.I02.verdict": "不合格", "e.checks.I02.remark": "地砖翘起"}
    page = clerk.post(PATROL, ROUND | seen | {"_all": "1"}).text
    together = value_of(page, "_together").split()
    assert len(together) == 17
    assert "I02" not in together
    assert records(school, "daily_patrol") == [], "nothing is kept yet"
    rest = {f"e.checks.{item}.verdict": "合格" for item in together}
    answer = clerk.post(PATROL, ROUND | seen | rest | {"_together": " ".join(together)})
    record = record_of(school, number_in(answer.text))
    assert set(record.first.together) == set(together)
    assert record.entry["checks"]["I02"]["remark"] == "地砖翘起"


def test_an_item_that_was_left_out_is_told_and_linked(school: WebSchool) -> None:
    answer = school.visitor("P006").post(PATROL, ROUND | {"e.checks.I01.verdict": "合格"})
    assert answer.status_code == 422
    assert 'href="#item-I02"' in answer.text
    assert 'id="item-I02"' in answer.text
    assert 'href="#item-I01"' not in answer.text


def test_a_row_is_added_without_losing_anything(school: WebSchool) -> None:
    clerk, path = school.visitor("P006"), "/registers/staff_meeting_training/new"
    first = {"e.attendees.0.person": "许安", "e.place": "会议室", "_more": "e.attendees"}
    page = clerk.post(path, first, [("e.photos", PHOTO)]).text
    assert value_of(page, "e.attendees.0.person") == "许安"
    assert value_of(page, "e.attendees.1.person") == ""
    assert value_of(page, "e.place") == "会议室"
    assert value_of(page, "e.photos~held")
    assert records(school, "staff_meeting_training") == []


# ---- signing along


def test_a_form_is_signed_with_the_password_in_the_same_step(school: WebSchool) -> None:
    answer = school.visitor("P005").post(SAMPLES, SAMPLE | {"_password": PASSWORD})
    (signature,) = record_of(school, number_in(answer.text)).signatures
    assert (signature.role, signature.by.id, signature.strokes) == ("留样员", "P005", "")
    assert "已签「留样员」" in answer.text


def test_a_wrong_password_keeps_nothing_and_loses_nothing(school: WebSchool) -> None:
    answer = school.visitor("P005").post(SAMPLES, SAMPLE | {"_password": "wrong"})
    assert answer.status_code == 422
    assert "口令不对" in answer.text
    assert value_of(answer.text, "e.weight") == "130"
    assert 'value="wrong"' not in answer.text
    assert records(school, "food_sample_retention") == []


def test_strokes_are_kept_bound_to_what_they_sign(school: WebSchool) -> None:
    answer = school.visitor("P005").post(SAMPLES, SAMPLE | {"_strokes": STROKES})
    record = record_of(school, number_in(answer.text))
    (signature,) = record.signatures
    assert signature.strokes
    assert record.latest.signs == record.first.digest
    with school.desk() as desk:
        assert b"strokes" in desk.attachments.get(signature.strokes)


def test_a_scribble_is_no_signature_and_nothing_is_lost(school: WebSchool) -> None:
    answer = school.visitor("P005").post(
        SAMPLES, SAMPLE | {"_strokes": '{"w":600,"h":220,"strokes":[[[1,1,0]]]}'}
    )
    assert answer.status_code == 422
    assert value_of(answer.text, "e.weight") == "130"
    assert records(school, "food_sample_retention") == []


def test_what_is_kept_stays_kept_when_the_signature_does_not_stand(school: WebSchool) -> None:
    named = SAMPLE | {"e.keeper": "许安", "_password": PASSWORD}
    answer = school.visitor("P005").post(SAMPLES, named)
    record = record_of(school, number_in(answer.text))
    assert record.signatures == ()
    assert "内容已保存，签字没有成" in answer.text
    assert "许安" in answer.text


# ---- continuing and correcting


@pytest.fixture
def sample(school: WebSchool) -> tuple[Client, str]:
    """A clerk and the number of a sample kept by them."""
    clerk = school.visitor("P005")
    return clerk, number_in(clerk.post(SAMPLES, SAMPLE).text)


def test_the_next_stage_asks_only_for_what_is_lacking(
    school: WebSchool, sample: tuple[Client, str]
) -> None:
    clerk, number = sample
    page = clerk.page(f"/records/{number}/continue")
    assert 'name="e.dispose_by"' in page
    assert 'name="e.weight"' not in page
    school.now = school.now.replace(day=7, hour=17)
    done = {"e.dispose_at": "2026-03-07T16:10", "e.dispose_by": "程𬱖"}
    clerk.post(f"/records/{number}/continue", done)
    assert record_of(school, number).content.is_complete


def test_a_correction_keeps_both_values_and_its_reason(
    school: WebSchool, sample: tuple[Client, str]
) -> None:
    clerk, number = sample
    page = clerk.page(f"/records/{number}/correct")
    assert value_of(page, "e.weight") == "130"
    version = value_of(page, "_version")
    form = SAMPLE | {"e.weight": "128", "_reason": "看错秤", "_version": version}
    clerk.post(f"/records/{number}/correct", form)
    record = record_of(school, number)
    (change,) = record.corrections
    assert (change.column, change.before, change.after) == ("weight", 130, 128)
    assert change.reason == "看错秤"


def test_a_correction_without_a_reason_is_given_back(sample: tuple[Client, str]) -> None:
    clerk, number = sample
    answer = clerk.post(f"/records/{number}/correct", SAMPLE | {"e.weight": "128"})
    assert answer.status_code == 422
    assert value_of(answer.text, "e.weight") == "128"
    assert "原因" in answer.text


def test_a_correction_of_an_older_version_is_a_conflict_and_nothing_is_lost(
    school: WebSchool, sample: tuple[Client, str]
) -> None:
    clerk, number = sample
    version = value_of(clerk.page(f"/records/{number}/correct"), "_version")
    form = SAMPLE | {"_reason": "看错秤", "_version": version}
    clerk.post(f"/records/{number}/correct", form | {"e.weight": "128"})
    answer = clerk.post(f"/records/{number}/correct", form | {"e.weight": "127"})
    assert answer.status_code == 409
    assert value_of(answer.text, "e.weight") == "127"
    assert record_of(school, number).entry["weight"] == 128


def test_a_photo_that_is_unticked_in_a_correction_is_left_out(school: WebSchool) -> None:
    clerk = school.visitor("P005")
    number = number_in(clerk.post(SAMPLES, SAMPLE, [("e.photos", PHOTO)]).text)
    page = clerk.page(f"/records/{number}/correct")
    digest = value_of(page, "e.photos~kept")
    form = SAMPLE | {"_reason": "照片拍错", "_version": "1"}
    clerk.post(f"/records/{number}/correct", form | {"e.photos~kept": digest, "e.weight": "129"})
    assert len(record_of(school, number).entry["photos"]) == 1
    clerk.post(f"/records/{number}/correct", form | {"_version": "2", "e.photos~kept": ""})
    assert record_of(school, number).entry["photos"] == []


def test_somebody_elses_record_is_neither_continued_nor_corrected(
    school: WebSchool, sample: tuple[Client, str]
) -> None:
    _, number = sample
    other = school.visitor("P006")
    for act in ("continue", "correct"):
        assert other.get(f"/records/{number}/{act}").status_code == 403
        assert other.post(f"/records/{number}/{act}", SAMPLE).status_code == 403


# ---- the queue of a browser


def put(client: Client, form: dict[str, Any], sent_id: str = "") -> Any:
    address = "/api/registers/food_sample_retention/records/{id}"
    return client.put(address, form, sent_id=sent_id)


def test_the_queue_is_answered_201_then_200_then_409(school: WebSchool) -> None:
    clerk, sent_id = school.visitor("P005"), str(uuid.uuid4())
    first = put(clerk, SAMPLE, sent_id)
    again = put(clerk, SAMPLE, sent_id)
    other = put(clerk, SAMPLE | {"e.weight": "131"}, sent_id)
    assert [one.status_code for one in (first, again, other)] == [201, 200, 409]
    assert first.json()["number"] == again.json()["number"]
    assert again.json()["repeated"]
    assert len(records(school, "food_sample_retention")) == 1


def test_the_queue_is_told_what_is_wrong_field_by_field(school: WebSchool) -> None:
    answer = put(school.visitor("P005"), SAMPLE | {"e.weight": "很多"})
    assert answer.status_code == 422
    (problem,) = answer.json()["problems"]
    assert problem["path"] == "weight"
    assert problem["where"] == "「留样量」"


def test_a_lost_reply_to_a_continuation_or_correction_does_no_harm(
    school: WebSchool, sample: tuple[Client, str]
) -> None:
    clerk, number = sample
    school.now = school.now.replace(day=7, hour=17)
    for act, form in (
        ("continuations", {"e.dispose_at": "2026-03-07T16:10", "e.dispose_by": "程𬱖"}),
        ("corrections", {"e.weight": "128", "_reason": "看错秤", "_version": "2"}),
    ):
        sent_id = str(uuid.uuid4())
        address = f"/api/records/{number}/{act}/{{id}}"
        answers = [clerk.put(address, form, sent_id=sent_id) for _ in range(3)]
        assert [one.status_code for one in answers] == [201, 200, 200], answers[1].text
    assert len(record_of(school, number).versions) == 3


def test_a_form_filled_in_by_another_person_is_not_taken(school: WebSchool) -> None:
    answer = put(school.visitor("P005"), SAMPLE | {"_person": "P004"})
    assert answer.status_code == 403
    assert "另一个人" in answer.json()["message"]
    assert records(school, "food_sample_retention") == []


def test_when_the_device_says_it_was_filled_in_is_kept_beside(school: WebSchool) -> None:
    filled = SAMPLE | {"_filled_at": "2026-03-05T11:20:30+08:00"}
    number = put(school.visitor("P005"), filled).json()["number"]
    device_at = record_of(school, number).first.device_at
    assert device_at is not None
    assert device_at.isoformat() == "2026-03-05T11:20:30+08:00"
    nonsense = put(school.visitor("P005"), SAMPLE | {"_filled_at": "0001-01-01T00:00:00+14:00"})
    assert nonsense.status_code == 201


def test_what_a_person_needs_without_network_is_listed(school: WebSchool) -> None:
    answer = school.visitor("P005").get("/api/offline").json()
    assert SAMPLES in answer["pages"]
    assert PATROL not in answer["pages"]
    assert answer["person"] == "P005"
