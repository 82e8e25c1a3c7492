"""Check lists: one visit, item by item, judged by reading and by eye."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from checklists.columns import Column, Label, Note, Number, Photos, Place, Text
from checklists.entry import Entry, effective
from checklists.errors import Problem
from checklists.hazards import FoundHazard, shortened
from checklists.limits import Choice, Limit
from checklists.rules import Finding, carries_out
from checklists.surroundings import Surroundings
from checklists.verdicts import CheckItem, Handling, Judgement, Reading, Verdict, judge

Measured = Annotated[Number | Text, Field(union_mode="left_to_right")]


class Check(BaseModel):
    """What was found at one check item.

    Attributes:
        verdict: may be left out where the readings decide.
        measured: readings by the name of the measure.
        remark: description of what is wrong; the reason for 不适用 and 未检.
        place: where exactly.
        handling: 处理方式 of a failed item.
        action: what was done at once: taken out of use, fenced off, not served (F2).
        photos: pictures of it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    verdict: Annotated[Verdict | None, Label("判定")] = None
    measured: Annotated[dict[str, Measured], Label("实测")] = Field(default_factory=dict)
    remark: Annotated[Note, Label("备注")] = ""
    place: Annotated[Place | None, Label("部位")] = None
    handling: Annotated[Handling | None, Label("处理方式")] = None
    action: Annotated[Note, Label("处置")] = ""
    photos: Annotated[Photos, Label("照片")] = ()

    def note(self) -> str:
        """Everything said in words about the item, as one remark on paper."""
        parts = (
            self.remark.strip(),
            f"部位：{self.place}" if self.place else "",
            f"处理：{self.handling}" if self.handling else "",
            f"处置：{self.action.strip()}" if self.action.strip() else "",
        )
        return "；".join(part for part in parts if part)


