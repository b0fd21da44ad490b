from __future__ import annotations

from django.db import transaction

from alongside.base.accounts.models import Account
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.actions.synthesis import note
from alongside.evidence.synthesis.authority import Verb, require
from alongside.evidence.synthesis.models import Job, Synthesis


@transaction.atomic
def again(*, synthesis: Synthesis, by: Account) -> int:
    """Have all work that was given up tried again, each from where it stands; how much that is."""
    require(by, Verb.BRING_IN_RECORDS, synthesis)
    given_up = list(jobs.given_up(synthesis))
    for job in given_up:
        jobs.want(synthesis, Job.Kind(job.kind), about=job.about)
        note(synthesis, by, "work-again", job.pk, work=job.kind)
    return len(given_up)
