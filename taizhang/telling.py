"""A record as its reader sees it at the terminal: content in words, how it stands, what is next."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from checklists.entry import PLAIN, Entry
from generator.composing.annotations import correction_lines, together
from generator.school import School
from records.definitions import Definition
from records.lifecycle import (
    LATE_APPROVAL,
    is_returned,
    open_reasons,
    state_of,
    unsigned_roles,
)
from records.masking import readable, without_words
from records.personal import personal_words
from records.record import Record
from taizhang.particulars import (
    Event,
    Fact,
    Item,
    Place,
    Table,
    content,
    events,
    items,
    places,
    scans,
)


def title_of(record: Record, kind: type[Entry]) -> str:
    """What the record is about; the register's title where a newer form cannot read it.

    Many records are listed at once, so nobody's name stands in it whole.
    """
    try:
        entry = kind.model_validate(readable(kind, record), context=PLAIN)
    except ValidationError:
        return kind.register.title
    return without_words(entry.title(), personal_words(record.entry, kind.columns()))


def state_text(record: Record) -> str:
    """State, and whether it came late."""
    return f"{state_of(record)}・补录" if record.is_late else str(state_of(record))


# ---- one record in full


def account(record: Record, form: Definition, title: str, school: School) -> Iterator[str]:
    """Everything about a record as it is shown, line by line; its title by `title_of`."""
    yield f"{record.number}　{form.title}"
    yield f"{title}　{state_text(record)}"
    yield from _section("内容", _content(content(record, form, school)))
    yield from _section("检查项", _items(record, form, school))
    yield from _section("系统查出", (str(one) for one in record.findings))
    yield from _section("隐患", (f"已开 {number}" for number in record.opens))
    yield from _section("更正", correction_lines(record, form, school))
    yield from _section("签字", map(_place, places(record, school)))
    yield from _section("扫描件", (one.taken for one in scans(record, school)))
    yield from _section("经过", map(_event, events(record, school)))
    yield from _section("还差", open_reasons(record))
    yield from _section("接着办", next_steps(record))


def _section(title: str, lines: Any) -> Iterator[str]:
    told = [f"  {line}" for line in lines]
    if told:
        yield title
        yield from told


def _content(found: Iterator[Fact | Table]) -> Iterator[str]:
    for one in found:
        if isinstance(one, Fact):
            verdict = f"　{one.verdict}（标准{one.bound}）" if one.verdict else ""
            yield f"{one.label}：{one.text}{verdict}"
            continue
        for number, row in enumerate(one.rows, 1):
            cells = "，".join(f"{cell.label} {cell.text}" for cell in row if cell.text)
            yield f"{one.label} {number}：{cells}"


def _items(record: Record, form: Definition, school: School) -> Iterator[str]:
    for item in items(record, form, school):
        yield "　".join(filter(None, _item(item)))
    yield from (f"{named}由“其余全部正常”一次填写" for named in together(record, form))


def _item(item: Item) -> Iterator[str]:
    yield f"{item.number} {'★' if item.is_key else ''}{item.name}"
    yield item.verdict
    yield f"{item.reading}（标准{item.bound}）" if item.reading and item.bound else item.reading
    yield from (f"{label}：{text}" for label, text in item.said)
    if item.files:
        yield f"照片：{'、'.join(one.name for one in item.files)}"


def _place(place: Place) -> str:
    if not place.by:
        return f"□ {place.role}"
    return "　".join(filter(None, (f"✓ {place.role}", place.by, place.at, place.way)))


def _event(event: Event) -> str:
    typed = f"（{event.typed_by}代录）" if event.typed_by else ""
    way = f"（{event.way}）" if event.way else ""
    role = f"「{event.role}」" if event.role else ""
    device = f"，本机填写时间 {event.device_at}" if event.device_at else ""
    late = "，补录" if event.late else ""
    reason = f"，原因：{event.reason}" if event.reason else ""
    return (
        f"第{event.version}版　{event.operation}{role}　{event.by}{typed}{way}　"
        f"{event.at}{device}{late}{reason}（台账第 {event.line} 行）"
    )


# ---- what comes next


def next_steps(record: Record) -> Iterator[str]:
    """The commands that bring a record on, the first thing first."""
    number = record.number
    if record.is_void:
        return
    if is_returned(record):
        yield f"改好后：taizhang correct {number} 改动.json --reason 原因 --as 姓名"
        return
    if record.blocking:
        yield f"系统查出的：空着的栏用 taizhang continue {number} 补，填过的用 taizhang correct 改"
    if record.is_late and record.late_approved_by is None:
        reason = "" if record.late_reason else " --reason 补录原因"
        yield f"上级批准：taizhang sign {number} --role {LATE_APPROVAL}{reason} --as 姓名"
    if not record.content.is_complete:
        stage = record.content.stage
        yield f"要“{stage}”的空表：taizhang describe {record.register} --stage {stage} > 续填.json"
        yield f"填好后续上：taizhang continue {number} 续填.json --as 姓名"
    elif unsigned_roles(record) and not open_reasons(record):
        yield f"签字：轮到“{unsigned_roles(record)[0]}”，taizhang sign {number} --as 姓名"
