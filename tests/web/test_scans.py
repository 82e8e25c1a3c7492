"""Papers that come back are handed in, placed and looked at in the browser."""

import io
import re
import uuid
from collections.abc import Sequence
from typing import Any

import pytest
from PIL import Image

from generator.qr import QrKind, encode
from records.access import AccessLog
from records.disk import Disk
from records.lifecycle import state_of
from records.record import State
from taizhang.inbox import Inbox
from taizhang.jobs.job import Job
from taizhang.jobs.worker import main as work
from taizhang.tray import Tray
from tests.taizhang.printed import HEAD, PARTY, coded, jpeg, letter, printed, sign, stack
from tests.web.school import Client, WebSchool
from tests.web.test_record import words

SCANS = "/papers/scans"
LETTER = {
    "e.batch": "2025-2026学年第二学期安全责任书",
    "e.issued_on": "2026-03-02",
    "e.party_b": "许安",
    "e.party_type": "中层",
    "e.valid_from": "2026-03-02",
    "e.valid_to": "2026-07-03",
}
"""A letter as it is typed in."""


@pytest.fixture
def number(school: WebSchool) -> str:
    with school.desk() as desk:
        return letter(desk, "许安", school.now)


def pages(school: WebSchool, *numbers: str, inked: bool = True) -> list[Image.Image]:
    """The pages of some letters as they come back."""
    with school.desk() as desk:
        found = printed(desk, numbers, school.now)
    return [sign(one, PARTY, HEAD) if at % 2 and inked else one for at, one in enumerate(found)]


def photos(found: Sequence[Image.Image]) -> list[tuple[str, Any]]:
    return [
        ("photos", (f"IMG_{at}.jpg", jpeg(one), "image/jpeg")) for at, one in enumerate(found, 1)
    ]


def hand_in(client: Client, found: Sequence[Image.Image]) -> str:
    answer = client.post(SCANS, files=photos(found))
    assert answer.status_code == 200, answer.text
    return answer.text


# ---- who may


@pytest.mark.parametrize("login", ["P004", "P005"])
def test_not_everybody_looks_through_papers_of_others(school: WebSchool, login: str) -> None:
    clerk = school.visitor(login)
    for path in ("", "/tray", "/tray/0123456789abcdef", "/tray/0123456789abcdef.jpg",
                 "/signatures", "/missing", "/jobs/0123456789abcdef"):  # fmt: skip
        assert clerk.get(f"{SCANS}{path}").status_code == 403, path
    for path in ("", "/again", "/tray/0123456789abcdef/assign", "/tray/0123456789abcdef/discard",
                 "/signatures?register=daily_patrol"):  # fmt: skip
        assert clerk.post(f"{SCANS}{path}").status_code == 403, path


@pytest.mark.parametrize("login", ["P001", "P003", "P006"])
def test_office_and_leaders_may(school: WebSchool, login: str) -> None:
    assert "扫描归档" in school.visitor(login).page(SCANS)


# ---- handing in


def test_a_few_photos_are_filed_at_once(school: WebSchool, number: str) -> None:
    page = hand_in(school.visitor("P006"), pages(school, number))
    assert "共 2 页：归档 2 页（1 份记录）" in words(page)
    assert f'<a href="/records/{number}">' in page
    with school.desk() as desk:
        assert len(desk.record(number).scans) == 2
        assert desk.record(number).latest.channel == "web"


def test_nothing_chosen_and_what_cannot_be_opened_are_told(school: WebSchool) -> None:
    clerk = school.visitor("P006")
    nothing = clerk.post(SCANS, files=[("files", ("", b"", "application/octet-stream"))])
    assert (nothing.status_code, "没有选文件" in nothing.text) == (422, True)
    broken = [("photos", ("坏.jpg", b"\xff\xd8\xff broken", "image/jpeg"))]
    told = clerk.post(SCANS, files=broken).text
    assert "读不了的文件" in told
    assert "坏.jpg" in told


