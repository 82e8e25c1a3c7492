"""Health of the children, and the kindergarten's care."""

from taizhang.simulator.health.childcare import childcare_visits
from taizhang.simulator.health.disinfection import disinfection
from taizhang.simulator.health.illnesses import illnesses
from taizhang.simulator.health.morning_checks import morning_checks
from taizhang.simulator.health.vaccinations import vaccinations
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (
    morning_checks,
    illnesses,
    vaccinations,
    disinfection,
    childcare_visits,
)
