"""The use-case of taking records along: those of one register as a workbook."""

from dataclasses import dataclass
from datetime import date

from checklists.catalogue import find
from taizhang.desk import Desk
from taizhang.errors import UsageError
from taizhang.papers import school_on_paper
from taizhang.privacy import shown
from taizhang.workbooks import records_workbook


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished workbook.

    Attributes:
        name: file name to give it.
        count: records in it.
    """

    name: str
    data: bytes
    count: int


def export_register(
    desk: Desk, slug: str, term: str, first: date | None = None, last: date | None = None
) -> Exported:
    """Records of a register in a term, between two days, as an .xlsx.

    Personal values are masked, whoever asks: who may read them reads them one by one, noted.

    Raises:
        UsageError: there is no such record.
    """
    found = desk.records(term, slug, first, last)
    title = find(slug, desk.registers).register.title.partition("（")[0]
    if not found:
        raise UsageError(f"{term} 没有《{title}》的记录，没有可导出的。核对学期和日期。")
    masked = [shown(desk, one) for one in found]
    data = records_workbook(masked, desk.definition, school_on_paper(desk.home))
    return Exported(f"{title}-{term}.xlsx", data, len(found))
