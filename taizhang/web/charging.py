"""What the pages of charging share: who may do what, addresses, and amounts in words."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from starlette.datastructures import FormData

from checklists.catalogue import find
from records.charges import CONSENTS, DAYS
from taizhang.desk import Desk
from taizhang.web.acts import line_of
from taizhang.web.errors import BadRequestError, ForbiddenError
from taizhang.web.rights import Right, Visitor, may_see_register

CHARGES = "/papers/fees/charges"
CASHIER, ACCOUNTANT, KEEPER = "cashier", "accountant", "receipt_admin"
LONGEST = 200
"""Characters of what is typed into a line."""


def link(page: str = "", **asked: str) -> str:
    """Address of a page of charging."""
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{CHARGES}{f'/{page}' if page else ''}{f'?{query}' if query else ''}"


def may_look(desk: Desk, who: Visitor) -> bool:
    """Whether somebody finds anything on these pages: those who have to do with the money."""
    return any(may_see_register(who, find(slug, desk.registers)) for slug in (CONSENTS, DAYS))


def require_look(desk: Desk, who: Visitor) -> None:
    """Refuse who has nothing to do with it.

    Raises:
        ForbiddenError: no.
    """
    if not may_look(desk, who):
        raise ForbiddenError("收费由收费员、会计和班主任办理")


def is_one(who: Visitor, *posts: str) -> bool:
    """Whether somebody fills in forms and holds one of these posts."""
    return who.may(Right.FILL) and not who.posts.isdisjoint(posts)


def require_one(who: Visitor, said: str, *posts: str) -> None:
    """Refuse who does not hold one of the posts.

    Raises:
        ForbiddenError: no; `said` tells whose it is.
    """
    if not is_one(who, *posts):
        raise ForbiddenError(said)


def yuan_in(form: FormData | Mapping[str, object], name: str, label: str) -> Decimal:
    """An amount as it was typed; nothing where nothing was.

    Raises:
        BadRequestError: it is none.
    """
    text = line_of(form, name, 20) if isinstance(form, FormData) else str(form.get(name, ""))
    try:
        amount = Decimal(text.replace(",", "") or 0)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or amount != round(amount, 2):
        raise BadRequestError(f"{label}“{text}”不是金额", "写成 286.50 的样子", 422)
    return amount


def yuan(amount: Decimal) -> str:
    """1,234.50."""
    return f"{amount:,.2f}"
