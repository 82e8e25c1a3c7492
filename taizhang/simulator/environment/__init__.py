"""Cleanliness, water, green."""

from taizhang.simulator.environment.cleaning import inspections
from taizhang.simulator.environment.green import greening
from taizhang.simulator.environment.pests import disinfection
from taizhang.simulator.environment.water import water
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (inspections, disinfection, greening, water)