class ChecklistEntry(Entry):
    """One visit with its check items; one record a printed page.

    Attributes:
        checks: what was found, by item id.
    """

    checks: Annotated[dict[str, Check], Label("检查项")]

    def judgements(self, surroundings: Surroundings) -> tuple[Judgement, ...]:
        """Limited columns first, then every item."""
        return (*self._judge_columns(surroundings), *self._judge_items(surroundings))

    def _judge_items(self, surroundings: Surroundings) -> Iterator[Judgement]:
        for item in self.items:
            check = self.checks.get(item.id)
            if check is None:
                continue
            bounds = self.bounds(item, surroundings)
            followed = judge(item, dict(check.measured), bounds)
            yield Judgement(
                f"{self.slug}.{item.id}",
                item.where,
                settled(check.verdict, followed),
                reading_text(item, check.measured),
                bound_text(item, bounds),
                item.key,
            )

    def bounds(
        self, item: CheckItem, surroundings: Surroundings
    ) -> dict[str, Limit | Choice | None]:
        """Bounds of an item's readings, the school's own where it set them."""
        return {
            measure.name: None
            if measure.bound is None
            else effective(measure.bound, f"{self.slug}.{item.id}.{measure.name}", surroundings)
            for measure in item.measures
        }

    def malformed(self, surroundings: Surroundings) -> Iterator[Problem]:
        """Items left out or unknown, readings that are not what the measure asks for."""
        known = {item.id: item for item in self.items}
        for key in self.checks.keys() - known.keys():
            yield Problem(
                "检查项", f"没有“{key}”这一项", f"可用：{'、'.join(known)}", f"checks.{key}"
            )
        for item in self.items:
            check = self.checks.get(item.id)
            if check is None:
                advice = "填合格、不合格、不适用或未检；后两种写明原因"
                yield Problem(item.where, "没有填写", advice, f"checks.{item.id}")
            else:
                yield from self._misread(item, check)

    def _misread(self, item: CheckItem, check: Check) -> Iterator[Problem]:
        measures = {measure.name: measure for measure in item.measures}
        for name, value in check.measured.items():
            path, measure = f"checks.{item.id}.measured.{name}", measures.get(name)
            if measure is None:
                names = "、".join(measures) or "（本项无实测值）"
                yield Problem(item.where, f"没有实测值“{name}”", f"可用：{names}", path)
            elif isinstance(measure.bound, Choice) and value not in measure.bound.options:
                options = "、".join(measure.bound.options)
                yield Problem(
                    item.where, f"“{value}”不是可选的{measure.label}", f"可选：{options}", path
                )
            elif measure.is_number and not isinstance(value, Decimal):
                yield Problem(item.where, f"“{value}”不是数字", f"{measure.label}写数字", path)
        if check.verdict is None and not check.measured:
            yield Problem(item.where, "没有判定", "填判定，或填实测值", f"checks.{item.id}")

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """The common head first, the check items last."""
        return tuple(sorted(super().columns(), key=lambda column: column.kind == "checks"))

    # ---- what follows

    def hazards(self, surroundings: Surroundings) -> tuple[FoundHazard, ...]:
        """As for every entry, without what was put right on the spot."""
        spot = {
            f"{self.slug}.{key}"
            for key, check in self.checks.items()
            if check.handling is Handling.ON_THE_SPOT
        }
        return tuple(one for one in super().hazards(surroundings) if one.key not in spot)

    def found_hazard(self, judgement: Judgement) -> FoundHazard:
        """With the place, remark and photos of the item."""
        hazard, key = super().found_hazard(judgement), judgement.key.rpartition(".")[2]
        check = self.checks.get(key)
        if check is None:
            return hazard
        category = next((item.category for item in self.items if item.id == key), "")
        text = "；".join(part for part in (hazard.description, check.remark) if part)
        return replace(
            hazard,
            description=shortened(text),
            category=category or hazard.category,
            place=check.place,
            photos=check.photos,
        )

    @carries_out("G13")
    def reading_decides(self, surroundings: Surroundings) -> Iterator[Finding]:
        """G13: a reading outside its limit is 不合格, whatever was ticked."""
        for item, check in self._checked():
            followed = judge(item, dict(check.measured), self.bounds(item, surroundings))
            if check.verdict is Verdict.PASS and followed is Verdict.FAIL:
                reading = reading_text(item, check.measured)
                yield self.finding(
                    "G13",
                    item.where,
                    f"填了合格，但实测 {reading} 超出标准，已判不合格",
                    "处置后复测",
                )

    @carries_out("G15")
    def readings_are_given(self, surroundings: Surroundings) -> Iterator[Finding]:
        """registers.md 0.4b: an item with a number in its criterion needs the reading."""
        for item, check in self._checked():
            followed = judge(item, dict(check.measured), self.bounds(item, surroundings))
            names = "、".join(one.label for one in item.measures if one.demanded)
            if check.verdict in (None, Verdict.PASS) and names and followed is None:
                yield self.finding("G15", item.where, "没有填全实测值", f"补填：{names}")

    @carries_out("G16")
    def verdicts_are_explained(self, surroundings: Surroundings) -> Iterator[Finding]:
        """registers.md 0.4b: 不合格, 不适用 and 未检 are explained."""
        for item, check in self._checked():
            if check.verdict not in (None, Verdict.PASS) and not check.remark.strip():
                yield self.finding(
                    "G16", item.where, f"判定为{check.verdict}，没有说明", "补写原因或描述"
                )

    @carries_out("F2")
    def key_items_are_secured(self, surroundings: Surroundings) -> Iterator[Finding]:
        """F2: a failed ★ item is put out of use at once, and it says how."""
        for one in self.judgements(surroundings):
            check = self.checks.get(one.key.rpartition(".")[2])
            if one.critical and one.verdict is Verdict.FAIL and check and not check.action.strip():
                yield self.finding(
                    "F2", one.label, "★关键项不合格，没有写处置", "立即停用、隔离，写明处置"
                )

    def _checked(self) -> Iterator[tuple[CheckItem, Check]]:
        return ((item, self.checks[item.id]) for item in self.items if item.id in self.checks)


def settled(claimed: Verdict | None, followed: Verdict | None) -> Verdict:
    """Verdict that counts: neither a failed reading (G13) nor a failed eye can become 合格."""
    if followed is Verdict.FAIL or claimed is Verdict.FAIL:
        return Verdict.FAIL
    if claimed in (Verdict.NOT_APPLICABLE, Verdict.NOT_CHECKED) and followed is None:
        return claimed
    return Verdict.PASS if claimed or followed else Verdict.NOT_CHECKED


def reading_text(item: CheckItem, measured: Mapping[str, Reading]) -> str:
    """Readings in words, in the order of the item's measures."""
    named = [
        (measure, measured[measure.name]) for measure in item.measures if measure.name in measured
    ]
    if len(named) == 1:
        return f"{named[0][1]}{named[0][0].unit}"
    return "；".join(f"{measure.label} {value}{measure.unit}" for measure, value in named)


def bound_text(item: CheckItem, bounds: Mapping[str, Limit | Choice | None]) -> str:
    """What the readings are judged by, in words; 或 where one of them is enough."""
    parts = [f"{one.label}{bounds[one.name]}" for one in item.measures if bounds[one.name]]
    return ("或" if item.any_of else "；").join(parts)


NOT_CONCERNED = "不涉及"
"""What the reason of an item ends in that the form itself left out."""


def left_out(data: Any, items: Iterable[str], what: str) -> Any:
    """Content in which the items that do not concern `what` is checked are 不适用.

    What somebody says of them stands.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("checks"), Mapping):
        return data
    reason = f"{what}{NOT_CONCERNED}"
    spared = {item: {"verdict": Verdict.NOT_APPLICABLE.value, "remark": reason} for item in items}
    return {**data, "checks": {**spared, **data["checks"]}}
