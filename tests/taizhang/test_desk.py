"""The use-cases as the web asks them: by hand, by what was seen, and asked again."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from records.refusals import (
    RequestReusedError,
    SigningRefusedError,
    StrokesUnusableError,
    VersionConflictError,
)
from records.strokes import read_strokes
from taizhang.desk import Desk, Visit
from taizhang.home import Home
from taizhang.intake import Files
from taizhang.receipts import Receipt
from tests.pen import mark, signature
from tests.taizhang.office import Office

MEAL = {
    "date": "2026-03-05",
    "meal": "中",
    "diners": 612,
    "box_temp": "4.0",
    "dish": "番茄炒蛋",
    "cooked_at": "2026-03-05T10:50",
    "sampled_at": "2026-03-05T11:05",
    "weight": 130,
    "container": "A-03",
    "keeper": "程𬱖",
    "temp": "4.2",
    "reviewer": "贺珺",
}
DISPOSED = {"dispose_at": "2026-03-07T16:10", "dispose_by": "程𬱖"}


def nothing(name: str) -> bytes:
    raise AssertionError(name)


NO_FILES: Files = nothing


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    with Desk.open(Home.open(office.folder), now=lambda: office.now) as opened:
        yield opened


@pytest.fixture
def at_the_web(office: Office) -> Callable[..., Visit]:
    """Somebody who comes by the browser, a minute after the one before."""

    def come(by: str, request_id: str = "", **told: Any) -> Visit:
        office.now += timedelta(minutes=1)
        return Visit(by, office.now, channel="web", request_id=request_id, **told)

    return come


@pytest.fixture
def done(office: Office, desk: Desk, at_the_web: Callable[..., Visit]) -> Receipt:
    """A sample that was destroyed and waits for signatures."""
    filed = desk.file_entry(at_the_web("程𬱖"), "food_sample_retention", MEAL, NO_FILES)
    office.now += timedelta(days=2, hours=5)
    return desk.continue_record(at_the_web("程𬱖"), filed.number, DISPOSED, NO_FILES)


def test_strokes_are_kept_before_the_line_that_names_them(
    desk: Desk, done: Receipt, at_the_web: Callable[..., Visit]
) -> None:
    desk.sign_record(at_the_web("程𬱖"), done.number, strokes=signature("程𬱖"))
    (signed,) = desk.record(done.number).signatures
    assert desk.attachments.get(signed.strokes) == read_strokes(signature("程𬱖")).canonical()


def test_a_tick_is_no_signature_and_leaves_nothing_behind(
    office: Office, desk: Desk, done: Receipt, at_the_web: Callable[..., Visit]
) -> None:
    with pytest.raises(StrokesUnusableError, match="笔画太少"):
        desk.sign_record(at_the_web("程𬱖"), done.number, strokes=mark(8, 30))
    assert desk.record(done.number).latest.version == done.version
    assert list((office.folder / "attachments").iterdir()) == []


def test_signing_again_with_the_same_request_is_done_once(
    desk: Desk, done: Receipt, at_the_web: Callable[..., Visit]
) -> None:
    first, again = (
        desk.sign_record(
            at_the_web("程𬱖", "s-1"), done.number, strokes=signature(), expected_version=2
        )
        for _ in range(2)
    )
    assert (first.repeated, again.repeated) == (False, True)
    assert again.line == first.line
    with pytest.raises(RequestReusedError):
        desk.sign_record(
            at_the_web("程𬱖", "s-1"), done.number, strokes=signature("别"), expected_version=2
        )


@pytest.mark.parametrize("act", ["sign", "return", "void", "continue", "correct"])
def test_nothing_is_done_to_a_record_that_has_moved_on(
    desk: Desk, done: Receipt, at_the_web: Callable[..., Visit], act: str
) -> None:
    visit, number = at_the_web("程𬱖"), done.number
    acts: dict[str, Callable[[], Receipt]] = {
        "sign": lambda: desk.sign_record(visit, number, expected_version=1),
        "return": lambda: desk.return_record(visit, number, "核对", expected_version=1),
        "void": lambda: desk.void_record(visit, number, "重复", expected_version=1),
        "continue": lambda: desk.continue_record(visit, number, {}, NO_FILES, expected_version=1),
        "correct": lambda: desk.correct_record(
            visit, number, {"weight": 131}, "抄错", NO_FILES, expected_version=1
        ),
    }
    with pytest.raises(VersionConflictError, match="已经是第 2 版，您看到的是第 1 版"):
        acts[act]()
    assert desk.record(number).latest.version == 2


def test_a_correction_asked_again_is_done_once_whoever_names_what_they_saw(
    desk: Desk, done: Receipt, at_the_web: Callable[..., Visit]
) -> None:
    def correct(request_id: str, seen: int | None = None) -> Receipt:
        visit, changes = at_the_web("程𬱖", request_id), {"sampled_at": "2026-03-05T11:09"}
        return desk.correct_record(
            visit, done.number, changes, "抄错", NO_FILES, expected_version=seen
        )

    first = correct("c-1", seen=2)
    assert not first.repeated
    assert correct("c-1", seen=2).repeated
    assert correct("c-1").repeated, "it came upon the same version as the first time"
    assert desk.record(done.number).latest.version == 3


def test_only_who_has_to_sign_signs_by_hand(
    desk: Desk, done: Receipt, at_the_web: Callable[..., Visit]
) -> None:
    with pytest.raises(SigningRefusedError, match="应由程𬱖签"):
        desk.sign_record(at_the_web("贺珺"), done.number, "留样员", strokes=signature())


# ---- told on the screen


def told(office: Office, number: str) -> list[str]:
    """A record as `taizhang show` tells it."""
    return office.run("show", number).text.split("\n")


def test_the_screen_says_how_somebody_signed_where_that_is_known(
    office: Office, desk: Desk, done: Receipt, at_the_web: Callable[..., Visit]
) -> None:
    number = done.number
    desk.sign_record(at_the_web("程𬱖"), number, strokes=signature("程𬱖"))
    desk.sign_record(at_the_web("贺珺"), number)
    office.ask("sign", number, by="程𬱖")
    lines = told(office, number)
    ways = [line.partition(":")[2][2:] for line in lines if "✓" in line]
    assert ways == ["　手写签名", "　口令确认", ""]
    events = [
        line.partition("　签字")[2].partition("　2026")[0] for line in lines if "签字「" in line
    ]
    assert events == [
        "「留样员」　程𬱖（手写签名）",
        "「食品安全员」　贺珺（口令确认）",
        "「销毁人」　程𬱖",
    ]
    assert [one["way"] for one in office.ask("show", number)["signatures"]] == [
        "手写签名",
        "口令确认",
        "",
    ]


def test_the_screen_says_when_it_was_filled_in_if_that_was_long_before(
    office: Office, desk: Desk, at_the_web: Callable[..., Visit]
) -> None:
    kept = [
        desk.file_entry(
            at_the_web("程𬱖", device_at=office.now - timedelta(minutes=minutes)),
            "food_sample_retention",
            MEAL,
            NO_FILES,
        ).number
        for minutes in (30, 3)
    ]
    (early,), (at_once,) = (
        [line for line in told(office, number) if "第1版" in line] for number in kept
    )
    assert "2026年3月5日 12:01，本机填写时间 2026年3月5日 11:30（台账" in early
    assert "本机填写时间" not in at_once


# ---- one tap


def test_one_tap_is_told_and_a_correction_by_hand_takes_its_mark_away(
    office: Office, desk: Desk, at_the_web: Callable[..., Visit]
) -> None:
    checks = {f"I{number:02d}": {"verdict": "合格"} for number in range(1, 19)}
    data = {
        "date": "2026-03-05",
        "weather": "晴",
        "route": "校门—教学楼—操场",
        "period": "上午",
        "patroller": "许安",
        "start": "2026-03-05T09:40",
        "end": "2026-03-05T10:15",
        "checks": checks,
    }
    tapped = [key for key in checks if key > "I02"]
    filed = desk.file_entry(at_the_web("许安"), "daily_patrol", data, NO_FILES, together=tapped)
    assert "  第3至18项由“其余全部正常”一次填写" in told(office, filed.number)
    absent = {"checks": {"I09": {"verdict": "不适用", "remark": "没有这样的设施"}}}
    desk.correct_record(at_the_web("许安"), filed.number, absent, "看错", NO_FILES)
    assert "  第3至8、10至18项由“其余全部正常”一次填写" in told(office, filed.number)
    well = {"checks": {"I09": {"verdict": "合格", "remark": ""}}}
    desk.correct_record(at_the_web("许安"), filed.number, well, "看错", NO_FILES, together=("I09",))
    assert "  第3至18项由“其余全部正常”一次填写" in told(office, filed.number)
