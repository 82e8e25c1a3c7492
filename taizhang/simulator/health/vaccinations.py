"""Certificates of the children who came during the year; those in need are looked at again."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from taizhang.simulator.pupils import CAME, ROLL
from taizhang.simulator.world import Book, Script, World, later, moment, snap

KEY = "vaccination_certificate_check"
YEAR = "2025-2026学年"
CLINIC = "云溪社区卫生服务中心接种门诊 0799-5550130"


@dataclass(frozen=True, slots=True)
class Need:
    """What a child lacked, and when its parents were told, it was given, and looked at again."""

    vaccines: tuple[str, ...]
    doses: str
    told: str
    given: str
    again: str


@dataclass(frozen=True, slots=True)
class Comer:
    """A child that came to the school, and what its certificate says; days as “03-09”.

    Attributes:
        seat: from the end of the class's roll.
        renewed: when a lost certificate was made anew.
    """

    klass: str
    seat: int
    birth: str
    checked: str
    should: int = 1
    need: Need | None = None
    renewed: str = ""
    assess: str = "完成"


COMERS = (
    Comer("401", -1, "2016-04-18", "03-09"),
    Comer("201", -1, "2018-06-02", "03-10"),
    Comer("302", -1, "2017-03-25", "03-20",
          need=Need(("白破",), "白破第1剂", "03-20", "04-18", "05-11"), assess="未完成需补种"),
    Comer("Y3", -1, "2020-03-11", "03-11", should=2),
    Comer("Y3", -2, "2019-11-30", "03-11", should=2,
          need=Need(("麻腮风", "乙脑"), "麻腮风第2剂、乙脑第2剂", "03-11", "05-06", "05-20"),
          assess="未完成需补种"),
    Comer("Y2", -1, "2021-01-07", "03-27", renewed="04-14"),
    Comer("501", -1, "2015-01-19", "04-16", assess="禁忌"),
)  # fmt: skip


def vaccinations(world: World) -> Script:
    """All who came since the year began and were looked at this term."""
    book = Book(KEY)
    for number, one in enumerate(COMERS):
        _check(world, book, number, one)
    return Script(tuple(book.acts))


def _day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def _check(world: World, book: Book, number: int, one: Comer) -> None:
    ref, nurse = f"vaccine-{number + 1}", world.the("health_teacher")
    dice, child = world.dice(KEY, ref), ROLL[one.klass][one.seat]
    klass = next(known for known in world.classes() if known.id == one.klass)
    at = later(moment(_day(one.checked), "10:10"), dice, 0, 90)
    text = ("预防接种评估", child.number, child.name, _day(one.checked).isoformat())
    photo = snap(f"{ref}.jpg", "page", text, at - timedelta(minutes=9), dice)
    data: dict[str, Any] = {
        "year": YEAR,
        "class_": klass.name,
        "should": one.should,
        "cdc": CLINIC,
        "child": child.name,
        "birth": one.birth,
        "enrolled_on": CAME[one.klass, one.seat].isoformat(),
        "cert": "遗失待补" if one.renewed else "有",
        "assess": one.assess,
        "check1_on": _day(one.checked).isoformat(),
        "photos": [photo.name],
    }
    if one.need:
        told = _day(one.need.told).isoformat()
        data |= {"missing_": list(one.need.vaccines), "doses": one.need.doses, "notice_on": told}
    book.file(ref, at, nurse, data, photos=(photo,))
    book.sign(ref, later(at, dice, 30, 90), world.named(klass.homeroom), "班主任")
    last = _day(one.checked)
    if one.renewed:
        last = _day(one.renewed)
        book.more(ref, moment(last, "10:20"), nurse, {"cert_renewed": last.isoformat()})
    if one.need:
        last = _day(one.need.again)
        book.more(ref, moment(last, "10:35"), nurse, _again(one.need))
    signed = later(moment(last, "14:10"), dice, 0, 60)
    book.sign(ref, signed, nurse, "保健教师")
    book.sign(ref, later(signed, dice, 60, 120), world.the("principal"), "校长", "已阅，按期上报")


def _again(need: Need) -> dict[str, str]:
    return {
        "done_on": _day(need.given).isoformat(),
        "check2_on": _day(need.again).isoformat(),
        "result2": "已完成",
    }
