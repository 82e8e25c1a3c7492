"""How many years an extinguisher may stay in use, by type: a table with a version, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from checklists.limits import Limit

VERSION = "2026-1"
REMARK = (
    "维修、报废年限原见 GB 50444-2008 第5.3.2、5.4.3条，自2023-03-01 GB 55036-2022 实施起"
    "相应强制性条文废止，仍为行业通行依据；另见 XF 95-2015《灭火器维修》（条号未核对）"
)


@dataclass(frozen=True, slots=True)
class Lifespan:
    """Whole years.

    Attributes:
        first_repair: from manufacture to the first repair.
        later_repair: from one repair to the next.
        scrap: from manufacture to the end.
    """

    first_repair: int
    later_repair: int
    scrap: int


LIFESPANS: dict[str, Lifespan] = {
    "干粉ABC": Lifespan(5, 2, 10),
    "干粉BC": Lifespan(5, 2, 10),
    "二氧化碳": Lifespan(5, 2, 12),
    "水基型": Lifespan(3, 1, 6),
    "洁净气体": Lifespan(5, 2, 10),
}


def lifespan(kind: str, limits: Mapping[str, Limit]) -> Lifespan:
    """Years of a type, the school's own where its limits name them.

    Args:
        kind: a key of `LIFESPANS`.
        limits: as of `Surroundings`; keys ``fire_extinguisher_inspection.years.水基型.scrap``.
    """
    years = LIFESPANS[kind]

    def own(name: str, default: int) -> int:
        limit = limits.get(f"fire_extinguisher_inspection.years.{kind}.{name}")
        return default if limit is None or limit.high is None else int(limit.high)

    return Lifespan(
        own("first_repair", years.first_repair),
        own("later_repair", years.later_repair),
        own("scrap", years.scrap),
    )


def years_after(day: date, years: int) -> date:
    """The same day of a later year; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
