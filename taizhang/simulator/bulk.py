"""Many plain records for benches: no stories, no pictures, nothing wrong."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from checklists.registers.patrol_hazards.daily_patrol import DailyPatrol
from records.record import Operation
from taizhang.simulator import term
from taizhang.simulator.canteen.menu import lunch
from taizhang.simulator.canteen.samples import KEY as SAMPLE
from taizhang.simulator.canteen.samples import sample_data
from taizhang.simulator.patrol_hazards.patrol_words import REMARKS, ROUTES
from taizhang.simulator.patrol_hazards.patrols import KEY as PATROL
from taizhang.simulator.patrol_hazards.patrols import ROSTER
from taizhang.simulator.plan import Act
from taizhang.simulator.school import bottles
from taizhang.simulator.world import World, moment, stamp

CHECKLIST_EVERY = 5


def bulk_acts(count: int, seed: int = 2026) -> Iterator[Act]:
    """`count` records filed over the meal days of the term, in order of time.

    Every fifth is a patrol (a checklist of eighteen items), the others are food samples (rows).
    """
    world = World(seed, term.make_term(term.WEEKS).calendar(), bottles(0))
    days = list(term.meal_days(world.calendar))
    for number in range(count):
        day = days[number * len(days) // count]
        write = _patrol if number % CHECKLIST_EVERY == 0 else _sample
        by, register, data = write(world, day, number)
        at = moment(day, "17:00", timedelta(milliseconds=number))
        yield Act(at, by, Operation.FILE, register, f"bulk-{number}", data)


def _sample(world: World, day: date, number: int) -> tuple[str, str, dict[str, Any]]:
    meal = lunch(world, day)
    keeper, officer = world.the("sample_keeper"), world.the("food_officer")
    one = meal.samples[1 + number % (len(meal.samples) - 1)]
    data = sample_data(meal, one, keeper, officer)
    data |= {"weight": 126 + number % 31, "container": f"B-{number % 1000:03}"}
    return keeper.id, SAMPLE, data


def _patrol(world: World, day: date, number: int) -> tuple[str, str, dict[str, Any]]:
    dice, patroller = world.dice("bulk", number), world.named(ROSTER[number % len(ROSTER)])
    start = moment(day, "14:30", timedelta(minutes=number % 50))
    checks: dict[str, dict[str, Any]] = {one.id: {"verdict": "合格"} for one in DailyPatrol.items}
    for item in dice.sample(sorted(REMARKS), 3):
        checks[item]["remark"] = dice.choice(REMARKS[item])
    data = {
        "date": day.isoformat(),
        "weather": term.weather(day, world.dice("weather", day)),
        "period": "下午",
        "route": dice.choice(ROUTES),
        "patroller": patroller.name,
        "start": stamp(start),
        "end": stamp(start + timedelta(minutes=dice.randint(15, 45))),
        "checks": checks,
    }
    return patroller.id, PATROL, data
