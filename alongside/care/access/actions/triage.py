"""What becomes of a referral: decided by a professional, with reasons the person reads, and a clock."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.mail import SOMETHING_NEW
from alongside.care.access.catalogue import referral_rules
from alongside.care.access.clocks import answer_by
from alongside.care.access.events import TRIAGED
from alongside.care.access.models import Triage
from alongside.care.access.rules.referral import Outcome
from alongside.care.partnership import authority, contacting
from alongside.care.partnership.actions import attention
from alongside.care.partnership.attention import WAITING
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import AttentionItem, Partnership, TeamMembership
from alongside.care.partnership.rules.preferences import Purpose

MOST_WORDS = 2_000  # characters
Harm = AttentionItem.Harm


class NotWaiting(Exception):
    """Somebody has taken them on, or they are not waiting for a decision."""


class NoReason(ValueError):
    """A decision without a reason that the person can read, or that says elsewhere and not where."""


@dataclass(frozen=True, slots=True)
class Decision:
    """``reasons`` are ids of the clinic's rules; ``words`` and ``turn_to`` the person reads as they are."""

    outcome: Outcome
    reasons: Collection[str] = ()
    words: str = ""
    turn_to: str = ""


@transaction.atomic
def decide(*, partnership: Partnership, decision: Decision, by: Account) -> Triage:
    """Say what becomes of the referral. It can be said again, also after *not the right place*.

    Raises ``NotWaiting``, ``NoReason``.
    """
    relation = authority.require(by, Verb.TRIAGE, partnership)
    rules = referral_rules()
    outcome = decision.outcome
    reasons = [each.id for each in rules.reasons_for(outcome) if each.id in decision.reasons]
    words, turn_to = decision.words.strip(), decision.turn_to.strip()
    if not (reasons or words) or max(len(words), len(turn_to)) > MOST_WORDS:
        raise NoReason(str(partnership))
    if outcome is Outcome.NOT_HERE and not turn_to:
        raise NoReason(str(partnership))
    held = Partnership.objects.select_for_update().get(pk=partnership.pk)
    if not waits(held):
        raise NotWaiting(str(partnership))
    row = Triage.objects.create(
        service=partnership.service,
        partnership=partnership,
        outcome=outcome.value,
        reasons=reasons,
        words=words,
        turn_to=turn_to if outcome is Outcome.NOT_HERE else "",
        rules_version=rules.version,
        first_contact_by=_first_contact_by(partnership, outcome),
        by=by,
        by_profession=_profession(by, partnership),
        at=clock.now(),
    )
    _move(partnership, row, by)
    contacting.notify(partnership, SOMETHING_NEW, Purpose.REPLY)
    events.record(
        TRIAGED.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=row.pk,
        outcome=outcome.value,
    )
    return row


def waits(partnership: Partnership) -> bool:
    """Whether something can be decided: they wait, or were told that this is not their place."""
    if partnership.state == Partnership.State.WAITING:
        return True
    last = newest(partnership)
    ended = partnership.state == Partnership.State.ENDED
    return ended and last is not None and last.outcome == Outcome.NOT_HERE


def newest(partnership: Partnership) -> Triage | None:
    """The decision that counts."""
    return Triage.objects.filter(partnership=partnership).select_related("by").order_by("-at", "-pk").first()


def _first_contact_by(partnership: Partnership, outcome: Outcome) -> datetime | None:
    days = referral_rules().rule(outcome).first_contact_working_days
    return answer_by(partnership.service, days) if days else None


def _move(partnership: Partnership, row: Triage, by: Account) -> None:
    """The item *waits for a contact* carries the clock; elsewhere means that nobody waits any more."""
    if row.outcome == Outcome.NOT_HERE:
        attention.overtake(partnership=partnership, kind=WAITING, by=by)
        _to(partnership, Partnership.State.ENDED)
        return
    _to(partnership, Partnership.State.WAITING)
    harm = Harm.PROMISE if row.outcome == Outcome.ROUTINE else Harm.WORSE
    item = attention.open_item(
        partnership=partnership,
        kind=WAITING,
        harm=harm,
        by=by,
        owner=attention.owner_or_anyone(partnership) or by,
    )
    AttentionItem.objects.filter(pk=item.pk).update(due_at=row.first_contact_by, harm=harm)


def _to(partnership: Partnership, state: Partnership.State) -> None:
    ended_at = clock.now() if state == Partnership.State.ENDED else None
    Partnership.objects.filter(pk=partnership.pk).update(state=state, ended_at=ended_at)
    partnership.state, partnership.ended_at = state, ended_at


def _profession(by: Account, partnership: Partnership) -> str:
    seats = TeamMembership.objects.filter(account=by, service=partnership.service_id, until_at=None)
    return seats.values_list("profession", flat=True).first() or ""
