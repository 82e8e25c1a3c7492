"""Reference pages that answer for the catalogue: every clause, check item and seed sentence.

What carries out a clause is written down in tests/registers/rules/, one file a chapter, and held
against the tests by tests/registers/test_clause_table.py.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from checklists.catalogue import catalogue
from checklists.laws import LIBRARY, cited
from checklists.register import CHAPTERS
from checklists.rules import GENERAL, Rule
from checklists.verdicts import CheckItem
from taizhang.markdown import page, section, table

TESTS = Path(__file__).parent.parent / "tests"
RULES = TESTS / "registers" / "rules"
OPENING, CLOSING = "（「“{", "）」”}"


class Evidence(BaseModel):
    """How one clause is carried out; exactly one of `fires`, `refused`, `signer`, `not_computable`.

    Attributes:
        fires: test in which the rule fires; `quiet` one in which it does not, the same if unsaid.
        refused: test in which content that breaks the clause is refused.
        signer: role that confirms it by signing; `why` in what way.
        not_computable: why nobody can compute or confirm it here.
        pending: what it waits for; none may be left when a version is made.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    fires: str = ""
    quiet: str = ""
    refused: str = ""
    signer: str = ""
    why: str = ""
    not_computable: str = ""
    pending: str = ""

    @model_validator(mode="after")
    def _is_one_of_them(self) -> "Evidence":
        kinds = (self.fires, self.refused, self.signer, self.not_computable, self.pending)
        if sum(map(bool, kinds)) != 1:
            raise ValueError("one of fires, refused, signer, not_computable, pending")
        return self

    @property
    def kind(self) -> str:
        """In Chinese: how it is carried out."""
        if self.pending:
            return "待落实"
        if self.signer:
            return "签字人确认"
        return "不可计算" if self.not_computable else "系统计算"


class RuleEvidence(BaseModel):
    """One rule: where its code stands (entry, audit, refused, needs), and its clauses in order."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    where: str
    clauses: Annotated[tuple[Evidence, ...], Field(default=())]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a rule of the catalogue.

    Attributes:
        code: of the rule, as ``food_storage_check.R01``.
        evidence: None while nobody has written it down.
    """

    code: str
    rule: Rule
    text: str
    evidence: Evidence | None

    @property
    def slug(self) -> str:
        """Key of the register."""
        return self.code.partition(".")[0]

    def test(self, name: str) -> str:
        """A test named by the evidence, as ``registers/test_x.py::test_y`` within tests/."""
        return name if "::" in name else f"registers/test_{self.slug}.py::{name}"


