"""What the partnership itself and the ground under it hold about a person, in the order they read it."""

from __future__ import annotations

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.base.accounts.models import Account
from alongside.base.record import kinds
from alongside.base.record.models import Delivery, Event, Refusal, Viewing
from alongside.care.partnership import looked
from alongside.care.partnership.held import Held, Row
from alongside.care.partnership.models import (
    AttentionItem,
    ErasureAsked,
    Figures,
    Invitation,
    Meeting,
    Membership,
    MyNormal,
    Partnership,
    Promise,
    Schedule,
    Silence,
    Typed,
    Way,
)
from alongside.care.partnership.reasons import reason_of


def _happened(event: Event) -> str:
    """The sentence of the timeline; of what only the team reads there, the team's."""
    kind = kinds.kind(event.kind)
    return str(kind.person or kind.team) % {"who": event.by.name if event.by else gettext("Alongside")}


def _is_attention(event: Event) -> bool:
    """What was opened and closed on the team's list is read among the reasons for it."""
    return event.kind.startswith("attention.")


def _needed(item: AttentionItem) -> str:
    return str(reason_of(item.kind).why)


def _viewings(partnership: Partnership) -> list[Row]:
    """Who looked, named as on the page: the own team by name, everybody else by role."""
    return [
        Row(
            [(gettext("Who looked"), line.sentence), (gettext("When"), line.at)],
            {"sentence": line.sentence, "quarter": line.at},
        )
        for line in looked.who_looked(partnership, limit=None)
    ]


HELD = (
    Held(Partnership, _("Who you are to us"), via="pk"),
    Held(Account, _("Your account"), via="pk=person", without=frozenset({"password"}),
         quiet=frozenset({"is_professional", "is_active"})),
    Held(EmailAddress, _("Your e-mail addresses"), via="user=person"),
    Held(Way, _("Your way: how you want to be reached and helped"), order=("version",),
         quiet=frozenset({"said"})),
    Held(MyNormal, _("What is usual for you"), order=("written_at",)),
    Held(Schedule, _("What you are reminded of"), quiet=frozenset({"about"})),
    Held(Silence, _("What you are not reminded of")),
    Held(Typed, _("What you said and a professional typed"), quiet=frozenset({"about"})),
    Held(Membership, _("Your team"), order=("from_at",)),
    Held(Promise, _("What was promised to you")),
    Held(Meeting, _("When we spoke")),
    Held(Invitation, _("Invitations"), without=frozenset({"token_hash"})),
    Held(ErasureAsked, _("When you asked us to erase your record"), order=("asked_at",)),
    Held(Event, _("What happened when"), via="subject", order=("at",), read={"kind": _happened},
         related=("by",), unread=_is_attention,
         quiet=frozenset({"visibility", "relation", "facts", "about", "by"})),
    Held(AttentionItem, _("What your team was asked to look at"), read={"kind": _needed},
         quiet=frozenset({"harm", "about"})),
    Held(Delivery, _("E-mails to you"), via="subject", only=lambda p: Q(to=p.person_id)),
    Held(Viewing, _("Who looked at your record"), via="subject", lines=_viewings),
    Held(Refusal, _("When somebody asked for your record and was refused"), via="subject",
         without=frozenset({"viewer"})),
    Held(UserSession, _("Where you are signed in"), via="user=person",
         without=frozenset({"session_key", "data"})),
    Held(Authenticator, _("What you sign in with besides a code"), via="user=person",
         without=frozenset({"data"})),
    Held(Figures, _("Counts and days that our lists are made from")),
)  # fmt: skip

PROFESSIONALS = "says where professionals work, not anything of a person"
CLINIC = "is the clinic's own"
LEFT_OUT = {
    "auth.Permission": "the framework's; not used",
    "auth.Group": "the framework's; not used",
    "contenttypes.ContentType": "the framework's; names tables",
    "sessions.Session": "a browser's session, thrown away; where one is signed in is given instead",
    EmailConfirmation._meta.label: "a key under way to an address, worth something to whoever reads it",
    "base_services.Installation": CLINIC,
    "base_services.Service": CLINIC,
    "base_record.Submission": "which forms were sent, so that each counts once: keys, thrown away after days",
    "care_partnership.Erased": "which records were erased, by number: they lead to nobody any more",
    "care_partnership.Team": CLINIC,
    "care_partnership.TeamMembership": PROFESSIONALS,
    "care_partnership.ServiceRole": PROFESSIONALS,
}
