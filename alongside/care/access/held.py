"""What this room holds about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.care.access.models import (
    ComingBack,
    Explained,
    FollowUp,
    FollowUpWording,
    Found,
    Letter,
    NewOrWorse,
    Referral,
    ScreenRun,
    Triage,
)
from alongside.care.partnership.held import Held


def _lines(row: Letter) -> str:
    """What stands in the letter, without what the person left out."""
    return "; ".join(line["words"] for line in row.lines if line["key"] not in row.left_out)


HELD = (
    Held(Referral, _("How you came to us")),
    Held(ScreenRun, _("The safety questions you answered")),
    Held(NewOrWorse, _("What you said is new or worse")),
    Held(Found, _("What we found when we looked into it"), via="report__partnership"),
    Held(Triage, _("What we decided about your referral")),
    Held(FollowUp, _("How you come back: what both agreed")),
    Held(FollowUpWording, _("How you come back: what was put forward"), order=("written_at",)),
    Held(ComingBack, _("When you came back")),
    Held(Letter, _("Letters to your GP"), read={"lines": _lines}),
    Held(Explained, _("Why nothing was planned with you")),
)
