"""Duty: something that has to be recorded, and the subject it is owed for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class Duty:
    """Something that has to be recorded.

    A record fulfils it when its subject is the same and its business date lies in the window.

    Attributes:
        first, last: the window, both included.
        subject: for what: a meal, an extinguisher's id, a person's id; empty for the school.
        due: time by which it should be recorded; 24 hours later it is 补录 (G02).
        title: in words, as “3月5日（周四） 中餐”.
    """

    first: date
    last: date
    subject: str
    due: datetime
    title: str

    @property
    def late_after(self) -> datetime:
        """From this moment on a record counts as 补录."""
        return self.due + timedelta(hours=24)

    def is_met_by(self, day: date, subject: str) -> bool:
        """Whether a record of this business date and subject fulfils the duty."""
        return self.subject == subject and self.first <= day <= self.last


class Subject(NamedTuple):
    """What duties are owed for: a class, an extinguisher, a person.

    Attributes:
        id, name: in the school's directory.
        since: first day in service; None is as long as anybody remembers.
        until: last day; None while it is.
        stage: 小学 or 幼儿园, of a class; empty where nobody said.
    """

    id: str
    name: str
    since: date | None = None
    until: date | None = None
    stage: str = ""

    def serves(self, day: date) -> bool:
        """Whether it is in service on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def owing(self, duty: Duty, begin: date, grace: int) -> Iterator[Duty]:
        """The duty as this owes it; none before it came and after it left.

        Args:
            duty: as owed by what is there all the time.
            begin: day from which the time to do it runs.
            grace: days to do it in, of what came later than that.
        """
        if self.since is not None and self.since > begin:
            day = min(self.since + timedelta(days=grace), duty.last)
            duty = replace(duty, due=datetime.combine(day, duty.due.timetz()))
        came = self.since is None or self.since <= duty.last
        if came and (self.until is None or self.until >= duty.due.date()):
            yield duty


Subjects = Mapping[str, Sequence[Subject]]
"""What duties are owed for, by kind, as every extinguisher."""

SCHOOL = Subject("", "")


def staged(subjects: Subjects, stages: Sequence[str], stage: str = "") -> Subjects:
    """The subjects with the classes of one stage only; an empty one keeps them all.

    Where the school has no more than one, every class is of that stage.
    """
    only = stages[0] if len(stages) == 1 else ""
    classes = [one._replace(stage=one.stage or only) for one in subjects.get("class", ())]
    kept = [one for one in classes if not stage or one.stage in ("", stage)]
    return {**subjects, "class": kept}
