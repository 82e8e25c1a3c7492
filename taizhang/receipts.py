"""What the desk answers: what was kept, in words for whoever asked."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from records.acts import Acknowledgement
from records.lifecycle import state_of
from records.record import CONTENT, Record, Version


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was kept, in words for whoever asked.

    Attributes:
        findings: as text, worst first as found.
        opens: hazards opened with it.
        repeated: the request had been kept before; nothing was added now.
    """

    number: str
    register: str
    operation: str
    version: int
    line: int
    state: str
    stage: str
    verdict: str
    findings: tuple[str, ...]
    opens: tuple[str, ...]
    late: bool
    repeated: bool

    @classmethod
    def of(cls, done: Acknowledgement, version: Version, record: Record, *, repeated: bool) -> Self:
        """Of one of the versions that an append left, and the record as it stands with it."""
        is_content = version.operation in CONTENT
        return cls(
            number=version.number,
            register=record.register,
            operation=version.operation.label,
            version=version.version,
            line=done.line,
            state=str(state_of(record)),
            stage=record.content.stage,
            verdict=str(record.verdict or "") if is_content else "",
            findings=tuple(str(one) for one in record.findings) if is_content else (),
            opens=version.opens,
            late=record.is_late,
            repeated=repeated,
        )

    def to_data(self) -> dict[str, Any]:
        """As JSON data."""
        return asdict(self)
