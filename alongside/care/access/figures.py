"""The figures of this room: when something was last new or worse, and until when the door stands open."""

from __future__ import annotations

from django.db.models import Max

from alongside.care.access.models import FollowUp, NewOrWorse
from alongside.care.partnership.figures import FromRows

OWN: dict[str, FromRows] = {
    "last_new_or_worse_at": lambda p: NewOrWorse.objects.filter(partnership=p).aggregate(at=Max("at"))["at"],
    "follow_up_until": lambda p: (
        FollowUp.objects.filter(partnership=p).in_force().values_list("until_on", flat=True).first()
    ),
}
