"""Every page but the settings, which have a test of their own: nobody is kept out by it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from records.digest import digest
from records.disk import Disk
from records.prints import InkPlace, Print, PrintLog
from records.record import Person
from records.scans import ScannedSheet
from taizhang.accounts.roles import Role
from taizhang.consenting import DECLINING, Answer, answer
from taizhang.consenting import ask as ask_class
from taizhang.desk import Visit
from taizhang.jobs.job import Binding
from taizhang.papers import issue
from taizhang.stamping import ask, decide, stamp
from taizhang.tray import Tray, TrayPage
from tests.taizhang.families import PEOPLE as FAMILY_PEOPLE
from tests.taizhang.families import TERM_ITEM, THREE, add_families
from tests.taizhang.office import TERM
from tests.taizhang.sealed import DONG, SEAL, XU, ZHOU, give_seal, letter, visit
from tests.web.kept import LOOSE, caller, jpeg, patrol, sample
from tests.web.phone import Phone
from tests.web.school import WebSchool
from tests.web.server import Server

PATHS = {
    "P004": (  # food officer
        "/",
        "/registers",
        "/registers/kitchen_daily_check/new",
        "/registers/canteen_morning_check/new",
        "/outbox",
        "/me",
    ),
    "P005": ("/records/{sample}", "/records/{sample}/correct"),
    "P006": ("/", "/records/{returned}/correct", "/q/place/D001", "/hazards?mine=1"),
    "P003": (  # head of logistics
        "/",
        "/review",
        "/review/batch?register=daily_patrol",
        "/records",
        "/records?words=巡视&state=未结",
        "/records/{patrol}",
        "/records/{patrol}/sign",
        "/records/{patrol}/return",
        "/records/{patrol}/void",
        "/records/{hazard}",
        "/records/{hazard}/continue",
        "/hazards",
        "/hazards?all=1",
        "/overview",
        "/volumes",
        "/jobs/{job}",
        "/papers/stamps",
        "/papers/stamps/ask?number={letter}",
        "/papers/stamps/{allowed}",
        "/papers/stamps/{used}",
        "/papers/scans",
        "/papers/scans/tray",
        "/papers/scans/tray/{unread}",
        "/papers/scans/signatures",
        "/papers/scans/missing",
        "/records/{scanned}",
        "/registers/daily_patrol/new?tray={typed_in}",
        "/papers/fees",
        "/papers/consents",
        "/nowhere",
    ),
    "P001": (
        "/records/{caller}",
        "/volumes",
        "/inspection",
        "/papers/stamps/{asked}",
        "/settings/seals",
    ),
    "P021": (  # homeroom teacher
        "/papers",
        "/papers/fees",
        "/papers/consents",
        "/papers/consents/class?item=课后服务费&class_=三（1）班",
    ),
    "": ("/sign-in", "/outbox"),
}
"""Who → pages, with a word for each record and job of `furnished`."""


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A home with something of everything, and what it is called."""
    school = WebSchool(tmp_path_factory.mktemp("furnished") / "home")
    days = [school.now - timedelta(days=one) for one in (3, 2, 1)]
    late = patrol(school, days[0], late_reason="停电")
    returned, waiting = (patrol(school, day) for day in days[1:])
    failed = patrol(school, school.now.replace(hour=9), I03=LOOSE)
    numbers = {"patrol": waiting, "returned": returned, "late": late, "sample": sample(school)}
    with school.desk() as desk:
        desk.return_record(Visit("P003", school.now), returned, "路线没有写全")
        numbers["hazard"] = desk.record(failed).opens[0]
        issue(desk.home, f"台账-{TERM}.pdf", b"%PDF-1.7 of a term")
    numbers["caller"] = caller(school)
    numbers |= stampings(school) | scans(school)
    ask_families(school)
    job = school.site.jobs.ask(Binding(term=TERM), "P003", school.now)
    school.site.jobs.cancel(job.id)
    school.close()
    return school.folder, {**numbers, "job": job.id}


