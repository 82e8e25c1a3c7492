"""Making the letters of a campaign: all of them in one line of the journal, none twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from records.acts import File
from records.campaigns import Campaign, LetterDraft, RosterLine
from records.digest import digest_of
from taizhang.campaigning.boards import letters_now
from taizhang.campaigning.planning import Plan, plan
from taizhang.desk import Desk, Visit
from taizhang.errors import CampaignRefusedError
from taizhang.receipts import Receipt

TOLD = 8
"""Faults that are told at once."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a campaign made.

    Attributes:
        receipts: a letter each, in the order of the plan.
        skipped: who had a letter of the batch already, with its number.
        lacking: who got none, each saying why.
    """

    receipts: tuple[Receipt, ...]
    skipped: tuple[tuple[LetterDraft, str], ...]
    lacking: tuple[LetterDraft, ...]


def make(
    desk: Desk,
    visit: Visit,
    campaign: Campaign,
    roster: Sequence[RosterLine] | None = None,
    *,
    late_reason: str = "",
) -> Made:
    """Make the letters of a campaign: whoever has one of the batch already gets no other.

    Args:
        desk: the home.
        visit: who makes them, and when.
        campaign: what is asked.
        roster: who is asked; None is whom the lists name.
        late_reason: why they come late, where they do (补录).

    Raises:
        CampaignRefusedError: a sentence that may not stand in a letter, or a roster with a line
            that cannot be followed: nothing is made.
        RecordError: refused by the ledger; nothing is made.
    """
    planned = plan(desk, campaign, roster)
    require_makeable(planned, rostered=roster is not None)
    late = {one.key for one in planned.late}
    acts = [
        File(entry, late_reason if draft.key in late else "") for draft, entry, _ in planned.drafts
    ]
    visit = replace(visit, request_id=_request(desk, planned))
    receipts = desk.act_together(visit, *acts) if acts else ()
    return Made(receipts, planned.skipped, planned.lacking)


def require_makeable(planned: Plan, *, rostered: bool) -> None:
    """Whether what was planned may be made.

    Raises:
        CampaignRefusedError: it may not; says which sentences and lines, and why.
    """
    if planned.forbidden:
        told = _some(planned.forbidden)
        raise CampaignRefusedError(
            f"有不得写进责任书的内容，一份也没有生成：{told}。删去或改写后再生成。"
        )
    if rostered and planned.lacking:
        told = _some([f"第 {one.row} 行 {one.name}：{one.lacking}" for one in planned.lacking])
        raise CampaignRefusedError(f"名单里有读不懂的行，一份也没有生成：{told}。改正后再导入。")


def _some(texts: Sequence[str]) -> str:
    more = f"；……共 {len(texts)} 处" if len(texts) > TOLD else ""
    return "；".join(texts[:TOLD]) + more


def _request(desk: Desk, planned: Plan) -> str:
    """The same letters asked for twice at the same time are one request."""
    batch = planned.campaign.batch
    before = sum(one.entry.get("batch") == batch for one in letters_now(desk))
    asked = [list(draft.key) for draft, _, _ in planned.drafts]
    return f"letters-{digest_of([batch, before, asked])[:32]}"
