"""What guards the grounds, looked at before every month ends: one alarm too slow, one room too hot.

In April a camera is off line; in May it works again.
"""

from datetime import date, timedelta
from typing import Any

from checklists.registers.gate_security.security_facility_check import SecurityFacilityCheck
from taizhang.simulator.checking import passed, picture
from taizhang.simulator.gate_security.gate_words import AT_CHECK, CHECKED, COURSES, DARK_CAMERA
from taizhang.simulator.photos import Photo
from taizhang.simulator.world import Book, Script, World, later, moment

KEY = "security_facility_check"
DAYS = (
    date(2026, 3, 27),
    date(2026, 4, 28),
    date(2026, 5, 27),
    date(2026, 6, 26),
    date(2026, 7, 2),
)
CAMERAS = 64


def label(day: date) -> str:
    """Name of a check in the plan."""
    return f"facility-{day:%m%d}"


def facility_checks(world: World) -> Script:
    """All checks of the term."""
    book = Book(KEY)
    for number, day in enumerate(DAYS):
        _check(world, book, day, number)
    ours = tuple(one for one in COURSES if one.ref[1].startswith(KEY))
    return Script(tuple(book.acts), courses=ours)


def _check(world: World, book: Book, day: date, number: int) -> None:
    dice, ref = world.dice(KEY, day), label(day)
    checker, head = world.named("纪闻舟"), world.the("safety_officer")
    at, days = later(moment(day, "13:50"), dice, 0, 30), 33 + number % 3
    checks, photos = passed(SecurityFacilityCheck.items, CHECKED, dice), list[Photo]()
    dark = day == DAYS[1]
    checks["I01"]["measured"] = {"rate": "98.4" if dark else "100"}
    checks["I02"]["measured"] = {"drift": f"0.{dice.randint(1, 8)}"}
    checks["I03"]["measured"] = {"days": str(days)}
    checks["I04"]["measured"] = {"seconds": str(dice.randint(14, 38))}
    checks["I15"]["measured"] = {"heat": f"{dice.randint(215, 262) / 10}"}
    data: dict[str, Any] = {
        "check_on": day.isoformat(),
        "channels": CAMERAS,
        "storage_days": days,
        "checker": checker.name,
        "checks": checks,
    }
    if dark:
        data["offline"] = [DARK_CAMERA]
    if trouble := AT_CHECK.get(day.month):
        photos = [picture(trouble, ref, at, dice)]
        checks[trouble.item] = trouble.found([photos[0].name])
        if trouble.item == "I04":
            data["cover"] = "门卫室增派1人，备用报警电话专人值守，24小时内修复"
    filed = at + timedelta(minutes=80)
    book.file(ref, filed, checker, data, photos=photos)
    book.sign(ref, filed + timedelta(minutes=2), checker, "检查人")
    book.sign(ref, later(filed, dice, 10, 60), head, "安全办主任")
