"""Papers of charging: an item's settlement for the board, lists of a class to check and to sign."""

from collections.abc import Sequence
from datetime import datetime

from generator.composing.fees import (
    compose_item_settlement,
    compose_receipt_list,
    compose_refund_list,
)
from generator.document import Document
from generator.metadata import About
from records.charges.kept import CONSENTS
from records.charges.notices import announced
from records.charges.receivables import Receivable, receivables
from records.charges.terms import Share, settlement_of
from records.digest import digest_of
from records.record import Record
from taizhang import log
from taizhang.charging.kept import kept_now
from taizhang.desk import Desk
from taizhang.errors import UsageError
from taizhang.papers import FORMATS, Layout, imprint_of
from taizhang.privacy import read_together

RECEIPTS, REFUNDS, SETTLEMENT = "receipts", "refunds", "settlement"
PAPERS = {SETTLEMENT: "代收费结算公示", RECEIPTS: "收款回执清单", REFUNDS: "退费签收表"}
"""Papers that are drawn up for an item; the lists are those of a class."""


def lay_out_settlement(desk: Desk, item: str, form: str) -> Layout:
    """What an item came to, to be put up; nobody is named.

    Raises:
        UsageError: nobody paid for it, or an unknown format.
    """
    now = desk.now()
    kept = kept_now(desk, now.date())
    found = settlement_of(kept, item)
    if not found.shares:
        raise UsageError(f"“{item}”本学期没有缴费，没有可公示的结算。核对项目名称。")
    term = desk.term_now(now.date())
    told = announced(kept, item)
    document = compose_item_settlement(found, told, imprint_of(desk, term), now.date())
    records = [one.family.record for one in found.shares]
    return _laid_out(document, f"{PAPERS[SETTLEMENT]}-{item}", records, term, now, form)


def lay_out_list(desk: Desk, by: str, kind: str, item: str, room: str, form: str) -> Layout:
    """A list of a class: who paid on which receipt, or who gets what back.

    Names are whole for those who may read them, which is noted once for the class.

    Args:
        desk: the home.
        by: who prints.
        kind: RECEIPTS or REFUNDS.
        item: name of the item.
        room: the class.
        form: docx or pdf.

    Raises:
        UsageError: nobody of the class paid, or an unknown kind or format.
    """
    if kind not in (RECEIPTS, REFUNDS):
        raise UsageError(f"没有“{kind}”这种清单。可用：{RECEIPTS}、{REFUNDS}。")
    now = desk.now()
    term = desk.term_now(now.date())
    paying = [one for one in receivables(kept_now(desk, now.date()), item, room) if one.is_charged]
    if not paying:
        raise UsageError(f"{room}本学期没有缴“{item}”的。核对班级和项目。")
    name = f"{PAPERS[kind]}-{item}-{room}"
    records, _ = read_together(desk, [one.record for one in paying], by=by, what=name, how="打印")
    families, imprint = [Receivable(one) for one in records], imprint_of(desk, term)
    if kind == RECEIPTS:
        document = compose_receipt_list(families, item, room, imprint)
    else:
        shares = [Share(one, one.cost) for one in families if one.cost is not None]
        if not shares:
            raise UsageError(f"{room}的“{item}”还没有结算，没有退费可签收。先结算。")
        document = compose_refund_list(shares, item, room, imprint)
    return _laid_out(document, name, records, term, now, form)


def _laid_out(
    document: Document, name: str, records: Sequence[Record], term: str, now: datetime, form: str
) -> Layout:
    if form not in FORMATS:
        raise UsageError(f"没有“{form}”这种格式。可用：{'、'.join(FORMATS)}。")
    said = About(
        title=document.title.replace("\n", ""),
        author=document.school,
        subject=name,
        document_id=name,
        content_sha256=digest_of([name, [[one.number, one.latest.digest] for one in records]]),
        term=term,
        created=now,
    )
    log.step("document", register=CONSENTS, records=len(records))
    return Layout(f"{name}.{form}", form, document, said)
