"""Fees and accounts."""

from taizhang.simulator.fees_finance.accounts import published_accounts
from taizhang.simulator.fees_finance.consents import consents
from taizhang.simulator.fees_finance.expenses import reimbursements
from taizhang.simulator.fees_finance.fees import fee_notices
from taizhang.simulator.fees_finance.settlements import settlements
from taizhang.simulator.fees_finance.stubs import stubs
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (
    fee_notices,
    consents,
    stubs,
    settlements,
    reimbursements,
    published_accounts,
)
