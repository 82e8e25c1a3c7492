"""Work under way, as the script of a page that waits for it is told."""

from typing import Self

from pydantic import BaseModel

from taizhang.jobs.job import Job
from taizhang.jobs.queue import Jobs


class Standing(BaseModel):
    """How far a job is, for a page that asks now and then."""

    state: str
    label: str
    is_over: bool
    done: int
    total: int
    step: str

    @classmethod
    def of(cls, job: Job, jobs: Jobs) -> Self:
        """As it stands now."""
        progress = jobs.progress(job.id)
        return cls(
            state=job.state,
            label=job.state.label,
            is_over=job.is_over,
            done=progress.done,
            total=progress.total,
            step=progress.step,
        )
