"""The canteen."""

from taizhang.simulator.canteen.company import company
from taizhang.simulator.canteen.deliveries import deliveries
from taizhang.simulator.canteen.kitchen import kitchen_checks
from taizhang.simulator.canteen.menus import menus
from taizhang.simulator.canteen.samples import samples
from taizhang.simulator.canteen.staff import certificates, morning_checks
from taizhang.simulator.canteen.storage import storage_checks
from taizhang.simulator.canteen.supervision import supervision
from taizhang.simulator.canteen.surveys import surveys
from taizhang.simulator.canteen.tableware import washing
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (
    certificates,
    menus,
    morning_checks,
    deliveries,
    storage_checks,
    samples,
    kitchen_checks,
    washing,
    company,
    surveys,
    supervision,
)
