"""The use-case of empty forms: any register as sheets for a pen, each with its code."""

from dataclasses import dataclass
from datetime import date

from checklists.catalogue import find
from generator.composing.blank import Prefilled, compose_blank
from generator.metadata import About
from generator.qr import QrKind
from generator.rendering import Press
from generator.stacks import Order, Setup, print_stack
from records.definitions import Definition
from taizhang import log
from taizhang.desk import Desk
from taizhang.errors import UsageError
from taizhang.papers import imprint_of

MOST_SHEETS = 200
_SHORT_DIGEST = 16


@dataclass(frozen=True, slots=True)
class BlankLayout:
    """Empty forms before they are printed."""

    name: str
    order: Order


def lay_out_blank(
    desk: Desk, slug: str, *, sheets: int = 1, on: date | None = None, place: str = ""
) -> BlankLayout:
    """All that empty forms take from the desk.

    Args:
        desk: of the home.
        slug: key of the register.
        sheets: how many forms; each has a number of its own in its code (表号).
        on: business date to be printed in it.
        place: id or name of the place to be printed in it.

    Raises:
        UsageError: too many sheets, or none; an unknown place.
        UnknownRegisterError: there is no such register.
    """
    if not 1 <= sheets <= MOST_SHEETS:
        raise UsageError(f"一次可印 1 到 {MOST_SHEETS} 张空白表，不是 {sheets} 张。")
    found = desk.directory.look_up("place", place) if place else None
    if place and found is None:
        raise UsageError(f"名录里没有地点“{place}”。核对写法，或先在名录里登记。")
    now, form = desk.now(), Definition.of(find(slug, desk.registers))
    term = desk.term_now(on or now.date())
    document = compose_blank(
        form, imprint_of(desk, term), Prefilled(on, found.name if found else "")
    )
    name = f"{form.title} 空白表"
    about = About(
        title=name,
        author=document.author,
        subject=document.subject,
        document_id=f"{form.prefix}-空白表",
        content_sha256=form.digest,
        term=term,
        created=now,
    )
    shared = {"s": form.slug, "d": form.digest[:_SHORT_DIGEST]}
    codes = tuple({**shared, "i": f"{now:%Y%m%d%H%M%S}-{one}"} for one in range(1, sheets + 1))
    return BlankLayout(f"{name}.pdf", Order(document, about, QrKind.FORM, codes))


def print_blank(press: Press, layout: BlankLayout, *, duplex: bool = False) -> bytes:
    """Empty forms as one PDF.

    Raises:
        GeneratorError: they cannot be printed.
    """
    setup = Setup(seams=False, duplex=duplex, singly=False)
    _, stack = print_stack(press, [layout.order], layout.order.about, setup)
    log.step("print", register=layout.order.copies[0]["s"], to="blank", bytes=len(stack))
    return stack
