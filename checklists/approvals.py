"""项目目录: what the province or the county allows a school to charge, and a notice beside it.

for fault in faults(fee, listings(directory, "fee_item"), day):
fault.column, fault.what, fault.advice
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol, Self

from checklists.fees import plain
from checklists.surroundings import Listed

KIND = "fee_item"


@dataclass(frozen=True, slots=True)
class Approval:
    """One line of the catalogue.

    Attributes:
        document: number of the document (批准文号); empty where the list does not say.
        standard: 核准标准 in yuan for one `unit`; None where the list does not say.
        since, until: first and last day it holds; None is open.
    """

    id: str
    name: str
    document: str = ""
    standard: Decimal | None = None
    unit: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, listed: Listed) -> Self:
        """As the directory has it; what is out of use holds no longer than its approval."""
        facts = listed.facts
        ends = [facts[name] for name in ("valid_until", "until") if name in facts]
        return cls(
            listed.id,
            listed.name,
            facts.get("document", ""),
            Decimal(facts["standard"]) if "standard" in facts else None,
            facts.get("unit", ""),
            date.fromisoformat(facts["since"]) if "since" in facts else None,
            date.fromisoformat(min(ends)) if ends else None,
        )

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return (self.since or day) <= day <= (self.until or day)

    @property
    def days(self) -> str:
        """From when to when, in Chinese."""
        since = f"自{self.since}起" if self.since else ""
        return since + (f"到{self.until}为止" if self.until else "")


class Announced(Protocol):
    """A line of a notice."""

    @property
    def item(self) -> str:
        """项目名称."""

    @property
    def standard(self) -> Decimal:
        """Yuan for one `unit`."""

    @property
    def unit(self) -> str:
        """计费单位."""

    @property
    def basis_doc(self) -> str:
        """Document and authority."""


class Fault(NamedTuple):
    """What the catalogue says against a line, about which of its columns."""

    column: str
    what: str
    advice: str


def approvals_of(catalogue: Sequence[Listed], item: str) -> tuple[Approval, ...]:
    """What the catalogue has under this name, what is no longer in force included."""
    wanted = plain(item)
    return tuple(Approval.of(one) for one in catalogue if plain(one.name) == wanted)


def faults(fee: Announced, catalogue: Sequence[Listed], day: date) -> Iterator[Fault]:
    """What the catalogue says against charging an item on a day; nothing where there is none.

    Args:
        fee: the line of the notice.
        catalogue: everything of kind `fee_item`.
        day: of the first charge.
    """
    known = approvals_of(catalogue, fee.item)
    if not catalogue:
        return
    if not known:
        what = f"“{fee.item}”不在收费项目目录里"
        yield Fault("item", what, "没有批准的删去；有批准文件的先登进名录「收费项目」")
        return
    approval = next((one for one in known if one.holds(day)), None)
    if approval is None:
        what = f"目录里“{fee.item}”的批准{known[-1].days}，{day}不能收"
        yield Fault("basis_doc", what, "取得有效文件、更新目录后再收费")
        return
    yield from _differences(fee, approval)


def _differences(fee: Announced, approval: Approval) -> Iterator[Fault]:
    if approval.unit and fee.unit != approval.unit:
        what = f"{fee.item}按“{fee.unit}”收，目录核准的是“{approval.unit}”"
        yield Fault("unit", what, "按核准的计费单位执行")
    elif approval.standard is not None and fee.standard > approval.standard:
        what = f"{fee.item} {fee.standard}元，超过目录核准标准{approval.standard}元"
        yield Fault("standard", what, "按核准标准执行；多收的清退")
    if approval.document and plain(approval.document) not in plain(fee.basis_doc):
        what = f"{fee.item}写的依据是“{fee.basis_doc}”，目录里是{approval.document}"
        yield Fault("basis_doc", what, "核对文件，改用批准该项目的文号")
