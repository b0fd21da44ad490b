"""Something new or worse: the person tells us, somebody owns it, and writes down what they found."""

from __future__ import annotations

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.services import reading
from alongside.care.access import attention as kinds
from alongside.care.access.actions import screening
from alongside.care.access.events import FOUND, NEW_OR_WORSE, NOBODY_OWNS
from alongside.care.access.models import Found, NewOrWorse, ScreenRun
from alongside.care.access.rules.screen import Speed
from alongside.care.partnership import authority, figures
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import AttentionItem, Partnership

Harm = AttentionItem.Harm


class NothingSaid(ValueError):
    """Neither words nor a flag: there is nothing to tell anyone."""


@transaction.atomic
def tell(
    *, partnership: Partnership, by: Account, words: str = "", run: ScreenRun | None = None
) -> NewOrWorse:
    """The person says that something is new or worse, in words, by a flagged screen, or both.

    Opens an item with an owner for it and, the first time that a flagged screen is told, the call on
    the next working morning (*were you seen?*). Raises ``NothingSaid`` where there is neither.
    """
    authority.require(by, Verb.SAY_NEW_OR_WORSE, partnership)
    return write(partnership=partnership, by=by, words=words, run=run)


def write(
    *, partnership: Partnership, by: Account, words: str = "", run: ScreenRun | None = None
) -> NewOrWorse:
    """The same, by an action that has checked its own permission. Runs in its transaction."""
    words = words.strip()
    flagged = run is not None and bool(run.speed)
    if not words and not flagged:
        raise NothingSaid
    if run is not None:
        screening.join(run_ids=[run.pk], partnership=partnership, by=by)
        run = ScreenRun.objects.select_for_update().get(pk=run.pk)
        told = NewOrWorse.objects.filter(run=run, words="").first()
        if told is not None and (not words or _add_words(told, words)):
            return told
    first = flagged and not NewOrWorse.objects.filter(run=run).exists()
    report = NewOrWorse.objects.create(
        service=partnership.service, partnership=partnership, run=run, words=words, at=clock.now()
    )
    figures.keep(partnership, last_new_or_worse_at=report.at)
    events.record(
        NEW_OR_WORSE.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        about=report.pk,
        speed=run.speed if run else "",
    )
    _open(report, kinds.NEW_OR_WORSE, by)
    if first:
        _open(report, kinds.WERE_YOU_SEEN, by)
    return report


def _add_words(told: NewOrWorse, words: str) -> bool:
    """Words after a flag join its report while its item is open: one thing to follow up, not two."""
    item = AttentionItem.objects.filter(about=told.pk, kind=kinds.NEW_OR_WORSE, closed_at=None)
    if not item.exists():
        return False
    told.words = words
    told.save(update_fields=["words"])
    return True


@transaction.atomic
def found(*, report: NewOrWorse, what: Found.What, words: str, by: Account) -> Found:
    """A professional followed it up. Whoever could not be reached is rung again next working morning."""
    authority.require(by, Verb.WORK_ATTENTION, report.partnership)
    row = Found.objects.create(
        service=report.service, report=report, what=what, words=words.strip(), by=by, at=clock.now()
    )
    items = AttentionItem.objects.filter(partnership=report.partnership, about=report.pk, closed_at=None)
    if what is Found.What.NOT_REACHED:
        morning = reading.next_working_morning(report.service)
        calls = items.filter(kind=kinds.WERE_YOU_SEEN)
        if morning is not None:
            calls.update(wakes_at=morning, due_at=morning)
    else:
        for item in items.select_related("partnership", "service"):
            attention.close(item=item, outcome=AttentionItem.Outcome.DONE, by=by)
    events.record(
        FOUND.name,
        service=report.service,
        subject=report.partnership_id,
        by=by,
        about=report.pk,
        what=what.value,
    )
    return row


def harm_of(report: NewOrWorse) -> AttentionItem.Harm:
    """How bad it could be if nobody looks."""
    run = report.run
    if run is not None and run.speed in {Speed.NOW, Speed.TODAY}:
        return Harm.DANGER
    return Harm.WORSE


def _open(report: NewOrWorse, kind: str, by: Account) -> None:
    partnership = report.partnership
    owner = attention.owner_or_anyone(partnership)
    if owner is None:
        events.record(
            NOBODY_OWNS.name, service=report.service, subject=partnership.pk, by=by, about=report.pk
        )
        return
    morning = reading.next_working_morning(report.service) if kind == kinds.WERE_YOU_SEEN else None
    attention.open_item(
        partnership=partnership,
        kind=kind,
        harm=harm_of(report),
        by=by,
        about=report.pk,
        owner=owner,
        due_at=morning or reading.next_reading(report.service),
        wakes_at=morning,
    )
