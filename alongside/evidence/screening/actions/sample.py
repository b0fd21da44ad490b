"""Drawing at random from what nobody has looked at."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.db import transaction
from django.db.models import Min

from alongside.base.accounts.models import Account
from alongside.evidence.records.models import Record
from alongside.evidence.sampling import sample_of_rest
from alongside.evidence.screening import queue
from alongside.evidence.screening.models import Drawn, Sample
from alongside.evidence.synthesis.actions.synthesis import note
from alongside.evidence.synthesis.authority import Verb, require
from alongside.evidence.synthesis.models import Synthesis

MOST = 5000  # nobody looks at more; and so many rows are put in front at once
SEEDS = 2**31


class NothingLeft(Exception):
    """Everything was looked at: there is no rest to draw from."""


class TooMany(Exception):
    """More than are left, more than anybody looks at, or none."""


@transaction.atomic
def draw(*, synthesis: Synthesis, size: int, by: Account) -> Sample:
    """Draw ``size`` of the records that nobody has looked at, and let them come next for everybody.

    Each can be drawn alike. They are screened as all others are: blinded, by as many as the protocol asks.
    Raises ``NothingLeft`` and ``TooMany``.
    """
    require(by, Verb.SCREEN, synthesis)
    rest = list(queue.untouched(synthesis).order_by("number").values_list("pk", flat=True))
    if not rest:
        raise NothingLeft
    if not 1 <= size <= min(len(rest), MOST):
        raise TooMany
    seed = secrets.randbelow(SEEDS)
    chosen = [rest[at] for at in sample_of_rest(range(len(rest)), size, seed)]
    sample = Sample.objects.create(
        synthesis=synthesis,
        by=by,
        seed=seed,
        size=size,
        rest=len(rest),
        found=queue.relevant(synthesis).count(),
    )
    Drawn.objects.bulk_create([Drawn(sample=sample, record_id=pk) for pk in chosen], batch_size=500)
    _next(synthesis, chosen)
    note(synthesis, by, "sample-drawn", sample.pk, size=size, rest=len(rest))
    return sample


def _next(synthesis: Synthesis, chosen: list[UUID]) -> None:
    """Put them before everything else."""
    first = Record.objects.filter(synthesis=synthesis).aggregate(first=Min("rank"))["first"] or 0
    start = min(first, 0) - len(chosen)
    rows = [Record(pk=pk, rank=start + at) for at, pk in enumerate(chosen)]
    Record.objects.bulk_update(rows, ["rank"], batch_size=250)
