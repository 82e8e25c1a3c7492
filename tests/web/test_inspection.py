"""Binding from the browser, links for inspectors, what they may do with them."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from records.access import AccessLog
from records.disk import Disk
from taizhang.desk import Visit
from taizhang.jobs.job import State
from taizhang.vouching import verify_path
from tests.web.school import PASSWORD, Client, WebSchool
from tests.web.test_filling import SAMPLE, SAMPLES

TERM = "2025-2026-2"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSchool]:
    """A school with one record, its term bound from the browser."""
    made = WebSchool(tmp_path_factory.mktemp("bound") / "home")
    made.visitor("P005").post(SAMPLES, SAMPLE | {"_password": PASSWORD})
    made.site.open()
    bind(made)
    yield made
    made.close()


def bind(school: WebSchool) -> None:
    """Bind a chapter, and wait until it is done."""
    head = school.visitor("P003")
    page = head.post(f"/volumes/{TERM}/bind", {"chapters": "canteen", "checked_by": "许安"})
    job_id = re.search(r"/jobs/([0-9a-f]+)/standing", page.text)
    assert job_id, page.text
    turn = school.site.jobs.foreman.turn
    with turn:
        assert turn.wait_for(lambda: school.site.jobs.get(job_id[1]).is_over, timeout=240)
    job = school.site.jobs.get(job_id[1])
    assert job.state is State.DONE, job.error
    done = head.page(f"/jobs/{job_id[1]}")
    assert "下载 台账-2025-2026-2.pdf" in done
    assert head.get(f"/jobs/{job_id[1]}/standing").json()["is_over"]


def link_of(school: WebSchool, **form: str) -> str:
    """Path of a new link, as the principal sees it once."""
    asked = {"term": TERM, "until": "2026-03-20", "note": "期末检查"} | form
    page = school.visitor("P001").post("/links", asked).text
    found = re.search(r'value="http://testserver(/i/[^"]+)"', page)
    assert found, page
    return found[1]


def inspector(school: WebSchool, link: str) -> Client:
    client = school.visitor()
    assert client.client.get(link).status_code == 200
    return client


def test_an_inspector_takes_the_ledger_away_and_it_verifies(
    school: WebSchool, tmp_path: Path
) -> None:
    client = inspector(school, link_of(school))
    page = client.page("/inspection")
    address = re.search(r'href="(/inspection/volumes/[0-9a-f]+)"', page)
    assert address
    answer = client.get(address[1])
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment")
    path = tmp_path / "ledger.pdf"
    path.write_bytes(answer.content)
    assert verify_path(path, school.folder).headline.startswith("完整，签名人可信")
    taken = [one for one in AccessLog(school.folder, Disk()).entries() if one.how == "下载台账"]
    assert "期末检查" in taken[-1].by.name


def test_who_leaves_is_out_until_the_link_is_opened_again(school: WebSchool) -> None:
    link = link_of(school)
    client = inspector(school, link)
    kept = client.client.cookies["taizhang_check"]
    token = re.search(r'name="_token" value="(\w+)"', client.page("/inspection"))
    assert token
    left = client.post("/inspection/leave", token=token[1])
    assert left.url.path == "/sign-in"
    client.client.cookies.set("taizhang_check", kept, path="/inspection")
    assert client.client.get("/inspection", follow_redirects=False).status_code == 303
    assert client.get(link).url.path == "/inspection"


def test_an_inspector_sees_a_verification_and_may_verify_a_file(school: WebSchool) -> None:
    client = inspector(school, link_of(school))
    page = client.page("/inspection")
    token = re.search(r'name="_token" value="(\w+)"', page)
    volume = re.search(r"/inspection/volumes/([0-9a-f]+)/verify", page)
    assert token
    assert volume
    here = client.post(f"/inspection/volumes/{volume[1]}/verify", token=token[1])
    assert "完整，签名人可信" in here.text
    pdf = client.get(f"/inspection/volumes/{volume[1]}").content
    middle = len(pdf) // 2
    changed = pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :]
    for content, told in ((pdf, "完整，签名人可信"), (changed, "已被改动"), (b"x", "读不懂")):
        file = {"file": ("ledger.pdf", content, "application/pdf")}
        answer = client.post("/inspection/verify", files=file, token=token[1])
        assert told in answer.text
    none = client.post("/inspection/verify", token=token[1])
    assert none.status_code == 422
    assert "没有选文件" in none.text


def test_a_link_opens_nothing_else(school: WebSchool) -> None:
    client = inspector(school, link_of(school))
    for path in ("/", "/records", "/volumes", "/overview", "/settings", SAMPLES):
        answer = client.client.get(path, follow_redirects=False)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/sign-in"), path


def test_a_link_for_one_volume_shows_that_one_only(school: WebSchool) -> None:
    with school.desk() as desk:
        made = school.site.entrance.links.make(
            TERM,
            by=desk.person(Visit("P001", school.now)),
            at=school.now,
            until=school.now + timedelta(days=1),
            note="",
            volume="0000000000000000-台账.pdf",
        )
    assert "还没有装订成册" in inspector(school, f"/i/{made[1]}").page("/inspection")


@pytest.mark.parametrize("until", ["2026-03-04", "2026-12-31", "nie", ""])
def test_a_link_ends_within_ninety_days(school: WebSchool, until: str) -> None:
    answer = school.visitor("P001").post(
        "/links", {"term": TERM, "until": until, "note": "期末检查"}
    )
    assert answer.status_code == 422
    assert "/i/" not in answer.text


def test_a_revoked_link_and_its_sessions_are_over(school: WebSchool) -> None:
    link = link_of(school, note="要撤销的")
    client = inspector(school, link)
    principal = school.visitor("P001")
    page = principal.page("/volumes")
    revoke = re.search(r'action="(/links/\w+/revoke)"', page)
    assert revoke
    principal.post(revoke[1])
    assert client.client.get("/inspection", follow_redirects=False).status_code == 303
    again = school.visitor().get(link)
    assert again.status_code == 422
    assert "已撤销" in again.text


def test_an_expired_link_opens_nothing(school: WebSchool) -> None:
    link, then = link_of(school), school.now
    school.now += timedelta(days=16)
    try:
        assert "已过期" in school.visitor().get(link).text
    finally:
        school.now = then


def test_only_the_principal_gives_links_and_seals(school: WebSchool) -> None:
    for login in ("P003", "P005", "P008"):
        other = school.visitor(login)
        asked = {"term": TERM, "until": "2026-03-20"}
        assert other.post("/links", asked).status_code == 403
        sealing = {"term": TERM, "password": PASSWORD}
        assert other.post(f"/volumes/{TERM}/seal", sealing).status_code == 403


def test_sealing_asks_for_the_term_and_the_password_once_more(school: WebSchool) -> None:
    principal = school.visitor("P001")
    for form in ({"term": "2025", "password": PASSWORD}, {"term": TERM, "password": "wrong"}):
        assert principal.post(f"/volumes/{TERM}/seal", form).status_code == 422
    with school.desk() as desk:
        assert not desk.is_sealed(TERM)


def test_a_term_is_sealed_for_good(tmp_path: Path) -> None:
    made = WebSchool(tmp_path / "home")
    made.visitor("P005").post(SAMPLES, SAMPLE)
    principal = made.visitor("P001")
    page = principal.post(f"/volumes/{TERM}/seal", {"term": TERM, "password": PASSWORD})
    assert "已封存" in page.text
    with made.desk() as desk:
        assert desk.is_sealed(TERM)
    made.close()


def test_work_of_others_is_seen_by_those_who_bind_only(school: WebSchool) -> None:
    job = school.site.jobs.listed()[0]
    for login in ("P005", "P008"):
        assert school.visitor(login).get(f"/jobs/{job.id}").status_code == 403
    assert school.visitor("P003").get("/jobs/nothing").status_code == 422
