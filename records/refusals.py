"""What the ledger refuses: every text says where, what, and what to do. Nothing was written.

The codes are listed in docs/reference/errors.md.
"""

from records.errors import RecordError


class UnknownRecordError(RecordError):
    """No record of that number."""

    code = "RE-020"

    def __init__(self, number: str) -> None:
        self.number = number
        advice = "请核对编号，或在记录里查找（taizhang list）"
        super().__init__(f"记录 {number}", "台账里没有这个编号", advice)


class VersionConflictError(RecordError):
    """The record has moved on since the caller read it."""

    code = "RE-021"

    def __init__(self, number: str, expected: int, actual: int) -> None:
        self.number, self.expected, self.actual = number, expected, actual
        what = f"已经是第 {actual} 版，您看到的是第 {expected} 版：其间有人办理过"
        super().__init__(f"记录 {number}", what, "请重新打开看过再办")


class RequestReusedError(RecordError):
    """A request id that already stands for something else."""

    code = "RE-022"

    def __init__(self, request_id: str, line: int) -> None:
        what = f"已用于台账第 {line} 行，内容与这一次不同"
        super().__init__(f"申请编号 {request_id}", what, "换一个申请编号再交；未存入")


class NotAllowedError(RecordError):
    """The life cycle of the record does not allow the operation now."""

    code = "RE-023"


class ReasonMissingError(RecordError):
    """A correction, a return or a void without a reason."""

    code = "RE-024"

    def __init__(self, number: str, operation: str) -> None:
        super().__init__(f"记录 {number}", f"{operation}没有写原因", "补上原因再办")


class SigningRefusedError(RecordError):
    """The person may not sign at this place, or not now."""

    code = "RE-025"


class UnknownPersonError(RecordError):
    """Somebody acts who is not in the directory, or who has left."""

    code = "RE-026"

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"人员“{name}”", what, "请核对姓名或编号，或先在名录里登记")


class AmbiguousNameError(RecordError):
    """A name that several people or things of the directory have."""

    code = "RE-027"

    def __init__(self, kind: str, name: str, ids: tuple[str, ...]) -> None:
        self.ids = ids
        what = f"名录里有 {len(ids)} 个：{'、'.join(ids)}"
        super().__init__(f"{kind}“{name}”", what, "请写编号，不写名称")


class DirectoryDamagedError(RecordError):
    """A file of the directory that cannot be understood, or an item that contradicts it."""

    code = "RE-028"


class UnauthorisedError(RecordError):
    """A record whose personal values cannot be read is to be continued or corrected."""

    code = "RE-029"

    def __init__(self, number: str, why: str) -> None:
        what = f"个人信息{why}，不能续填、更正"
        super().__init__(f"记录 {number}", what, "缺密钥的，恢复密钥备份后再办；已销毁的，另登一条")


class DefinitionMissingError(RecordError):
    """The definition a record was made by is not in ``definitions/``, or was changed."""

    code = "RE-030"

    def __init__(self, digest: str, what: str) -> None:
        super().__init__(f"登记簿定义 {digest[:16]}…", what, "请从备份恢复 definitions 目录")


class TermOrderError(RecordError):
    """A ledger that would begin before the last one is sealed, or before a later one."""

    code = "RE-031"


class ReadOnlyFaceError(RecordError):
    """Something asked of the TinyDB face that would change or destroy records."""

    code = "RE-032"

    def __init__(self, call: str, instead: str) -> None:
        super().__init__(f"TinyDB 的 {call}", "台账只增不改，不能这样写入", f"请改用 {instead}")


class SealBrokenError(RecordError):
    """A seal that cannot be set or does not fit the ledger."""

    code = "RE-033"


class BackupRefusedError(RecordError):
    """A backup that cannot be made, read or restored here; nothing was changed."""

    code = "RE-034"


class NumberUnusableError(RecordError):
    """A number cannot be given, because the entry lacks what its pattern names."""

    code = "RE-035"


class StrokesUnusableError(RecordError):
    """What was drawn cannot be kept as a signature; nothing was signed."""

    code = "RE-036"

    def __init__(self, what: str, advice: str) -> None:
        super().__init__("手写签名", what, advice)


class LogMovedOnError(RecordError):
    """Something was written to a log since the caller read it."""

    code = "RE-040"

    def __init__(self, where: str, expected: int, actual: int) -> None:
        self.expected, self.actual = expected, actual
        what = f"已经有 {actual} 版，您看到的是第 {expected} 版：其间有人改过"
        super().__init__(where, what, "请重新打开看过再改；没有存入")
