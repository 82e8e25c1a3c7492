"""Reading an existing plan: its lines become the model; what was found on the way is reported."""

from checklists.plans.reading.importing import Reading, read_plan
from checklists.plans.reading.lines import SourceLine, text_lines
from checklists.plans.reading.splitting import plans_in

__all__ = ["Reading", "SourceLine", "plans_in", "read_plan", "text_lines"]
