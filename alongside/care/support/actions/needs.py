"""Deal with one line of *Who needs you now*."""

from __future__ import annotations

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.care.partnership.actions import attention
from alongside.care.partnership.models import AttentionItem
from alongside.care.support.rules.snooze import SNOOZES


def deal(*, item: AttentionItem, what: str, by: Account) -> AttentionItem:
    """Close ``item`` as done or not useful, or put it off: ``what`` is an outcome or a snooze's name.

    Raises ``ValueError`` where danger would be put off or called not useful.
    """
    if what in SNOOZES:
        return attention.snooze(item=item, until=clock.now() + SNOOZES[what], by=by)
    outcome = AttentionItem.Outcome(what)
    if outcome is AttentionItem.Outcome.NOT_USEFUL and item.harm == AttentionItem.Harm.DANGER:
        raise ValueError("danger is dealt with, not waved away")
    return attention.close(item=item, outcome=outcome, by=by)
