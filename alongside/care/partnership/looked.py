"""Who looked at a record, in the person's words: what they were to it at that moment, and what they did.

The person's own team is named; everybody else is called by what they are here. What somebody was is read
from the access log: who leads the clinic and looked as that is not called a professional of the team,
whatever seats they hold besides (docs/adr/0005).
"""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from alongside.base.accounts.models import Account
from alongside.base.record.models import Viewing
from alongside.care.partnership.models import Membership, Partnership, TeamMembership
from alongside.care.partnership.presenters import Line, name_and_role, profession_label
from alongside.care.partnership.professions import profession_of
from alongside.care.partnership.rules.authority import Relation

PURPOSES = {
    "overview": lambda: _("opened your page"),
    "story": lambda: _("read your story"),
    "both": lambda: _("looked at how you each see it"),
    "checks": lambda: _("looked at your checks"),
    "together": lambda: _("looked at what you agreed to work on"),
    "way": lambda: _("looked at how you want to be reached"),
    "new-or-worse": lambda: _("looked at what you said is new or worse"),
    "my-normal": lambda: _("looked at what is usual for you"),
    "timeline": lambda: _("looked at what happened when"),
    "keeping": lambda: _("looked at whether your record is kept"),
    "deliveries": lambda: _("looked at what was sent to you"),
    "reminders": lambda: _("looked at your reminders"),
    "promises": lambda: _("looked at what was promised"),
    "plan": lambda: _("looked at your plan"),
    "going": lambda: _("looked at how it is going"),
    "check-in": lambda: _("opened the page on which you say how it went"),
    "bad-day": lambda: _("opened the page for a bad day"),
    "calls": lambda: _("looked at your calls"),
    "visits": lambda: _("looked at your visits"),
    "review": lambda: _("opened the page on looking back"),
    "understood": lambda: _("looked at what we have understood"),
    "own-copy": lambda: _("opened the page for a copy of everything"),
    "talk": lambda: _("read what you and your team wrote"),
    "follow-up": lambda: _("looked at how you come back"),
    "come-back": lambda: _("read what you said when you came back"),
    "referral": lambda: _("looked at your referral"),
    "letter": lambda: _("looked at a letter to your GP"),
    "next-step": lambda: _("looked at what could come next"),
    "ideas": lambda: _("looked at steps that could fit you"),
    "fits": lambda: _("looked at what a step must fit in with"),
    "prompts": lambda: _("looked at ways to begin a talk with you"),
    "who-looked": lambda: _("looked at who looked"),
    "copy-for-notes": lambda: _("made a copy for the clinic’s notes"),
}


def who_looked(partnership: Partnership, limit: int | None = 200) -> list[Line]:
    """Who looked at the record, newest first."""
    viewings = Viewing.objects.filter(subject=partnership.pk).select_related("viewer")
    here = dict(
        Membership.objects.filter(partnership=partnership, until_at=None).values_list("account", "role")
    )
    called: dict[tuple[UUID, str], str] = {}
    lines = []
    for viewing in viewings.order_by("-quarter")[:limit]:
        key = (viewing.viewer_id, viewing.relation)
        if key not in called:
            called[key] = _called(viewing.viewer, viewing.relation, partnership, here)
        lines.append(_line(viewing, partnership, called[key]))
    return lines


def _called(viewer: Account, was: str, partnership: Partnership, here: dict[UUID, str]) -> str:
    """What somebody who looked is called, with what they were to the person when they did."""
    if was == Relation.LEAD:
        return _("The lead of the clinic")
    who, still = {"who": name_and_role(viewer, partnership.service_id)}, here.get(viewer.pk) == was
    if was == Relation.CONTACT:
        return (_("%(who)s, your contact,") if still else _("%(who)s, your contact then,")) % who
    if was == Relation.MEMBER:
        return (_("%(who)s, of your own team,") if still else _("%(who)s, of your own team then,")) % who
    if viewer.pk in here:  # looked before they were theirs by name
        return _("%(who)s, of the clinic’s team then,") % who
    return _("Someone in the team (%(profession)s)") % {"profession": _profession(viewer, partnership)}


def _profession(viewer: Account, partnership: Partnership) -> str:
    seats = TeamMembership.objects.filter(account=viewer, team=partnership.team_id).order_by("-from_at")
    here = seats.values_list("profession", flat=True).first()
    return profession_label(here or profession_of(viewer, partnership.service_id)) or _("professional")


def _line(viewing: Viewing, partnership: Partnership, who: str) -> Line:
    did = PURPOSES.get(viewing.purpose, lambda: _("opened a page of your record"))()
    if viewing.viewer_id == partnership.person_id:
        did = _("made a copy of your story") if viewing.purpose == "copy-for-notes" else did
        return Line(_("You %(did)s") % {"did": did}, viewing.quarter, "person")
    return Line(_("%(who)s %(did)s") % {"who": who, "did": did}, viewing.quarter, "professional")
