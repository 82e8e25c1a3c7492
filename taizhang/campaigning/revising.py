"""Revising the text of a post: every letter of the batch gets it, and is signed anew."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from checklists.catalogue import find
from records.acts import Correct
from records.campaigns import (
    REGISTER,
    Campaign,
    LetterDraft,
    campaign_like,
    forbidden_in,
    letters_of,
)
from records.campaigns.letters import SIGNING, text_of
from records.record import Record
from taizhang.campaigning.boards import board_now, letters_now
from taizhang.desk import Desk, Visit
from taizhang.errors import CampaignRefusedError
from taizhang.receipts import Receipt


def text_of_post(desk: Desk, batch: str, party: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """乙方职责条款 and 特别约定 of a post in a batch.

    Raises:
        CampaignRefusedError: nobody signs as such in this batch.
    """
    return text_of(_letters(desk, batch, party))


def revise(
    desk: Desk,
    visit: Visit,
    batch: str,
    party: str,
    clauses: Sequence[str],
    special: Sequence[str],
    *,
    reason: str,
) -> tuple[Receipt, ...]:
    """Give every letter of a post in a batch a new text: a new version each, in one line.

    Signatures fall, on screens and on paper; what was written down of the old paper is taken out.
    特别约定 of a single one stay.

    Args:
        desk: the home.
        visit: who changes it, and when.
        batch: its name.
        party: 主送类别.
        clauses: 乙方职责条款, all of them as they are to be.
        special: 特别约定 of the post, likewise.
        reason: why.

    Raises:
        CampaignRefusedError: nobody signs as such, nothing changes, or a sentence may not stand.
        RecordError: refused by the ledger; nothing is changed.
    """
    letters, before = _letters(desk, batch, party), text_of_post(desk, batch, party)
    if (tuple(clauses), tuple(special)) == before:
        raise CampaignRefusedError(f"{party}的条款与原来一样，没有改。")
    if not clauses:
        raise CampaignRefusedError(f"{party}的职责条款不能为空。至少留一条。")
    asked = campaign_like(batch, letters, desk.now().date())
    text, more = {party: tuple(clauses)}, {party: tuple(special)}
    _require_allowed(replace(asked, clauses=text, special=more), party)
    kind = find(REGISTER, desk.registers)
    acts = []
    for one in letters:
        kept = kind.without_computed(one.entry)
        data = {name: value for name, value in kept.items() if name not in SIGNING}
        data |= {"clauses": list(clauses), "special": _specials(kept, before[1], special)}
        acts.append(Correct(one.number, data, reason, one.latest.version))
    return desk.act_together(visit, *acts)


def _letters(desk: Desk, batch: str, party: str) -> list[Record]:
    board_now(desk, batch)  # says which batches there are
    kept = letters_of(letters_now(desk), batch)
    letters = [one for one in kept if one.entry["party_type"] == party]
    if not letters:
        parties = "、".join(dict.fromkeys(str(one.entry["party_type"]) for one in kept))
        raise CampaignRefusedError(f"这一批没有“{party}”的责任书。有：{parties}。")
    return letters


def _require_allowed(asked: Campaign, party: str) -> None:
    if told := forbidden_in(asked, LetterDraft("", "", party)):
        raise CampaignRefusedError(
            f"有不得写进责任书的内容，没有改：{'；'.join(told)}。删去或改写后再改。"
        )


def _specials(kept: dict[str, Any], before: Sequence[str], special: Sequence[str]) -> list[str]:
    """The post's new 特别约定, then those of this letter alone."""
    own = [one for one in kept.get("special", ()) if one not in before and one not in special]
    return [*special, *own]
