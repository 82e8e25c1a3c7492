"""Cleanliness, water, green."""

from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = ()
