"""What a user of the program can do wrong outside of content: no home, a broken school.toml."""


class TaizhangError(Exception):
    """Base of floor 4's own errors; `code` is listed in docs/reference/errors.md."""

    code = "TZ-000"


class NoHomeError(TaizhangError):
    """The home folder holds no school yet."""

    code = "TZ-001"


class SchoolFileError(TaizhangError):
    """school.toml cannot be understood."""

    code = "TZ-002"


class UsageError(TaizhangError):
    """The call itself is wrong: a file that is not there, a person left out."""

    code = "TZ-003"


class NotPrintableError(TaizhangError):
    """What was asked for cannot be put on paper yet."""

    code = "TZ-004"


class FaultError(TaizhangError):
    """Interrupted, or the program itself failed: nobody can say how far it came."""

    code = "TZ-005"
