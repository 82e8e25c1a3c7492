"""School: what a ledger must know of the school to keep its records. Handed in, never looked up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo
from functools import cached_property

from checklists.cadence import Cadence
from checklists.calendar import SchoolCalendar
from checklists.catalogue import Catalogue, catalogue
from checklists.duty import Duty, Subjects, staged
from checklists.entry import Entry
from checklists.limits import Limit
from checklists.profile import Profile
from checklists.surroundings import SHANGHAI, Directory, Listed, Surroundings, begun
from records.refusals import UnknownPersonError


@dataclass(frozen=True)
class School:
    """A school in one term.

    Attributes:
        name: full name, as in the journal's header; `code` is 学校代字.
        calendar: of the term whose ledger is kept.
        directory: people, places, things.
        subjects: what duties are owed for, by kind (`Directory` files give them).
        limits: the school's own limits, by key.
        profile: what kind of school it is, and so which registers it keeps.
        registers: the registers there are.
    """

    name: str
    calendar: SchoolCalendar
    directory: Directory
    subjects: Subjects = field(default_factory=dict)
    limits: Mapping[str, Limit] = field(default_factory=dict)
    profile: Profile = field(default_factory=Profile)
    code: str = ""
    zone: tzinfo = SHANGHAI
    registers: Catalogue = field(default_factory=catalogue)

    def surroundings(self, now: datetime) -> Surroundings:
        """What entries are read and judged by at a moment."""
        return Surroundings(
            now=now,
            directory=self.directory,
            limits=self.limits,
            kind=self.profile.kind,
            school=self.name,
            school_code=self.code,
            zone=self.zone,
        )

    def limits_of(self, slug: str) -> dict[str, str]:
        """The school's own limits of a register, in words."""
        return {key: str(limit) for key, limit in self.limits.items() if key.startswith(f"{slug}.")}

    def person(self, key: str) -> Listed:
        """Somebody of the directory who is in service.

        Raises:
            UnknownPersonError: nobody of that id or name, or no longer here.
        """
        found = self.directory.look_up("person", key)
        if found is None:
            raise UnknownPersonError(key, "名录里没有")
        if not found.active:
            raise UnknownPersonError(found.name, "已离岗")
        return found

    def keeps(self, key: str) -> bool:
        """Whether the school keeps a register, or a list of the directory."""
        register = self.registers.get(key)
        if register is None:
            return begun(self.directory, key)
        return not self.profile.why_not_kept(register)

    def is_late(self, entry: Entry, at: datetime, is_met: Callable[[Duty], bool]) -> bool:
        """Whether a record of this entry, captured at a moment, is 补录 (G02).

        It is 24 hours after its duty was due. Where no duty asks for it, or another record has
        met the duty of a longer window before, 24 hours after its own business day.

        Args:
            entry: what is recorded.
            at: moment of capture.
            is_met: whether the ledger holds a record for a duty.
        """
        day, subject = entry.business_date(), entry.subject()
        duty = next((one for one in self.duties(type(entry)) if one.is_met_by(day, subject)), None)
        after_its_day = datetime.combine(day, time.min, tzinfo=self.zone) + timedelta(days=2)
        if duty is None:
            return at > after_its_day
        if at <= duty.late_after:
            return False
        of_one_day = duty.first == duty.last
        return of_one_day or at > after_its_day or not is_met(duty)

    def duties(self, register: type[Entry]) -> tuple[Duty, ...]:
        """Every duty of the term for a register; none for one that the school does not keep."""
        known = self._duties
        if register not in known:
            cadence, subjects = self.cadence(register), self.subjects_of(register)
            owed = cadence.duties(self.calendar, subjects, self.zone)
            known[register] = () if self.profile.why_not_kept(register) else tuple(owed)
        return known[register]

    def cadence(self, register: type[Entry]) -> Cadence:
        """How often a register is due at this kind of school."""
        return register.register.cadence.at(self.profile.kind)

    def subjects_of(self, register: type[Entry]) -> Subjects:
        """What a register's duties are owed for: classes of its own stage only."""
        return staged(self.subjects, self.profile.stages, self.profile.stage_of(register))

    @cached_property
    def _duties(self) -> dict[type[Entry], tuple[Duty, ...]]:
        return {}
