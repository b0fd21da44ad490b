"""After a protocol that asks for more or fewer reviewers: what stands of each record already decided on.

In a worker, a few records at a time, so that nobody who decides waits for it. Safe to do twice.
"""

from __future__ import annotations

from django.db import transaction

from alongside.evidence.records.models import Record
from alongside.evidence.screening.actions.decision import recount
from alongside.evidence.screening.models import Stage
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.actions.synthesis import latest
from alongside.evidence.synthesis.models import Job

AT_ONCE = 100


def work(job: Job, progress: jobs.Progress) -> None:
    protocol = latest(job.synthesis)
    for part, stage in enumerate((Stage.TEXT, Stage.TITLE)):
        decided = Record.objects.filter(
            synthesis=job.synthesis, merged_into=None, **{f"{stage}_count__gt": 0}
        )
        keys = list(decided.order_by("number").values_list("pk", flat=True))
        for begin in range(0, len(keys), AT_ONCE):
            with transaction.atomic():
                recount(records=keys[begin : begin + AT_ONCE], stage=stage, protocol=protocol)
            progress((part + begin / len(keys)) / 2)
