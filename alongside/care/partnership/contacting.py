"""The one way by which the software gets in touch with a person: it obeys what they asked.

What they do not want is not sent, and that is written down: a *withheld* delivery with its reason.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from alongside.base import clock
from alongside.base.record import deliveries
from alongside.base.record.models import Delivery
from alongside.care.partnership import way
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.preferences import Channel, Purpose


@transaction.atomic
def notify(
    partnership: Partnership,
    template: str,
    purpose: Purpose,
    *,
    due_at: datetime | None = None,
    **facts: Any,
) -> Delivery:
    """Promise the person an e-mail, or withhold it as they asked. Call it in the action's transaction.

    ``purpose`` is REPLY where it answers something the person did, ROUTINE otherwise. Nothing of
    ``facts`` is free text: ids, numbers and the names of enumerations only.
    """
    contact = way.may_contact(partnership, channel=Channel.EMAIL, purpose=purpose, at=due_at)
    if contact.allowed and not contact.by_a_professional_only:
        return deliveries.promise(
            template,
            service=partnership.service,
            to=partnership.person,
            subject=partnership.pk,
            neutral=contact.neutral,
            due_at=due_at,
            **facts,
        )
    return Delivery.objects.create(
        service=partnership.service,
        subject=partnership.pk,
        to=partnership.person,
        template=template,
        neutral=contact.neutral,
        facts=facts,
        state=Delivery.State.WITHHELD,
        problem=contact.reason.value,
        due_at=due_at or clock.now(),
    )
