"""Invented lives, lived: every step through the rooms' own actions, in order of time, under a held clock.

The ids of a life come from its own source, so that they do not depend on who else is alive; their random
part and the words follow the seed, their time part the day that the lives are built for.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from django.db import transaction

from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.care.measures.rules.occasions import plan
from alongside.simulation.clinic import NO_PASSWORD, Clinic
from alongside.simulation.steps import Do, Life, Step
from alongside.simulation.writes import (
    access,
    differences,
    mail,
    measures,
    meeting,
    messages,
    partnership,
    together,
    understanding,
)
from alongside.simulation.writes.living import Living, Take

TAKES: dict[Do, Take] = {
    **partnership.STEPS,
    **access.STEPS,
    **understanding.STEPS,
    **differences.STEPS,
    **measures.STEPS,
    **together.STEPS,
    **messages.STEPS,
    **meeting.STEPS,
}
# Steps in one transaction: enough that the disk is not asked too often, few enough for others to write.
_STEPS_AT_ONCE = 12

Source = Callable[[Life], random.Random]


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of one life, at its instant."""

    at: datetime
    life: Life
    step: Step


def live(
    lives: Iterable[Life],
    *,
    clinic: Clinic,
    until: date,
    seed: int,
    progress: Callable[[int], None] | None = None,
    source: Source | None = None,
) -> None:
    """Live ``lives``, the last step at the latest on the day before ``until``.

    ``progress`` is called with how much is done, counted in lives: half of all steps is half of them.
    ``source`` gives the source of a life's ids, asked before each of its steps.
    """
    source = source or sources(seed)
    moments = sorted(_moments(lives, clinic, until), key=lambda moment: moment.at)
    count = len({moment.life.number for moment in moments})
    living: dict[int, Living] = {}
    done = 0
    for some in _batches(iter(moments)):
        with transaction.atomic():
            for moment in some:
                one = living.setdefault(moment.life.number, Living(moment.life, clinic, until))
                with clock.frozen(moment.at), ids.seeded(source(moment.life)):
                    TAKES[moment.step.do](one, moment.step)
                    mail.leaves()
        done += len(some)
        if progress:
            progress(count * done // len(moments))
    close_passwords()


def sources(seed: int) -> Source:
    """A source of ids for each life, going on from step to step."""
    there: dict[int, random.Random] = {}

    def source(life: Life) -> random.Random:
        return there.setdefault(life.number, source_of(seed, life.number))

    return source


def source_of(seed: int, number: int) -> random.Random:
    return random.Random(f"{seed}:ids:{number}")


def instants(life: Life, zone: ZoneInfo, until: date) -> Iterator[datetime]:
    """When each step of ``life`` happens, in the order of its steps."""
    rated: datetime | None = None
    for step in life.steps:
        at = step.at(until, zone) + life.later_by
        if step.do is Do.IS_CALLED_UP and rated is not None:
            at = rated + timedelta(days=plan().three_months.due_after_days)
        elif rated is None and step.do is Do.RATES:
            rated = at.astimezone(ZoneInfo("UTC"))
        yield at.astimezone(ZoneInfo("UTC"))


def close_passwords() -> None:
    """Nobody invented has a password; Django's mark for that has a random tail, which no seed decides."""
    Account.objects.filter(password__startswith=NO_PASSWORD).exclude(password=NO_PASSWORD).update(
        password=NO_PASSWORD
    )


def _moments(lives: Iterable[Life], clinic: Clinic, until: date) -> Iterator[Moment]:
    zone = ZoneInfo(clinic.service.time_zone)
    for life in lives:
        for at, step in zip(instants(life, zone, until), life.steps, strict=True):
            yield Moment(at, life, step)


def _batches(moments: Iterator[Moment]) -> Iterator[list[Moment]]:
    while some := list(islice(moments, _STEPS_AT_ONCE)):
        yield some
