"""The figure that this room keeps: when the person last said that something is new or worse."""

from __future__ import annotations

from django.db.models import Max

from alongside.care.access.models import NewOrWorse
from alongside.care.partnership.figures import FromRows

OWN: dict[str, FromRows] = {
    "last_new_or_worse_at": lambda p: NewOrWorse.objects.filter(partnership=p).aggregate(at=Max("at"))["at"],
}
