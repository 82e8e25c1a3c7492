"""Utilities and buildings."""

from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = ()
