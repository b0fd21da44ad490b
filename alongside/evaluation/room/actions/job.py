"""Ask for an evaluation, hold it while it is worked on, and say how it ended."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.services.models import Service
from alongside.care.partnership.authority import is_lead
from alongside.evaluation.room.events import ASKED, TAKEN
from alongside.evaluation.room.models import Job, KeptPlan

HELD_FOR = timedelta(minutes=2)
MOST_ATTEMPTS = 2


class MayNot(PermissionError):
    """Only who leads the clinic has it evaluated."""


@transaction.atomic
def ask(*, service: Service, by: Account, plan: KeptPlan | None = None) -> Job:
    """A job that waits, or the one that is open already. ``plan`` None is the one that comes with Alongside.

    Raises ``MayNot``, also for another clinic's plan.
    """
    if not is_lead(by, service.pk) or (plan and plan.service_id != service.pk):
        raise MayNot(str(service.pk))
    try:
        with transaction.atomic():
            job = Job.objects.create(service=service, asked_by=by, plan=plan)
    except IntegrityError:
        return Job.objects.get(service=service, state__in=(Job.State.WAITING, Job.State.RUNNING))
    events.record(ASKED.name, service=service, by=by, about=job.pk)
    return job


@transaction.atomic
def taken(*, job: Job, what: str, by: Account) -> None:
    """Write down that somebody took ``what`` away. Raises ``MayNot``."""
    if not is_lead(by, job.service_id):
        raise MayNot(str(job.service_id))
    events.record(TAKEN.name, service=job.service, by=by, about=job.pk, what=what)


def due() -> UUID | None:
    """The job that nobody works on and that has waited longest; none while another one is held."""
    now = clock.now()
    if Job.objects.filter(state=Job.State.RUNNING, held_until__gte=now).exists():
        return None
    Job.objects.filter(state=Job.State.RUNNING, held_until__lt=now, attempts__gte=MOST_ATTEMPTS).update(
        state=Job.State.FAILED, ended_at=now
    )
    waiting = Job.objects.filter(Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, held_until__lt=now))
    return waiting.order_by("asked_at").values_list("pk", flat=True).first()


def hold(key: UUID) -> Job | None:
    """Take the job, if nobody has it."""
    now = clock.now()
    free = Job.objects.filter(pk=key).filter(
        Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, held_until__lt=now)
    )
    took = free.update(
        state=Job.State.RUNNING, held_until=now + HELD_FOR, attempts=F("attempts") + 1, done=0, total=0
    )
    return Job.objects.select_related("service", "asked_by", "plan__service").get(pk=key) if took else None


def progressed(job: Job, done: int, total: int) -> None:
    """How far it is; it is held longer."""
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(
        done=done, total=total, held_until=clock.now() + HELD_FOR
    )


def keep_hold(key: UUID) -> None:
    """Whoever started its process sees that it works: a long step does not lose the job."""
    Job.objects.filter(pk=key, state=Job.State.RUNNING).update(held_until=clock.now() + HELD_FOR)


def let_go(key: UUID) -> None:
    """Its process was killed: it is taken up again at once, or has failed."""
    Job.objects.filter(pk=key, state=Job.State.RUNNING).update(held_until=clock.now() - HELD_FOR)


def finished(job: Job, *, summary: list[str], people: int | None, plan_hash: str) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.DONE, ended_at=clock.now(), summary=summary, people=people, plan_hash=plan_hash
    )


def refused(job: Job, problems: list[str]) -> None:
    Job.objects.filter(pk=job.pk).update(state=Job.State.REFUSED, ended_at=clock.now(), problems=problems)
