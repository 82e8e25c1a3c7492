"""Filing away: what both sides signed is completed with its paper; a batch is closed at 100 %."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from records.acts import Continue
from records.campaigns import Board, LetterStanding, Progress
from records.campaigns.letters import PARTY_B
from records.lifecycle import is_returned, unsigned_roles
from records.record import Record
from taizhang.campaigning.boards import board_now, outstanding
from taizhang.desk import Desk, Visit
from taizhang.errors import CampaignRefusedError
from taizhang.receipts import Receipt

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Executed:
    """What somebody vouches for, of every letter that is filed at once.

    Attributes:
        seal: 甲方盖章.
        seam_seal: 骑缝章, of those of two pages and more.
        copies_b: 乙方 has a copy.
        signed_on: day on the papers; None is that of the last signature.
        electronic: number → the signed PDF, of letters signed on a screen that have no paper.
    """

    seal: bool = False
    seam_seal: bool = False
    copies_b: bool = False
    signed_on: date | None = None
    electronic: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filed:
    """What was filed, and what has to wait, with why."""

    receipts: tuple[Receipt, ...]
    waiting: tuple[tuple[LetterStanding, str], ...]


def to_be_filed(board: Board) -> tuple[LetterStanding, ...]:
    """Letters both sides signed that are not filed yet."""
    return tuple(
        one
        for one in board.letters
        if one.progress.is_signed
        and one.progress is not Progress.FILED
        and not one.again
        and not unsigned_roles(one.record)
    )


def file_away(
    desk: Desk, visit: Visit, batch: str, numbers: Sequence[str], executed: Executed
) -> Filed:
    """File letters of a batch: their day of signing, seals, copies and paper are written down.

    Args:
        desk: the home.
        visit: who files them, and when.
        batch: its name.
        numbers: of the letters; what cannot be filed yet stops none of the others.
        executed: what is vouched for.

    Raises:
        CampaignRefusedError: no such batch, or none of these letters can be filed.
        RecordError: refused by the ledger; nothing is filed.
    """
    known = {one.record.number: one for one in board_now(desk, batch).letters}
    strangers = [one for one in numbers if one not in known]
    if strangers or not numbers:
        told = f"{'、'.join(strangers)}不是这一批的" if strangers else "没有选责任书"
        raise CampaignRefusedError(f"{told}。在看板上勾选后再归档。")
    asked = [known[one] for one in dict.fromkeys(numbers)]
    waiting = [(one, why) for one in asked if (why := _why_not(one, executed))]
    stopped = {one.record.number for one, _ in waiting}
    ready = [one.record for one in asked if one.record.number not in stopped]
    if not ready:
        told = "；".join(f"{one.name}：{why}" for one, why in waiting)
        raise CampaignRefusedError(f"一份也没有归档。{told}。")
    acts = [
        Continue(one.number, _completed(desk, one, executed), one.latest.version) for one in ready
    ]
    return Filed(desk.act_together(visit, *acts), tuple(waiting))


def close_batch(desk: Desk, visit: Visit, batch: str, executed: Executed) -> Filed:
    """Close a batch: file whatever is not filed, once everybody has signed (R02).

    Raises:
        CampaignRefusedError: not everybody has; lists the others, as of today.
    """
    board = board_now(desk, batch)
    total, day = board.total, visit.at.date()
    if not total.is_done:
        told = "\n".join(f"  {one}" for one in outstanding(board))
        on = f"{day.year}年{day.month}月{day.day}日"
        raise CampaignRefusedError(
            f"签订率 {total.rate:.1f}%，不到100%，不能关闭。"
            f"截至{on}还没有签的 {total.asked - total.signed} 人：\n{told}"
        )
    numbers = [one.record.number for one in to_be_filed(board)]
    if not numbers:
        return Filed((), tuple((one, _open(one)) for one in board.asked if _open(one)))
    return file_away(desk, visit, batch, numbers, executed)


def _open(one: LetterStanding) -> str:
    if one.progress is Progress.FILED:
        return ""
    return "、".join(one.lacking) or "还没有归档"


def _why_not(one: LetterStanding, executed: Executed) -> str:
    """Why a letter cannot be filed, in Chinese; empty if it can."""
    record = one.record
    if one.progress is Progress.FILED:
        return "已经归档"
    if one.again or not one.progress.is_signed:
        return one.again or "乙方还没有签"
    if unsigned_roles(record) or is_returned(record) or record.blocking:
        return "、".join(one.lacking) or "还有没办完的"
    return next(_not_vouched(record, executed), "")


def _not_vouched(record: Record, executed: Executed) -> Iterator[str]:
    if not (executed.seal or record.stamps):
        yield "没有确认甲方盖章"
    if not executed.copies_b:
        yield "没有确认乙方留存一份"
    sheets = _sheets(record)
    if not sheets and record.number not in executed.electronic:
        yield "没有扫描件"
    if _pages(record) > 1 and not executed.seam_seal:
        yield "有两页以上，没有确认骑缝章"


def _completed(desk: Desk, record: Record, executed: Executed) -> dict[str, Any]:
    """What the stage 签订 asks for."""
    last = max(one.at for one in record.signatures).astimezone(desk.home.zone).date()
    data: dict[str, Any] = {
        "signed_on": (executed.signed_on or last).isoformat(),
        "copies_b": True,
        "seal": True,
        "scan": _sheets(record) or [_electronic(desk, record, executed.electronic[record.number])],
    }
    if pages := _pages(record):
        data["pages"] = pages
    if pages > 1:
        data["seam_seal"] = True
    return {name: value for name, value in data.items() if not record.entry.get(name)}


def _sheets(record: Record) -> list[dict[str, str]]:
    """Sheets of the text that stands that came back, each as a column keeps it."""
    here = [one for one in record.scans if one.version >= record.rewritten and not one.is_withheld]
    return [{"sha256": one.sha256, "name": one.name, "media_type": one.media_type} for one in here]


def _pages(record: Record) -> int:
    return max((one.of for one in record.scans if one.version >= record.rewritten), default=0)


def _electronic(desk: Desk, record: Record, data: bytes) -> dict[str, str]:
    digest = desk.attachments.put(data)
    return {"sha256": digest, "name": f"{record.number}.pdf", "media_type": PDF}


def needs_pdf(one: LetterStanding) -> bool:
    """Whether a letter was signed on a screen only, so that its PDF is what is filed."""
    given = next((two for two in one.record.signatures if two.role == PARTY_B), None)
    return given is not None and not given.paper and not _sheets(one.record)
