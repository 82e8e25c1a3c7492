"""Fire safety."""

from taizhang.simulator.fire_safety.extinguishers import extinguisher_checks
from taizhang.simulator.fire_safety.fire_inspections import fire_inspections
from taizhang.simulator.fire_safety.fire_patrols import fire_patrols
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (fire_patrols, fire_inspections, extinguisher_checks)
