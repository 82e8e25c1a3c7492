"""The canteen."""

from taizhang.simulator.canteen.company import company
from taizhang.simulator.canteen.kitchen import kitchen_checks
from taizhang.simulator.canteen.menus import menus
from taizhang.simulator.canteen.samples import samples
from taizhang.simulator.canteen.staff import certificates, morning_checks
from taizhang.simulator.canteen.surveys import surveys
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (
    certificates,
    menus,
    morning_checks,
    samples,
    kitchen_checks,
    company,
    surveys,
)
