"""Lists the money goes by: what may be charged and by whose leave, and the lines of the budget."""

from datetime import date
from decimal import Decimal

from records.items import BudgetItem, FeeItem
from taizhang.simulator.fees_finance.fees import CARE, COPYBOOKS, LUNCH, OUTING
from taizhang.simulator.property.goods_words import BUDGETS

_SINCE = {OUTING["item"]: date(2026, 3, 23)}
"""What was added when the term had begun."""

FEE_ITEMS: tuple[FeeItem, ...] = tuple(
    FeeItem(
        id=f"F{number:02}",
        name=line["item"],
        since=_SINCE.get(line["item"]),
        nature=line["kind"],
        authority=line["basis_doc"].rpartition("（")[2].removesuffix("）"),
        document=line["basis_doc"].partition("（")[0],
        standard=Decimal(line["approved"]),
        unit=line["unit"],
        service=line["purpose"],
        valid_until=date.fromisoformat(line["basis_until"]),
    )
    for number, line in enumerate((CARE, LUNCH, COPYBOOKS, OUTING), 1)
)

BUDGET_ITEMS: tuple[BudgetItem, ...] = tuple(
    BudgetItem(id=f"Y{number:02}", name=name, amount=Decimal(year))
    for number, (name, (year, _)) in enumerate(BUDGETS.items(), 1)
)
