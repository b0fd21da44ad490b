"""That a person came to their pages after an e-mail: opened, answered. By their visit, never by a pixel."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from alongside.base import clock
from alongside.base.record.models import Delivery
from alongside.care.partnership import contacting
from alongside.care.partnership.mail_waiting import counted_since, waiting
from alongside.care.partnership.models import Partnership


def came(partnership: Partnership, *, page: str, did: bool = False) -> None:
    """The person of ``partnership`` came to a page of this purpose, and ``did`` something there.

    Where nothing waits it asks nothing: ``mail_waiting.noticing`` has asked already.
    """
    if not getattr(partnership, "mail_waits", True):
        return
    now = clock.now()
    about = waiting(partnership.pk, counted_since()).filter(to=partnership.person_id)
    opened = list(about.filter(Q(page="") | Q(page=page), opened_at=None).values_list("pk", "state"))
    answered = list(about.filter(page=page, answered_at=None).values_list("pk", flat=True)) if did else []
    if not opened and not answered:
        return
    with transaction.atomic():
        keys = [key for key, _state in opened]
        Delivery.objects.filter(pk__in=keys, opened_at=None).update(opened_at=now)
        Delivery.objects.filter(pk__in=answered, answered_at=None).update(answered_at=now)
        if any(state != Delivery.State.SENT for _key, state in opened):
            contacting.arrived(partnership)
