"""The plan as a whole: what it lacks, what stands alone, what is bound to nobody (C.3, F.2)."""

import re
from collections.abc import Iterator, Sequence

from checklists.plans.bindings import title_of
from checklists.plans.checks.sight import Sight, block, hint, warn
from checklists.plans.model import (
    ENSURE,
    STRIVE,
    Goal,
    Goals,
    Item,
    Measure,
    Plan,
    Section,
    Target,
)
from checklists.plans.numerals import value_of
from checklists.plans.outline import TITLE, Line
from checklists.plans.words import is_ended
from checklists.rules import Finding

_WHOLE = Line("全文", "", "")
_HALF = re.compile(r"(?<=[\u4e00-\u9fff”》）)])[,;:!?()]|[()](?=[\u4e00-\u9fff])")
_COUNT = re.compile(rf"([一二两三四五六七八九十\d]+)个({ENSURE}|{STRIVE})")
_SECONDARY = re.compile(r"中学|初中|高中|军训|中考|高考")
_SCHOOL_YEAR = re.compile(r"20\d\d\s*[-—–~至]\s*20\d\d\s*学年.*学期")


def shape(sight: Sight) -> Iterator[Finding]:
    """What the plan as a whole lacks."""
    yield from _title(sight.plan)
    yield from _parts(sight.plan)
    yield from _alone(sight)
    yield from _counts(sight)
    yield from _targets(sight)
    yield from _registers(sight)
    yield from _unbound(sight.plan)
    yield from _kind(sight)
    yield from _marks(sight)


def _title(plan: Plan) -> Iterator[Finding]:
    line = Line(TITLE, "", plan.title)
    if not plan.title:
        yield warn("C.1", line, "没有标题", "写成“〔学校〕20××—20××学年第×学期总务处工作计划”")
    elif not _SCHOOL_YEAR.search(plan.title):
        yield hint(
            "C.1", line, "标题没有写明学年学期", "写成“〔学校〕20××—20××学年第×学期总务处工作计划”"
        )


def _parts(plan: Plan) -> Iterator[Finding]:
    lacking = {
        "指导思想（工作思路）": plan.guiding is None,
        "工作目标": not plan.goals and not any("目标" in one.heading for one in plan.items),
        "月度安排（行事历）": not plan.calendar,
        "署名和成文日期": not plan.signatures or plan.signed_on is None,
    }
    missing = [name for name, lacks in lacking.items() if lacks]
    if missing:
        yield hint("C.1", _WHOLE, f"没有{'、'.join(missing)}", "补上")


def _alone(sight: Sight) -> Iterator[Finding]:
    """A number where there is nothing to count (孤项); and headings with nothing below."""
    if len(sight.plan.items) == 1:
        yield _only(next(line for line in sight.lines if line.about is sight.plan.items[0]))
    single = {id(one.items[0]) for one in _sections(sight.plan.items) if len(one.items) == 1}
    for line in sight.lines:
        about = line.about
        if id(about) in single:
            yield _only(line)
        if isinstance(about, Section) and _is_empty(about):
            yield warn("C.3", line, f"“{about.heading}”下面没有内容", "补上，或删去这个标题")


def _is_empty(one: Section) -> bool:
    return not (one.text or one.body or one.items or is_ended(one.heading))


def _only(line: Line) -> Finding:
    return hint("M-02", line, f"只有“{line.mark}”，没有下一项", "并到上一层，或补上下一项")


def _counts(sight: Sight) -> Iterator[Finding]:
    """三个确保 are three."""
    goals = sight.plan.goals
    if not goals:
        return
    kinds = [one.kind for one in goals]
    for line in sight.lines:
        if isinstance(line.about, Goals):
            for number, kind in dict.fromkeys(_COUNT.findall(line.text)):
                said, there = 2 if number == "两" else value_of(number), kinds.count(kind)
                if said != there:
                    what = f"说是{number}个{kind}，写出来的有 {there} 条"
                    yield warn("M-09", line, what, "补齐，或改条数")


def _targets(sight: Sight) -> Iterator[Finding]:
    """What a goal is measured by is counted, and some measure is bound to where it comes from."""
    bound = {slug for one in sight.plan.measures for slug in one.registers}
    for line in sight.lines if sight.indicators is not None else ():
        for target in _targets_of(line):
            sources = (sight.indicators or {}).get(target.indicator)
            what = f"指标“{target.indicator}”"
            if sources is None:
                advice = "照“学期总结的统计指标”写成“节・指标”，如“巡视・完成率”"
                yield block("C.3", line, f"{what}不在统计指标里", advice)
            elif not bound & set(sources):
                advice = f"把一条措施绑定到{'、'.join(map(title_of, sources))}"
                yield warn("C.3", line, f"{what}没有措施支撑", advice)


def _targets_of(line: Line) -> Iterator[Target]:
    parts = line.about.parts if isinstance(line.about, Goals) else (line.about,)
    for one in parts:
        if isinstance(one, Goal) and one.target:
            yield one.target


def _registers(sight: Sight) -> Iterator[Finding]:
    for line in sight.lines if sight.registers is not None else ():
        for slug in line.about.registers if isinstance(line.about, Measure) else ():
            if slug not in (sight.registers or ()):
                what = f"本校不建“{title_of(slug)}”"
                yield block("C.3", line, what, "改绑本校的登记簿，或删去")


def _unbound(plan: Plan) -> Iterator[Finding]:
    measures = plan.measures
    lacking = {
        "责任人": sum(not one.person for one in measures),
        "完成期限": sum(one.deadline is None for one in measures),
        "登记簿": sum(not one.registers for one in measures),
    }
    told = [f"没有{name}的 {count} 条" for name, count in lacking.items() if count]
    if told:
        what = f"共 {len(measures)} 条措施，{'，'.join(told)}"
        yield warn("C.3", _WHOLE, what, "逐条补上；没有登记簿的，学期总结里取不到数")
    if not measures:
        yield warn("C.3", _WHOLE, "没有带序号的措施", "把要做的事逐条编号，才能落实到人和登记簿")


def _kind(sight: Sight) -> Iterator[Finding]:
    """A plan of a primary school that was copied from a secondary one."""
    if sight.plan.kind == "中学":
        return
    found = [(line, one) for line in sight.lines if (one := _SECONDARY.search(line.text))]
    if found:
        line, word = found[0]
        what = f"本校是{sight.plan.kind}，文中 {len(found)} 处说的是中学的事，如“{word.group()}”"
        yield warn("M-04", line, what, "像是从中学的计划抄来的，逐处核对")


def _marks(sight: Sight) -> Iterator[Finding]:
    count = sum(len(_HALF.findall(line.text)) for line in sight.lines)
    if count:
        what = f"中文里用了 {count} 个半角标点（, ; : ( )）"
        yield hint("D.1", _WHOLE, what, "正式印发前改为全角")


def _sections(items: Sequence[Item]) -> Iterator[Section]:
    for one in items:
        if isinstance(one, Section):
            yield one
            yield from _sections(one.items)
