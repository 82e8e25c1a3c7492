"""Plans grown at random, as a text can hold them: what hypothesis draws trees from."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from checklists.catalogue import catalogue
from checklists.plans.model import (
    Block,
    Budget,
    BudgetLine,
    Calendar,
    Goal,
    Goals,
    Item,
    Measure,
    Month,
    Paragraph,
    Plan,
    Section,
    Table,
    Target,
)
from checklists.plans.numerals import DEEPEST

LETTERS = "校园安全检查维修绿化食品卫生管理制度登记师生共同维护落实班级"
NAMES = st.text(LETTERS, min_size=2, max_size=8)
SENTENCES = st.builds("{}。".format, st.text(LETTERS, min_size=2, max_size=20))
TEXTS = st.lists(SENTENCES, min_size=1, max_size=3).map("".join)
CELLS = st.text(LETTERS, min_size=1, max_size=6)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
BINDINGS = {
    "person": st.just("") | NAMES,
    "deadline": st.none() | DAYS,
    "registers": st.lists(st.sampled_from(sorted(catalogue())), max_size=2, unique=True).map(tuple),
}
TARGETS = st.builds(
    Target,
    indicator=st.sampled_from(("巡视・完成率", "隐患・整改率")),
    relation=st.sampled_from(("≥", "≤", "＝")),
    value=st.decimals(0, 100, places=1).map(Decimal.normalize).map(lambda n: Decimal(f"{n:f}")),
    unit=st.sampled_from(("%", "次", "")),
)
TITLES = st.builds("{}工作计划".format, NAMES)
SIGNERS = st.builds("{}总务处".format, NAMES)


def _goals_of(word: str) -> st.SearchStrategy[tuple[str | Goal, ...]]:
    """三个确保是：and the goals, each but the last ended by a semicolon."""
    one = st.builds(f"{word}{{}}".format, st.text(LETTERS, min_size=1, max_size=9))
    goals = st.lists(st.tuples(one, st.none() | TARGETS), min_size=1, max_size=4)

    def put_together(found: list[tuple[str, Target | None]]) -> tuple[str | Goal, ...]:
        marks = [*("；" for _ in found[1:]), "。"]
        said = (
            Goal(text=text + mark, target=target)
            for (text, target), mark in zip(found, marks, strict=True)
        )
        return (f"{len(found)}个{word}是：", *said)

    return goals.map(put_together)


COUNTED = st.one_of(
    st.builds(lambda parts: Goals(parts=parts), _goals_of("确保")),
    st.builds(lambda a, b: Goals(parts=(*a, *b)), _goals_of("确保"), _goals_of("力争")),
)
WHEN = st.sampled_from(("九月", "9月下旬", "十一月份：", "2026年12月", "第3周", "第1-2周"))
CALENDARS = st.one_of(
    st.builds(
        Calendar,
        rows=st.lists(
            st.builds(
                Month,
                when=WHEN,
                what=NAMES,
                who=st.just("") | NAMES,
                slug=st.just("") | st.sampled_from(sorted(catalogue())),
            ),
            max_size=4,
        ).map(tuple),
    ),
    st.builds(
        lambda first, rest: Calendar(heads=(), rows=(first, *rest)),
        st.builds(Month, when=WHEN, what=NAMES),
        st.lists(st.builds(Month, when=st.just("") | WHEN, what=NAMES), max_size=3),
    ),
)
BUDGETS = st.builds(
    Budget,
    rows=st.lists(
        st.builds(BudgetLine, item=NAMES, amount=st.sampled_from(("5万元", "800元")), source=NAMES),
        max_size=3,
    ).map(tuple),
)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.builds(
        lambda rows: Table(rows=tuple(map(tuple, rows))),
        st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=3),
    )
)
PARAGRAPHS: st.SearchStrategy[Block] = st.builds(Paragraph, text=TEXTS) | COUNTED


@st.composite
def bodies(draw: st.DrawFn, *, least: int = 0) -> tuple[Block, ...]:
    """Paragraphs with at most one table among them: two would be read as one."""
    before = draw(st.lists(PARAGRAPHS, min_size=least, max_size=2))
    table = draw(st.lists(CALENDARS | BUDGETS | TABLES, max_size=1))
    return (*before, *table, *draw(st.lists(PARAGRAPHS, max_size=1)))


@st.composite
def items(draw: st.DrawFn, depth: int, *, aims: bool) -> tuple[Item, ...]:
    """What stands below a part: measures, or goals where its heading says so, and parts."""
    leaf: st.SearchStrategy[Item]
    if aims:
        leaf = st.builds(Goal, text=TEXTS, target=st.none() | TARGETS)
    else:
        text = SENTENCES if depth == 2 else TEXTS  # two sentences are a heading and its text
        leaf = st.builds(Measure, text=text, **BINDINGS)
    kinds = [leaf, leaf]
    if depth < DEEPEST:
        kinds.append(sections(depth, aims=aims))
    return tuple(draw(st.lists(st.one_of(kinds), max_size=3)))


@st.composite
def sections(draw: st.DrawFn, depth: int, *, aims: bool = False) -> Section:
    """A part that holds something, as every part but those of the first level must."""
    heading = draw(NAMES)
    if depth == 1 and draw(st.booleans()):
        heading, aims = "工作目标", True
    below = draw(items(depth + 1, aims=aims))
    runs_on: bool = draw(st.booleans())
    if below and runs_on:
        return Section(heading=f"{heading}。", text=draw(TEXTS), items=below)
    least = 0 if below or depth == 1 else 1
    return Section(heading=heading, body=draw(bodies(least=least)), items=below)


def can_close(plan: Plan) -> bool:
    """Whether the last numbered line says something to its end."""
    last: Item | None = plan.items[-1] if plan.items else None
    while isinstance(last, Section) and last.items:
        last = last.items[-1]
    return isinstance(last, (Measure, Goal))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A whole plan."""
    plan = Plan(
        title=draw(st.just("") | TITLES),
        body=draw(st.lists(st.builds(Paragraph, text=TEXTS), max_size=1).map(tuple)),
        items=tuple(draw(st.lists(sections(1), max_size=4))),
        signatures=tuple(draw(st.lists(SIGNERS, max_size=2))),
        signed_on=draw(st.none() | DAYS),
    )
    closing = tuple(draw(st.lists(TEXTS, max_size=2))) if can_close(plan) else ()
    return plan.model_copy(update={"closing": closing})