def ask_families(school: WebSchool) -> None:
    """A notice that hangs, and slips of a class, of which one came back."""
    families = add_families(school.folder)
    families.now = school.now
    families.put_up()
    school.admit("P021", FAMILY_PEOPLE["P021"][0], Role.STAFF)
    with families.desk() as desk:
        (number, *_) = ask_class(desk, families.visit(), TERM_ITEM, THREE).numbers
        answer(desk, families.visit(), [Answer(number, DECLINING, school.now.date(), "晕车")])


def stampings(school: WebSchool) -> dict[str, str]:
    """A use of the seal that is asked for, one that is allowed, one that is over."""
    with school.desk() as desk:
        give_seal(desk)
        made = {"letter": letter(desk)}
        for name in ("asked", "allowed", "used"):
            numbers = [letter(desk, party_type="水电工", scope=name)]
            why = "签订安全责任书"
            made[name] = ask(desk, visit(desk, XU), numbers, [SEAL], 2, why).id
        for name in ("allowed", "used"):
            decide(desk, visit(desk, ZHOU), made[name], allow=True)
        stamp(desk, visit(desk, DONG), made["used"])
    return made


def scans(school: WebSchool) -> dict[str, str]:
    """A letter that came back with one signature, a page nobody could read, and a blank form."""
    at, party = school.now, "乙方本人"
    with school.desk() as desk:
        number = letter(desk, signed=False, party_type="班主任", scope="三（2）班")
        places = (
            InkPlace(party, 1, 30, 200, 60, 20),
            InkPlace("甲方校长（盖章）", 1, 120, 200, 60, 20),
        )
        told = desk.record(number).content.digest
        run = [Print(at, Person("P006", "许安"), number, 1, told, 1, 1, places)]
        PrintLog(desk.home.folder, Disk()).note(run)
        name = desk.attachments.put(jpeg("white", (1240, 1754)))
        sheet = ScannedSheet(name, "扫描.jpg", page=1, of=1, copy=1, version=1, inked=(party,))
        desk.attach_scan(Visit("P006", at), number, [sheet])
    tray, made = Tray(school.folder), {"scanned": number}
    for word, slug, colour in (("unread", "", "grey"), ("typed_in", "daily_patrol", "silver")):
        picture = jpeg(colour, (620, 877))
        known = {"why": "没有读到码", "at": at, "by": "许安", "slug": slug}
        page = TrayPage(sha256=digest(picture), name=f"{word}.jpg", **known)
        tray.put(page, picture)
        made[word] = page.key[:16]
    return made


@pytest.fixture(scope="module")
def server(
    furnished: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    notes = tmp_path_factory.mktemp("notes")
    made = Server(furnished[0], notes)
    made.start()
    yield made
    made.kill()


@pytest.mark.parametrize("who", PATHS)
def test_every_page_is_open_to_everybody(
    phone_of: Callable[..., Phone],
    browser: Browser,
    server: Server,
    furnished: tuple[Path, dict[str, str]],
    who: str,
) -> None:
    phone = phone_of(who) if who else Phone.at(browser, server.address)
    for path in PATHS[who]:
        phone.open(path.format(**furnished[1]))
        phone.keeps_nobody_out()


SEND = "HTMLFormElement.prototype.submit.call(document.getElementById('form'))"
"""As a browser without scripts does it."""


def test_pages_that_come_back_are_too(phone_of: Callable[..., Phone]) -> None:
    officer, head = phone_of("P004"), phone_of("P003")
    officer.open("/registers/kitchen_daily_check/new")
    for send in (officer.submit, lambda: officer.page.evaluate(SEND)):
        send()
        officer.sees("有 2 处要改，还没有保存")
        assert len(officer.names("#errors li > a")) == 2, "each leads to what it is about"
        officer.keeps_nobody_out()
    head.open("/review/batch?register=daily_patrol")
    head.page.locator('[name="pick"]').last.check()
    head.press("签勾选的")
    head.sees("请手写签名，或改用口令确认")
    head.keeps_nobody_out()
    head.sign()
    head.press("签勾选的")
    head.sees("签了 1 份")
    head.keeps_nobody_out()
