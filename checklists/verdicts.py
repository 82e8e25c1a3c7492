"""Check items and how they are judged: the verdict follows from the reading, not from the pen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from checklists.errors import DefinitionError
from checklists.limits import Choice, Limit


class Verdict(StrEnum):
    """判定 (registers.md 0.4b); the last two need a reason."""

    PASS = "合格"  # noqa: S105  a verdict, no password
    FAIL = "不合格"
    NOT_APPLICABLE = "不适用"
    NOT_CHECKED = "未检"


class Handling(StrEnum):
    """处理方式 of a failed item."""

    ON_THE_SPOT = "当场整改"
    REPAIR = "报修"
    HAZARD = "报隐患"


Reading = Decimal | str


@dataclass(frozen=True, slots=True)
class Measure:
    """One reading of a check item.

    Attributes:
        name: key in ``measured``.
        label: name on paper.
        bound: a `Limit` for a number, a `Choice` for a zone; None when the reading is only kept.
        unit: unit of a number.
        demanded: a verdict needs this reading.
    """

    name: str
    label: str
    bound: Limit | Choice | None = None
    unit: str = ""
    demanded: bool = True

    @property
    def is_number(self) -> bool:
        """Whether the reading is a number."""
        return not isinstance(self.bound, Choice)


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of a check table, in the catalogue's words.

    Attributes:
        id: ``I01`` and so on.
        key: ★ item.
        measures: readings the criterion asks for.
        any_of: one passing reading is enough (热藏 or 冷藏 or ≤2小时); else all must pass.
        category: 类别 of the hazard it opens; empty is the register's.
    """

    id: str
    item: str
    method: str
    criterion: str
    key: bool = False
    measures: tuple[Measure, ...] = ()
    any_of: bool = False
    category: str = ""

    @property
    def where(self) -> str:
        """Name for messages."""
        return f"检查项{self.id[1:]} {self.item}"


def check_items(
    table: str,
    measures: Mapping[str, tuple[Measure, ...]] = MappingProxyType({}),
    *,
    any_of: Collection[str] = (),
) -> tuple[CheckItem, ...]:
    """Check items from a table as the catalogue prints it.

    Args:
        table: a line an item: ``03 ★ | item | method | criterion | category of its hazard``;
            ★ and the last part where there are any.
        measures: readings by item id.
        any_of: ids of the items for which one passing reading is enough.

    Raises:
        DefinitionError: a line is not of this form.
    """
    lines = [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]
    items = []
    for head, *rest in lines:
        number, key, _ = (*head.split(), "", "")[:3]
        if not number.isdigit() or key not in ("", "★") or len(rest) not in (3, 4):
            raise DefinitionError(f"not a check item: {head} | {' | '.join(rest)}")
        item, method, criterion, category = (*rest, "")[:4]
        name = f"I{number}"
        found, enough = measures.get(name, ()), name in any_of
        items.append(CheckItem(name, item, method, criterion, bool(key), found, enough, category))
    return tuple(items)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was judged, by what, with which result.

    Attributes:
        key: ``slug.column`` or ``slug.I07``.
        label: name on paper.
        verdict: the result.
        reading: the reading in words, empty if the verdict is by eye.
        bound: the limit in words.
        critical: ★ item.
    """

    key: str
    label: str
    verdict: Verdict
    reading: str = ""
    bound: str = ""
    critical: bool = False


def holds(bound: Limit | Choice | None, reading: Reading) -> bool:
    """Whether a reading passes; without a bound everything does."""
    if isinstance(bound, Choice):
        return bound.holds(str(reading))
    if isinstance(bound, Limit) and isinstance(reading, Decimal):
        return bound.holds(reading)
    return True


def judge(
    item: CheckItem, measured: dict[str, Reading], bounds: dict[str, Limit | Choice | None]
) -> Verdict | None:
    """Verdict that follows from the readings; None while a demanded one is missing."""
    given = [measure for measure in item.measures if measure.name in measured]
    results = [holds(bounds[measure.name], measured[measure.name]) for measure in given]
    if item.any_of:
        if any(results):
            return Verdict.PASS
        return Verdict.FAIL if results else None
    if not all(results):
        return Verdict.FAIL
    if any(measure.demanded and measure.name not in measured for measure in item.measures):
        return None
    return Verdict.PASS if given else None
