"""Which records somebody may look at, and which they may work on."""

from checklists.entry import Entry
from records.record import Record
from taizhang.desk import Desk
from taizhang.web.errors import ForbiddenError
from taizhang.web.rights import Visitor, may_see, may_work_on


def visible(desk: Desk, visitor: Visitor, number: str) -> tuple[Record, type[Entry] | None]:
    """A record that somebody may look at, and its register as the program knows it now.

    Raises:
        UnknownRecordError: there is none.
        ForbiddenError: it is not theirs to see.
    """
    record = desk.record(number)
    kind = desk.registers.get(record.register)
    if not may_see(visitor, record, kind, desk.term_holding(record)):
        raise ForbiddenError(f"记录 {number} 不属于您的登记簿")
    return record, kind


def workable(desk: Desk, visitor: Visitor, number: str) -> tuple[Record, type[Entry]]:
    """A record that somebody may continue or correct, and its register.

    Raises:
        UnknownRecordError: there is none.
        ForbiddenError: it is not theirs.
    """
    record, kind = visible(desk, visitor, number)
    if kind is None or not may_work_on(visitor, record, kind):
        raise ForbiddenError(f"记录 {number} 不由您办理")
    return record, kind
