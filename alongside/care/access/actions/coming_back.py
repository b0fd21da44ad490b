"""Somebody whose door is open, or who had ended, comes back: into the same partnership, to who knows them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.mail import SOMETHING_NEW
from alongside.care.access import attention as kinds
from alongside.care.access import events as room
from alongside.care.access.actions import follow_up as follow_ups
from alongside.care.access.catalogue import follow_up_rules
from alongside.care.access.clocks import answer_by
from alongside.care.access.models import ComingBack, FollowUp, ScreenRun
from alongside.care.access.opening import may_screen
from alongside.care.access.rules.follow_up import Choice
from alongside.care.partnership import authority, contacting, meetings
from alongside.care.partnership.actions import attention, ending
from alongside.care.partnership.attention import WAITING
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import AttentionItem, Meeting, Membership, Partnership
from alongside.care.partnership.rules.preferences import Purpose

MOST_WORDS = 4_000  # characters
SCREEN_COUNTS_FOR = timedelta(hours=12)
AWAY = (Partnership.State.OPEN_DOOR, Partnership.State.ENDED)
_MET = {ComingBack.Heard.RANG: Meeting.How.TELEPHONE, ComingBack.Heard.MET: Meeting.How.IN_PERSON}


class NotScreened(Exception):
    """The safety screen stands before coming back, and nobody has answered it lately."""


class NotAway(Exception):
    """They are under way: there is nothing to come back from."""


class TooLong(ValueError):
    """More than ``MOST_WORDS`` characters: refused, never cut."""


@dataclass(frozen=True, slots=True)
class Said:
    """What changed and what they want, ticked and in a few words. All of it may be left empty."""

    changed: Collection[str] = ()
    words: str = ""
    wants: Collection[str] = ()


def screened(partnership: Partnership) -> ScreenRun | None:
    """The safety screen that the person answered within the last hours, if they did."""
    lately = clock.now() - SCREEN_COUNTS_FOR
    return ScreenRun.objects.filter(partnership=partnership, at__gte=lately).order_by("-at").first()


@transaction.atomic
def come_back(*, partnership: Partnership, said: Said, by: Account) -> ComingBack:
    """The person needs their team again: everything is still there, and somebody owns the answer.

    Said twice it counts once. Raises ``NotScreened``, ``NotAway``, ``TooLong``.
    """
    authority.require(by, Verb.COME_BACK, partnership)
    run = screened(partnership)
    if run is None and may_screen():
        raise NotScreened(str(partnership))
    waiting = ComingBack.objects.filter(partnership=partnership).waiting().first()
    if waiting is not None:
        return waiting
    if partnership.state not in AWAY:
        raise NotAway(str(partnership))
    return write(partnership=partnership, said=said, run=run, by=by)


def write(*, partnership: Partnership, said: Said, run: ScreenRun | None, by: Account) -> ComingBack:
    """The same, by an action that has checked its own permission (the door). Runs in its transaction."""
    words = said.words.strip()
    if len(words) > MOST_WORDS:
        raise TooLong(str(len(words)))
    held = Partnership.objects.select_for_update().get(pk=partnership.pk)
    waiting = ComingBack.objects.filter(partnership=partnership).waiting().first()
    if waiting is not None:
        return waiting
    rules = follow_up_rules()
    row = ComingBack.objects.create(
        service=partnership.service,
        partnership=partnership,
        run=run,
        changed=_known(rules.changed, said.changed),
        words=words,
        wants=_known(rules.wants, said.wants),
        rules_version=rules.version,
        at=clock.now(),
        answer_by=answer_by(partnership.service, rules.answer_working_days),
    )
    if held.state in AWAY:
        _under_way_again(partnership, by)
    owner = attention.owner_or_anyone(partnership)
    if owner is not None:
        attention.open_item(
            partnership=partnership,
            kind=kinds.CAME_BACK,
            harm=AttentionItem.Harm.PROMISE,
            by=by,
            about=row.pk,
            owner=owner,
            due_at=row.answer_by,
        )
    _record(room.CAME_BACK.name, row, by)
    return row


@transaction.atomic
def heard(*, coming_back: ComingBack, how: ComingBack.Heard, by: Account, words: str = "") -> ComingBack:
    """A professional answered: spoke, met, agreed on a visit or wrote. The person reads ``words``."""
    partnership = coming_back.partnership
    authority.require(by, Verb.WORK_ATTENTION, partnership)
    text = words.strip()
    if len(text) > MOST_WORDS:
        raise TooLong(str(len(text)))
    row = ComingBack.objects.select_for_update().get(pk=coming_back.pk)
    if row.heard_at is not None:
        return row
    row.heard_at, row.heard_by, row.heard_how, row.heard_words = clock.now(), by, how.value, text
    row.save(update_fields=["heard_at", "heard_by", "heard_how", "heard_words"])
    if how in _MET:
        meetings.took_place(partnership, with_=by, how=_MET[how], at=row.heard_at, about=row.pk)
    attention.overtake(partnership=partnership, kind=kinds.CAME_BACK, by=by, about=row.pk)
    contacting.notify(partnership, SOMETHING_NEW, Purpose.REPLY)
    _record(room.COMING_BACK_HEARD.name, row, by, how=how.value)
    return row


@transaction.atomic
def take_up(*, partnership: Partnership, by: Account) -> None:
    """A professional takes it up again, because they talked with the person another way."""
    authority.require(by, Verb.AGREE_FOLLOW_UP, partnership)
    held = Partnership.objects.select_for_update().get(pk=partnership.pk)
    if held.state in AWAY:
        _under_way_again(partnership, by)


def _under_way_again(partnership: Partnership, by: Account) -> None:
    """As it was left. Whoever has lost their contact meanwhile waits for a new one, on somebody's list."""
    ending.resume(partnership=partnership, by=by)
    follow_ups.close(partnership=partnership, how=FollowUp.Closed.CAME_BACK, by=by)
    contacts = Membership.objects.filter(partnership=partnership, role=Membership.Role.CONTACT, until_at=None)
    if contacts.exists():
        return
    Partnership.objects.filter(pk=partnership.pk).update(state=Partnership.State.WAITING)
    partnership.state = Partnership.State.WAITING
    owner = attention.owner_or_anyone(partnership)
    if owner is not None:
        attention.open_item(
            partnership=partnership, kind=WAITING, harm=AttentionItem.Harm.PROMISE, by=by, owner=owner
        )


def _known(choices: tuple[Choice, ...], ids: Collection[str]) -> list[str]:
    return [choice.id for choice in choices if choice.id in ids]


def _record(kind: str, row: ComingBack, by: Account, how: str = "") -> None:
    events.record(
        kind,
        service=row.partnership.service,
        subject=row.partnership_id,
        by=by,
        about=row.pk,
        **({"how": how} if how else {}),
    )
