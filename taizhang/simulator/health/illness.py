"""Which children are away, and which are ill: known once, told by morning checks and register."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from records.directory import ClassItem
from taizhang.simulator.pupils import ROLL, Pupil
from taizhang.simulator.term import school_days
from taizhang.simulator.world import World

CLINIC = "云溪社区卫生服务中心"
HOSPITAL = "青禾市人民医院"
LAST_ONSET = 14
"""School days before the term's end after which nobody falls ill any more: all come back."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What somebody falls ill with.

    Attributes:
        disease: 病名 of the register; 其他 is not contagious by name.
        days: school days away, at least and at most; of the contagious ones days of isolation.
        temp: body temperature at its onset, ℃.
    """

    disease: str
    symptom: tuple[str, ...]
    told: str
    diagnosis: str
    days: tuple[int, int]
    temp: str = ""

    @property
    def is_contagious(self) -> bool:
        """Whether the child is isolated and comes back with a certificate."""
        return self.disease != "其他"


COMMON: tuple[Kind, ...] = (
    Kind("其他", ("发热", "咳嗽"), "昨晚起发热、咳嗽", f"{CLINIC}，上呼吸道感染", (1, 3), "38.2"),
    Kind("其他", ("腹泻", "腹痛"), "夜里腹泻两次", f"{CLINIC}，消化不良", (1, 2)),
    Kind("其他", ("咽痛", "发热"), "咽痛伴低热", f"{CLINIC}，扁桃体炎", (2, 3), "37.9"),
    Kind("其他", ("呕吐",), "早饭后呕吐一次", f"{CLINIC}，胃肠不适", (1, 1)),
    Kind("其他", ("头痛", "咳嗽"), "头痛、流涕", f"{CLINIC}，普通感冒", (1, 2)),
)
FLU = Kind("流感", ("发热", "咳嗽"), "高热、咳嗽", f"{HOSPITAL}，甲型流感", (5, 5), "38.9")
CHICKENPOX = Kind("水痘", ("皮疹", "发热"), "身上出疹、低热", f"{HOSPITAL}，水痘", (16, 16), "37.8")
PINK_EYE = Kind("红眼病", ("结膜充血",), "双眼发红、流泪", f"{HOSPITAL}，急性结膜炎", (7, 7))
MUMPS = Kind(
    "腮腺炎", ("腮腺肿大", "发热"), "耳下肿痛", f"{HOSPITAL}，流行性腮腺炎", (21, 21), "38.1"
)
HAND_FOOT_MOUTH = Kind(
    "手足口病",
    ("口腔手足疱疹", "发热"),
    "手心、口腔有疱疹",
    f"{HOSPITAL}，手足口病",
    (14, 14),
    "37.9",
)
OUTBREAK = date(2026, 5, 12), "Y2"
"""Three children of one class on one day: the threshold of 7.2 R03."""
CONTAGIOUS: tuple[tuple[date, str, int, Kind, bool], ...] = (
    (date(2026, 3, 10), "402", 20, FLU, True),
    (date(2026, 3, 17), "Y3", 20, FLU, False),
    (date(2026, 4, 9), "302", 21, CHICKENPOX, True),
    (date(2026, 4, 20), "101", 21, MUMPS, False),
    (*OUTBREAK, 4, HAND_FOOT_MOUTH, True),
    (*OUTBREAK, 20, HAND_FOOT_MOUTH, True),
    (*OUTBREAK, 21, HAND_FOOT_MOUTH, False),
    (date(2026, 6, 3), "501", 20, PINK_EYE, True),
)
"""Day, class, seat, what, and whether the morning check found it."""
LEAVE = ("家中有事", "随家长外出", "口腔门诊复诊", "办理证件", "参加区里比赛")


@dataclass(frozen=True, slots=True)
class Case:
    """A child that fell ill.

    Attributes:
        day: first day missed, or the day on which the morning check found it.
        is_found: by the morning check; the child was fetched, and missed the days after.
        back: first day at school again.
    """

    klass: ClassItem
    child: Pupil
    kind: Kind
    day: date
    back: date
    is_found: bool = False

    @property
    def onset(self) -> date:
        """The evening before, for those who did not come."""
        return self.day if self.is_found else self.day - timedelta(days=1)

    @property
    def ref(self) -> str:
        """Label of the record."""
        return f"ill-{self.day:%m%d}-{self.child.number}"

    @property
    def isolated_until(self) -> date:
        """Last day of the isolation."""
        return self.onset + timedelta(days=self.kind.days[0])


@dataclass(frozen=True)
class Attendance:
    """Who is away on which day and why, by day and id of the class."""

    cases: tuple[Case, ...]
    leaves: Mapping[tuple[date, str], tuple[tuple[Pupil, str], ...]] = field(default_factory=dict)

    def ill(self, day: date, klass: str, *, afternoon: bool) -> list[Case]:
        """Away because they are ill; who was fetched in the morning is away in the afternoon."""
        return [
            one
            for one in self.cases
            if one.klass.id == klass
            and one.day <= day < one.back
            and (afternoon or not (one.is_found and one.day == day))
        ]

    def found(self, day: date, klass: str) -> list[Case]:
        """Found ill by the morning check."""
        return [
            one for one in self.cases if one.klass.id == klass and one.day == day and one.is_found
        ]

    def on_leave(self, day: date, klass: str) -> tuple[tuple[Pupil, str], ...]:
        """Away for another reason."""
        return self.leaves.get((day, klass), ())


def attendance(world: World) -> Attendance:
    """Of the whole term."""
    days = list(school_days(world.calendar))
    cases = [*_contagious(world), *_common(world, days)]
    leaves: dict[tuple[date, str], tuple[tuple[Pupil, str], ...]] = defaultdict(tuple)
    for klass in world.classes():
        dice = world.dice("leave", klass.id)
        for day in days:
            if dice.random() < 0.06:
                child = dice.choice(ROLL[klass.id])
                if not any(one.child == child for one in cases):
                    leaves[day, klass.id] = ((child, dice.choice(LEAVE)),)
    return Attendance(tuple(sorted(cases, key=lambda one: (one.day, one.ref))), leaves)


def _contagious(world: World) -> Iterator[Case]:
    classes = {one.id: one for one in world.classes()}
    for day, klass, seat, kind, is_found in CONTAGIOUS:
        onset = day if is_found else day - timedelta(days=1)
        back = world.next_school_day(onset + timedelta(days=kind.days[0]))
        yield Case(classes[klass], ROLL[klass][seat], kind, day, back, is_found)


def _common(world: World, days: list[date]) -> Iterator[Case]:
    """Two to four of every class; never many of one complaint at a time."""
    for klass in world.classes():
        dice = world.dice("ill", klass.id)
        seats = dice.sample(range(22, len(ROLL[klass.id])), 2)
        seats += dice.sample(range(4), dice.randint(0, 2))
        for seat, day in zip(seats, _apart(days[1:-LAST_ONSET], len(seats), dice), strict=True):
            kind = dice.choice(COMMON)
            back = world.next_school_day(day, dice.randint(*kind.days))
            yield Case(klass, ROLL[klass.id][seat], kind, day, back, dice.random() < 0.4)


def _apart(days: list[date], count: int, dice: random.Random) -> list[date]:
    """Some days, one in each stretch of the term."""
    stretch = len(days) // count
    return [days[number * stretch + dice.randrange(stretch - 4)] for number in range(count)]
