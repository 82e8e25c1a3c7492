"""Organisation: letters, training, drills."""

from taizhang.simulator.organisation.letters import letters
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (letters,)
