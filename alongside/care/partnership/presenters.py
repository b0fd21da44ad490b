"""The sentences of the partnership: who somebody is, and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.base.accounts.models import Account
from alongside.base.record import kinds
from alongside.base.record.models import Event
from alongside.care.partnership.events import ATTENTION_CLOSED, ATTENTION_OPENED, ATTENTION_SNOOZED
from alongside.care.partnership.models import Membership, Partnership, ServiceRole
from alongside.care.partnership.models.team import Profession
from alongside.care.partnership.professions import profession_of
from alongside.care.partnership.reasons import explained, reason_of
from alongside.care.partnership.rules.authority import Relation


@dataclass(frozen=True, slots=True)
class TeamFace:
    """A professional as people meet them: name, what they are, whether they are the contact."""

    name: str
    profession: str
    is_contact: bool
    account_id: UUID


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a timeline, or of who looked."""

    sentence: str
    at: datetime
    side: str  # person | professional | shared: which mark stands before it


def profession_label(profession: str) -> str:
    if profession == ServiceRole.Role.LEAD:
        return _("who leads the clinic")
    return str(Profession(profession).label) if profession in Profession.values else profession


def faces(partnership: Partnership) -> list[TeamFace]:
    """The named professionals of ``partnership``, the contact first."""
    members = partnership.memberships.filter(until_at=None).select_related("account").order_by("role")
    return [
        TeamFace(
            m.account.name,
            profession_label(m.profession),
            m.role == Membership.Role.CONTACT,
            m.account_id,
        )
        for m in members
    ]


def contact_of(partnership: Partnership) -> TeamFace | None:
    return next((face for face in faces(partnership) if face.is_contact), None)


def name_and_role(account: Account, service_id: UUID) -> str:
    """*Priya Shah, physiotherapist*: nobody writes to a person without saying what they are."""
    profession = profession_of(account, service_id)
    if not profession:
        return account.name
    return _("%(name)s, %(profession)s") % {"name": account.name, "profession": profession_label(profession)}


def timeline(partnership: Partnership, relation: Relation, limit: int = 100) -> list[Line]:
    """What happened, newest first, in the words of the side that reads."""
    events = Event.objects.filter(subject=partnership.pk).select_related("by")
    if relation is Relation.PERSON:
        events = events.filter(visibility=Event.Visibility.BOTH)
    else:
        events = events.exclude(visibility=Event.Visibility.NOBODY)
    lines = (_line(event, partnership, relation) for event in events.order_by("-at")[:limit])
    return [line for line in lines if line.sentence]


def _line(event: Event, partnership: Partnership, relation: Relation) -> Line:
    kind = kinds.kind(event.kind)
    sentence = str(kind.person if relation is Relation.PERSON else kind.team)
    by_person = event.by_id == partnership.person_id
    who = partnership.known_as if by_person else (event.by.name if event.by else _("Alongside"))
    rule = event.facts.get("rule", "")
    if relation is not Relation.PERSON and rule in explained():
        sentence = _of_a_list().get(event.kind, sentence)
        why = str(reason_of(rule).why)
        return Line(sentence % {"who": who, "why": why}, event.at, "person" if by_person else "professional")
    return Line(sentence % {"who": who}, event.at, "person" if by_person else "professional")


def _of_a_list() -> dict[str, str]:
    """What stood on a list, by its reason; to whom may not see the lists, nothing of it is said."""
    return {
        ATTENTION_OPENED.name: _("On a list: %(why)s."),
        ATTENTION_CLOSED.name: _("%(who)s dealt with it: %(why)s."),
        ATTENTION_SNOOZED.name: _("%(who)s put it off to a later day: %(why)s."),
    }


def age_of(since: datetime, now: datetime) -> str:
    """*today*, *1 day*, *5 days*: how long something has waited."""
    days = (now.date() - since.date()).days
    if days <= 0:
        return _("today")
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def names(faces_: Iterable[TeamFace]) -> str:
    return ", ".join(face.name for face in faces_)
