"""Ask for a record to be erased, answer, and erase it: everything the rooms declare that they hold.

What stays: that it was erased (no name, no word), and who looked at it and who was refused, by id. The law
asks a service to be able to answer for both.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.holding import hold
from alongside.base.record.models import Delivery, Event, Refusal, Viewing
from alongside.base.services.models import Service
from alongside.care.partnership import authority, erased_again, held
from alongside.care.partnership import erasure_events as happened
from alongside.care.partnership.actions import attention
from alongside.care.partnership.attention import ERASURE_ASKED
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.held import Held
from alongside.care.partnership.models import AttentionItem, Erased, ErasureAsked, Partnership
from alongside.care.partnership.rules.erasing import Ground, KeptBecause, copies_until, quiet_before
from alongside.care.partnership.rules.keeping import keeping

STAYS = frozenset({Viewing._meta.label, Refusal._meta.label})


class StillInDanger(Exception):
    """Something worse or dangerous waits for somebody: a record is not erased under it."""


class NotAsked(Exception):
    """Nobody asks for it now: it was taken back, answered, or never asked."""


class TooSoon(Exception):
    """The record has not been kept for as long as the rule says."""


@transaction.atomic
def ask(*, partnership: Partnership, by: Account) -> ErasureAsked:
    """The person asks. Asking again while it is open changes nothing."""
    relation = authority.require(by, Verb.ASK_FOR_ERASURE, partnership)
    asked, made = ErasureAsked.objects.get_or_create(
        partnership=partnership,
        taken_back_at=None,
        answered_at=None,
        defaults={"service": partnership.service},
    )
    if made:
        events.record(
            happened.ASKED.name,
            service=partnership.service,
            by=by,
            relation=relation,
            subject=partnership.pk,
            about=asked.pk,
        )
        attention.open_item(
            partnership=partnership, kind=ERASURE_ASKED, harm=AttentionItem.Harm.PROMISE, by=by
        )
    return asked


@transaction.atomic
def take_back(*, partnership: Partnership, by: Account) -> None:
    """The person does not want it any more. Raises ``NotAsked`` where it is not open."""
    relation = authority.require(by, Verb.ASK_FOR_ERASURE, partnership)
    _close(partnership, by, taken_back_at=clock.now())
    events.record(
        happened.TAKEN_BACK.name,
        service=partnership.service,
        by=by,
        relation=relation,
        subject=partnership.pk,
    )


@transaction.atomic
def keep(*, partnership: Partnership, because: KeptBecause, by: Account) -> None:
    """The lead answers that the record is kept, and why. Raises ``NotAsked`` where it is not open."""
    _require_lead(by, partnership)
    _close(partnership, by, answered_at=clock.now(), answered_by=by, kept_because=because.value)
    events.record(
        happened.KEPT.name,
        service=partnership.service,
        by=by,
        relation="lead",
        subject=partnership.pk,
        because=because.value,
    )


@transaction.atomic
def erase(*, partnership: Partnership, ground: Ground, by: Account | None) -> Erased:
    """Erase all that is held about this person here: by the lead, or on the command line (``by`` None).

    Raises ``StillInDanger``, ``NotAsked`` on that ground where nobody asks, ``TooSoon`` where the rule of
    keeping is not over.
    """
    if by is not None:
        _require_lead(by, partnership)
    partnership = hold(Partnership.objects.select_related("service"), partnership.pk)
    if ground is Ground.ASKED and not open_asking(partnership):
        raise NotAsked
    if ground is Ground.KEPT_LONG_ENOUGH and not is_kept_long_enough(partnership):
        raise TooSoon
    if _in_danger(partnership):
        raise StillInDanger
    rows = _erase(partnership)
    now = clock.now()
    erased = Erased.objects.create(
        service=partnership.service,
        record=partnership.pk,
        at=now,
        by=by,
        ground=ground.value,
        rows=rows,
        copies_until=copies_until(now, keeping().backups_days),
    )
    _say(erased)
    transaction.on_commit(partial(erased_again.note, erased))
    return erased


def again() -> int:
    """Erase again what a restored backup brought back; returns how many records went.

    Every hour, and at the end of a restore. What the database says and what the file says are made one: the
    row about an erasing that the backup was too old to hold, and the line that was not written when a machine
    stopped between the two, or was written on another machine.
    """
    noted, known = erased_again.records(), {one.record: one for one in Erased.objects.all()}
    erased_again.note(*(one for record, one in known.items() if record not in noted))
    back = Partnership.objects.filter(pk__in=noted).values_list("pk", flat=True)
    gone = sum(_again(record) for record in back)
    for record, facts in noted.items():
        if facts is not None and record not in known:
            _said_again(record, facts)
    return gone


@transaction.atomic
def _again(record: UUID) -> bool:
    partnership = Partnership.objects.select_for_update().filter(pk=record).first()
    return partnership is not None and _erase(partnership) > 0


@transaction.atomic
def _said_again(record: UUID, facts: erased_again.Facts) -> None:
    """Who it was by is kept where the restored database knows them."""
    service = Service.objects.filter(pk=facts.service).first()
    if service is None:
        return
    erased, made = Erased.objects.get_or_create(
        record=record,
        defaults={
            "service": service,
            "at": facts.at,
            "by": Account.objects.filter(pk=facts.by).first() if facts.by else None,
            "ground": facts.ground.value,
            "rows": facts.rows,
            "copies_until": facts.copies_until,
        },
    )
    if made:
        _say(erased)


def _say(erased: Erased) -> None:
    events.record(
        happened.ERASED.name,
        service=erased.service,
        by=erased.by,
        subject=erased.record,
        about=erased.pk,
        ground=erased.ground,
    )


def kept_long_enough(service: Service) -> models.QuerySet[Partnership]:
    """Records in which nothing has happened for as long as the rule says; somebody decides about each."""
    before = quiet_before(clock.now(), keeping().years_after)
    later = Event.objects.filter(subject=models.OuterRef("pk"), at__gte=before)
    return Partnership.objects.filter(
        ~models.Exists(later), service=service, started_at__lt=before
    ).select_related("service")


def is_kept_long_enough(partnership: Partnership) -> bool:
    return kept_long_enough(partnership.service).filter(pk=partnership.pk).exists()


def open_asking(partnership: Partnership) -> ErasureAsked | None:
    return ErasureAsked.objects.filter(partnership=partnership, taken_back_at=None, answered_at=None).first()


def _require_lead(by: Account, partnership: Partnership) -> None:
    if not authority.is_lead(by, partnership.service_id):
        raise PermissionDenied


def _close(partnership: Partnership, by: Account, **how: object) -> None:
    there = ErasureAsked.objects.filter(partnership=partnership, taken_back_at=None, answered_at=None)
    if not there.update(**how):
        raise NotAsked
    attention.overtake(partnership=partnership, kind=ERASURE_ASKED, by=by)


def _in_danger(partnership: Partnership) -> bool:
    return AttentionItem.objects.filter(
        partnership=partnership, closed_at=None, harm__lte=AttentionItem.Harm.WORSE
    ).exists()


def _erase(partnership: Partnership) -> int:
    """Rows that lead to the person by others go first; the constraints are asked at the end, of all."""
    person = Account.objects.get(pk=partnership.person_id)
    here_alone = not person.is_professional and not (
        Partnership.objects.filter(person=person).exclude(pk=partnership.pk).exists()
    )
    tables = [one for one in held.declared().values() if one.name not in STAYS and one.model is not Account]
    gone = 0
    for one in sorted(tables, key=lambda each: each.via.count("__"), reverse=True):
        if here_alone or not one.via.endswith("=person"):
            gone += _gone(one, partnership)
    if here_alone:
        _empty(person)
    return gone


def _gone(one: Held, partnership: Partnership) -> int:
    """Not Django's ``delete``: it refuses rows that point to each other, which all go."""
    rows = one.model._base_manager.filter(**one.leads_to(partnership)).order_by()
    return int(rows._raw_delete(rows.db))


def _empty(person: Account) -> None:
    """What is left of the account is an id, so that who looked still points to somebody."""
    Delivery.objects.filter(to=person).delete()
    for session in _sessions_of(person):
        session.delete()
    person.set_unusable_password()
    Account.objects.filter(pk=person.pk).update(
        email=None, name="", is_active=False, neutral_mail=True, last_login=None, password=person.password
    )


def _sessions_of(person: Account) -> list[Session]:
    """Sessions do not say whose they are but inside; an account that is not active is let in nowhere."""
    return [
        session
        for session in Session.objects.filter(expire_date__gt=clock.now()).iterator()
        if session.get_decoded().get("_auth_user_id") == str(person.pk)
    ]
