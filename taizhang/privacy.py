"""The use-cases of personal values: who reads them, deleting them, destroying what has expired."""

from dataclasses import dataclass

from records.access import Access, AccessLog, is_personal, may_read
from records.disk import Disk
from records.errors import RecordError
from records.masking import on_paper
from records.record import Person, Record
from taizhang.desk import Desk, Visit

NOBODY = "个人信息已遮盖：要看全文，用 --as 写明是谁在看"
NO_RIGHT = "个人信息已遮盖：{}不是这一册的责任岗、签字人或校领导"
NOT_LOGGED = "个人信息已遮盖：访问日志没有写成（{}）"


@dataclass(frozen=True, slots=True)
class Reading:
    """A record as somebody may see it.

    Attributes:
        whole: personal values and all; noted in the access log.
        hint: why not, in Chinese; empty where nothing is masked.
    """

    record: Record
    whole: bool
    hint: str = ""


def shown(desk: Desk, record: Record, *, whole: bool = False) -> Record:
    """A record as it is shown; personal values masked unless `whole`."""
    kind = desk.registers.get(record.register)
    columns = kind.columns() if kind else desk.definition(record).columns
    return on_paper(record, columns, whole=whole)


def read_record(desk: Desk, number: str, *, by: str, how: str, why: str = "") -> Reading:
    """A record for somebody's eyes: whole and logged, or masked.

    Args:
        desk: where it is.
        number: of the record.
        by: who reads, id or name; empty is nobody known, who sees masks.
        how: 查看 or 打印.
        why: what for.

    Raises:
        UnknownRecordError, UnknownPersonError: there is no such record, or person.
    """
    record = desk.record(number)
    kind = desk.registers.get(record.register)
    columns = kind.columns() if kind else desk.definition(record).columns
    if not is_personal(columns, record):
        return Reading(record, whole=False)
    hint = _why_masked(desk, record, Access(desk.now(), Person("", ""), how, number, why=why), by)
    return Reading(on_paper(record, columns, whole=not hint), not hint, hint)


def _why_masked(desk: Desk, record: Record, access: Access, by: str) -> str:
    """Why somebody sees masks; empty if they do not, and the reading is noted."""
    if not by:
        return NOBODY
    person = desk.school(desk.term_holding(record)).person(by)
    kind = desk.registers.get(record.register)
    allowed = kind is not None and may_read(kind.register, person, record)
    try:
        AccessLog(desk.home.folder, Disk()).note(
            Access(
                access.at,
                Person(person.id, person.name),
                access.how,
                access.what,
                record.register,
                access.why,
                allowed,
            )
        )
    except RecordError as error:
        return NOT_LOGGED.format(error.what)
    return "" if allowed else NO_RIGHT.format(person.name)


def note_binding(desk: Desk, visit: Visit, term: str) -> None:
    """Note that the personal values of a term were bound, masked."""
    by = desk.person(visit)
    AccessLog(desk.home.folder, Disk()).note(Access(visit.at, by, "装订", term))
