"""What happens around erasing a record, with the sentence each side reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.base.record.kinds import Kind
from alongside.base.record.models import Event

ASKED = Kind(
    "erasure.asked",
    person=_("You asked us to erase your record."),
    team=_("%(who)s asked for their record to be erased."),
)
TAKEN_BACK = Kind(
    "erasure.taken-back",
    person=_("You took back that your record is to be erased."),
    team=_("%(who)s took back that their record is to be erased."),
)
KEPT = Kind(
    "erasure.kept",
    person=_("%(who)s answered that your record is kept, and said why."),
    team=_("%(who)s answered that the record is kept."),
)
# About a record that is not there any more: nobody reads it in a timeline, whoever audits finds it.
ERASED = Kind("erasure.erased", team=_("The record was erased."), visibility=Event.Visibility.TEAM)

KINDS = (ASKED, TAKEN_BACK, KEPT, ERASED)
