"""Keep an analysis plan before it is asked, so that what was asked cannot be bent to what came out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.models import Event
from alongside.base.services.models import Service
from alongside.care.partnership.authority import is_lead
from alongside.care.support.actions import extract as door
from alongside.care.support.events import EXTRACTED
from alongside.evaluation.plan import clinic
from alongside.evaluation.plan.hashing import fingerprint
from alongside.evaluation.plan.loading import load
from alongside.evaluation.plan.references import Meaning
from alongside.evaluation.plans import SEEDS
from alongside.evaluation.room.actions.job import MayNot
from alongside.evaluation.room.events import KEPT, PUT_AWAY
from alongside.evaluation.room.models import KeptPlan


class ComesWithAlongside(ValueError):
    """It is the plan that is there already for every clinic."""


def understood(raw: bytes) -> Meaning:
    """What a plan means, asked of a clinic. Raises ``Refused`` with everything that stands against it."""
    return clinic.read(raw, list(door.columns()))


@transaction.atomic
def keep(*, service: Service, text: str, by: Account) -> KeptPlan:
    """The plan in ``text``, kept from now on; where it is kept already, that one with its own day.

    Raises ``MayNot``, ``Refused`` and ``ComesWithAlongside``.
    """
    if not is_lead(by, service.pk):
        raise MayNot(str(service.pk))
    meaning = understood(text.encode())
    print_ = fingerprint(meaning.plan)
    seeds = load(SEEDS).plan
    if print_ == fingerprint(seeds):
        raise ComesWithAlongside(print_)
    kept, new = KeptPlan.objects.get_or_create(
        service=service,
        fingerprint=print_,
        defaults={
            "title": meaning.plan.plan.title,
            "text": text,
            "kept_by": by,
            "looked_before": Event.objects.filter(service=service, kind=EXTRACTED.name).count(),
            **_changes(service, meaning.plan.plan.title),
        },
    )
    if new or kept.put_away_at:
        KeptPlan.objects.filter(pk=kept.pk).update(put_away_at=None)
        kept.put_away_at = None
        events.record(KEPT.name, service=service, by=by, about=kept.pk)
    return kept


def _changes(service: Service, title: str) -> dict[str, str | date | None]:
    """The plan of the same title that was there last: this one is written in its place."""
    own = KeptPlan.objects.filter(service=service, title__iexact=title).order_by("kept_at").last()
    if own:
        return {"changes_hash": own.fingerprint, "changes_on": day_of(own)}
    seeds = load(SEEDS).plan
    if seeds.plan.title.casefold() == title.casefold():
        return {"changes_hash": fingerprint(seeds), "changes_on": seeds.plan.written_on}
    return {"changes_hash": "", "changes_on": None}


@transaction.atomic
def put_away(*, plan: KeptPlan, by: Account) -> None:
    """Offer it no more. It stays with the evaluations that were made by it. Raises ``MayNot``."""
    if not is_lead(by, plan.service_id):
        raise MayNot(str(plan.service_id))
    if KeptPlan.objects.filter(pk=plan.pk, put_away_at=None).update(put_away_at=clock.now()):
        events.record(PUT_AWAY.name, service=plan.service, by=by, about=plan.pk)


def day_of(plan: KeptPlan) -> date:
    """The day on which it was kept, where the clinic is."""
    return plan.kept_at.astimezone(ZoneInfo(plan.service.time_zone)).date()


def offered(service: Service) -> Iterable[KeptPlan]:
    """The plans that the clinic keeps and has not put away, the newest first."""
    return KeptPlan.objects.filter(service=service, put_away_at=None).order_by("-kept_at")
