"""Health and the kindergarten."""

from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = ()
