"""Make the occasions on which checks are answered, and call up those whose day has come."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.measures import attention, catalogue, figures
from alongside.care.measures.events import ASKED, CALLED_UP
from alongside.care.measures.models import Instrument, Occasion
from alongside.care.measures.rules.occasions import OccasionKind, plan, window_of
from alongside.care.partnership import authority, reminding
from alongside.care.partnership.actions import attention as items
from alongside.care.partnership.actions.attention import NobodyToOwn
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import AttentionItem, Partnership


@transaction.atomic
def open_baseline(*, partnership: Partnership, by: Account) -> list[Occasion]:
    """The planned checks, to be answered first: due since the partnership started.

    Call it where a partnership starts; calling it again changes nothing. Permission is the caller's.
    """
    there = {
        occasion.key: occasion
        for occasion in Occasion.objects.filter(
            partnership=partnership, kind=OccasionKind.BASELINE
        ).with_instrument()
    }
    wanted = [key for key in plan().planned if key not in there]
    versions = catalogue.current_all(wanted) if wanted else {}
    for key in wanted:
        if key in versions:
            there[key] = make(
                partnership, versions[key], OccasionKind.BASELINE, start=partnership.started_at, by=by
            )
    if wanted:
        figures.keep(partnership)
    return [there[key] for key in plan().planned if key in there]


@transaction.atomic
def ask(*, partnership: Partnership, key: str, by: Account, label: str = "") -> Occasion:
    """Either side would like a check answered on a day of its own. One that is still open is returned.

    Raises ``catalogue.NoSuchInstrument``.
    """
    relation = authority.relation_of(by, partnership)
    verb = Verb.RATE_AS_PERSON if relation is Relation.PERSON else Verb.TYPE_FOR_PERSON
    authority.require(by, verb, partnership)
    instrument = catalogue.current(key)
    open_already = Occasion.objects.filter(
        partnership=partnership, key=key, kind=OccasionKind.OTHER, person_done_at=None
    )
    found = open_already.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            occasion = make(
                partnership, instrument, OccasionKind.OTHER, start=clock.now(), by=by, label=label[:100]
            )
    except IntegrityError:  # the other side asked for the same at the same moment
        return open_already.get()
    figures.keep(partnership)
    events.record(
        ASKED.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=occasion.pk,
        instrument=key,
    )
    if label and relation is Relation.PERSON:
        items.to_read(partnership=partnership, kind=attention.ASKED, by=by, about=occasion.pk)
    return occasion


@transaction.atomic
def call_up(*, limit: int = 100) -> int:
    """Put every person whose three months have come, and who has not answered, on somebody's list.

    For a worker, every hour or so: *due* happens without a write, and this is the write that follows it.
    Returns how many occasions were called up.
    """
    now = clock.now()
    due = Occasion.objects.filter(
        kind=OccasionKind.THREE_MONTHS, due_at__lte=now, person_done_at=None, called_up_at=None
    ).select_related("partnership__service", "partnership__team", "partnership__person")
    taken = 0
    for occasion in due.order_by("due_at", "pk")[:limit]:
        if not Occasion.objects.filter(pk=occasion.pk, called_up_at=None).update(called_up_at=now):
            continue
        taken += 1
        if occasion.partnership.state == Partnership.State.ENDED:
            continue
        item = open_item(
            occasion.partnership, attention.THREE_MONTHS_DUE, AttentionItem.Harm.PROMISE, by=None
        )
        if item is not None and item.opened_at >= now:
            events.record(CALLED_UP.name, service=occasion.service, subject=occasion.partnership_id, by=None)
        reminding.came_due(occasion.partnership, "rating")
    return taken


def make(
    partnership: Partnership,
    instrument: Instrument,
    kind: OccasionKind,
    *,
    start: datetime,
    by: Account | None,
    label: str = "",
) -> Occasion:
    """One occasion, in the transaction of the action that needs it."""
    window = window_of(plan(), kind, start)
    return Occasion.objects.create(
        service_id=partnership.service_id,
        partnership=partnership,
        key=instrument.key,
        instrument=instrument,
        kind=kind,
        label=label,
        two_sided=bool(catalogue.two_sided().of(instrument.key)),
        made_at=clock.now(),
        asked_by=by,
        opens_at=window.opens,
        due_at=window.due,
        closes_at=window.closes,
    )


def open_item(
    partnership: Partnership,
    kind: str,
    harm: AttentionItem.Harm,
    *,
    by: Account | None,
    about: UUID | None = None,
    due_at: datetime | None = None,
    owner: Account | None = None,
) -> AttentionItem | None:
    """An attention item; None where nobody could own it: an answer is kept also where nobody is there."""
    try:
        return items.open_item(
            partnership=partnership,
            kind=kind,
            harm=harm,
            by=by,
            about=about,
            due_at=due_at,
            owner=owner,
        )
    except NobodyToOwn:
        return None
