"""Work on one evaluation that a lead asked for: extract, evaluate, write its folder."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from alongside.base.accounts.models import Account
from alongside.care.support.actions import extract as door
from alongside.config.operations import evaluate
from alongside.config.operations.schema import require_current
from alongside.evaluation import extracting
from alongside.evaluation.plan.loading import load
from alongside.evaluation.plans import SEEDS
from alongside.evaluation.problems import Refused
from alongside.evaluation.report.document import plain
from alongside.evaluation.report.sections import plainly
from alongside.evaluation.results.scratch import scratch, sweep
from alongside.evaluation.results.suppression import refuse_few
from alongside.evaluation.room.actions import job as jobs
from alongside.evaluation.room.actions import plan as plans
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
    sweep(job.folder)  # what a killed process took out goes before anything else is
    with scratch(job.folder.parent, f".{job.folder.name}-") as folder:
        out = folder / "answers"
        plan = _written(job, folder)
        taken_out = door.make(service=job.service, by=by, k=FEWEST)
        refuse_few(taken_out.people, FEWEST)
        extracting.write(taken_out, out)
        return evaluate.run(
            plan,
            out / extracting.ANSWERS,
            job.folder,
            suppress_below=FEWEST,
            kept=_kept(job),
            progress=lambda _doing, done, total: jobs.progressed(job, done, total),
        )


def _written(job: Job, folder: Path) -> Path:
    """The plan as a file: as it was kept, byte for byte."""
    if job.plan is None:
        return SEEDS
    path = folder / "plan.toml"
    path.write_text(job.plan.text, encoding="utf-8", newline="")
    return path


def _kept(job: Job) -> evaluate.Kept:
    if job.plan is None:
        return evaluate.Kept(on=load(SEEDS).plan.plan.written_on, comes_with_alongside=True)
    plan = job.plan
    changes = (plan.changes_hash, plan.changes_on) if plan.changes_on else None
    return evaluate.Kept(on=plans.day_of(plan), changes=changes, looked_before=plan.looked_before)
