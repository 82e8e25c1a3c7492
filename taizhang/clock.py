"""The one place that asks the time."""

from datetime import datetime, tzinfo


def now(zone: tzinfo) -> datetime:
    """Current time in a zone, to the second: paper shows no more."""
    return datetime.now(zone).replace(microsecond=0)
