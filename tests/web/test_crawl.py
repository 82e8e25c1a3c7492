"""Every role opens every page it finds and sends every form: nothing breaks, nothing leaks."""

import io
import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path
from urllib.parse import quote, urlencode
from zlib import crc32

import openpyxl
import pytest

from checklists.catalogue import catalogue
from records.access import may_read, may_read_list
from records.disk import Disk
from records.enrolment import enrol
from records.personal import personal_words
from records.record import Record
from taizhang.accounts.administering import Administration
from taizhang.accounts.entering import Entrance
from taizhang.accounts.roles import Role
from taizhang.papers import issue
from taizhang.web.rights import Right, Visitor, may_see
from taizhang.web.tasks.task import attachments_in
from tests.taizhang.doorway import CHEAP, FOUNDER
from tests.taizhang.office import PEOPLE, TERM
from tests.web.crawling import Crawler, Kind
from tests.web.fillings import CODE, NASTY, SHORT, everywhere, written
from tests.web.kept import LOOSE, caller, patrol, sample
from tests.web.markup import Page
from tests.web.school import PASSWORD, ROLES, Client, WebSchool
from tests.web.test_guard import address as some_address
from tests.web.test_guard import routes
from tests.web.whole import CLERK, whole_school

ADDRESS = "http://testserver"
LINK, VISITING = "a link", "I001"
"""Inspectors: one with a link, one with an account who is on no list."""
WHO = ("P005", "P003", "P001", "P008", LINK, VISITING)
TRIED: set[Kind] = set()
"""Forms that somebody has sent with everything: the others send them in good will."""
PUPIL = "龚小满"
NUMBER = re.compile(r"[A-Z]{2,}-\d{8}-\d{3,}")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with records of several registers, a hazard, personal values, a pupil, a volume."""
    school = WebSchool(tmp_path_factory.mktemp("crawled") / "home")
    patrol(school, school.now.replace(hour=9), I03=LOOSE)
    patrol(school, school.now - timedelta(days=1))
    sample(school)
    caller(school)
    pupil = {"id": "S001", "name": PUPIL}
    enrol(school.folder / "directory", "student", pupil, by=FOUNDER, at=school.now, disk=Disk())
    entrance = Entrance(school.folder, hashing=CHEAP)
    made = entrance.accounts.add(VISITING, "督导", [Role.INSPECTOR], by=FOUNDER, at=school.now)
    entrance.accounts.change_password(made[0], PASSWORD)
    with school.desk() as desk:
        issue(desk.home, f"台账-{TERM}.pdf", b"%PDF-1.7 of a term")
    school.close()
    return school.folder


@dataclass(frozen=True)
class Tour:
    """What somebody saw of a school of their own."""

    who: str
    school: WebSchool
    seen: Crawler

    @property
    def visitor(self) -> Visitor:
        """As the rules know them."""
        name, posts = PEOPLE.get(self.who, ("", []))
        roles = frozenset(ROLES.get(self.who, [Role.INSPECTOR]))
        term = TERM if self.who == LINK else ""
        return Visitor(self.who, name, roles, frozenset(posts), term)

    def records(self) -> list[Record]:
        with self.school.desk() as desk:
            return [record for slug in catalogue() for record in desk.records(TERM, slug)]

    def forbidden(self) -> set[str]:
        """Numbers of records that are not theirs to see."""
        return {
            one.number
            for one in self.records()
            if not may_see(self.visitor, one, catalogue()[one.register], TERM)
        }


@pytest.fixture(scope="module", params=WHO)
def tour(
    request: pytest.FixtureRequest, founded: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tour]:
    who = str(request.param)
    folder = tmp_path_factory.mktemp("toured") / "home"
    shutil.copytree(founded, folder)
    school = WebSchool(folder, founded=False)
    start = "/" if who != LINK else "/inspection"
    yield Tour(who, school, Crawler(school, entering(school, who), start, TRIED).crawl())
    school.close()


def entering(school: WebSchool, who: str) -> Callable[[], Client]:
    """How somebody comes in."""
    if who != LINK:
        return lambda: school.visitor(who)
    acts = Administration(Entrance(school.folder, hashing=CHEAP), FOUNDER, school.now)
    _, token = acts.make_link(TERM, until=school.now + timedelta(days=9), note="检查")

    def follow() -> Client:
        client = school.visitor()
        assert client.get(f"/i/{token}").status_code == 200
        return client

    return follow


def text_of(page: Page) -> str:
    """What can be read of an answer; of a workbook, its cells."""
    kind = page.answer.headers.get("content-type", "")
    if "spreadsheet" not in kind:
        return page.text if kind.startswith(("text/", "application/json")) else ""
    book = openpyxl.load_workbook(io.BytesIO(page.answer.content))
    cells = (str(one) for sheet in book for row in sheet.iter_rows(values_only=True) for one in row)
    return "\n".join(cells)


def test_nothing_they_send_breaks_a_page(tour: Tour) -> None:
    assert sorted(set(tour.seen.faults)) == []
    assert len(tour.seen.pages) > 10
    assert sum(tour.seen.sent.values()) > 4


def test_no_page_names_a_record_that_is_not_theirs(tour: Tour) -> None:
    forbidden = tour.forbidden()
    for page in tour.seen.pages:
        assert not forbidden & set(NUMBER.findall(text_of(page))), page.path


def test_no_address_opens_a_record_that_is_not_theirs(tour: Tour) -> None:
    client, forbidden = tour.seen.client.client, tour.forbidden()
    sent = {"_token": tour.seen.token, "_reason": "核对"}
    for record in tour.records():
        for method, address in addresses(tour.school, record):
            if record.number in forbidden:
                data = None if method == "GET" else sent
                answer = client.request(method, address, data=data, headers={"origin": ADDRESS})
                assert answer.status_code in (403, 404), f"{method} {address}"


def addresses(school: WebSchool, record: Record) -> Iterator[tuple[str, str]]:
    """Every address at which a record can be asked for, with what it really has."""
    files = {"sha256": next(iter(dict(attachments_in(record.entry))), "0" * 64)}
    known = {
        "number": record.number,
        "version": "2",
        "form": "pdf",
        "id": str(uuid.uuid4()),
        "key": "0" * 16,
        "sheet": files["sha256"],
        "role": "乙方本人",
    } | files
    for route in routes(school):
        if "{number}" in route.path:
            for method in sorted(route.methods or ()):
                yield method, route.path.format(**known)


def test_personal_values_are_seen_by_those_who_may_read_them_only(tour: Tour) -> None:
    seen = "\n".join(text_of(page) for page in tour.seen.pages)
    with tour.school.desk() as desk:
        person = desk.directory.look_up("person", tour.who)
        (record,) = desk.records(TERM, "visitor_register")
        lists = person is not None and may_read_list("student", desk.registers, person)
    kind = catalogue()[record.register]
    reads = person is not None and may_read(kind.register, person, record)
    reads = reads and record.number not in tour.forbidden()
    told = personal_words(record.entry, kind.columns())
    words = {word for word, others_see in told.items() if others_see != word}
    assert len(words) > 1
    assert {word for word in words if word in seen} == (words if reads else set())
    assert (PUPIL in seen) == (lists and tour.visitor.may(Right.LISTS))


# ---- before anybody has come in, and every form there is


@pytest.mark.parametrize("code", [CODE, "another"], ids=["who has the code", "who has not"])
def test_nothing_sent_to_a_new_computer_breaks_a_page(tmp_path: Path, code: str) -> None:
    new = WebSchool(tmp_path / "home", founded=False, setup_code=code)
    found = Crawler(new, new.visitor, "/").crawl()
    assert sorted(set(found.faults)) == []
    assert found.sent["/setup"] > 10
    assert (found.sent["/setup/restore?code"] > 0) is (code == CODE)
    assert code == CODE or not new.site.is_founded
    new.close()


def test_nothing_a_stranger_sends_to_a_school_shows_anything_of_it(school: WebSchool) -> None:
    number = sample(school)
    found = Crawler(school, school.visitor, "/").crawl()
    assert sorted(set(found.faults)) == []
    assert {page.answer.url.path for page in found.pages} <= {"/sign-in", "/outbox"}
    assert not any(number in page.text or "程𬱖" in page.text for page in found.pages)


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawler]:
    """Somebody to whom every register belongs."""
    school = whole_school(tmp_path_factory.mktemp("written") / "home")
    yield Crawler(school, lambda: school.visitor(CLERK))
    school.close()


@pytest.mark.parametrize("slug", catalogue())
def test_every_form_bears_whatever_is_written_into_it(writer: Crawler, slug: str) -> None:
    address = f"/registers/{slug}/new"
    asked = {one.name: SHORT for one in catalogue()[slug].columns()}
    writer.open(f"{address}?{urlencode({**asked, 'subject': SHORT, 'day': SHORT})}")
    forms = (one for one in writer.open(address).forms() if one.method == "post")
    form = next(one for one in forms if one.action == address)
    chance = crc32(slug.encode())
    for about, pairs in everywhere(form, "markup", list(NASTY)[chance % len(NASTY)]):
        writer.send(form, pairs, about)
    kept = writer.send(form, written(catalogue()[slug]), "a good form with markup for words")
    if number := NUMBER.search(str(kept.url.path)):
        for path in (f"/records/{number[0]}", f"/records/{number[0]}/correct"):
            writer.open(path)
        writer.open(f"/records?register={slug}")
    assert sorted(set(writer.faults)) == []


@pytest.mark.parametrize("who", ["P001", "P005", "P008"])
def test_every_address_bears_whatever_is_written_into_it(school: WebSchool, who: str) -> None:
    client = school.visitor(who)
    token, ours = {"_token": client.token()}, {"origin": ADDRESS}
    tried = 0
    for method, address in odd_addresses(school):
        data = None if method == "GET" else token
        answer = client.client.request(method, address, data=data, headers=ours)
        assert answer.status_code < 500, f"{method} {address}"
        assert "云小" not in answer.text.replace("青禾市云溪路小学", ""), "school.toml is no page"
        tried += 1
    assert tried > 100


def odd_addresses(school: WebSchool) -> Iterator[tuple[str, str]]:
    """Every address that names something, with something that nobody is named."""
    for route in routes(school):
        asked = [one.alias for one in route.dependant.query_params]
        for odd in ("../../school.toml", "..", "\0", "长" * 300, NASTY["markup"], "9999-12-31"):
            named = quote(odd, safe="").join(re.split(r"{\w+(?::\w+)?}", route.path))
            plain = f"{some_address(route.path)}?{urlencode(dict.fromkeys(asked, odd))}"
            tried = {named, plain if asked else named} - {route.path}
            yield from product(sorted(route.methods or ()), sorted(tried))
