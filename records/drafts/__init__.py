"""Drafts: later papers begun from earlier records. Pure functions over the records of a term.

    draft = DRAFTS["canteen_supervision"].make(view, date(2026, 3, 6), "周排查")
    draft.data      # {"kind": "周排查", "issues": [...], ...}: columns that records know

A register that is drafted has a line here; whoever fills in the rest answers for all of it.
"""

from collections.abc import Mapping

from records.drafts.accounts import ACCOUNTS
from records.drafts.canteen import SUPERVISION
from records.drafts.draft import Draft, Drafting
from records.drafts.fees import SETTLEMENT
from records.drafts.notices import NOTICE
from records.drafts.property import CLASSROOM, EXTINGUISHER, STOCKTAKING
from records.drafts.rosters import DUTY, MORNING

__all__ = ["DRAFTS", "Draft", "Drafting"]

DRAFTS: Mapping[str, Drafting] = {
    "canteen_supervision": SUPERVISION,
    "monthly_account_publicity": ACCOUNTS,
    "daily_fee_settlement": SETTLEMENT,
    "fee_publicity": NOTICE,
    "stocktaking_record": STOCKTAKING,
    "class_property_register": CLASSROOM,
    "fire_extinguisher_inspection": EXTINGUISHER,
    "leader_duty_log": DUTY,
    "canteen_morning_check": MORNING,
}
"""Registers that can be drafted, by key."""
