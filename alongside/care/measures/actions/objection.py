"""The person says whether their answers are counted when the clinic looks at how it works."""

from __future__ import annotations

from django.db import transaction

from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.measures.events import COUNTED_IN, COUNTED_OUT
from alongside.care.measures.models import Objection
from alongside.care.partnership import authority
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership


@transaction.atomic
def say(*, partnership: Partnership, counted: bool, by: Account) -> None:
    """Hold the person's wish from now on. What has left in an earlier extract is not called back."""
    relation = authority.require(by, Verb.RATE_AS_PERSON, partnership)
    if counted:
        changed = Objection.objects.filter(partnership=partnership).delete()[0] > 0
    else:
        _row, changed = Objection.objects.get_or_create(
            partnership=partnership, defaults={"service_id": partnership.service_id}
        )
    if changed:
        events.record(
            (COUNTED_IN if counted else COUNTED_OUT).name,
            service=partnership.service,
            subject=partnership.pk,
            by=by,
            relation=relation,
        )
