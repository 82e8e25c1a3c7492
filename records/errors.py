"""Everything floor 2 raises, as Chinese text: where, what, what to do.

The codes are listed in docs/reference/errors.md.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

_CAUSES = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "同名的已经存在",
    errno.ENAMETOOLONG: "名字太长",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘限额用完了",
    errno.EFBIG: "文件太大",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多",
}


def cause_of(error: OSError) -> str:
    """Why the operating system refused, in Chinese where it is one of the usual reasons."""
    return _CAUSES.get(error.errno or 0) or str(error.strerror or error)


class RecordError(Exception):
    """Base of everything that keeping and finding records can raise."""

    code = "RE-000"

    def __init__(self, where: str, what: str, advice: str) -> None:
        self.where, self.what, self.advice = where, what, advice
        super().__init__(f"{where}：{what}。{advice}")


class LedgerBusyError(RecordError):
    """Another process held the ledger for longer than the time-out; nothing was written."""

    code = "RE-001"

    def __init__(self, where: str, seconds: float) -> None:
        what = f"别的程序正在写入，等了 {seconds:.0f} 秒"
        super().__init__(where, what, "没有存入任何内容，请稍后再试")


class LedgerDamagedError(RecordError):
    """A line that once was whole is not; `line` is its number in the file, from 1."""

    code = "RE-002"

    def __init__(self, where: str, what: str, line: int) -> None:
        self.line = line
        advice = "此前各行可以查看，但不能再写入；请保留原文件，运行 taizhang doctor，从备份恢复"
        super().__init__(where, what, advice)


class LedgerSealedError(RecordError):
    """The term is sealed: nothing can be added to it."""

    code = "RE-003"

    def __init__(self, where: str) -> None:
        super().__init__(where, "已封存，不能再写入", "更正请记入当前学期，并写明原记录编号")


class NewerFormatError(RecordError):
    """A ledger written by a newer program."""

    code = "RE-004"


class NotWrittenError(RecordError):
    """Refused: the commit is not in the ledger and will never appear there."""

    code = "RE-005"

    def __init__(self, where: str, cause: str) -> None:
        advice = "请检查磁盘剩余空间和状况，重新打开后再录"
        super().__init__(where, f"没有存入：{cause}", advice)


class OutcomeUnknownError(RecordError):
    """The disk failed twice: nobody can say whether the commit is in; ask by request id."""

    code = "RE-006"

    def __init__(self, where: str, cause: str) -> None:
        what = f"磁盘连续出错（{cause}），不能确定刚才的内容是否已存入"
        advice = "请检查磁盘，重新打开后按申请编号查对：查到即已存入，查不到再录"
        super().__init__(where, what, advice)


class NoLedgerError(RecordError):
    """There is no ledger at this place, or it belongs to another school or term."""

    code = "RE-007"


class LedgerUnreadableError(RecordError):
    """The disk or the system did not let the files be opened or read."""

    code = "RE-008"

    def __init__(self, where: str, cause: str) -> None:
        super().__init__(where, f"打不开或读不出来（{cause}）", "请检查路径、权限和磁盘后重新打开")


class AttachmentDamagedError(RecordError):
    """An attachment that is missing, or whose bytes do not have the digest that names it."""

    code = "RE-009"

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"附件 {name[:16]}…", what, "请从备份恢复 attachments 目录")


class BadHeadError(RecordError):
    """An expected head that is none."""

    code = "RE-010"

    def __init__(self, text: str, digits: int) -> None:
        advice = f"请照备考表抄写至少 {digits} 位，前面可加行号和冒号"
        super().__init__(f"“{text}”", "不是链头摘要", advice)


@contextmanager
def explaining(where: str) -> Iterator[None]:
    """Turn a refusal of the operating system into LedgerUnreadableError."""
    try:
        yield
    except OSError as error:
        raise LedgerUnreadableError(where, cause_of(error)) from error
