"""The canteen."""

from taizhang.simulator.canteen.kitchen import kitchen_checks
from taizhang.simulator.canteen.samples import samples
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (samples, kitchen_checks)
