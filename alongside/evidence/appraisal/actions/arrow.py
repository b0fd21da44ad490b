from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record.holding import hold
from alongside.evidence.appraisal.models import Arrow, Ground, Theme
from alongside.evidence.records.models import Record
from alongside.evidence.synthesis.actions.synthesis import note
from alongside.evidence.synthesis.authority import Verb, require
from alongside.evidence.synthesis.models import Synthesis


class NoSuchWay(Exception):
    """No arrow goes there: from a theme to itself, or to one of another synthesis or taken out."""


class NoGround(Exception):
    """An arrow rests on studies of the synthesis, and on nothing else."""


class Changed(Exception):
    """Somebody changed the arrow since it was read; nothing was written over."""


@transaction.atomic
def draw(
    *,
    start: Theme,
    end: Theme,
    how: str,
    says: str,
    grounds: Mapping[UUID, str],
    by: Account,
    seen: UUID | None,
) -> Arrow:
    """Draw an arrow from one theme to another, or draw it anew; the one before stays, with its end.

    ``grounds`` are the studies that say so, each with its place; none yet is allowed, and shown. ``seen`` is
    the arrow that stood there when it was read. Raises ``NoSuchWay``, ``NoGround`` and ``Changed``.
    """
    require(by, Verb.FILL_MATRIX, start.synthesis)
    synthesis = hold(Synthesis.objects.all(), start.synthesis_id)
    there = set(
        synthesis.themes.filter(ended_at=None, pk__in=[start.pk, end.pk]).values_list("pk", flat=True)
    )
    if there != {start.pk, end.pk} or start.pk == end.pk:
        raise NoSuchWay
    studies = synthesis.records.filter(pk__in=list(grounds), text_state=Record.State.IN, merged_into=None)
    if studies.count() != len(grounds):
        raise NoGround
    _end(synthesis, start, end, seen)
    made = Arrow.objects.create(synthesis=synthesis, start=start, end=end, how=how, says=says, by=by)
    Ground.objects.bulk_create(
        Ground(arrow=made, record_id=key, place=place) for key, place in grounds.items()
    )
    note(synthesis, by, "arrow", made.pk, studies=len(grounds))
    return made


@transaction.atomic
def take_out(*, arrow: Arrow, by: Account) -> None:
    """No longer in the model. It stays with its end. Raises ``Changed`` where it has one already."""
    require(by, Verb.FILL_MATRIX, arrow.synthesis)
    synthesis = hold(Synthesis.objects.all(), arrow.synthesis_id)
    _end(synthesis, arrow.start, arrow.end, arrow.pk)
    note(synthesis, by, "arrow-out", arrow.pk)


def _end(synthesis: Synthesis, start: Theme, end: Theme, seen: UUID | None) -> None:
    stands = Arrow.objects.filter(synthesis=synthesis, start=start, end=end, ended_at=None).first()
    if (stands.pk if stands else None) != seen:
        raise Changed
    if stands is not None:
        Arrow.objects.filter(pk=stands.pk).update(ended_at=clock.now())
