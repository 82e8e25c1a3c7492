from collections import Counter
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checklists.calendar import SchoolCalendar, Term
from checklists.catalogue import find
from generator import darkroom
from generator.composing.imprint import Imprint
from generator.layouts import Looks
from generator.rendering import Press
from generator.school import School
from generator.strokes import to_ink
from records.errors import AttachmentDamagedError
from records.record import Operation, Record
from tests.generator.papers import photo
from tests.generator.specimens import at, continued, filed
from tests.generator.test_pictures import phone_photo
from tests.pen import signature

PHOTO, BROKEN, LOST = (letter * 64 for letter in "abc")
KEPT = {PHOTO: phone_photo().data, BROKEN: b"no photo"}


class Fetched(Future[Any]):
    fetched = False

    def result(self, timeout: float | None = None) -> Any:
        self.fetched = True
        return super().result(timeout)


class Counting(Executor):
    """Works at once, and tells how many results nobody has fetched yet."""

    def __init__(self) -> None:
        self.most = 0
        self._waiting: list[Fetched] = []

    def submit(self, work: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        future = Fetched()
        future.set_result(work(*arguments, **named))
        self._waiting = [one for one in self._waiting if not one.fetched] + [future]
        self.most = max(self.most, len(self._waiting))
        return future


def hazard(*digests: str) -> Record:
    register = find("hazard_rectification")
    example = register.example["photo_before"][0]
    pictures = [{**example, "sha256": one, "original_sha256": one} for one in digests]
    entry = {**register.example, "photo_before": pictures, "photo_after": []}
    return filed(register, "YH-20260305-001", entry, at(date(2026, 3, 8), "08:00"))


def kept(digest: str) -> bytes:
    if digest not in KEPT:
        raise AttachmentDamagedError(digest, "文件不见了")
    return KEPT[digest]


@pytest.fixture
def press(looks: Looks) -> Press:
    return Press(looks, Counting())


@pytest.fixture
def imprint() -> Imprint:
    calendar = SchoolCalendar(Term("2025-2026-2", date(2026, 3, 2), date(2026, 7, 10)))
    return Imprint(School("青禾路小学"), calendar, kept)


def test_a_large_photo_is_small_before_anything_is_composed(imprint: Imprint, press: Press) -> None:
    ready = darkroom.develop([hazard(PHOTO)], imprint, press, lambda *_: None)
    assert len(ready.attachments(PHOTO)) < len(KEPT[PHOTO]) / 4


def test_what_cannot_be_opened_or_found_is_left_to_those_who_print(
    imprint: Imprint, press: Press
) -> None:
    ready = darkroom.develop([hazard(BROKEN, LOST)], imprint, press, lambda *_: None)
    assert ready.attachments(BROKEN) == KEPT[BROKEN]
    with pytest.raises(AttachmentDamagedError):
        ready.attachments(LOST)


def test_each_photo_is_fetched_once_and_only_a_few_wait(imprint: Imprint, looks: Looks) -> None:
    fetched: Counter[str] = Counter()

    def get(digest: str) -> bytes:
        fetched[digest] += 1
        return photo(40, 30).data

    pool, told = Counting(), list[tuple[int, int]]()
    digests = [f"{number:064x}" for number in range(30)]
    darkroom.develop(
        [hazard(*digests), hazard(*digests)],
        replace(imprint, attachments=get),
        Press(looks, pool),
        lambda done, total: told.append((done, total)),
    )
    assert set(fetched.values()) == {1}
    assert pool.most == darkroom.IN_FLIGHT
    assert told[-1] == (30, 30)


def test_strokes_are_drawn_before_anything_is_composed(imprint: Imprint, press: Press) -> None:
    def get(digest: str) -> bytes:
        return b"{}" if digest == BROKEN else signature(digest)

    record = hazard()
    for role, strokes in (("发现人", PHOTO), ("安全办", BROKEN), ("整改责任人", "")):
        moment = at(date(2026, 3, 8), "09:00")
        record = continued(record, Operation.SIGN, moment, role=role, strokes=strokes)
    ready = darkroom.develop([record], replace(imprint, attachments=get), press, lambda *_: None)
    assert ready.attachments(PHOTO) == to_ink(signature(PHOTO))
    assert ready.attachments(BROKEN) == b"{}", "left to those who print"
