"""What a filled-in page asks for, done at the desk: filing, continuing, correcting, signing.

Pages that reload and the offline queue come through here; the request id makes a second arrival
harmless.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.datastructures import FormData

from checklists.checklist import ChecklistEntry
from checklists.entry import Entry
from checklists.values import CONTROL
from records.record import Record
from records.refusals import NotAllowedError, SigningRefusedError
from records.strokes import read_strokes
from taizhang.desk import Desk, Visit
from taizhang.receipts import Receipt
from taizhang.web.errors import BadRequestError
from taizhang.web.fields import Filled
from taizhang.web.rights import Visitor
from taizhang.web.site import Site

TOGETHER = "_together"
STROKES = "_strokes"
PASSWORD = "_password"  # noqa: S105  the name of a form field, no secret
DEVICE_AT = "_filled_at"
REASON = "_reason"
LATE_REASON = "_late_reason"
VERSION = "_version"
SCAN = "_scan"
"""Field that says which page of the tray a form was typed in from."""
ROLE = "_role"
CHANNEL = "web"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done.

    Attributes:
        receipt: of what was kept.
        signed: the signing place that was signed with it; empty if none was.
        unsigned: why a signature that was given does not stand, in Chinese.
        scan: what became of the scanned page it was typed in from, in Chinese.
    """

    receipt: Receipt
    signed: str = ""
    unsigned: str = ""
    scan: str = ""


def visit_of(visitor: Visitor, desk: Desk, form: FormData, request_id: str) -> Visit:
    """Who comes, when, and what their device says the time was."""
    return Visit(
        visitor.id,
        desk.now(),
        channel=CHANNEL,
        request_id=request_id,
        device_at=_device_time(text_of(form, DEVICE_AT), desk),
    )


def is_known(desk: Desk, visit: Visit) -> bool:
    """Whether this very request was done before: its reply was lost, or a page was sent twice."""
    return desk.ledger_for(visit).acknowledgement(visit.request_id) is not None


def file(
    desk: Desk,
    visit: Visit,
    kind: type[Entry],
    filled: Filled,
    form: FormData,
    signature: bytes | None,
) -> Outcome:
    """Keep a new entry, and sign it where a signature came with it (`signature_of`).

    Raises:
        InvalidEntryError: it cannot be understood; nothing is stored.
        RecordError: refused by the ledger.
    """
    data = filled.understood(kind)
    together = together_of(kind, form)
    late = text_of(form, LATE_REASON)
    receipt = desk.file_entry(
        visit, kind.slug, data, filled.file, late_reason=late, together=together
    )
    return _signed(desk, visit, receipt, signature)


def continue_(
    desk: Desk,
    visit: Visit,
    record: Record,
    kind: type[Entry],
    filled: Filled,
    form: FormData,
    signature: bytes | None,
) -> Outcome:
    """Fill in the next stage, and sign it where a signature came with it."""
    receipt = desk.continue_record(
        visit,
        record.number,
        filled.understood(kind),
        filled.file,
        expected_version=version_of(form),
    )
    return _signed(desk, visit, receipt, signature)


def correct(
    desk: Desk, visit: Visit, record: Record, kind: type[Entry], filled: Filled, form: FormData
) -> Outcome:
    """Put right what was written; signatures fall, so none is given along."""
    receipt = desk.correct_record(
        visit,
        record.number,
        filled.understood(kind, clearing=True),
        text_of(form, REASON),
        filled.file,
        together=together_of(kind, form),
        expected_version=version_of(form),
    )
    return Outcome(receipt)


def sign(
    desk: Desk,
    visit: Visit,
    number: str,
    form: FormData,
    signature: bytes | None,
    role: str = "",
) -> Receipt:
    """Sign at a place with what the form brings (`signature_of`).

    Raises:
        SigningRefusedError: no.
        BadRequestError: neither strokes nor a password came.
    """
    if signature is None:
        raise BadRequestError("没有签名", "请手写签名，或输入口令确认", 422)
    return desk.sign_record(
        visit,
        number,
        role,
        text_of(form, REASON),
        strokes=signature,
        expected_version=version_of(form),
    )


def signature_of(site: Site, visitor: Visitor, form: FormData) -> bytes | None:
    """Strokes that came with a form, nothing where a password confirms it, None without either.

    Asked for before the desk is: a password takes a moment.

    Raises:
        StrokesUnusableError: what was drawn is no signature.
        SignInRefusedError, TooManyTriesError: the password is wrong.
    """
    strokes = text_of(form, STROKES).encode()
    if strokes:
        read_strokes(strokes)  # refused before anything is kept
        return strokes
    password = text_of(form, PASSWORD)
    if not password:
        return None
    site.confirm(visitor, password)
    return b""


def _signed(desk: Desk, visit: Visit, receipt: Receipt, signature: bytes | None) -> Outcome:
    if signature is None:
        return Outcome(receipt)
    again = replace(visit, request_id=f"{visit.request_id}/签" if visit.request_id else "")
    try:
        done = desk.sign_record(again, receipt.number, strokes=signature)
    except (SigningRefusedError, NotAllowedError) as refused:
        return Outcome(receipt, unsigned=str(refused))
    role = desk.record(receipt.number).signatures[-1].role
    return Outcome(replace(receipt, state=done.state), role)


def together_of(kind: type[Entry], form: FormData) -> tuple[str, ...]:
    """Check items that one tap filled in, as far as the register has them."""
    if not issubclass(kind, ChecklistEntry):
        return ()
    asked = set(text_of(form, TOGETHER).split())
    return tuple(one.id for one in kind.items if one.id in asked)


def version_of(form: FormData) -> int | None:
    """Version the page showed; None where it did not say."""
    text = text_of(form, VERSION)
    if text and not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise BadRequestError("表单里的版本号不对", "请刷新页面再办")
    return int(text) if text else None


def text_of(form: FormData | Mapping[str, object], name: str) -> str:
    """A plain field; empty where it is missing or a file."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def line_of(form: FormData, name: str, most: int) -> str:
    """A plain field as it may stand in a file and on paper, cut off at so many characters.

    Raises:
        BadRequestError: something is in it that nobody sees.
    """
    text = text_of(form, name)[:most]
    if CONTROL.search(text):
        raise BadRequestError("填写的内容里有看不见的字符", "删去重写", 422)
    return text


def _device_time(text: str, desk: Desk) -> datetime | None:
    """What a device says of when it was filled in; nothing where it says nonsense."""
    try:
        found = datetime.fromisoformat(text) if text else None
        return found.astimezone(desk.home.zone).replace(microsecond=0) if found else None
    except (ValueError, OverflowError):
        return None
