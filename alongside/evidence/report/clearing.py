"""Clearing away a synthesis that never became whole, piece by piece. Safe to do twice."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.evidence.records.models import Record
from alongside.evidence.report.archive import TABLES
from alongside.evidence.synthesis.models import Opening, Synthesis

AT_ONCE = 500


def clear_one() -> bool:
    """Clear away one that nobody opens any more, because its process was killed; whether there was one."""
    left = Opening.objects.filter(Q(until_at=None) | Q(until_at__lt=clock.now())).first()
    if left is not None:
        clear(left.synthesis_id)
    return left is not None


def clear(synthesis: UUID) -> None:
    """Take away all that was opened so far. Only what is not whole is ever touched."""
    # Whoever should still be at it finds that it is no longer theirs.
    if not Opening.objects.filter(pk=synthesis).update(until_at=None):
        return
    for model, way in reversed(TABLES):
        mine = model._default_manager.filter(**{way: synthesis})
        if model is Record:
            _loosen(mine)
        _in_pieces(mine)
    with transaction.atomic():
        opened = Opening.objects.get(pk=synthesis)
        opened.delete()
        Synthesis.objects.filter(pk=synthesis).delete()
        Account.objects.filter(pk__in=opened.people, is_active=False, email=None).delete()


def _in_pieces(rows: QuerySet[Model]) -> None:
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        # Nothing is left that leads to them; asking for that row by row would take as long again.
        found = rows.model._default_manager.filter(pk__in=keys)
        found._raw_delete(found.db)


def _loosen(records: QuerySet[Model]) -> None:
    """Merged records lead to each other."""
    merged = records.exclude(merged_into=None).order_by("pk").values_list("pk", flat=True)
    while keys := list(merged[:AT_ONCE]):
        Record.objects.filter(pk__in=keys).update(merged_into=None)
