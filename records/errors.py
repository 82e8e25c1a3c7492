"""Everything floor 2 raises, as Chinese text: where, what, what to do.

The codes are listed in docs/reference/errors.md.
"""


class RecordError(Exception):
    """Base of everything that keeping and finding records can raise."""

    code = "RE-000"

    def __init__(self, where: str, what: str, advice: str) -> None:
        self.where, self.what, self.advice = where, what, advice
        super().__init__(f"{where}：{what}。{advice}")


class LedgerBusy(RecordError):
    """Another process held the ledger for longer than the time-out; nothing was written."""

    code = "RE-001"


class LedgerDamaged(RecordError):
    """A line that once was whole is not; `line` is its number in the file, from 1."""

    code = "RE-002"

    def __init__(self, where: str, what: str, line: int) -> None:
        self.line = line
        super().__init__(
            where,
            what,
            "此前各行完好、可以查看，但不能再写入；请保留原文件，运行 taizhang doctor，从备份恢复",
        )


class LedgerSealed(RecordError):
    """The term is sealed: nothing can be added to it."""

    code = "RE-003"


class NewerFormat(RecordError):
    """A ledger written by a newer program."""

    code = "RE-004"


class NotWritten(RecordError):
    """Refused: the commit is not in the ledger and will never appear there."""

    code = "RE-005"


class OutcomeUnknown(RecordError):
    """The disk failed so that nobody can say whether the commit is in; ask by request id."""

    code = "RE-006"


class NoLedger(RecordError):
    """There is no ledger at this place, or it belongs to another school or term."""

    code = "RE-007"


class LedgerUnreadable(RecordError):
    """The disk or the system did not let the files be opened or read."""

    code = "RE-008"


class AttachmentDamaged(RecordError):
    """An attachment that is missing, or whose bytes do not have the digest that names it."""

    code = "RE-009"
