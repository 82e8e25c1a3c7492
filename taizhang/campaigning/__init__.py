"""The use-cases of the agreement campaign, over the desk.

    asked = new_campaign(desk, parties=("班主任", "任课教师"))
    planned = plan(desk, asked)                     # who gets which letter; what is lacking
    made = make(desk, visit, asked)                 # all of them, or none; again makes none twice
    board = board_now(desk, asked.batch)
    revise(desk, visit, asked.batch, "班主任", clauses, reason="…")
    file_away(desk, visit, numbers, Executed(seal=True))

What must not be agreed on is refused here. A letter that was signed with such a sentence can still
be recorded through the register itself, where it stays 未结.
"""

from taizhang.campaigning.boards import (
    batches_now,
    board_data,
    board_now,
    ending_now,
    outstanding,
)
from taizhang.campaigning.filing import Executed, Filed, close_batch, file_away, to_be_filed
from taizhang.campaigning.making import Made, make
from taizhang.campaigning.planning import Plan, new_campaign, newcomers, plan
from taizhang.campaigning.revising import revise, text_of_post
from taizhang.campaigning.signed_papers import lay_out_signed, put_signed_on_paper

__all__ = [
    "Executed",
    "Filed",
    "Made",
    "Plan",
    "batches_now",
    "board_data",
    "board_now",
    "close_batch",
    "ending_now",
    "file_away",
    "lay_out_signed",
    "make",
    "new_campaign",
    "newcomers",
    "outstanding",
    "plan",
    "put_signed_on_paper",
    "revise",
    "text_of_post",
    "to_be_filed",
]
