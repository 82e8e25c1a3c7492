"""Posts, letters, meetings, plans, lessons in safety, drills."""

from taizhang.simulator.organisation.drills import drills
from taizhang.simulator.organisation.duties import duties
from taizhang.simulator.organisation.lessons import lessons
from taizhang.simulator.organisation.letters import letters
from taizhang.simulator.organisation.meetings import meetings
from taizhang.simulator.organisation.policies import policies
from taizhang.simulator.world import Play

SCRIPTS: tuple[Play, ...] = (duties, meetings, policies, letters, lessons, drills)
