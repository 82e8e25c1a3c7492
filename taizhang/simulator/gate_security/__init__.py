"""The gate."""

from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = ()
