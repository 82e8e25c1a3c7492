"""Record: a captured entry and the chain of its versions; no version ever changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from checklists.rules import Finding, Severity
from checklists.verdicts import Judgement, Verdict
from records.scans import ScannedSheet


class Operation(StrEnum):
    """What one journal line does to one record."""

    FILE = "file"
    CONTINUE = "continue"
    SIGN = "sign"
    RETURN = "return"
    CORRECT = "correct"
    VOID = "void"
    ERASE = "erase"
    SCAN = "scan"
    STAMP = "stamp"

    @property
    def label(self) -> str:
        """In Chinese."""
        return OPERATION_LABELS[self]


OPERATION_LABELS = {
    Operation.FILE: "登记",
    Operation.CONTINUE: "续填",
    Operation.SIGN: "签字",
    Operation.RETURN: "退回",
    Operation.CORRECT: "更正",
    Operation.VOID: "作废",
    Operation.ERASE: "删除个人信息",
    Operation.SCAN: "附扫描件",
    Operation.STAMP: "用印",
}
CONTENT = frozenset({Operation.FILE, Operation.CONTINUE, Operation.CORRECT})
LATE_EXPLAINED_BY = frozenset({Operation.FILE, Operation.CONTINUE, Operation.SIGN})


def is_sealed(value: Any) -> bool:
    """Whether a value is a personal one under a key of its own (``{"sealed": …}``)."""
    return isinstance(value, Mapping) and value.keys() == {"sealed"}


class State(StrEnum):
    """状态 of a record as staff read it."""

    OPEN = "未结"
    FILED = "已登记"
    RETURNED = "已退回"
    SIGNED = "已签结"
    VOID = "已作废"


@dataclass(frozen=True, slots=True)
class Person:
    """A person as captured: id and the name at that time."""

    id: str
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Version:
    """One operation on a record.

    Attributes:
        number: record number, as ``LY-20260305-001``.
        register: key of the register.
        version: 1 for the first.
        entry: content after this operation, as JSON data; never changed.
        definition: digest of the register's definition that was in force.
        limits: the school's own limits that judged it, by key, in words.
        by: who answers for it; `typed_by` who typed it, if someone else did (代录).
        channel: cli, web, import or system.
        at: capture time with offset; `date` is the business date.
        reason: reason of a correction, a return, a void or a late entry.
        role: signing place, for a signature.
        late_approved_by: who approved a 补录; a late entry without one stays 未结.
        opens, opened_by: numbers of the hazards it opened, and the record that opened it.
        line: journal line it stands on; `digest` is the SHA-256 of its canonical JSON.
        signers: signing places that this content needs, in order.
        opened_for: what failed in the record that opened it, as ``daily_patrol.I04``.
        reopens: signing places whose signatures fall, because their stage is open again.
        term: term of the sealed ledger that holds the record's beginning; empty is this one.
        key: name of the key its personal values are sealed under (records/vault.py).
        lost: path in the entry → why it cannot be read: 已销毁 or 缺密钥.
        strokes: digest of the attachment with the signature written by hand (records/strokes.py);
            `signs` is the digest of the version whose content it, or a seal, vouches for.
        paper: digest of the scanned sheet on which a signature stands in ink.
        scans: sheets of its paper that came back.
        seals: names of the seals that were put on `copies` papers; `approved_by` allowed it.
        stamp_no: number of the use in 用印登记, as 用印〔2026〕3号.
        together: ids of the check items that one tap filled in with it (其余全部正常).
        device_at: what the device's clock said, where it was filled in before it arrived.
    """

    number: str
    register: str
    version: int
    operation: Operation
    entry: Mapping[str, Any]
    definition: str
    limits: Mapping[str, str]
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    by: Person
    typed_by: Person | None
    channel: str
    at: datetime
    date: date
    reason: str
    role: str
    is_late: bool
    late_approved_by: Person | None
    opens: tuple[str, ...]
    opened_by: str
    stage: str
    is_complete: bool
    request_id: str
    line: int
    digest: str
    signers: tuple[str, ...] = ()
    opened_for: str = ""
    reopens: tuple[str, ...] = ()
    term: str = ""
    key: str = ""
    lost: Mapping[str, str] = field(default_factory=dict)
    strokes: str = ""
    signs: str = ""
    together: tuple[str, ...] = ()
    device_at: datetime | None = None
    paper: str = ""
    scans: tuple[ScannedSheet, ...] = ()
    seals: tuple[str, ...] = ()
    copies: int = 0
    approved_by: Person | None = None
    stamp_no: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that stands: role, person, time; the strokes, or the sheet it is on in ink."""

    role: str
    by: Person
    at: datetime
    strokes: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A value struck out and the one that stands beside it."""

    column: str
    before: Any
    after: Any
    by: Person
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """记录: number, register and all versions, first to last."""

    number: str
    register: str
    versions: tuple[Version, ...]

    @property
    def first(self) -> Version:
        """The version that captured it."""
        return self.versions[0]

    @property
    def latest(self) -> Version:
        """The last operation."""
        return self.versions[-1]

    @property
    def content(self) -> Version:
        """The version whose content and judgement stand."""
        for one in reversed(self.versions):
            if one.operation in CONTENT:
                return one
        return self.first

    @property
    def entry(self) -> Mapping[str, Any]:
        """Content that stands, as JSON data."""
        return self.content.entry

    @property
    def date(self) -> date:
        """Business date."""
        return self.content.date

    @property
    def is_void(self) -> bool:
        """作废: the number stays, the content is struck out."""
        return any(one.operation is Operation.VOID for one in self.versions)

    @property
    def key(self) -> str:
        """Name of the key of its personal values; empty while it has none."""
        return next((one.key for one in self.versions if one.key), "")

    @property
    def is_erased(self) -> bool:
        """Its personal values were deleted at somebody's request."""
        return any(one.operation is Operation.ERASE for one in self.versions)

    @property
    def carried_from(self) -> str:
        """结转: term of the sealed ledger it began in, if something was done to it since."""
        return self.latest.term

    @property
    def is_late(self) -> bool:
        """补录: marked for ever."""
        return self.first.is_late

    @property
    def late_reason(self) -> str:
        """Why it came late: the first reason that was given for it."""
        reasons = (one.reason for one in self.versions if one.operation in LATE_EXPLAINED_BY)
        return next(filter(None, reasons), "") if self.is_late else ""

    @property
    def late_approved_by(self) -> Person | None:
        """Who approved the 补录."""
        return next((one.late_approved_by for one in self.versions if one.late_approved_by), None)

    @property
    def opens(self) -> tuple[str, ...]:
        """Hazards it opened."""
        return tuple(number for one in self.versions for number in one.opens)

    @property
    def verdict(self) -> Verdict | None:
        """不合格 if anything was judged so; None if nothing was judged."""
        verdicts = {one.verdict for one in self.content.judgements}
        if not verdicts:
            return None
        return Verdict.FAIL if Verdict.FAIL in verdicts else Verdict.PASS

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """Signatures that stand: given since the last correction or return, stage not reopened."""
        standing: list[Signature] = []
        for one in self.versions:
            if one.operation in (Operation.CORRECT, Operation.RETURN):
                standing.clear()
            elif one.operation is Operation.SIGN and one.late_approved_by is None:
                standing.append(Signature(one.role, one.by, one.at, one.strokes, one.paper))
            elif one.reopens:
                standing = [two for two in standing if two.role not in one.reopens]
        return tuple(standing)

    @property
    def scans(self) -> tuple[ScannedSheet, ...]:
        """Sheets of its paper that came back, in order of filing."""
        return tuple(sheet for one in self.versions for sheet in one.scans)

    @property
    def rewritten(self) -> int:
        """Version that last changed what was written before: its text stands on no older print."""
        changing = (Operation.FILE, Operation.CORRECT, Operation.RETURN)
        return max(one.version for one in self.versions if one.operation in changing)

    @property
    def stamps(self) -> tuple[Version, ...]:
        """Uses of the school's seals under the text that stands."""
        return tuple(
            one
            for one in self.versions
            if one.operation is Operation.STAMP and one.version > self.rewritten
        )

    @property
    def together(self) -> frozenset[str]:
        """Check items that one tap filled in, and that nobody has changed since."""
        found, before = frozenset[str](), dict[str, Any]()
        for one in self.versions:
            if one.operation in CONTENT:
                checks = one.entry.get("checks") or {}
                same = {key for key in found if checks.get(key) == before.get(key)}
                found, before = frozenset({*same, *one.together}), checks
        return found

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the entry's rules found in the content that stands."""
        return self.content.findings

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """阻断 findings of the content that stands."""
        return tuple(one for one in self.findings if one.severity is Severity.BLOCK)

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """Every corrected value, oldest first."""
        return tuple(self._corrections())

    def _corrections(self) -> Iterator[Correction]:
        before: Mapping[str, Any] = {}
        for one in self.versions:
            if one.operation is Operation.CORRECT:
                yield from _differences(before, one)
            if one.operation in CONTENT:
                before = one.entry


def _differences(before: Mapping[str, Any], version: Version) -> Iterator[Correction]:
    for column in (*before, *(key for key in version.entry if key not in before)):
        old, new = before.get(column), version.entry.get(column)
        if old != new:
            yield Correction(column, old, new, version.by, version.at, version.reason)
