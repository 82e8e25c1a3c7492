"""Debts: people by what is past its time and not done."""

from collections import Counter
from collections.abc import Sequence

from checklists.posts import post_title
from generator.charts.lines import Line, draw_lines
from generator.charts.marks import MARKS, MUCH
from generator.charts.table import Table
from records.overview.picture import Debt, Debtor
from records.standings import Standing

TITLE = "每人几项，深色是缺，粗框是未结"
LISTED = 300
MISSING, OPEN = MARKS[Standing.MISSING], MARKS[Standing.OPEN]


def debts(found: Sequence[Debtor]) -> tuple[str, ...]:
    """The first of them, in the order given."""
    return draw_lines(TITLE, [_line(one) for one in found])


def debtors_table(found: Sequence[Debtor]) -> Table:
    """Everybody with the registers they are behind with, and the records that wait."""
    rows = (
        (_who(one), str(one.missing), str(one.open), "、".join(_registers(one)), _waiting(one))
        for one in found
    )
    head = ("谁", MISSING.word, OPEN.word, "哪几册", "未结的记录")
    return Table("每个人过了时还没填的和没结的", head, tuple(rows))


def debts_table(found: Sequence[Debt]) -> Table:
    """What exactly is owed, the latest first; `LISTED` at most."""
    latest = sorted(found, key=lambda debt: debt.one.duty.due, reverse=True)[:LISTED]
    rows = (
        (
            f"{debt.one.duty.due:%Y-%m-%d %H:%M}",
            debt.register.register.title,
            debt.one.duty.title,
            _said(debt),
            "、".join(debt.one.numbers),
        )
        for debt in latest
    )
    more = f"（最近 {LISTED} 项）" if len(found) > LISTED else ""
    head = ("应填时间", "登记簿", "哪一次", "情况", "记录")
    return Table(f"过了时还没填的和没结的，一项一行{more}", head, tuple(rows))


def _said(debt: Debt) -> str:
    if not debt.is_missing:
        return f"{OPEN.word}：{debt.one.reason}"
    return MISSING.word if debt.is_late else f"{MISSING.word}，24小时内补上还算按时"


def _line(one: Debtor) -> Line:
    counts = ((MISSING.word, one.missing), (OPEN.word, one.open))
    note = "，".join(f"{word}{count}" for word, count in counts if count)
    return Line(_who(one), note, ((one.missing, MUCH), (one.open, OPEN)))


def _who(one: Debtor) -> str:
    return one.name or f"还没有人任{'、'.join(map(post_title, one.posts))}"


def _registers(one: Debtor) -> list[str]:
    counts = Counter(debt.register.register.title for debt in one.debts)
    return [f"{title}{count}项" for title, count in counts.items()]


def _waiting(one: Debtor) -> str:
    return "、".join(number for debt in one.debts for number in debt.one.numbers)
