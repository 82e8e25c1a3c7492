"""Patrols, repairs, incidents; hazards and what becomes of them."""

from taizhang.simulator.patrol_hazards.incidents import incidents
from taizhang.simulator.patrol_hazards.patrols import patrols
from taizhang.simulator.patrol_hazards.repairs import repairs
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (patrols, repairs, incidents)
