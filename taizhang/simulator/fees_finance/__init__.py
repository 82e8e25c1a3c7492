"""Fees and accounts."""

from taizhang.simulator.fees_finance.fees import fee_notices
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (fee_notices,)
