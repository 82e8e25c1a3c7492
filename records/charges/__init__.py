"""The money chain of fees, as records tell it: nothing here is kept, everything is folded.

    consents → receivables → receipts → daily settlement → end-of-term settlement

    for one in receivables(view, item="校服费"):
        one.standing, one.open              # 待收 300.00
    ties_of(view, "DSF-20260301-017")       # consent, receipt, stub book, day, publication

What hands the records in is anything that knows them by register: a `View`, or a ledger.
"""

from records.charges.books import Book, books, given_out, voided
from records.charges.days import Equation, equations, lines_of
from records.charges.kept import ACCOUNTS, CONSENTS, DAYS, NOTICES, STUBS, Kept, money
from records.charges.notices import Announced, announced
from records.charges.receivables import Receivable, Standing, receivables
from records.charges.rooms import Room, rooms
from records.charges.terms import ItemSettlement, Share, settlement_of
from records.charges.ties import Tie, ties, ties_of

__all__ = [
    "ACCOUNTS",
    "CONSENTS",
    "DAYS",
    "NOTICES",
    "STUBS",
    "Announced",
    "Book",
    "Equation",
    "ItemSettlement",
    "Kept",
    "Receivable",
    "Room",
    "Share",
    "Standing",
    "Tie",
    "announced",
    "books",
    "equations",
    "given_out",
    "lines_of",
    "money",
    "receivables",
    "rooms",
    "settlement_of",
    "ties",
    "ties_of",
    "voided",
]
