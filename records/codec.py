"""How a version stands in a journal line, and how it is read back (docs/journal-format.md).

Empty values are left out of a line; a reader takes what is missing as empty.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from checklists.rules import Finding, Severity
from checklists.verdicts import Judgement, Verdict
from records.digest import digest_of
from records.line import Line
from records.record import Operation, Person, Version
from records.scans import ScannedSheet

Json = dict[str, Any]
Unseal = Callable[[Mapping[str, Any]], tuple[Mapping[str, Any], Mapping[str, str]]]
"""An operation → the same with its personal values, and path → why not for those that are lost."""
SHARED = ("at", "by", "typed_by", "channel", "request_id", "device_at")


def without_empty(value: Mapping[str, Any]) -> Json:
    """The same without what is empty; zero and False of an entry are never at this level."""
    return {key: one for key, one in value.items() if one not in (None, "", [], {}, False)}


def encode_person(person: Person | None) -> Json | None:
    """A person with the name of that time."""
    return None if person is None else {"id": person.id, "name": person.name}


def encode_judgement(judgement: Judgement) -> Json:
    """A judgement."""
    return without_empty(
        {
            "key": judgement.key,
            "label": judgement.label,
            "verdict": str(judgement.verdict),
            "reading": judgement.reading,
            "bound": judgement.bound,
            "critical": judgement.critical,
        }
    )


def encode_finding(finding: Finding) -> Json:
    """A finding."""
    return without_empty(
        {
            "code": finding.code,
            "severity": str(finding.severity),
            "where": finding.where,
            "message": finding.message,
            "advice": finding.advice,
        }
    )


def as_it_stands(operation: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """An operation whose sealed values stay sealed."""
    return operation, {}


def read_line_versions(line: Line, unseal: Unseal = as_it_stands) -> tuple[Version, ...]:
    """Every version a line adds, in order; none for a line of another kind."""
    content = line.content
    return tuple(read_version(line.number, content, one, unseal) for one in content.get("ops", ()))


def read_version(
    line: int,
    content: Mapping[str, Any],
    operation: Mapping[str, Any],
    unseal: Unseal = as_it_stands,
) -> Version:
    """One version.

    Args:
        line: number of the journal line.
        content: the line's JSON, for who and when.
        operation: one of its ``ops``.
        unseal: opens personal values; answers with those that cannot be, too.
    """
    shared = {key: content[key] for key in SHARED if key in content}
    exact = digest_of({**shared, **operation})
    operation, lost = unseal(operation)
    late_approved_by, number = operation.get("late_approved_by"), operation["number"]
    device_at, approved_by = content.get("device_at"), operation.get("approved_by")
    return Version(
        number=number,
        register=operation["register"],
        version=operation["version"],
        operation=Operation(operation["op"]),
        entry=operation.get("entry", {}),
        definition=operation.get("definition", ""),
        limits=operation.get("limits", {}),
        judgements=tuple(_judgements(operation)),
        findings=tuple(_findings(operation, number)),
        by=Person(**content["by"]),
        typed_by=Person(**content["typed_by"]) if "typed_by" in content else None,
        channel=content.get("channel", ""),
        at=datetime.fromisoformat(content["at"]),
        date=date.fromisoformat(operation["date"]),
        reason=operation.get("reason", ""),
        role=operation.get("role", ""),
        is_late=operation.get("late", False),
        late_approved_by=Person(**late_approved_by) if late_approved_by else None,
        opens=tuple(operation.get("opens", ())),
        opened_by=operation.get("opened_by", ""),
        stage=operation.get("stage", ""),
        is_complete=operation.get("complete", False),
        request_id=content.get("request_id", ""),
        line=line,
        digest=exact,
        signers=tuple(operation.get("signers", ())),
        opened_for=operation.get("opened_for", ""),
        reopens=tuple(operation.get("reopens", ())),
        term=operation.get("term", ""),
        key=operation.get("key", ""),
        lost=lost,
        strokes=operation.get("strokes", ""),
        signs=operation.get("signs", ""),
        together=tuple(operation.get("together", ())),
        device_at=datetime.fromisoformat(device_at) if device_at else None,
        paper=operation.get("paper", ""),
        scans=tuple(map(ScannedSheet.of_data, operation.get("scans", ()))),
        seals=tuple(operation.get("seals", ())),
        copies=operation.get("copies", 0),
        approved_by=Person(**approved_by) if approved_by else None,
        stamp_no=_stamp_no(operation),
    )


def _stamp_no(operation: Mapping[str, Any]) -> str:
    series, number = operation.get("serials", {}).get("stamp_no", ("", 0))
    return str(series).replace("{n}", str(number))


def _judgements(operation: Mapping[str, Any]) -> Iterator[Judgement]:
    for one in operation.get("judged", ()):
        yield Judgement(
            one["key"],
            one["label"],
            Verdict(one["verdict"]),
            one.get("reading", ""),
            one.get("bound", ""),
            one.get("critical", False),
        )


def _findings(operation: Mapping[str, Any], number: str) -> Iterator[Finding]:
    for one in operation.get("findings", ()):
        severity = Severity(one["severity"])
        advice = one.get("advice", "")
        yield Finding(one["code"], severity, one["where"], one["message"], advice, number)
