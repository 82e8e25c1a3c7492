"""The gate and what guards the grounds."""

from taizhang.simulator.gate_security.facilities import facility_checks
from taizhang.simulator.gate_security.leaders import leader_logs
from taizhang.simulator.gate_security.outings import outings
from taizhang.simulator.gate_security.passes import passes
from taizhang.simulator.gate_security.pickups import pickups
from taizhang.simulator.gate_security.shifts import gate_shifts
from taizhang.simulator.gate_security.visitors import visitors
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (
    gate_shifts,
    leader_logs,
    facility_checks,
    visitors,
    outings,
    passes,
    pickups,
)
