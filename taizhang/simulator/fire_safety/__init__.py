"""Fire safety."""

from taizhang.simulator.fire_safety.extinguishers import extinguisher_checks
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (extinguisher_checks,)
