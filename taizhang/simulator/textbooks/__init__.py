"""Textbooks."""

from taizhang.simulator.textbooks.distribution import distribution
from taizhang.simulator.textbooks.going_round import going_round
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (distribution, going_round)
