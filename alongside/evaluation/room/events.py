"""The kinds of event of this room. They are of the service, not of one person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind
from alongside.base.record.models import Event

ASKED = Kind(
    "evaluation.asked",
    team=_("%(who)s had the clinic evaluated."),
    visibility=Event.Visibility.NOBODY,
)
TAKEN = Kind(
    "evaluation.taken",
    team=_("%(who)s took an evaluation away."),
    visibility=Event.Visibility.NOBODY,
)
KEPT = Kind(
    "evaluation.plan-kept",
    team=_("%(who)s kept an analysis plan."),
    visibility=Event.Visibility.NOBODY,
)
PUT_AWAY = Kind(
    "evaluation.plan-put-away",
    team=_("%(who)s put an analysis plan away."),
    visibility=Event.Visibility.NOBODY,
)
KINDS = (ASKED, TAKEN, KEPT, PUT_AWAY)
