"""Campaigns of responsibility letters: who is asked to sign what, and how a batch of them stands.

    asked = Campaign("2026-2027学年第一学期安全责任书", issued_on, valid_from, valid_to)
    drafts = drafts_of(asked, lists)              # from the directory; or drafts_of_roster(…)
    board = board_of("2026-2027学年第一学期安全责任书", records, facts)

Pure functions over lists and records (registers.md 1.3, A.6); nothing is stored beside the letters
themselves: a batch is what they say of it.
"""

from records.campaigns.asking import (
    REGISTER,
    SOURCES,
    Campaign,
    LetterDraft,
    RosterLine,
    drafts_of,
    drafts_of_roster,
    forbidden_in,
)
from records.campaigns.board import Board, Facts, Tally, board_of
from records.campaigns.letters import (
    LetterStanding,
    Progress,
    batches,
    campaign_like,
    ending,
    is_filed,
    is_signed,
    letters_of,
    standing_of,
)

__all__ = [
    "REGISTER",
    "SOURCES",
    "Board",
    "Campaign",
    "Facts",
    "LetterDraft",
    "LetterStanding",
    "Progress",
    "RosterLine",
    "Tally",
    "batches",
    "board_of",
    "campaign_like",
    "drafts_of",
    "drafts_of_roster",
    "ending",
    "forbidden_in",
    "is_filed",
    "is_signed",
    "letters_of",
    "standing_of",
]
