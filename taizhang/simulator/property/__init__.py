"""Property and supplies."""

from taizhang.simulator.property.assets import cards, disposals
from taizhang.simulator.property.counts import counts
from taizhang.simulator.property.damage import damages
from taizhang.simulator.property.library import library
from taizhang.simulator.property.loans import loans
from taizhang.simulator.property.purchases import acceptances, requests
from taizhang.simulator.property.rooms import class_property
from taizhang.simulator.property.special_rooms import room_logs
from taizhang.simulator.property.store import store
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (
    requests,
    acceptances,
    store,
    counts,
    cards,
    disposals,
    damages,
    loans,
    class_property,
    room_logs,
    library,
)
