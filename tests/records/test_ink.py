"""What came back on paper, and what the school's seals vouch for."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checklists.catalogue import find
from records.acts import (
    Acknowledgement,
    Attach,
    Continue,
    Correct,
    Erase,
    Return,
    Sign,
    Stamp,
    Void,
)
from records.attachments import Attachments
from records.audit.conduct import signed_in_batches
from records.audit.view import View
from records.disk import Disk
from records.erasure import finish_erasures
from records.errors import AttachmentDamagedError
from records.ledger import Ledger
from records.masking import on_paper
from records.personal import WITHHELD
from records.record import Operation, Person
from records.refusals import NotAllowedError, SigningRefusedError, VersionConflictError
from records.scans import ScannedSheet
from records.school import School
from records.soundness import attachments_of, verify_home
from tests.records.conftest import DONG, HE, NOON, TERM, WANG, People, Somebody
from tests.records.test_lifecycle import DISPOSED, EVENING
from tests.records.test_sealing import GUARD, HEAD, LATE, open_school, visit

QIN = Person("p06", "秦㛃")
ZHOU = Person("p05", "周琦")


def put(ledger: Ledger, data: bytes = b"\xff\xd8\xff a sheet") -> str:
    return Attachments(ledger.home / "attachments", Disk()).put(data)


def sheet(ledger: Ledger, version: int = 1, page: int = 1) -> ScannedSheet:
    name = put(ledger, b"\xff\xd8\xff page %d" % page)
    return ScannedSheet(name, "扫描.pdf 第1页", page=page, of=2, copy=1, copies=2, version=version)


def attach(ledger: Ledger, number: str, *sheets: ScannedSheet) -> Acknowledgement:
    return ledger.append(Attach(number, sheets), by=WANG, at=EVENING)


@pytest.fixture
def number(ledger: Ledger, filed: Acknowledgement, school: School) -> str:
    """A sample that was destroyed in time and waits for signatures."""
    ledger.append(Continue(filed.number, DISPOSED), by=DONG, at=EVENING)
    assert isinstance(school.directory, People)
    school.directory.people.append(Somebody("p06", "秦㛃", ("principal",)))
    return filed.number


# ---- scanned sheets


def test_a_sheet_is_named_by_the_journal_and_changes_nothing(ledger: Ledger, number: str) -> None:
    before, one = ledger.get(number), sheet(ledger)
    attach(ledger, number, replace(one, inked=("留样员",)))
    with Ledger.open(ledger.home, TERM, read_only=True) as again:
        record = again.get(number)
        (operation,) = again.journal.lines()[-1].content["ops"]
    assert operation["scans"] == [
        {
            "sha256": one.sha256,
            "name": "扫描.pdf 第1页",
            "media_type": "image/jpeg",
            "page": 1,
            "of": 2,
            "copy": 1,
            "copies": 2,
            "version": 1,
            "inked": ["留样员"],
        }
    ]
    assert (record.entry, record.signatures) == (before.entry, ())
    assert record.scans == (replace(one, inked=("留样员",)),)
    assert record.latest.operation is Operation.SCAN


def test_who_is_filling_in_meanwhile_is_not_disturbed(ledger: Ledger, number: str) -> None:
    attach(ledger, number, sheet(ledger))
    ledger.append(Sign(number, expected_version=2), by=DONG, at=EVENING)
    with pytest.raises(VersionConflictError):
        ledger.append(Return(number, "不对", expected_version=3), by=HE, at=EVENING)
    with pytest.raises(VersionConflictError):
        ledger.append(Return(number, "不对", expected_version=5), by=HE, at=EVENING)


def test_a_sheet_is_put_to_a_record_once(ledger: Ledger, number: str) -> None:
    one, two = sheet(ledger), sheet(ledger, page=2)
    attach(ledger, number, one)
    attach(ledger, number, one, two)
    assert ledger.get(number).scans == (one, two)
    with pytest.raises(NotAllowedError, match="没有新的扫描页"):
        attach(ledger, number, two)


def test_a_sheet_of_a_version_that_never_was_is_refused(ledger: Ledger, number: str) -> None:
    with pytest.raises(NotAllowedError, match="没有第9版"):
        attach(ledger, number, sheet(ledger, version=9))


def test_nothing_is_put_to_a_voided_record(ledger: Ledger, number: str) -> None:
    ledger.append(Void(number, "重复"), by=DONG, at=EVENING)
    with pytest.raises(NotAllowedError, match="已作废"):
        attach(ledger, number, sheet(ledger))


def test_a_lost_sheet_is_missed_when_the_home_is_verified(ledger: Ledger, number: str) -> None:
    one = sheet(ledger)
    attach(ledger, number, one)
    assert set(attachments_of(ledger.get(number).latest)) == {one.sha256}
    Attachments(ledger.home / "attachments", Disk()).remove(one.sha256)
    (status,) = verify_home(ledger.home)
    assert one.sha256[:16] in status.damage[0]


# ---- signatures in ink


def test_a_signature_in_ink_counts_like_any_other(ledger: Ledger, number: str) -> None:
    one = sheet(ledger)
    attach(ledger, number, one)
    ledger.append(Sign(number, paper=one.sha256), by=DONG, at=EVENING, typed_by=WANG)
    (signature,) = ledger.get(number).signatures
    assert (signature.role, signature.by, signature.paper) == ("留样员", DONG, one.sha256)
    assert ledger.get(number).latest.typed_by == WANG


def test_ink_needs_the_sheet_it_stands_on(ledger: Ledger, number: str) -> None:
    with pytest.raises(SigningRefusedError, match="没有这一页扫描件"):
        ledger.append(Sign(number, paper=put(ledger)), by=DONG, at=EVENING)


def test_ink_under_an_older_text_is_no_signature(ledger: Ledger, number: str) -> None:
    one = sheet(ledger)
    attach(ledger, number, one)
    changed = {**ledger.get(number).entry, "weight": 150}
    ledger.append(Correct(number, changed, "看错"), by=DONG, at=EVENING)
    with pytest.raises(SigningRefusedError, match="扫描件是第1版，第4版改过"):
        ledger.append(Sign(number, paper=one.sha256), by=DONG, at=EVENING)
    again = sheet(ledger, version=4, page=2)
    attach(ledger, number, again)
    ledger.append(Sign(number, paper=again.sha256), by=DONG, at=EVENING)
    assert ledger.get(number).signatures[0].paper == again.sha256


def test_what_was_added_later_leaves_ink_standing(ledger: Ledger, filed: Acknowledgement) -> None:
    one = sheet(ledger)
    attach(ledger, filed.number, one)
    ledger.append(Continue(filed.number, DISPOSED), by=DONG, at=EVENING)
    ledger.append(Sign(filed.number, paper=one.sha256), by=DONG, at=EVENING)
    assert ledger.get(filed.number).signatures[0].paper == one.sha256


def test_ink_typed_in_at_once_is_no_signing_in_batches(
    ledger: Ledger, number: str, school: School
) -> None:
    one = sheet(ledger)
    attach(ledger, number, one)
    ledger.append(Sign(number, paper=one.sha256), by=DONG, at=EVENING, typed_by=WANG)
    record = ledger.get(number)
    days = [
        replace(one, date=NOON.date().replace(day=day))
        for day in range(1, 12)
        for one in record.versions
    ]
    many = tuple(
        replace(record, number=f"LY-{day}", versions=tuple(days[day * 4 - 4 : day * 4]))
        for day in range(1, 12)
    )
    assert not list(signed_in_batches(View(many, school, EVENING)))
    bare = [
        replace(one, versions=tuple(replace(v, paper="") for v in one.versions)) for one in many
    ]
    assert list(signed_in_batches(View(tuple(bare), school, EVENING)))


# ---- seals


def stamp(
    number: str, approver: Person = QIN, seals: tuple[str, ...] = ("公章",), copies: int = 2
) -> Stamp:
    return Stamp(number, seals, copies, approver, "存档")


def test_a_seal_is_used_by_two_and_counted(ledger: Ledger, number: str) -> None:
    ledger.append(stamp(number), by=ZHOU, at=EVENING)
    ledger.append(stamp(number, seals=("公章", "骑缝章")), by=ZHOU, at=EVENING)
    with Ledger.open(ledger.home, TERM, read_only=True) as again:
        record = again.get(number)
    first, second = record.stamps
    assert (first.stamp_no, second.stamp_no) == ("用印〔2026〕1号", "用印〔2026〕2号")
    assert (second.seals, second.copies, second.by) == (("公章", "骑缝章"), 2, ZHOU)
    assert (second.approved_by, second.reason) == (QIN, "存档")
    assert first.signs == record.content.digest


def test_nobody_allows_himself_and_only_leaders_allow(ledger: Ledger, number: str) -> None:
    with pytest.raises(NotAllowedError, match="秦㛃不能自己批准自己用印"):
        ledger.append(stamp(number), by=QIN, at=EVENING)
    with pytest.raises(NotAllowedError, match="王安不是校长、分管副校长"):
        ledger.append(stamp(number, approver=WANG), by=ZHOU, at=EVENING)


@pytest.mark.parametrize(("seals", "copies"), [((), 1), (("公章",), 0)])
def test_a_use_says_which_seal_and_how_often(
    ledger: Ledger, number: str, seals: tuple[str, ...], copies: int
) -> None:
    with pytest.raises(NotAllowedError, match="没有写用哪枚印章、盖几份"):
        ledger.append(stamp(number, seals=seals, copies=copies), by=ZHOU, at=EVENING)


def test_nothing_unfinished_is_stamped(ledger: Ledger, number: str) -> None:
    ledger.append(Return(number, "重量不对"), by=HE, at=EVENING)
    with pytest.raises(NotAllowedError, match="已退回，还没有改"):
        ledger.append(stamp(number), by=ZHOU, at=EVENING)
    changed = {**ledger.get(number).entry, "weight": 60}
    ledger.append(Correct(number, changed, "复称"), by=DONG, at=EVENING)
    with pytest.raises(NotAllowedError, match="还有未结事项"):
        ledger.append(stamp(number), by=ZHOU, at=EVENING)


def test_a_seal_falls_with_the_text_it_vouched_for(ledger: Ledger, number: str) -> None:
    ledger.append(stamp(number), by=ZHOU, at=EVENING)
    changed = {**ledger.get(number).entry, "weight": 150}
    ledger.append(Correct(number, changed, "看错"), by=DONG, at=EVENING)
    assert ledger.get(number).stamps == ()
    ledger.append(stamp(number), by=ZHOU, at=EVENING)
    assert [one.stamp_no for one in ledger.get(number).stamps] == ["用印〔2026〕2号"]


# ---- of people


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[tuple[Ledger, str, ScannedSheet]]:
    """A visitor's record with a scan, which is personal as a whole."""
    with Ledger.open(tmp_path, TERM, school=open_school()) as ledger:
        number, one = visit(ledger), sheet(ledger)
        ledger.append(Attach(number, (one,)), by=GUARD, at=LATE)
        yield ledger, number, one


def test_the_scan_of_a_personal_paper_is_sealed_like_what_stands_on_it(
    visitor: tuple[Ledger, str, ScannedSheet],
) -> None:
    ledger, number, one = visitor
    assert one.sha256.encode() not in ledger.journal.path.read_bytes()
    assert ledger.get(number).scans == (one,)
    columns = find("visitor_register").columns()
    assert on_paper(ledger.get(number), columns, whole=True).scans == (one,)
    (masked,) = on_paper(ledger.get(number), columns, whole=False).scans
    assert (masked.is_withheld, masked.name, masked.page) == (True, WITHHELD, 1)


def test_the_scan_goes_with_the_key(visitor: tuple[Ledger, str, ScannedSheet]) -> None:
    ledger, number, one = visitor
    ledger.append(Erase(number, "本人要求"), by=HEAD, at=LATE)
    assert finish_erasures(ledger.home).photos == 1
    assert ledger.get(number).scans == ()
    with pytest.raises(AttachmentDamagedError, match="文件不见了"):
        Attachments(ledger.home / "attachments", Disk()).get(one.sha256)
    assert all(status.chain.intact and not status.damage for status in verify_home(ledger.home))