def under_way(school: WebSchool) -> Job:
    (job,) = school.site.jobs.listed()
    return job


def test_a_pdf_is_filed_beside_the_work(
    school: WebSchool, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, data = school.visitor("P006"), stack(pages(school, number))
    waiting = clerk.post(SCANS, files=[("files", ("扫描.pdf", data, "application/pdf"))])
    job = under_way(school)
    assert waiting.url.path == f"{SCANS}/jobs/{job.id}"
    assert "排队中" in waiting.text
    assert clerk.get(f"{SCANS}/jobs/{job.id}/standing").json()["is_over"] is False
    assert school.visitor("P004").get(f"{SCANS}/jobs/{job.id}").status_code == 403
    finish(school, job, monkeypatch)
    assert "共 2 页：归档 2 页（1 份记录）" in words(clerk.page(f"{SCANS}/jobs/{job.id}"))
    assert "共 2 页：归档 2 页（1 份记录）" in clerk.page(SCANS)
    assert Inbox(school.folder).batches() == []


def finish(school: WebSchool, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker does its work, in this process."""
    monkeypatch.setattr("taizhang.jobs.worker._first_line", str)
    monkeypatch.setattr("taizhang.jobs.worker._hold_life_line", lambda: None)
    monkeypatch.setattr("taizhang.clock.now", lambda zone: school.now.astimezone(zone))
    monkeypatch.setattr("os.nice", lambda _: 0)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    assert work([str(school.folder), job.id]) == 0


def test_what_a_stopped_server_left_is_gone_on_with(school: WebSchool, number: str) -> None:
    batch = Inbox(school.folder).lay_in([("扫描.pdf", stack(pages(school, number)))])
    clerk = school.visitor("P006")
    page = clerk.page(SCANS)
    assert "上次没有办完的" in page
    assert batch in page
    clerk.post(f"{SCANS}/again", {"batch": batch})
    assert under_way(school).state.label == "排队中"
    assert "上次没有办完的" not in clerk.page(SCANS)
    assert clerk.post(f"{SCANS}/again", {"batch": "../../keys"}).status_code == 422


# ---- the tray


def blank_form(school: WebSchool, slug: str, form_no: str = "20260305-01") -> str:
    """A blank form that was filled in by pen; answers with the digest of its page."""
    said = {"s": slug, "d": "a" * 16, "i": form_no, "p": "1", "q": "1"}
    hand_in(school.visitor("P006"), coded([encode(QrKind.FORM, said)]))
    (page,) = Tray(school.folder).waiting()
    return page.key


def foreign(school: WebSchool) -> str:
    """A page that is nobody's."""
    hand_in(school.visitor("P006"), coded(["https://example.org/"]))
    (page,) = Tray(school.folder).waiting()
    return page.key


def test_a_page_without_our_code_is_seen_and_put_to_a_record(
    school: WebSchool, number: str
) -> None:
    key, clerk = foreign(school), school.visitor("P003")
    assert key[:16] in clerk.page(f"{SCANS}/tray")
    whole = clerk.get(f"{SCANS}/tray/{key[:16]}.jpg")
    assert (whole.headers["content-type"], whole.headers["cache-control"]) == (
        "image/jpeg",
        "no-store",
    )
    small = clerk.get(f"{SCANS}/tray/{key[:16]}.jpg?small=1")
    assert max(Image.open(io.BytesIO(small.content)).size) <= 362
    wrong = clerk.post(f"{SCANS}/tray/{key[:16]}/assign", {"number": "ZRS-20260302-099"})
    assert (wrong.status_code, "台账里没有这个编号" in wrong.text) == (404, True)
    assert 'value="ZRS-20260302-099"' in wrong.text, "what was typed is still there"
    done = clerk.post(f"{SCANS}/tray/{key[:16]}/assign", {"number": number.lower(), "page": "2"})
    assert f"已归到 {number}" in done.text
    with school.desk() as desk:
        (sheet,) = desk.record(number).scans
    assert (sheet.page, sheet.version) == (2, 1), "of the text that stands, unless it is said"
    assert clerk.get(f"{SCANS}/tray/{key[:16]}").status_code == 422


def test_who_looks_through_the_tray_and_who_throws_away_is_noted(school: WebSchool) -> None:
    key, head = foreign(school), school.visitor("P003")
    head.page(f"{SCANS}/tray")
    address = f"{SCANS}/tray/{key[:16]}/discard"
    assert head.post(address, {"reason": ""}).status_code == 409
    hidden = head.post(address, {"reason": "别校的\u0007通知"})
    assert (hidden.status_code, "看不见的字符" in hidden.text) == (422, True)
    assert "通知" in hidden.text, "what was typed is still there"
    assert "已丢弃" in head.post(address, {"reason": "广告"}).text
    noted = [(one.by.id, one.how, one.why) for one in AccessLog(school.folder, Disk()).entries()]
    assert ("P003", "查看", "") in noted
    assert noted[-1][:2] == ("P003", "丢弃扫描页")
    assert "广告" in noted[-1][2]


def test_a_stack_that_was_scanned_twice_is_thrown_away_at_once(
    school: WebSchool, number: str
) -> None:
    clerk, found = school.visitor("P006"), pages(school, number)
    hand_in(clerk, found)
    hand_in(clerk, [one.rotate(0.7, fillcolor=255) for one in found])
    assert "丢弃重复扫描的 2 页" in clerk.page(f"{SCANS}/tray")
    assert "重复的 2 页已丢弃" in clerk.post(f"{SCANS}/tray/repeated").text
    assert Tray(school.folder).waiting() == []
    with school.desk() as desk:
        assert len(desk.record(number).scans) == 2


def test_a_blank_form_is_typed_in_beside_its_picture_which_goes_behind_the_record(
    school: WebSchool,
) -> None:
    key = blank_form(school, "safety_responsibility_letter")
    clerk = school.visitor("P006")
    page = clerk.page(f"{SCANS}/tray/{key[:16]}")
    assert "《安全责任书（状）签订登记》的空白表（表号 20260305-01）" in page
    new = f"/registers/safety_responsibility_letter/new?tray={key[:16]}"
    assert new in page
    sheet = clerk.page(new)
    assert f'src="{SCANS}/tray/{key}.jpg"' in sheet
    assert f'name="_scan" value="{key}"' in sheet
    filled = {**LETTER, "_scan": key}
    refused = clerk.post(new.partition("?")[0], {**filled, "e.party_type": "校工"})
    assert refused.status_code == 422
    assert f'name="_scan" value="{key}"' in refused.text, "the picture stays beside the form"
    kept = clerk.post(new.partition("?")[0], filled)
    assert "附上了扫描页 1 页" in kept.text
    assert Tray(school.folder).waiting() == []
    with school.desk() as desk:
        (scan,) = desk.record(re.findall(r"ZRS-\d{8}-\d{3}", str(kept.url))[0]).scans
    assert (scan.sha256, scan.version, scan.page) == (key, 0, 1)


def test_a_form_that_the_queue_sends_takes_its_pages_along_once(school: WebSchool) -> None:
    key, sent_id = blank_form(school, "safety_responsibility_letter"), str(uuid.uuid4())
    clerk, sent = school.visitor("P006"), {**LETTER, "_scan": key}
    address = "/api/registers/safety_responsibility_letter/records/{id}"
    first = clerk.put(address, sent, sent_id=sent_id).json()
    again = clerk.put(address, sent, sent_id=sent_id).json()
    assert "附上了扫描页 1 页" in first["message"]
    assert "扫描页" not in again["message"]
    with school.desk() as desk:
        assert [one.sha256 for one in desk.record(first["number"]).scans] == [key]


def test_who_may_not_see_the_tray_takes_nothing_out_of_it(school: WebSchool) -> None:
    key = blank_form(school, "daily_patrol")
    guard = school.visitor("P005")
    page = guard.page(f"/registers/food_sample_retention/new?tray={key[:16]}")
    assert key[:16] not in page


# ---- signatures


def test_ink_is_shown_beside_the_name_and_ticked_where_it_was_found(
    school: WebSchool, number: str
) -> None:
    bare = ""
    with school.desk() as desk:
        bare = letter(desk, "董䶮", school.now)
    head = school.visitor("P003")
    hand_in(head, pages(school, number)[1:])
    hand_in(head, pages(school, bare, inked=False)[1:])
    page = head.page(f"{SCANS}/signatures")
    ticked = re.findall(r'name="tick" value="([^|]+)\|([^|]+)\|[0-9a-f]{64}"( checked)?', page)
    assert [(one[0], bool(one[2])) for one in ticked] == [
        (number, True),
        (number, True),
        (bare, False),
        (bare, False),
    ]
    assert "是许安签的" in page
    assert page.count("没有看到笔迹") == 2
    for address in re.findall(r'src="(/papers/scans/signatures/[^"]+)"', page)[:2]:
        crop = head.get(address)
        assert crop.headers["content-type"] == "image/jpeg"
        assert Image.open(io.BytesIO(crop.content)).width > 200


def form_of(page: str) -> dict[str, Any]:
    """The page as it would be sent: what is hidden, and what is ticked."""
    hidden = re.findall(r'<input type="hidden" name="(signer\|[^"]+)" value="([^"]+)"', page)
    ticked = re.findall(r'name="tick" value="([^"]+)" checked', page)
    return {**dict(hidden), "tick": ticked}


def test_confirmed_signatures_are_entered_with_who_confirmed(
    school: WebSchool, number: str
) -> None:
    head, address = school.visitor("P003"), f"{SCANS}/signatures"
    hand_in(head, pages(school, number))
    page = head.page(address)
    send = f"{address}?register=safety_responsibility_letter"
    nothing = head.post(send, {**form_of(page), "tick": []})
    assert (nothing.status_code, "没有勾选" in nothing.text) == (422, True)
    facts = {
        "e.signed_on": "2026-03-04",
        "e.copies_b": "是",
        "e.seal": "是",
        "e.seam_seal": "是",
    }
    done = head.post(send, {**form_of(page), **facts})
    assert "登记了 1 份" in done.text
    with school.desk() as desk:
        record = desk.record(number)
    assert state_of(record) is State.SIGNED
    assert [(one.role, one.by.id) for one in record.signatures] == [(PARTY, "P006"), (HEAD, "P001")]
    assert {str(one.typed_by) for one in record.versions if one.paper} == {"董䶮"}
    assert "没有等核对的签名" in head.page(address)


def test_what_is_refused_stops_none_of_the_others(school: WebSchool, number: str) -> None:
    head, address = school.visitor("P003"), f"{SCANS}/signatures"
    with school.desk() as desk:
        other = letter(desk, "董䶮", school.now)
    hand_in(head, pages(school, number)[1:])
    hand_in(head, pages(school, other)[1:])
    sent = form_of(head.page(address))
    sent[f"signer|{number}|{PARTY}"] = "P004"
    done = head.post(f"{address}?register=safety_responsibility_letter", sent)
    assert "登记了 1 份，1 份没有办成" in done.text, done.text[-1500:]
    assert "应由许安签" in done.text
    odd = {**sent, "tick": ["../../x|y|z"]}
    assert head.post(f"{address}?register=safety_responsibility_letter", odd).status_code == 400


def test_missing_signatures_are_listed_for_those_who_ask_for_them(
    school: WebSchool, number: str
) -> None:
    pages(school, number)
    page = words(school.visitor("P003").page(f"{SCANS}/missing"))
    assert "还缺的签名（2）" in page
    assert re.search(rf"许安 {PARTY} 中层安全责任书（许安） {number} 未交回", page)
