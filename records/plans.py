"""The plans of a school's terms: every version for ever, with who changed it, when and why.

``<home>/plans/<term>.log`` holds a line a version, the whole plan in each, chained like a
journal's, so that none can be taken out unseen.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from checklists.plans.model import Plan
from records.chained_log import ChainedLog
from records.codec import encode_person, without_empty
from records.digest import digest_of
from records.disk import Disk
from records.errors import NewerFormatError
from records.record import Person

FOLDER, FORMAT = "plans", 1


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A version of a term's plan.

    Attributes:
        number: from 1.
        at, by, reason: when it was kept, by whom, and why it was changed.
        digest: of the plan in its canonical form.
    """

    number: int
    at: datetime
    by: Person
    reason: str
    digest: str
    plan: Plan


class PlanLog:
    """The plans of a home."""

    title = "学期计划"

    def __init__(self, home: Path, disk: Disk) -> None:
        self._log = ChainedLog(home, FOLDER, self.title, disk)

    def keep(
        self, plan: Plan, *, by: Person, at: datetime, reason: str = "", seen: int | None = None
    ) -> PlanVersion:
        """Keep a version; when this returns, it is durable.

        Args:
            plan: of the term that it names.
            by: who made it.
            at: now.
            reason: why it was changed.
            seen: the version that was changed, 0 for none; None is whatever is the last.

        Returns:
            the version as it is kept; the last one where nothing was changed.

        Raises:
            LogMovedOnError: somebody kept another version meanwhile; nothing was written.
            NotWrittenError: the disk failed, or what is there was changed.
            LedgerBusyError: another process is writing.
        """
        last = self.latest(plan.term)
        if last and last.plan == plan and seen in (None, last.number):
            return last
        before = last.number if last else 0
        content = _content(plan, by, at, reason)
        self._log.append(at, content, book=plan.term, after=before if seen is None else seen)
        return PlanVersion(before + 1, at, by, reason, str(content["digest"]), plan)

    def versions(self, term: str) -> Iterator[PlanVersion]:
        """Every version of a term's plan, oldest first, up to the first that was changed.

        Raises:
            NewerFormatError: a newer program wrote it.
            LedgerUnreadableError: the file cannot be read.
        """
        return map(_version, self._log.lines(term))

    def latest(self, term: str) -> PlanVersion | None:
        """The last version; None where there is no plan."""
        return next(iter(deque(self.versions(term), maxlen=1)), None)

    def terms(self) -> list[str]:
        """Terms that have a plan."""
        return sorted(self._log.books())

    def damage(self) -> tuple[str, ...]:
        """Files that were changed, in Chinese."""
        return self._log.damage()


def _content(plan: Plan, by: Person, at: datetime, reason: str) -> dict[str, Any]:
    said = plan.model_dump(mode="json")
    return without_empty(
        {
            "format": FORMAT,
            "at": at.isoformat(),
            "by": encode_person(by),
            "reason": reason,
            "digest": digest_of(said),
            "plan": said,
        }
    )


def _version(said: Mapping[str, Any]) -> PlanVersion:
    if said["format"] > FORMAT:
        what = f"计划的格式是第 {said['format']} 版，本程序只认到第 {FORMAT} 版"
        raise NewerFormatError(PlanLog.title, what, "请升级 taizhang 后再打开；原文件未改动")
    return PlanVersion(
        number=said["n"],
        at=datetime.fromisoformat(said["at"]),
        by=Person(**said["by"]),
        reason=said.get("reason", ""),
        digest=said["digest"],
        plan=Plan.model_validate(said.get("plan", {})),
    )
