"""上课时段: whether lessons are on; the school's own hours go before these."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from checklists.limits import Limit
from checklists.surroundings import Surroundings

LESSONS = {
    "morning": Limit.of("8", "12", evidence="建议值"),
    "afternoon": Limit.of("13.5", "16.5", evidence="建议值"),
}
"""Hours of the day; a school sets its own by ``<slug>.lessons.morning``."""


def lesson_limits() -> dict[str, tuple[str, Limit]]:
    """`own_limits` of a register that goes by the lesson hours."""
    names = {"morning": "上午", "afternoon": "下午"}
    return {
        f"lessons.{part}": (f"{names[part]}上课时段（时）", one) for part, one in LESSONS.items()
    }


def school_hours(slug: str, limits: Mapping[str, Limit]) -> tuple[Decimal, Decimal]:
    """From the first lesson to the last, lunch between them, in hours of the day."""
    parts = [limits.get(f"{slug}.lessons.{part}", usual) for part, usual in LESSONS.items()]
    lows, highs = (
        (one.low or Decimal() for one in parts),
        (one.high or Decimal(24) for one in parts),
    )
    return min(lows), max(highs)


def during_lessons(at: datetime, slug: str, surroundings: Surroundings) -> bool:
    """Whether a moment lies in the lesson hours a register goes by."""
    local = at.astimezone(surroundings.zone)
    hours = Decimal(local.hour * 60 + local.minute) / 60
    return any(
        surroundings.limits.get(f"{slug}.lessons.{part}", usual).holds(hours)
        for part, usual in LESSONS.items()
    )
