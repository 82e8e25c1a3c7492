"""Building works and repairs in the holidays."""

from taizhang.simulator.renovation.building_site import site_logs
from taizhang.simulator.renovation.handover import handovers
from taizhang.simulator.renovation.projects import projects
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (projects, site_logs, handovers)
