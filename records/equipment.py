"""What is out of use, as the records say: a failed check stops it, a passed one frees it (F2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checklists.verdicts import Verdict
from records.record import Record

OUT_OF_USE = ("停用", "报废")


@dataclass(frozen=True, slots=True)
class Condition:
    """How a thing was found at its last check.

    Attributes:
        id, name: of the thing.
        in_use: whether it may be relied upon.
        since: business date of the check that decided; `number` its record.
        reason: what failed, in Chinese; empty when it is in use.
    """

    id: str
    name: str
    in_use: bool
    since: date
    number: str
    reason: str = ""


def conditions(records: Iterable[Record], column: str = "ext_no") -> dict[str, Condition]:
    """Condition of every thing a register checked, by id; the later business date counts.

    Args:
        records: of one register, in order of capture, earlier terms first.
        column: the column that names the thing.
    """
    found: dict[str, Condition] = {}
    for record in records:
        named = record.entry.get(column)
        if record.is_void or not isinstance(named, dict) or "id" not in named:
            continue
        known = found.get(named["id"])
        if known is None or record.date >= known.since:
            found[named["id"]] = _condition(record, named)
    return found


def _condition(record: Record, named: dict[str, str]) -> Condition:
    failed = [
        one.label
        for one in record.content.judgements
        if one.critical and one.verdict is Verdict.FAIL
    ]
    concluded = [str(record.entry.get(one, "")) for one in ("conclusion", "result")]
    reasons = [*failed, *(one for one in concluded if one.startswith(OUT_OF_USE))]
    text = "、".join(reasons)
    return Condition(named["id"], named["name"], not reasons, record.date, record.number, text)
