"""Property and stores."""

from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = ()
