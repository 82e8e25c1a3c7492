"""The command of the agreement campaign: letters."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from checklists.posts import PARTIES
from records.campaigns import Campaign, LetterDraft, LetterStanding, RosterLine, Tally
from taizhang.campaigning import (
    Executed,
    Filed,
    batches_now,
    board_data,
    board_now,
    close_batch,
    ending_now,
    file_away,
    lay_out_signed,
    make,
    new_campaign,
    newcomers,
    outstanding,
    plan,
    put_signed_on_paper,
    revise,
    text_of_post,
    to_be_filed,
)
from taizhang.cli.frame import Asked, command, read_bytes, write_bytes
from taizhang.cli.recording import LATE
from taizhang.cli.usage import Day, OneOf
from taizhang.desk import Desk, Visit
from taizhang.errors import UsageError
from taizhang.exits import Exit
from taizhang.papers import open_press
from taizhang.workbooks import read_roster, roster_workbook

ACTS = OneOf(
    {
        "board": "看板",
        "plan": "预览",
        "make": "生成",
        "add": "补新人",
        "roster": "名单空表",
        "text": "条款",
        "revise": "改条款",
        "file": "归档",
        "close": "关闭",
    }
)
POSTS = OneOf({party: party for party in PARTIES})
SOURCES = OneOf({"worker": "施工单位", "supplier": "供应商", "guardian": "家长"})
SPECIAL = "特别约定"
"""Line of a text that says what follows is agreed beside the clauses."""
Options = Mapping[str, Any]


@command("letters")
@click.argument("act", metavar="[做什么]", type=ACTS, default="board")
@click.option("--batch", default="", metavar="名称", help="批次名称；不写是本学期的这一批。")
@click.option(
    "--post", "posts", type=POSTS, metavar="主送类别", multiple=True, help="只要这一类，可写几次。"
)
@click.option("--roster", "roster", metavar="文件", help="按这份 Excel 名单，不按名录。")
@click.option(
    "--also", "also", type=SOURCES, multiple=True, help="除在岗人员外，还有这些名单，可写几次。"
)
@click.option("--every-post", is_flag=True, help="一人多岗的，每岗各签一份。")
@click.option("--from", "valid_from", type=Day(), help="责任期限起；不写是学期第一天。")
@click.option("--to", "valid_to", type=Day(), help="责任期限止；不写到下学期开学前一天。")
@click.option("--copies", type=click.IntRange(2, 9), metavar="份数", help="一式几份，不写是两份。")
@click.option("--text", "text", metavar="文件", help="revise：新的条款，一行一条。")
@click.option("--reason", default="", metavar="原因", help="revise：为什么改，永久留在记录上。")
@click.option("--number", "numbers", metavar="编号", multiple=True, help="file：这些，可写几次。")
@click.option("--sealed", is_flag=True, help="file、close：甲方都盖了章。")
@click.option("--seamed", is_flag=True, help="file、close：两页以上的都盖了骑缝章。")
@click.option("--handed", is_flag=True, help="file、close：乙方都留存了一份。")
@click.option("--out", metavar="文件", type=click.Path(path_type=Path), help="写到这个文件。")
@LATE
def letters(asked: Asked, act: str, **options: Any) -> Exit | None:
    """Do something about the agreements of a batch."""
    with Desk.open(asked.home()) as desk:
        return DONE_BY[act](asked, desk, options)


def _campaign(desk: Desk, options: Options) -> Campaign:
    return new_campaign(
        desk,
        batch=options["batch"],
        parties=tuple(options["posts"]),
        sources=("person", *options["also"]),
        every_post=options["every_post"],
        valid_from=options["valid_from"],
        valid_to=options["valid_to"],
        copies=options["copies"],
    )


def _lines(options: Options) -> tuple[RosterLine, ...] | None:
    file = options["roster"]
    return read_roster(read_bytes(file)) if file else None


def _batch(desk: Desk, options: Options) -> str:
    known = batches_now(desk)
    return str(options["batch"] or next(iter(known), new_campaign(desk).batch))


def _post(options: Options) -> str:
    if len(options["posts"]) != 1:
        raise UsageError("没有写明是哪一类的条款。加上 --post，如 --post 班主任。")
    return str(options["posts"][0])


# ---- looking


def _plan(asked: Asked, desk: Desk, options: Options) -> Exit:
    found = plan(desk, _campaign(desk, options), _lines(options))
    data = {
        "batch": found.campaign.batch,
        "make": [
            {"party": one.party, "name": one.name, "scope": one.scope, "letter_no": number}
            for one, _, number in found.drafts
        ],
        "skipped": [{"name": one.name, "number": number} for one, number in found.skipped],
        "lacking": [_lacking_data(one) for one in found.lacking],
        "forbidden": list(found.forbidden),
        "late": [one.name for one in found.late],
    }
    rows = [(one.party, one.name, one.scope, number) for one, _, number in found.drafts]
    if asked.as_json:
        asked.answer(data)
    else:
        asked.table((), ("主送类别", "乙方", "责任范围", "将编号"), rows)
        asked.say(f"将生成 {len(rows)} 份：{found.campaign.batch}")
        _say_rest(asked, found.skipped, found.lacking)
    some = f"{len(found.late)} 份已过签订期限，生成时要写补录原因（--late-reason）"
    late = some if found.late else ""
    return asked.warn("；".join(filter(None, (*found.forbidden, late))))


def _board(asked: Asked, desk: Desk, options: Options) -> Exit:
    known = batches_now(desk)
    if not known and not options["batch"]:
        asked.answer({"batches": []}, "本学期还没有责任书。先看：taizhang letters plan")
        return Exit.DONE
    board = board_now(desk, _batch(desk, options))
    shown = [one for one in board.letters if not options["posts"] or one.party in options["posts"]]
    if asked.as_json:
        asked.answer(board_data(board))
    else:
        heads = ("主送类别", "乙方", "编号", "状态", "还差")
        asked.table((), heads, map(_row, shown))
        asked.answer(None, *map(_told, (*board.parties, board.total)))
        asked.answer(None, "", *(f"  {one}" for one in outstanding(board)))
    ends = len(ending_now(desk))
    return asked.warn(f"{ends} 份责任书到期前15天了，还没有下一期的" if ends else "")


def _row(one: LetterStanding) -> tuple[str, ...]:
    late = "逾期" if one.overdue else ""
    wanting = "；".join(filter(None, (late, one.again, *one.lacking)))
    return one.party, one.name, one.record.number, str(one.progress), wanting


def _told(one: Tally) -> str:
    late = f"，逾期 {one.overdue}" if one.overdue else ""
    signed = f"已签 {one.signed}（{one.rate:.1f}%）"
    return f"{one.party}：应签 {one.asked}，{signed}，已归档 {one.filed}{late}"


def _text(asked: Asked, desk: Desk, options: Options) -> None:
    clauses, special = text_of_post(desk, _batch(desk, options), _post(options))
    lines = [*clauses, *([SPECIAL, *special] if special else [])]
    if options["out"]:
        write_bytes(options["out"], "\n".join([*lines, ""]).encode())
    asked.answer({"clauses": list(clauses), "special": list(special)}, *lines)


def _roster(asked: Asked, desk: Desk, options: Options) -> None:
    found = plan(desk, _campaign(desk, options))
    drafts = (*(one for one, _, _ in found.drafts), *found.lacking)
    target = options["out"] or Path("责任书名单.xlsx")
    write_bytes(target, roster_workbook(drafts))
    asked.answer({"file": str(target), "lines": len(drafts)}, f"名单 {len(drafts)} 行：{target}")


# ---- doing


def _make(asked: Asked, desk: Desk, options: Options) -> Exit:
    return _made(asked, desk, _campaign(desk, options), options)


def _add(asked: Asked, desk: Desk, options: Options) -> Exit:
    campaign = newcomers(desk, _batch(desk, options))
    if options["posts"]:
        campaign = replace(campaign, parties=tuple(options["posts"]))
    return _made(asked, desk, campaign, options)


def _made(asked: Asked, desk: Desk, campaign: Campaign, options: Options) -> Exit:
    visit, reason = Visit(asked.actor(), desk.now()), options["late_reason"]
    done = make(desk, visit, campaign, _lines(options), late_reason=reason)
    data = {
        "batch": campaign.batch,
        "made": [one.number for one in done.receipts],
        "skipped": [number for _, number in done.skipped],
        "lacking": [_lacking_data(one) for one in done.lacking],
    }
    asked.answer(data, f"已生成 {len(done.receipts)} 份：{campaign.batch}")
    _say_rest(asked, done.skipped, done.lacking)
    return Exit.WANTING if done.lacking else Exit.DONE


def _lacking_data(one: LetterDraft) -> dict[str, str]:
    return {"party": one.party, "name": one.name, "why": one.lacking}


def _say_rest(
    asked: Asked, skipped: Sequence[tuple[LetterDraft, str]], lacking: Sequence[LetterDraft]
) -> None:
    if skipped:
        asked.say(f"已有这一批的责任书，跳过 {len(skipped)} 人")
    for one in lacking:
        asked.say(f"  没有生成：{one.name}（{one.party}）{one.lacking}")


def _revise(asked: Asked, desk: Desk, options: Options) -> None:
    if not options["text"] or not options["reason"]:
        raise UsageError("没有写新的条款或原因。加上 --text 文件 和 --reason 原因。")
    lines = read_bytes(options["text"]).decode("utf-8-sig").splitlines()
    said = [line.strip() for line in lines if line.strip()]
    at = said.index(SPECIAL) if SPECIAL in said else len(said)
    batch, party = _batch(desk, options), _post(options)
    visit = Visit(asked.actor(), desk.now())
    clauses, special = said[:at], said[at + 1 :]
    done = revise(desk, visit, batch, party, clauses, special, reason=options["reason"])
    numbers = [one.number for one in done]
    asked.answer(
        {"batch": batch, "party": party, "revised": numbers},
        f"已改 {len(numbers)} 份{party}责任书，签名已失效，要重签。",
    )


def _file(asked: Asked, desk: Desk, options: Options) -> Exit:
    batch, wanted = _batch(desk, options), set(options["numbers"])
    ready = to_be_filed(board_now(desk, batch))
    numbers = list(options["numbers"]) or [one.record.number for one in ready]
    picked = [one for one in ready if not wanted or one.record.number in wanted]
    visit = Visit(asked.actor(), desk.now())
    executed = _executed(desk, picked, options)
    return _tell_filed(asked, file_away(desk, visit, batch, numbers, executed))


def _close(asked: Asked, desk: Desk, options: Options) -> Exit:
    batch, visit = _batch(desk, options), Visit(asked.actor(), desk.now())
    board = board_now(desk, batch)
    ready = to_be_filed(board) if board.total.is_done else ()
    return _tell_filed(asked, close_batch(desk, visit, batch, _executed(desk, ready, options)))


def _executed(desk: Desk, letters: Iterable[LetterStanding], options: Options) -> Executed:
    layouts = lay_out_signed(desk, letters)
    electronic: dict[str, bytes] = {}
    if layouts:
        with open_press(desk.home) as press:
            electronic = put_signed_on_paper(press, layouts)
    return Executed(
        seal=options["sealed"],
        seam_seal=options["seamed"],
        copies_b=options["handed"],
        electronic=electronic,
    )


def _tell_filed(asked: Asked, done: Filed) -> Exit:
    data = {
        "filed": [one.number for one in done.receipts],
        "waiting": [{"number": one.record.number, "why": why} for one, why in done.waiting],
    }
    lines = [f"  没有归档：{one.name}（{one.record.number}）{why}" for one, why in done.waiting]
    asked.answer(data, f"已归档 {len(done.receipts)} 份", *lines)
    return Exit.WANTING if done.waiting else Exit.DONE


DONE_BY: Mapping[str, Callable[[Asked, Desk, Options], Exit | None]] = {
    "board": _board,
    "plan": _plan,
    "make": _make,
    "add": _add,
    "roster": _roster,
    "text": _text,
    "revise": _revise,
    "file": _file,
    "close": _close,
}
"""Act → what does it."""
