"""What a user of the program can do wrong outside of content: no home, a broken school.toml."""

from datetime import timedelta


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


class JobMissingError(TaizhangError):
    """A job, or a file it made, that is not there or no longer."""

    code = "TZ-006"


class WebCertificateError(TaizhangError):
    """The certificate of the web pages cannot be made or read as asked."""

    code = "TZ-007"


class CabinetDamagedError(TaizhangError):
    """A list in ``<home>/web`` that cannot be understood; it is left as it is."""

    code = "TZ-010"


class AccountError(TaizhangError):
    """What was asked of an account, a session or a link cannot be done; nothing was changed."""

    code = "TZ-011"


class PasswordRefusedError(TaizhangError):
    """A password that somebody would guess."""

    code = "TZ-012"


class SignInRefusedError(TaizhangError):
    """Not let in; the text is the same for an unknown name and a wrong password."""

    code = "TZ-013"


class TooManyTriesError(TaizhangError):
    """Not even looked at: too many wrong passwords came before."""

    code = "TZ-014"

    def __init__(
        self, wait: timedelta, what: str = "口令", advice: str = "忘了口令请找管理员重设"
    ) -> None:
        self.wait = wait
        seconds = max(1, round(wait.total_seconds()))
        told = f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"
        super().__init__(f"{what}错的次数太多，请过 {told}再试。{advice}。")


class LinkRefusedError(TaizhangError):
    """An inspector's link that opens nothing: wrong, expired or revoked."""

    code = "TZ-015"


class WorkbookError(TaizhangError):
    """A workbook that cannot be read as the list it should be; nothing was taken from it."""

    code = "TZ-030"


class TrayError(TaizhangError):
    """A scanned page that is not in the tray, or cannot be put where it was asked for."""

    code = "TZ-035"


class ChargeRefusedError(TaizhangError):
    """Money that must not be taken, given back or settled this way; nothing was recorded."""

    code = "TZ-040"


class ConsentRefusedError(TaizhangError):
    """Families that must not be asked this way, or an answer that cannot be taken."""

    code = "TZ-045"


class SealRefusedError(TaizhangError):
    """An official seal that is not there, or must not be used so; nothing was changed."""

    code = "TZ-050"


class CampaignRefusedError(TaizhangError):
    """Agreements that must not be made, revised, filed or closed this way; nothing was recorded."""

    code = "TZ-055"


class ManuscriptError(TaizhangError):
    """A file that should hold a plan and cannot be read as one; nothing was taken from it."""

    code = "TZ-060"


class PlanRefusedError(TaizhangError):
    """A plan that is not there, or cannot be kept so; nothing was changed."""

    code = "TZ-061"
