"""Patrols; hazards and what becomes of them."""

from taizhang.simulator.patrol_hazards.patrols import patrols
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (patrols,)
