"""The one way by which the software gets in touch with a person: it obeys what they asked.

Asked twice: when an e-mail is promised (``notify``), and again at the moment at which its sending would begin
(``gate``), by what stands then. What they do not want is not sent, and that is written down: a *withheld*
delivery with its reason.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from alongside.base import clock
from alongside.base.record import deliveries, gates
from alongside.base.record.holding import hold
from alongside.base.record.models import Delivery, Viewing
from alongside.care.partnership import way
from alongside.care.partnership.actions import attention
from alongside.care.partnership.actions.invitation import TEMPLATE as INVITATION
from alongside.care.partnership.attention import MAIL_NOT_ARRIVED
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.rules.preferences import Purpose

# Nothing is lost with it: whatever it is about waits on the person's own pages.
KEEP_FOR = timedelta(days=7)
REMINDER = "reminder"

# What leaves for a person without asking what they asked of us, and why.
EXCEPTED = {
    INVITATION: "whoever is invited has not said yet how they want it; a professional sends each",
}

State = Delivery.State
# It did not arrive, or nobody knows. What expired was promised, and nobody could send it in a week.
IN_DOUBT = (State.FAILED, State.UNCONFIRMED, State.EXPIRED)


@transaction.atomic
def notify(
    partnership: Partnership,
    template: str,
    purpose: Purpose,
    *,
    due_at: datetime | None = None,
    page: str = "",
    keep_for: timedelta = KEEP_FOR,
    **facts: Any,
) -> Delivery:
    """Promise the person an e-mail, or withhold it as they asked. Call it in the action's transaction.

    ``purpose`` is REPLY where it answers something the person did, URGENT where it is for their safety,
    ROUTINE otherwise. ``page`` is the purpose of the pages that show what it is about (``partnership_page``):
    it counts as opened when they come there, anywhere if it is empty. Nothing of ``facts`` is free text: ids,
    numbers and the names of enumerations only.
    """
    due_at = due_at or clock.now()
    row = way.current(partnership)
    reminds = template == REMINDER
    found = way.may_leave(partnership, row, purpose, due_at, reminds=reminds)
    rest = way.rests_until(partnership) if found.waits else None
    if rest is not None:
        due_at, found = rest, way.may_leave(partnership, row, purpose, rest, reminds=reminds)
    if found.allowed:
        return deliveries.promise(
            template,
            service=partnership.service,
            to=partnership.person,
            subject=partnership.pk,
            neutral=found.neutral,
            due_at=due_at,
            expires_after=keep_for,
            purpose=purpose.value,
            page=page,
            **facts,
        )
    return Delivery.objects.create(
        service=partnership.service,
        subject=partnership.pk,
        to=partnership.person,
        template=template,
        purpose=purpose.value,
        page=page,
        neutral=found.neutral,
        facts=facts,
        state=State.WITHHELD,
        problem=found.reason,
        due_at=due_at,
    )


def gate(delivery: Delivery) -> gates.Verdict:
    """What the person asks of us now, at the moment at which it would leave (see ``base.record.gates``).

    The partnership is held, as it is while a way is written: who changed it before is obeyed.
    """
    if delivery.subject is None or delivery.template in EXCEPTED:
        return gates.Go()
    partnership = _theirs(delivery)
    if partnership is None:
        return gates.Withhold("not-theirs")
    purpose = Purpose(delivery.purpose) if delivery.purpose in set(Purpose) else Purpose.ROUTINE
    reminds = delivery.template == REMINDER
    found = way.may_leave(partnership, way.current(partnership), purpose, reminds=reminds)
    rest = way.rests_until(partnership) if found.waits else None
    if rest is not None:
        return gates.Wait(rest, found.reason)
    return gates.Go(found.neutral) if found.allowed else gates.Withhold(found.reason)


def follow(delivery: Delivery) -> None:
    """An e-mail that mattered did not arrive, as far as anybody knows: somebody rings, or writes a letter."""
    if delivery.subject is None or delivery.template in {REMINDER, *EXCEPTED}:
        return
    partnership = _theirs(delivery)
    if partnership is None:
        return
    if delivery.state not in IN_DOUBT:
        arrived(partnership)
        return
    if delivery.opened_at is not None or (delivery.state == State.EXPIRED and _was_here(delivery)):
        return
    owner = attention.owner_or_anyone(partnership)
    if owner is not None:
        attention.open_item(
            partnership=partnership,
            kind=MAIL_NOT_ARRIVED,
            harm=AttentionItem.Harm.PROMISE,
            by=None,
            owner=owner,
        )


def arrived(partnership: Partnership) -> None:
    """They have it, or have been here since: nobody need ring about it, unless another one is in doubt."""
    lately = Delivery.objects.filter(subject=partnership.pk, created_at__gt=clock.now() - KEEP_FOR * 4)
    if not lately.filter(state__in=IN_DOUBT, opened_at=None).exclude(template=REMINDER).exists():
        attention.overtake(partnership=partnership, kind=MAIL_NOT_ARRIVED, by=None)


def _was_here(delivery: Delivery) -> bool:
    """Whether the person came to their pages since it was promised: while it is due, no visit is noted on it.
    One in the quarter of an hour in which it was promised does not count: it may have been before.
    """
    here = Viewing.objects.filter(subject=delivery.subject, viewer=delivery.to_id)
    return here.filter(quarter__gt=delivery.created_at).exists()


def _theirs(delivery: Delivery) -> Partnership | None:
    """The partnership whose person it is for, held until the transaction ends."""
    if delivery.subject is None:
        return None
    rows = Partnership.objects.select_related("service", "team", "figures")
    try:
        partnership = hold(rows, delivery.subject)
    except Partnership.DoesNotExist:
        return None
    return partnership if partnership.person_id == delivery.to_id else None
