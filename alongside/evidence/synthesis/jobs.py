"""Work that a worker does. Rooms declare what each kind does; it must be safe to do twice."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.base import clock
from alongside.evidence.synthesis.models import Job, Synthesis

LEASE = timedelta(minutes=2)
SILENT = timedelta(seconds=30)
MOST_TRIES = 3
LONGEST_REST_SECONDS = 0.2

Progress = Callable[[float], None]
Work = Callable[[Job, Progress], None]

log = logging.getLogger(__name__)
_work: dict[str, Work] = {}


class CannotBeDone(Exception):
    """The job can never be done; ``code`` says why, in a word."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def declare(kind: Job.Kind, work: Work) -> None:
    """Say what a kind of job does; called once from a room's ``AppConfig.ready``."""
    _work[kind.value] = work


def want(synthesis: Synthesis, kind: Job.Kind, *, about: UUID | None = None) -> None:
    """Have it done. Wanted again before anybody began, it is done once. Inside the cause's transaction."""
    if (
        about is None
        and Job.objects.filter(synthesis=synthesis, kind=kind, about=None, state=Job.State.WAITING).exists()
    ):
        return
    Job.objects.bulk_create([Job(synthesis=synthesis, kind=kind, about=about)], ignore_conflicts=True)


@contextmanager
def a_little() -> Iterator[None]:
    """A transaction of a long job: short, and with a rest after it that is as long.

    Where one at a time may write (SQLite), whoever decides meanwhile waits for one of these at the most.
    """
    begun = time.monotonic()
    with transaction.atomic():
        yield
    if connection.vendor == "sqlite":
        time.sleep(min(time.monotonic() - begun, LONGEST_REST_SECONDS))


def work_once() -> bool:
    """Take the job that has waited longest and do it; whether there was one."""
    job = _take()
    if job is None:
        return False
    try:
        _work[job.kind](job, lambda done: _beat(job, done))
    except CannotBeDone as why:
        _end(job, Job.State.FAILED, why.code)
    except OSError as fault:
        # The disk or the machine: leave the lease to end, and be taken up again.
        log.warning("%s put off: %s", job, type(fault).__name__)
    else:
        _end(job, Job.State.DONE, "")
    return True


def _take() -> Job | None:
    now = clock.now()
    free = Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, leased_until__lt=now)
    if not Job.objects.filter(free).exists():
        return None
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=False).filter(free).order_by("wanted_at").first()
        if job is None:
            return None
        job.tries += 1
        if job.tries > MOST_TRIES:
            _end(job, Job.State.FAILED, "tried-too-often")
            return None
        job.state, job.leased_until = Job.State.RUNNING, now + LEASE
        job.save(update_fields=["tries", "state", "leased_until"])
        return job


def _beat(job: Job, done: float) -> None:
    """Still at it: the lease goes on, and the page shows how far.

    Further than the one before that died: it is not this work that ends its workers, so the tries begin anew.
    """
    done = min(max(done, 0.0), 1.0)
    further = {"tries": 1} if job.tries > 1 and done > job.done else {}
    Job.objects.filter(pk=job.pk).update(done=done, leased_until=clock.now() + LEASE, **further)


def unheard(job: Job) -> bool:
    """Whether a job that was begun has said nothing for a while: its worker may have died."""
    return job.leased_until is not None and job.leased_until < clock.now() + LEASE - SILENT


def given_up(synthesis: Synthesis) -> QuerySet[Job]:
    """Those that did not work and were not wanted again since."""
    later = Job.objects.filter(
        synthesis=synthesis, kind=OuterRef("kind"), wanted_at__gt=OuterRef("wanted_at")
    ).filter(Q(about=OuterRef("about")) | Q(about=None))
    failed = Job.objects.filter(synthesis=synthesis, state=Job.State.FAILED)
    return failed.exclude(Exists(later)).order_by("-ended_at")


def _end(job: Job, state: Job.State, problem: str) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=state, ended_at=clock.now(), leased_until=None, problem=problem, done=1.0
    )
