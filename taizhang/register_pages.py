"""Reference pages of the registers, so that those who know them can check what the code says."""

import inspect
from collections.abc import Iterable, Iterator

from checklists.catalogue import catalogue
from checklists.columns import Column
from checklists.entry import Entry
from checklists.hazards import DAYS_ALLOWED, TOLD_AFTER
from checklists.lifespans import LIFESPANS
from checklists.limits import Choice, Limit
from checklists.register import CHAPTERS, Signer
from checklists.verdicts import CheckItem
from records.drafts import DRAFTS
from taizhang.markdown import bullets, page, section, table

KINDS = {
    "text": "文字",
    "texts": "选项（多个）",
    "number": "数",
    "money": "金额",
    "count": "整数",
    "date": "日期",
    "time": "时刻",
    "datetime": "日期时刻",
    "bool": "是否",
    "choice": "选项",
    "ref": "名录",
    "refs": "名录（多个）",
    "files": "照片、扫描件",
    "rows": "明细行",
    "checks": "检查项",
    "calc": "系统计算",
}


_YEARS = {
    "first_repair": "首次维修期限",
    "later_repair": "以后每次维修期限",
    "scrap": "报废年限",
}


def registers_page() -> str:
    """All registers by chapter."""
    parts: list[str] = []
    for chapter, (number, title) in CHAPTERS.items():
        rows = [_listed(kind) for kind in catalogue().values() if kind.chapter == chapter]
        head = ("册", "代号", "编号字头", "周期", "责任岗", "保存")
        parts += section(f"{number} {title}", table(head, rows))
    return page("登记簿一览", *parts)


def register_page(kind: type[Entry]) -> str:
    """One register in full."""
    register = kind.register
    rules = ((one.code, one.severity, one.text, one.needs_title) for one in register.rules)
    return page(
        f"{register.number} {register.title}",
        inspect.cleandoc(kind.__doc__ or ""),
        table(("项目", "内容"), _facts(kind)),
        *_stages(kind),
        *section(
            "检查项",
            table(("编号", "检查项", "方法", "标准", "实测值"), map(_item, kind.items)),
        ),
        *section("规则", table(("编号", "级别", "内容", "尚缺"), rules)),
        *section("异常与后续", bullets(register.followup)),
        *section("依据", bullets(map(str, register.basis))),
    )


def limits() -> Iterator[tuple[str, str, str]]:
    """Every limit a school can set in school.toml: key, name, default."""
    for kind in catalogue().values():
        yield from _limits_of(kind)
    for level, allowed in DAYS_ALLOWED.items():
        name = f"{level}隐患的整改期限（天）"
        yield f"hazard_rectification.due.{level}", name, _limit(allowed)
    for post, after in TOLD_AFTER.items():
        yield f"hazard_rectification.told.{post}", f"隐患超期几天报{post}", _limit(after)
    for extinguisher, years in LIFESPANS.items():
        for field, told in _YEARS.items():
            key = f"fire_extinguisher_inspection.years.{extinguisher}.{field}"
            yield key, f"{extinguisher}灭火器{told}（年）", f"≤{getattr(years, field)}"


def _limits_of(kind: type[Entry]) -> Iterator[tuple[str, str, str]]:
    for column in kind.columns():
        if isinstance(column.bound, Limit):
            yield f"{kind.slug}.{column.name}", column.heading, _limit(column.bound)
    for item in kind.items:
        for measure in item.measures:
            if isinstance(measure.bound, Limit):
                name = f"{item.item}：{measure.label}（{measure.unit}）"
                yield f"{kind.slug}.{item.id}.{measure.name}", name, _limit(measure.bound)

    for key, (name, limit) in kind.own_limits.items():
        yield f"{kind.slug}.{key}", f"{kind.register.title}：{name}", _limit(limit)


def _limit(limit: Limit) -> str:
    return f"{limit}（建议值）" if limit.evidence == "建议值" else str(limit)


def _listed(kind: type[Entry]) -> tuple[str, ...]:
    register = kind.register
    link = f"[{register.title}](registers/{kind.slug}.md)"
    facts = (register.cadence.text, register.post, register.retention.text)
    return (link, f"`{kind.slug}`", register.prefix, *facts)


def _facts(kind: type[Entry]) -> Iterator[tuple[str, str]]:
    register = kind.register
    yield "代号", f"`{kind.slug}`"
    yield "编号字头", register.prefix
    yield "适用", "、".join(register.applies)
    yield "周期", f"{register.cadence.text}，{register.cadence.due_text}"
    yield "责任岗", register.post
    yield "步骤", " → ".join(register.stages)
    yield "签字", " → ".join(map(_signer, register.signers))
    yield "照片", register.photos
    yield "保存", register.retention.text
    if drafting := DRAFTS.get(kind.slug):
        titles = "、".join(f"《{catalogue()[one].register.title}》" for one in drafting.sources)
        yield "起草", f"`taizhang draft {kind.slug}`，来自{titles or '名录'}"


def _signer(signer: Signer) -> str:
    return f"{signer.role}（{signer.condition}）" if signer.condition else signer.role


def _stages(kind: type[Entry]) -> Iterator[str]:
    """The columns, step by step."""
    first, *_ = kind.register.stages
    head = ("字段", "列名", "类型", "必填", "标准", "说明")
    for stage in kind.register.stages:
        columns = [column for column in kind.columns() if (column.stage or first) == stage]
        yield from section(f"栏目：{stage}", table(head, _column_rows(columns)))


def _column_rows(columns: Iterable[Column], within: str = "") -> Iterator[tuple[str, ...]]:
    for column in columns:
        name, bound = f"{within}{column.name}", _bound(column.bound) or "／".join(column.options)
        yield f"`{name}`", column.heading, KINDS[column.kind], column.need, bound, column.notes
        yield from _column_rows(column.rows, f"{name}[].")


def _item(item: CheckItem) -> tuple[str, ...]:
    measures = "；".join(
        f"`{one.name}` {one.label} {_bound(one.bound)}{one.unit}" for one in item.measures
    )
    return item.id, f"{item.item}{'★' if item.key else ''}", item.method, item.criterion, measures


def _bound(bound: Limit | Choice | None) -> str:
    return str(bound) if bound else ""
