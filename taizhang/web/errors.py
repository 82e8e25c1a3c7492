"""What a request can do wrong, and which HTTP status every error of the house has."""

from checklists.errors import InvalidEntryError, UnknownRegisterError
from records.errors import (
    AttachmentDamagedError,
    LedgerBusyError,
    LedgerUnreadableError,
    NotWrittenError,
    OutcomeUnknownError,
)
from records.refusals import (
    NotAllowedError,
    RequestReusedError,
    SigningRefusedError,
    UnknownRecordError,
    VersionConflictError,
)
from taizhang.errors import TaizhangError


class WebError(TaizhangError):
    """Base of what a request can do wrong."""

    code = "TZ-100"
    status = 400


class NotSignedInError(WebError):
    """Nobody is signed in."""

    code = "TZ-101"
    status = 401

    def __init__(self) -> None:
        super().__init__("请先登录。")


class ForbiddenError(WebError):
    """Not for this visitor; also told where a record is not theirs to see."""

    code = "TZ-102"
    status = 403

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}。需要的话请找管理员或总务主任。")


class PasswordDueError(WebError):
    """The password was given by somebody else; it is changed before anything else is done."""

    code = "TZ-103"
    status = 403

    def __init__(self) -> None:
        super().__init__("第一次登录，请先改口令。")


class BadRequestError(WebError):
    """The request cannot be read: a page of another site, an old page, a broken upload."""

    code = "TZ-104"

    def __init__(self, what: str, advice: str, status: int = 400) -> None:
        self.status = status
        super().__init__(f"{what}。{advice}。")


class PageMissingError(WebError):
    """There is no such page."""

    code = "TZ-105"
    status = 404

    def __init__(self, what: str = "没有这一页") -> None:
        super().__init__(f"{what}。请从菜单重新进入。")


STATUS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], int], ...] = (
    ((UnknownRecordError, UnknownRegisterError, AttachmentDamagedError), 404),
    ((VersionConflictError, RequestReusedError), 409),
    ((NotAllowedError, SigningRefusedError), 409),
    (InvalidEntryError, 422),
    ((LedgerBusyError, LedgerUnreadableError, NotWrittenError, OutcomeUnknownError), 503),
)


def status_of(error: Exception) -> int:
    """HTTP status of an error that a user can meet."""
    if isinstance(error, WebError):
        return error.status
    return next((status for kinds, status in STATUS if isinstance(error, kinds)), 422)
