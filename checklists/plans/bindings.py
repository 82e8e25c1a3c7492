"""What a measure or a goal is bound to, as it is printed behind it: 〔责任人：…；期限：…〕."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from pydantic import ValidationError

from checklists.catalogue import catalogue
from checklists.clauses.agreement import chinese_date
from checklists.plans.model import Goal, Measure, Target

PERSON, DEADLINE, REGISTER, INDICATOR = "责任人", "完成期限", "登记簿", "指标"
_BRACKET = re.compile(r"〔([^〔〕]*)〕$")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_TARGET = re.compile(
    r"指标：(?P<indicator>.+?)(?P<relation>[≥≤＝])(?P<value>-?\d+(?:\.\d+)?)(?P<unit>.*)"
)


def printed(block: Measure | Goal) -> str:
    """The words of a measure or a goal, and behind them what it is bound to."""
    bound = tuple(_of_measure(block) if isinstance(block, Measure) else _of_goal(block))
    return f"{block.text}〔{'；'.join(bound)}〕" if bound else block.text


def title_of(register: str) -> str:
    """Title of a built-in register; any other is called by its key."""
    known = catalogue().get(register)
    return known.register.title if known else register


def key_of(title: str) -> str:
    """Key of the built-in register of a title; a text that is no title is left as it is."""
    found = (slug for slug, kind in catalogue().items() if kind.register.title == title)
    return next(found, title)


def read_measure(text: str) -> Measure:
    """A measure as it was printed; a bracket that says anything else stays among its words."""
    found = _BRACKET.search(text)
    bound = _bound(found[1]) if found and found.start() else None
    if found and bound:
        with suppress(ValidationError):  # no such day, or no key of a register
            return Measure(text=text[: found.start()], **bound)
    return Measure(text=text)


def read_goal(text: str) -> Goal:
    """A goal as it was printed."""
    found = _BRACKET.search(text)
    target = _TARGET.fullmatch(found[1]) if found and found.start() else None
    if found and target:
        with suppress(ValidationError):
            said = Target.model_validate(target.groupdict())
            return Goal(text=text[: found.start()], target=said)
    return Goal(text=text)


def _of_measure(measure: Measure) -> Iterator[str]:
    if measure.person:
        yield f"{PERSON}：{measure.person}"
    if measure.deadline:
        yield f"{DEADLINE}：{chinese_date(measure.deadline)}"
    yield from (f"{REGISTER}：{title_of(one)}" for one in measure.registers)


def _of_goal(goal: Goal) -> Iterator[str]:
    if goal.target:
        one = goal.target
        yield f"{INDICATOR}：{one.indicator}{one.relation}{one.value:f}{one.unit}"


def _bound(said: str) -> dict[str, Any] | None:
    """What a bracket binds to; None where a part of it is not understood."""
    found: dict[str, Any] = {"registers": ()}
    for part in said.split("；"):
        name, _, value = part.partition("：")
        key = key_of(value)
        if name == PERSON and value:
            found["person"] = value
        elif name == DEADLINE and (day := _DAY.fullmatch(value)):
            found["deadline"] = "{:0>4}-{:0>2}-{:0>2}".format(*day.groups())
        elif name == REGISTER and key:
            found["registers"] += (key,)
        else:
            return None
    return found
