"""Textbooks."""

from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = ()
