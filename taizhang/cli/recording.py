"""Commands that record: add, continue, import, correct, void, sign, return."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from checklists.catalogue import find
from records.lifecycle import open_reasons
from taizhang.blanks import drafted_form
from taizhang.cli.answers import json_bytes, show_json
from taizhang.cli.frame import Asked, command, read_bytes, write_bytes
from taizhang.cli.registers import slug_of
from taizhang.cli.usage import Day
from taizhang.desk import Desk, Visit
from taizhang.drafting import drafted
from taizhang.errors import UsageError
from taizhang.exits import REFUSALS, Exit
from taizhang.forms import read_form, read_lines, understood
from taizhang.intake import Files, files_in
from taizhang.receipts import Receipt
from taizhang.telling import next_steps

FORM = click.argument("file", metavar="文件")
NUMBER = click.argument("number", metavar="记录编号")
REASON = click.option("--reason", required=True, metavar="原因", help="原因，永久留在记录上。")
TYPED_BY = click.option(
    "--typed-by", default="", metavar="姓名", help="别人代为录入时，代录人是谁。"
)
REQUEST = click.option(
    "--request-id", default="", metavar="号", help="自定的号：同一个号只登记一次。"
)
LATE = click.option(
    "--late-reason", default="", metavar="原因", help="补录原因：迟了24小时以上要写。"
)


def read_for(desk: Desk, number: str, file: str, *, clearing: bool = False) -> dict[str, Any]:
    """What a form says about a record that is there."""
    kind = find(desk.record(number).register)
    return understood(read_form(read_bytes(file), file), kind, clearing=clearing)


def files_beside(file: str) -> Files:
    """Attachments named in a form lie beside it; those of standard input in the current folder."""
    return files_in(Path.cwd() if file == "-" else Path(file).resolve().parent)


@command("draft")
@click.argument("key", metavar="登记簿")
@click.option(
    "--of", "named", default="", metavar="名称", help="哪一种、哪一处：月调度，库房、班级的名称……"
)
@click.option("--on", "day", type=Day(), default=None, help="哪一天的，如 2026-03-06；不写是今天。")
@click.option(
    "--out", metavar="文件", type=click.Path(path_type=Path), help="写到这个文件，不写就显示。"
)
def draft(asked: Asked, key: str, named: str, day: date | None, out: Path | None) -> None:
    """Hand out a form in which what the records know is filled in."""
    kind = find(slug_of(key))
    with Desk.open(asked.home(), read_only=True) as desk:
        found = drafted(desk, kind.slug, named, day or desk.now().date())
    form = drafted_form(kind, found.data, found.notes)
    if out is None:
        show_json(form)
        return
    write_bytes(out, json_bytes(form))
    then = f"已起草 {out}。补齐空着的，再用 taizhang add {kind.slug} {out}"
    asked.answer({"file": str(out), "notes": list(found.notes)}, then, *found.notes)


@command("add")
@click.argument("key", metavar="登记簿")
@FORM
@TYPED_BY
@LATE
@REQUEST
def add(
    asked: Asked,
    key: str,
    file: str,
    typed_by: str,
    late_reason: str,
    request_id: str,
) -> None:
    """File one entry."""
    with Desk.open(asked.home()) as desk:
        visit = Visit(asked.actor(), desk.now(), typed_by, request_id=request_id)
        slug = slug_of(key)
        data = understood(read_form(read_bytes(file), file), find(slug))
        receipt = desk.file_entry(visit, slug, data, files_beside(file), late_reason=late_reason)
        show(asked, desk, receipt)


@command("continue")
@NUMBER
@FORM
@TYPED_BY
@REQUEST
def continue_(asked: Asked, number: str, file: str, typed_by: str, request_id: str) -> None:
    """Fill in the next stage."""
    with Desk.open(asked.home()) as desk:
        visit = Visit(asked.actor(), desk.now(), typed_by, request_id=request_id)
        data = read_for(desk, number, file)
        show(asked, desk, desk.continue_record(visit, number, data, files_beside(file)))


@command("import")
@click.argument("key", metavar="登记簿")
@FORM
@LATE
def import_(asked: Asked, key: str, file: str, late_reason: str) -> Exit:
    """File many entries; every line stands for itself."""
    lines = list(read_lines(read_bytes(file), file))
    slug, kept = slug_of(key), list[str]()
    kind = find(slug)
    refused: list[tuple[int, str]] = []
    with Desk.open(asked.home()) as desk, asked.progress("登记") as tell:
        for done, (line, form) in enumerate(lines, 1):
            try:
                if isinstance(form, UsageError):
                    raise form
                visit = Visit(asked.actor(), desk.now(), channel="import")
                receipt = desk.file_entry(
                    visit,
                    slug,
                    understood(form, kind),
                    files_beside(file),
                    late_reason=late_reason,
                )
                kept.append(receipt.number)
            except REFUSALS as error:
                refused.append((line, str(error)))
            tell(done, len(lines), "登记")
    answer = {"kept": kept, "refused": [{"line": n, "message": text} for n, text in refused]}
    told = [f"第 {line} 行未登记：{text}" for line, text in refused]
    asked.answer(answer, f"登记 {len(kept)} 条，未登记 {len(refused)} 条。", *told)
    return Exit.REFUSED if refused else Exit.DONE


@command("correct")
@NUMBER
@FORM
@REASON
@TYPED_BY
@REQUEST
def correct(
    asked: Asked, number: str, file: str, reason: str, typed_by: str, request_id: str
) -> None:
    """Put new values beside the old."""
    with Desk.open(asked.home()) as desk:
        visit = Visit(asked.actor(), desk.now(), typed_by, request_id=request_id)
        changes = read_for(desk, number, file, clearing=True)
        files = files_beside(file)
        show(asked, desk, desk.correct_record(visit, number, changes, reason, files))


@command("void")
@NUMBER
@REASON
def void(asked: Asked, number: str, reason: str) -> None:
    """Strike a record out."""
    with Desk.open(asked.home()) as desk:
        show(asked, desk, desk.void_record(Visit(asked.actor(), desk.now()), number, reason))


@command("sign")
@NUMBER
@click.option(
    "--role",
    default="",
    metavar="签字位置",
    help="不写就是轮到的那一个；批准补录写 补录批准。",
)
@click.option("--reason", default="", metavar="意见", help="意见；批准补录时可补写原因。")
def sign(asked: Asked, number: str, role: str, reason: str) -> None:
    """Sign in the next place."""
    with Desk.open(asked.home()) as desk:
        show(asked, desk, desk.sign_record(Visit(asked.actor(), desk.now()), number, role, reason))


@command("return")
@NUMBER
@REASON
def return_(asked: Asked, number: str, reason: str) -> None:
    """Send a record back."""
    with Desk.open(asked.home()) as desk:
        show(asked, desk, desk.return_record(Visit(asked.actor(), desk.now()), number, reason))


def show(asked: Asked, desk: Desk, receipt: Receipt) -> None:
    """Tell what was done, what was found, and which hazards were opened."""
    lines = [f"{receipt.operation} {receipt.number}（台账第 {receipt.line} 行，{receipt.state}）"]
    if receipt.repeated:
        lines.append("  这个请求已经登记过，没有重复登记。")
    lines += [f"  判定 {receipt.verdict}"] if receipt.verdict else []
    lines += [f"  {finding}" for finding in receipt.findings]
    record = desk.record(receipt.number)
    lines += [f"  已开隐患 {number}：taizhang show {number}" for number in receipt.opens]
    found = (
        {f"{one.where}：{one.message}" for one in record.blocking} if receipt.findings else set()
    )
    lines += [f"  还差 {reason}" for reason in open_reasons(record) if reason not in found]
    lines += [f"  接着 {step}" for step in next_steps(record)]
    asked.answer({**receipt.to_data(), "waiting": list(open_reasons(record))}, *lines)
