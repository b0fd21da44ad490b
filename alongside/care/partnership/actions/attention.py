"""Open, close and put off what needs a professional."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.prepared import prepared
from alongside.base.record import events
from alongside.care.partnership import authority, figures, taking_over
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.events import ATTENTION_CLOSED, ATTENTION_OPENED, ATTENTION_SNOOZED
from alongside.care.partnership.models import (
    AttentionItem,
    Membership,
    Partnership,
    ServiceRole,
    TeamMembership,
)
from alongside.care.partnership.reasons import reason_of


class NobodyToOwn(Exception):
    """The partnership has neither a contact nor a team whose inbox has an owner."""


def owner_of(partnership: Partnership) -> Account:
    """Who must look: the named contact, else the owner of the team's inbox.

    Raises ``NobodyToOwn``, because an item that nobody owns would be read by nobody.
    """
    for contact in _contacts(partnership=partnership.pk):
        return contact.account
    if partnership.team is not None and partnership.team.inbox_owner is not None:
        return partnership.team.inbox_owner
    raise NobodyToOwn(str(partnership))


@prepared
def _contacts(*, partnership: UUID) -> QuerySet[Membership]:
    """The named contact, where there is one."""
    rows = Membership.objects.filter(partnership=partnership, role=Membership.Role.CONTACT, until_at=None)
    return rows.select_related("account")


def owner_or_anyone(partnership: Partnership) -> Account | None:
    """Who must look; where the team has no owner, a colleague of the team, or whoever was brought in by name;
    else the service's lead.
    """
    try:
        return owner_of(partnership)
    except NobodyToOwn:
        pass
    seat = (
        TeamMembership.objects.filter(team=partnership.team_id, until_at=None)
        .select_related("account")
        .order_by("from_at")
        .first()
    )
    if seat is not None:
        return seat.account
    named = (
        Membership.objects.filter(partnership=partnership, until_at=None)
        .select_related("account")
        .order_by("from_at")
        .first()
    )
    if named is not None:
        return named.account
    lead = (
        ServiceRole.objects.filter(service=partnership.service_id, until_at=None)
        .select_related("account")
        .first()
    )
    return lead.account if lead else None


class EndsByDoing(ValueError):
    """The item ends only by doing what it asks: somebody waits for that, whoever crosses it off."""


@transaction.atomic
def open_item(
    *,
    partnership: Partnership,
    kind: str,
    harm: AttentionItem.Harm,
    by: Account | None,
    about: UUID | None = None,
    due_at: datetime | None = None,
    wakes_at: datetime | None = None,
    owner: Account | None = None,
) -> AttentionItem:
    """Make sure somebody looks: one open item per kind and row it is about.

    ``wakes_at`` puts it on the list only then (a call for tomorrow morning).

    Called by the actions of the rooms, which have checked their own permission. An item already open
    for the same thing is returned as it is, with the worse of both harms.
    """
    for item in _held_open(partnership.pk, kind, about):
        if harm < item.harm:
            item.harm = harm
            item.save(update_fields=["harm"])
            taking_over.came_in(item)
        return item
    item = AttentionItem.objects.create(
        service=partnership.service,
        partnership=partnership,
        kind=kind,
        about=about,
        harm=harm,
        owner=owner or owner_of(partnership),
        due_at=due_at,
        wakes_at=wakes_at or clock.now(),
    )
    figures.keep_opened(partnership, item.opened_at)
    events.record(
        ATTENTION_OPENED.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        about=item.pk,
        rule=kind,
    )
    taking_over.came_in(item)
    return item


def to_read(
    *,
    partnership: Partnership,
    kind: str,
    by: Account,
    about: UUID | None = None,
    owner: Account | None = None,
) -> None:
    """A person wrote words that ask for nothing by themselves: somebody reads them all the same."""
    reader = owner or owner_or_anyone(partnership)
    if reader is not None:  # a service in which nobody works at all
        harm = AttentionItem.Harm.UNDERSTANDING
        open_item(partnership=partnership, kind=kind, harm=harm, by=by, about=about, owner=reader)


def _held_open(partnership: UUID, kind: str, about: UUID | None) -> list[AttentionItem]:
    """The open item for the same thing, held; none where there is none."""
    if about is None:
        return _open_of_all(partnership=partnership, kind=kind)
    return _open_about(partnership=partnership, kind=kind, about=about)


@prepared
def _open_of_all(*, partnership: UUID, kind: str) -> QuerySet[AttentionItem]:
    rows = AttentionItem.objects.select_for_update().filter(partnership=partnership, kind=kind)
    return rows.filter(about=None, closed_at=None).order_by("pk")[:1]


@prepared
def _open_about(*, partnership: UUID, kind: str, about: UUID) -> QuerySet[AttentionItem]:
    rows = AttentionItem.objects.select_for_update().filter(partnership=partnership, kind=kind)
    return rows.filter(about=about, closed_at=None).order_by("pk")[:1]


@transaction.atomic
def overtake(*, partnership: Partnership, kind: str, by: Account | None, about: UUID | None = None) -> int:
    """Close the open items of ``kind`` (about ``about``, if given) that something else has settled."""
    items = AttentionItem.objects.filter(partnership=partnership, kind=kind, closed_at=None)
    if about is not None:
        items = items.filter(about=about)
    closed = items.update(closed_at=clock.now(), closed_by=by, outcome=AttentionItem.Outcome.OVERTAKEN)
    if closed:
        figures.keep_attention(partnership)
    return closed


@transaction.atomic
def close(*, item: AttentionItem, outcome: AttentionItem.Outcome, by: Account) -> AttentionItem:
    """A professional has dealt with it, or calls it *not useful*. Closing a closed item changes nothing.

    Raises ``EndsByDoing`` where that is said by doing it.
    """
    authority.require(by, Verb.WORK_ATTENTION, item.partnership)
    _ends_here(item)
    changed = AttentionItem.objects.filter(pk=item.pk, closed_at=None).update(
        closed_at=clock.now(), closed_by=by, outcome=outcome
    )
    if changed:
        figures.keep_attention(item.partnership)
        events.record(
            ATTENTION_CLOSED.name,
            service=item.service,
            subject=item.partnership_id,
            by=by,
            about=item.pk,
            rule=item.kind,
            outcome=outcome,
        )
    item.refresh_from_db()
    return item


@transaction.atomic
def snooze(*, item: AttentionItem, until: datetime, by: Account) -> AttentionItem:
    """Put an open item off to ``until``; danger cannot be put off.

    Raises ``ValueError`` for an instant that is not in the future, or an item of danger, and ``EndsByDoing``.
    """
    authority.require(by, Verb.WORK_ATTENTION, item.partnership)
    _ends_here(item)
    if until <= clock.now():
        raise ValueError("an item is put off to a later time")
    if item.harm == AttentionItem.Harm.DANGER:
        raise ValueError("danger is not put off")
    AttentionItem.objects.filter(pk=item.pk, closed_at=None).update(wakes_at=until)
    events.record(
        ATTENTION_SNOOZED.name,
        service=item.service,
        subject=item.partnership_id,
        by=by,
        about=item.pk,
        rule=item.kind,
        until=until,
    )
    item.refresh_from_db()
    return item


def _ends_here(item: AttentionItem) -> None:
    if item.closed_at is None and reason_of(item.kind).by_doing:
        raise EndsByDoing(item.kind)