def split(text: str) -> tuple[str, ...]:
    """Clauses of a rule: its parts between semicolons that stand outside brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in OPENING) - (letter in CLOSING)
        if letter == "；" and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return tuple(part.strip() for part in parts)


@cache
def evidence() -> dict[str, RuleEvidence]:
    """What is written down of every rule, by its full code."""
    found: dict[str, RuleEvidence] = {}
    for chapter in CHAPTERS:
        for slug, rules in _read(chapter).items():
            for code, one in rules.items():
                found[f"{slug}.{code}"] = RuleEvidence.model_validate(one)
    for code, one in _read("general").items():
        found[code] = RuleEvidence.model_validate(one)
    return found


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((RULES / f"{name}.toml").read_text("utf-8"))


def clauses() -> Iterator[Clause]:
    """Every clause of the catalogue, in its order."""
    for kind in catalogue().values():
        for rule in kind.register.rules:
            yield from _clauses_of(f"{kind.slug}.{rule.code}", rule)


def general_clauses() -> Iterator[Clause]:
    """Every clause of the rules that hold for all registers (registers.md 0.5, 0.6)."""
    for code, rule in GENERAL.items():
        yield from _clauses_of(code, rule)


def _clauses_of(code: str, rule: Rule) -> Iterator[Clause]:
    known = evidence()[code].clauses if code in evidence() else ()
    for place, text in enumerate(split(rule.text)):
        yield Clause(code, rule, text, known[place] if place < len(known) else None)


# ---- pages


def rules_page() -> str:
    """Every clause, and what carries it out."""
    found = list(clauses())
    counts = Counter(_kind(one) for one in found)
    total = ((kind, str(count)) for kind, count in counts.most_common())
    head = ("规则", "级别", "条文", "落实", "测试、签字人或原因")
    parts: list[str] = []
    for chapter, (number, title) in CHAPTERS.items():
        mine = [one for one in found if catalogue()[one.slug].chapter == chapter]
        parts += section(f"{number} {title}", table(head, map(_clause_row, mine)))
    parts += section("通用规则", table(head, map(_clause_row, general_clauses())))
    rules = len({one.code for one in found})
    intro = (
        f"目录 {rules} 条规则，共 {len(found)} 句。系统计算的一句，列出触发它的测试；"
        "“/”后面是不触发的测试，没有写的在同一个测试里。"
    )
    return page("规则落实对照表", intro, table(("落实方式", "句数"), total), *parts)


def items_page() -> str:
    """Every check item with what decides its verdict."""
    parts: list[str] = []
    count = 0
    for kind in catalogue().values():
        rows = [
            (one.id, f"{one.item}{'★' if one.key else ''}", _decided(one)) for one in kind.items
        ]
        count += len(rows)
        title = f"{kind.register.number} {kind.register.title}"
        parts += section(title, table(("编号", "检查项", "判定"), rows))
    intro = (
        f"共 {count} 项。有数值标准的填实测值，判定由限值得出；没有数值标准的由检查人在"
        "合格、不合格、不适用、未检中选定，后三种须说明。"
    )
    return page("检查项一览", intro, *parts)


def laws_page() -> str:
    """Every statute of the library: in force from, until, replaced by, and who rests on it."""
    resting: dict[str, list[str]] = {}
    for entry in catalogue().values():
        named = {name for basis in entry.register.basis for name in cited(basis.text)}
        for name in named:
            resting.setdefault(name, []).append(
                f"[{entry.register.number}](registers/{entry.slug}.md)"
            )
    rows = (
        (
            f"《{one.name}》",
            str(one.since or ""),
            str(one.until or ""),
            one.by or one.doubt,
            "、".join(resting.get(one.name, ())),
        )
        for one in sorted(LIBRARY.values(), key=lambda one: one.name)
    )
    intro = "施行、失效日期只写目录核实过的；空着的视为有效。引用已失效的，稽核（G14）会提示。"
    return page(
        "法规库",
        intro,
        table(("名称", "施行", "失效", "由谁替代、要核对什么", "引用的登记簿"), rows),
    )


def seeds_page() -> str:
    """Every sentence of the five plans, the register that answers it and the tests."""
    rows = sorted(
        (seed.plan, seed.line, seed.section, seed.quote, kind.slug)
        for kind in catalogue().values()
        for seed in kind.register.seeds
    )
    parts: list[str] = []
    for plan in sorted({row[0] for row in rows}):
        lines = (_seed_row(*row[1:]) for row in rows if row[0] == plan)
        head = ("行", "部位", "计划原句", "登记簿", "测试")
        parts += section(f"篇{plan}", table(head, lines))
    intro = (
        f"五篇工作计划共 {len(rows)} 句。每句由所列登记簿落实：该册自己的测试，"
        "以及整学期演示中该册确有记录的测试（taizhang/simulator/test_seeds.py）。"
    )
    return page("计划原句对照表", intro, *parts)


def _kind(clause: Clause) -> str:
    return clause.evidence.kind if clause.evidence else "待落实"


def _clause_row(clause: Clause) -> tuple[str, ...]:
    return f"`{clause.code}`", clause.rule.severity, clause.text, _kind(clause), _told(clause)


def _told(clause: Clause) -> str:
    known = clause.evidence
    if known is None:
        return ""
    tests = [clause.test(name) for name in (known.fires, known.quiet, known.refused) if name]
    signer = f"{known.signer}：{known.why}" if known.why else known.signer
    return " / ".join(tests) or signer or known.not_computable or known.pending


def _decided(item: CheckItem) -> str:
    bounds = "；".join(
        f"{one.label} {one.bound or '填实测值'}{one.unit if one.bound else f'（{one.unit}）'}"
        for one in item.measures
    )
    return bounds or "合格／不合格／不适用／未检"


def _seed_row(line: int, part: str, quote: str, slug: str) -> tuple[str, ...]:
    link = f"[{catalogue()[slug].register.title}](registers/{slug}.md)"
    return str(line), part, quote, link, f"registers/test_{slug}.py"
