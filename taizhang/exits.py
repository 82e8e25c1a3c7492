"""One table from outcome to exit code."""

from enum import IntEnum

from checklists.errors import ChecklistError
from generator.errors import GeneratorError
from records.errors import RecordError
from taizhang.errors import TaizhangError


class Exit(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    WANTING = 1
    REFUSED = 2
    UNKNOWN = 3


MEANINGS = {
    Exit.DONE: "做完了",
    Exit.WANTING: "查出了问题：核验不通过、有阻断或警告",
    Exit.REFUSED: "没有做：填写读不懂、用法不对、条件不具备；已有的数据都没有动",
    Exit.UNKNOWN: "不知道做没做成：中途打断、磁盘连续出错，或程序自己出了错",
}

REFUSALS: tuple[type[Exception], ...] = (
    ChecklistError,
    RecordError,
    GeneratorError,
    TaizhangError,
)
"""Every error a user can meet; anything else is a fault of the program."""
