"""Water, electricity, heat and the buildings."""

from taizhang.simulator.utilities_buildings.buildings import building_checks
from taizhang.simulator.utilities_buildings.electricity import electrical_rounds
from taizhang.simulator.utilities_buildings.maintenance import maintenance
from taizhang.simulator.utilities_buildings.meters import meters
from taizhang.simulator.utilities_buildings.opening import opening
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (opening, meters, electrical_rounds, building_checks, maintenance)
