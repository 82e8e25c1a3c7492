"""Every string of a plan that is words of it, found without the outline that prints them."""

from collections.abc import Iterator
from typing import Any

from checklists.clauses.agreement import chinese_date
from checklists.plans.model import Plan

NO_WORDS = {"block", "school", "term", "kind", "indicator", "relation", "unit", "registers"}


def strings_of(plan: Plan) -> list[str]:
    """Words of a plan, a string each, in the order of its fields."""
    return list(_strings(plan.model_dump(exclude={"school", "term", "kind", "signed_on"}))) + (
        [chinese_date(plan.signed_on)] if plan.signed_on else []
    )


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in NO_WORDS:
                yield from _strings(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _strings(one)
