"""Property and supplies."""

from taizhang.simulator.property.assets import cards, disposals
from taizhang.simulator.property.damage import damages
from taizhang.simulator.property.purchases import acceptances, requests
from taizhang.simulator.property.rooms import class_property
from taizhang.simulator.property.store import store
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (
    requests,
    acceptances,
    store,
    cards,
    disposals,
    damages,
    class_property,
)
