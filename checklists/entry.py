"""Entry: the content of one record, validated and judged, not yet kept."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from checklists.books import Books
from checklists.columns import Column, columns_of
from checklists.errors import InvalidEntryError, Problem
from checklists.hazards import FoundHazard as FoundHazard
from checklists.hazards import shortened
from checklists.in_service import idle
from checklists.incompatible import clashes
from checklists.limits import Choice, Limit
from checklists.messages import NUMBERED, problems_of
from checklists.register import Register
from checklists.rules import GENERAL, Finding, Severity, carries_out, codes_of
from checklists.surroundings import Surroundings
from checklists.verdicts import CheckItem, Judgement, Verdict, holds

PLAIN = Surroundings()
Value = TypeVar("Value")


class Entry(BaseModel):
    """登记内容. A register is a subclass with a `register` and an `example`.

    Attributes:
        own_limits: what its rules go by beside the bounds of columns and items, which a school may
            set: key behind the register's, name, default.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    register: ClassVar[Register]
    example: ClassVar[Mapping[str, Any]]
    slug: ClassVar[str]
    chapter: ClassVar[str]
    items: ClassVar[tuple[CheckItem, ...]] = ()
    own_limits: ClassVar[Mapping[str, tuple[str, Limit]]] = {}
    hazard_source: ClassVar[str] = ""
    hazard_category: ClassVar[str] = "其他"
    before_and_after: ClassVar[bool] = False
    """Whether its pictures also show how it was: they need not be of the record's day (G09)."""

    # ---- reading

    @classmethod
    def read(
        cls,
        data: Any,
        surroundings: Surroundings,
        *,
        kept: Mapping[str, Any] | None = None,
    ) -> Self:
        """Validate content.

        必 columns that may be open (`Must`) are not asked for here: a hazard without a photo is
        kept, and stays at its stage until the photo is there.

        Args:
            data: content as it came, a JSON object; numbers of `Serial` columns only as kept.
            surroundings: time, directory and limits to read it by.
            kept: content of the version before, when a record is continued or corrected.

        Raises:
            InvalidEntryError: it cannot be understood; lists every problem.
        """
        if not isinstance(data, Mapping):
            problem = Problem("整份内容", "不是一个 JSON 对象", "写成 {“列名”: 值, …} 的形式")
            raise InvalidEntryError(cls.register.title, (problem,))
        around = replace(surroundings, kept=frozenset(_refs_in(kept))) if kept else surroundings
        try:
            entry = cls.model_validate(data, context=around)
        except ValidationError as error:
            raise InvalidEntryError(cls.register.title, problems_of(error, cls)) from None
        problems = (*cls._typed_numbers(data, kept or {}), *entry.malformed(surroundings))
        if problems:
            raise InvalidEntryError(cls.register.title, problems)
        return entry

    def to_data(self) -> dict[str, Any]:
        """Content as JSON: dates as text, decimals as text, computed columns included."""
        return self.model_dump(mode="json", exclude_none=True)

    def carried_on(self, books: Books, *, fresh: bool) -> Self:
        """The entry with what earlier records say filled in; most registers ask for nothing.

        Args:
            books: what stands before it.
            fresh: newly filed; when continued or corrected, the books simply win.

        Raises:
            InvalidEntryError: somebody typed something else (G06).
        """
        return self

    def from_books(self, where: str, typed: Value | None, known: Value, *, fresh: bool) -> Value:
        """What the books say of a column; something else that was typed is refused."""
        if fresh and typed is not None and typed != known:
            what, advice = (
                f"填的是{typed}，台账上是{known}",
                "不用填，由系统接上；台账错了先更正台账",
            )
            raise InvalidEntryError(self.register.title, (Problem(where, what, advice),))
        return known

    @classmethod
    def continued(cls, kept: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
        """Content of a continuation: what is new beside what is kept.

        Detail rows and files are added after those kept; what is filled in stays.

        Raises:
            InvalidEntryError: `new` would change something kept; that is a correction.
        """
        merged, problems = cls.without_computed(kept), []
        for name, value in new.items():
            before = merged.get(name)
            if isinstance(before, list) and isinstance(value, list):
                merged[name] = [*before, *value]
            elif before in (None, "", []) or _means(value, before):
                merged[name] = before or value
            else:
                column = next((one for one in cls.columns() if one.name == name), None)
                where = f"「{column.label if column else name}」"
                problems.append(Problem(where, "已经登记过，续填不能改", "要改请用更正", name))
        if problems:
            raise InvalidEntryError(cls.register.title, tuple(problems))
        return merged

    def numbers_due(self) -> tuple[Column, ...]:
        """`Serial` columns that get their number now: those of every stage that is finished."""
        open_stages = {one for one in self.register.stages[1:] if any(self.missing(one))}
        return tuple(
            column
            for column in self.columns()
            if column.serial
            and getattr(self, column.name) is None
            and column.stage not in open_stages
        )

    @classmethod
    def without_computed(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Stored content as it can be read again: computed columns taken out, in rows too."""
        rows = {column.name: column.rows for column in cls.columns() if column.rows}
        return {
            key: _typed_cells(value, rows[key]) if key in rows else value
            for key, value in data.items()
            if key not in cls.model_computed_fields
        }

    @classmethod
    def _typed_numbers(cls, data: Mapping[str, Any], kept: Mapping[str, Any]) -> Iterator[Problem]:
        for column in cls.columns():
            if column.serial and data.get(column.name) != kept.get(column.name):
                yield Problem(f"「{column.label}」", *NUMBERED, column.name)

    # ---- shape

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """Columns of the register, common head first as the class lists them."""
        return columns_of(cls, cls.register.stages[0])

    @classmethod
    def column(cls, name: str) -> Column:
        """One column by name."""
        return next(column for column in cls.columns() if column.name == name)

    def business_date(self) -> date:
        """The day the record is about."""
        for column in self.columns():
            value = getattr(self, column.name)
            if isinstance(value, datetime):
                return value.date()
            if isinstance(value, date):
                return value
        raise TypeError(f"{type(self).__name__} has no date column: override business_date")

    def seen_at(self, captured: datetime) -> datetime:
        """When what is wrong was seen: the last moment written in its first stage.

        Where only the day is known and the record came later, midnight: what was done about it
        that day is then never earlier than its finding.
        """
        first = self.register.stages[0]
        values = [getattr(self, one.name) for one in self.columns() if one.stage == first]
        moments = [one for one in values if isinstance(one, datetime) and one <= captured]
        day = self.business_date()
        if moments:
            return max(moments)
        if day >= captured.date():
            return captured.replace(second=0, microsecond=0)
        return datetime.combine(day, time.min, tzinfo=captured.tzinfo)

    def subject(self) -> str:
        """What the duty is owed for (see `cadence.Duty`); empty for the school as a whole."""
        return ""

    def title(self) -> str:
        """Short name of this record for lists: the register's title if nothing better."""
        return self.register.title

    # ---- stages

    def missing(self, stage: str) -> Iterator[Problem]:
        """必 columns of a stage that are still open."""
        for column in self.columns():
            if column.need != "必" or column.stage != stage or column.kind == "calc":
                continue
            if getattr(self, column.name) in (None, (), ""):
                yield Problem(f"「{column.label}」", "没有填写", "这一栏必填，请补上", column.name)

    def stage(self) -> str:
        """First stage with 必 columns open; the last one when all are filled in."""
        for stage in self.register.stages:
            if any(self.missing(stage)):
                return stage
        return self.register.stages[-1]

    def is_complete(self) -> bool:
        """Whether every stage is finished."""
        return not any(any(self.missing(stage)) for stage in self.register.stages)

    def signers_needed(self, surroundings: Surroundings = PLAIN) -> frozenset[str]:
        """Roles of the conditional signers that this entry needs."""
        return frozenset()

    # ---- judging

    def judgements(self, surroundings: Surroundings) -> tuple[Judgement, ...]:
        """Verdicts of all limited columns; check lists add their items."""
        return tuple(self._judge_columns(surroundings))

    def _judge_columns(self, surroundings: Surroundings) -> Iterator[Judgement]:
        for column in self.columns():
            value = getattr(self, column.name)
            if column.bound is None or value is None:
                continue
            key = f"{self.slug}.{column.name}"
            bound = effective(column.bound, key, surroundings)
            reading = Decimal(value) if isinstance(value, int) else value
            verdict = Verdict.PASS if holds(bound, reading) else Verdict.FAIL
            yield Judgement(key, column.label, verdict, f"{value}{column.unit}", str(bound))

    def verdict(self, surroundings: Surroundings) -> Verdict:
        """不合格 if anything is."""
        failed = any(one.verdict is Verdict.FAIL for one in self.judgements(surroundings))
        return Verdict.FAIL if failed else Verdict.PASS

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Impossible combinations (times out of order, unknown readings): refused."""
        return iter(())

    def in_order(self, *steps: tuple[str, datetime | date | None]) -> Iterator[Problem]:
        """A problem for every step (column name, time) earlier than the one before it."""
        taken = [(name, at) for name, at in steps if at is not None]
        for (before, earlier), (name, later) in pairwise(taken):
            if later < earlier:
                what = f"早于{self.column(before).label}"
                yield Problem(f"「{self.column(name).label}」", what, "核对两个时间", name)

    def hazards(self, surroundings: Surroundings) -> tuple[FoundHazard, ...]:
        """Hazards that follow from what was judged 不合格 (F1); none where no source is named."""
        if not self.hazard_source:
            return ()
        return tuple(
            self.found_hazard(one)
            for one in self.judgements(surroundings)
            if one.verdict is Verdict.FAIL
        )

    def found_hazard(self, judgement: Judgement) -> FoundHazard:
        """Hazard of one failed judgement; check lists know more."""
        reading = f"{judgement.reading}（标准{judgement.bound}）" if judgement.reading else ""
        return FoundHazard(
            key=judgement.key,
            source=self.hazard_source,
            category=self.hazard_category,
            description=shortened(f"{self.title()}：{judgement.label}不合格 {reading}".strip()),
            critical=judgement.critical,
        )

    # ---- rules

    def findings(self, surroundings: Surroundings) -> tuple[Finding, ...]:
        """What the register's own rules and the general ones find in this entry."""
        return tuple(
            finding for name in self.rule_methods() for finding in getattr(self, name)(surroundings)
        )

    @classmethod
    @cache
    def rule_methods(cls) -> dict[str, tuple[str, ...]]:
        """Methods that carry out rules, with their codes; a register's own come last."""
        found: dict[str, tuple[str, ...]] = {}
        for kind in reversed(cls.__mro__):
            for name, value in vars(kind).items():
                if codes_of(value):
                    found[name] = codes_of(value)
        return found

    def finding(
        self,
        code: str,
        where: str,
        message: str,
        advice: str = "",
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of one of the register's rules; the severity is the rule's own."""
        if severity is None:
            own = next((rule for rule in self.register.rules if rule.code == code), None)
            rule = own or GENERAL.get(code)
            severity = rule.severity if rule else Severity.BLOCK
        full = code if code in GENERAL else f"{self.slug}.{code}"
        return Finding(full, severity, where, message, advice)

    @carries_out("G10")
    def in_service(self, surroundings: Surroundings) -> Iterator[Finding]:
        """G10: people who left and things out of use are not referred to as in service."""
        for one in idle(self, surroundings.directory) if surroundings.directory else ():
            yield self.finding("G10", one.where, one.what, "改填在岗人员、在用物件")

    @carries_out("G05")
    def nobody_acts_against_the_matrix(self, surroundings: Surroundings) -> Iterator[Finding]:
        """G05: nobody buys and accepts, collects and reviews (不相容岗位)."""
        for one in clashes(self, surroundings.directory):
            yield self.finding(one.code, one.where, one.what, "由另一人办理")


class RowEntry(Entry):
    """One line of a book; many on a printed page."""


class InstrumentEntry(Entry):
    """One paper with its parties, terms and signatures."""


def effective(bound: Limit | Choice, key: str, surroundings: Surroundings) -> Limit | Choice:
    """The school's own limit if it set one."""
    return surroundings.limits.get(key, bound) if isinstance(bound, Limit) else bound


def _typed_cells(rows: Any, columns: tuple[Column, ...]) -> Any:
    """Detail rows without what was computed in them."""
    if not isinstance(rows, (list, tuple)):
        return rows  # sealed
    computed = {column.name for column in columns if column.kind == "calc"}
    return [
        {key: value for key, value in row.items() if key not in computed}
        if isinstance(row, Mapping)
        else row
        for row in rows
    ]


def _refs_in(kept: Any) -> Iterator[tuple[str, str]]:
    """Id and name of everything that kept content refers to, in rows too."""
    if isinstance(kept, Mapping):
        if kept.keys() == {"id", "name"}:
            yield str(kept["id"]), str(kept["name"])
        else:
            yield from (ref for one in kept.values() for ref in _refs_in(one))
    elif isinstance(kept, list):
        yield from (ref for one in kept for ref in _refs_in(one))


def _means(value: Any, kept: Any) -> bool:
    """Whether a value says what is kept already; a name may stand for its `Ref`."""
    named = isinstance(kept, Mapping) and isinstance(value, str)
    return bool(value == kept or (named and value in (kept.get("id"), kept.get("name"))))
