"""Work on one evaluation that a lead asked for: extract, evaluate, write its folder."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID

from alongside.base.accounts.models import Account
from alongside.care.support.actions import extract as door
from alongside.config.operations import evaluate
from alongside.config.operations.schema import require_current
from alongside.evaluation import extracting
from alongside.evaluation.plans import SEEDS
from alongside.evaluation.problems import Refused
from alongside.evaluation.report.document import plain
from alongside.evaluation.report.sections import plainly
from alongside.evaluation.room.actions import job as jobs
from alongside.evaluation.room.models import Job
from alongside.evaluation.steps.numbers import Json

FEWEST = 5  # people; fewer are not shown


def run(key: str) -> bool:
    """Do the job ``key``; False where somebody else has it. What was taken out is thrown away again."""
    require_current()
    job = jobs.hold(UUID(key))
    if job is None:
        return False
    try:
        results = _worked_out(job, job.asked_by)
    except Refused as refused:
        jobs.refused(job, [refused.what, *(str(trouble) for trouble in refused.troubles)])
        return True
    except door.MayNot:
        jobs.refused(job, ["Who asked for it does not lead the clinic any more."])
        return True
    jobs.finished(
        job,
        summary=[plain(sentence) for sentence in plainly.sentences(results)],
        people=results["data"]["in_study"],
        plan_hash=results["plan"]["hash"],
    )
    return True


def _worked_out(job: Job, by: Account) -> Json:
    job.folder.parent.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".extract-", dir=job.folder.parent) as folder:
        out = Path(folder) / "answers"
        extracting.write(door.make(service=job.service, by=by, k=FEWEST), out)
        return evaluate.run(
            SEEDS,
            out / extracting.ANSWERS,
            job.folder,
            suppress_below=FEWEST,
            progress=lambda _doing, done, total: jobs.progressed(job, done, total),
        )
