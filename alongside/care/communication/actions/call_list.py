"""What time and others bring to calls: no open call is ever without somebody who sees it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from alongside.care.communication import call_attention as kinds
from alongside.care.communication import call_keeping as keeping
from alongside.care.communication.call_figures import keep_calls
from alongside.care.communication.models import Call
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import AttentionItem

MOST_AT_ONCE = 500


def keep_on_the_list(*, limit: int = MOST_AT_ONCE) -> int:
    """Every open call has its open attention item, and both have the same owner: an hourly chore.

    An item may have been waved away, or have gone to the inbox with somebody who left; a call ends only by
    itself. How many were put right.
    """
    items = AttentionItem.objects.filter(about=OuterRef("pk"), kind__in=kinds.KINDS, closed_at=None)
    rows = Call.objects.open().annotate(item_owner=Subquery(items.values("owner")[:1]))
    wrong = rows.filter(Q(item_owner=None) | ~Q(item_owner=F("owner"))).order_by("next_at", "pk")
    return sum(_put_right(call) for call in wrong[:limit])


@transaction.atomic
def _put_right(call: Call) -> bool:
    row = keeping.held(call)
    if not row.is_open:
        return False
    if not authority.may(row.owner, Verb.WORK_CALLS, row.partnership):
        owner = attention.owner_or_anyone(row.partnership)
        if owner is None:
            return False
        row.owner, row.taken_at = owner, None
        row.save(update_fields=["owner", "taken_at"])
    keeping.put_on_the_list(row, None)
    keep_calls(row.partnership)
    return True
