"""What we have understood: the person chooses lines, a professional confirms, the person takes it back."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Max

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.actions.attention import NobodyToOwn
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import AttentionItem, Partnership, TeamMembership
from alongside.care.support import attention as kinds
from alongside.care.support.events import (
    STATEMENT_CONFIRMED,
    STATEMENT_MADE,
    STATEMENT_NOT_QUITE,
    STATEMENT_WITHDRAWN,
)
from alongside.care.support.lines import lines_offered
from alongside.care.support.models import Statement
from alongside.care.support.rules.statements import chosen

MOST_WHY = 2_000  # characters


class NothingChosen(ValueError):
    """A statement without a line says nothing."""


class NotOpen(Exception):
    """It was taken back, or it was answered already."""


@transaction.atomic
def make(
    *,
    partnership: Partnership,
    audience: Statement.Audience,
    keys: Collection[str],
    confirm: bool,
    by: Account,
) -> Statement:
    """Freeze the lines named ``keys`` as they are worded now; with ``confirm`` the team is asked to agree.

    Keys of lines that are not there (any more) count for nothing. Raises ``NothingChosen``.
    """
    relation = authority.require(by, Verb.CHOOSE_LINES, partnership)
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    lines = chosen(lines_offered(partnership, by=by, relation=relation), keys)
    if not lines:
        raise NothingChosen(str(partnership))
    mine = Statement.objects.filter(partnership=partnership)
    statement = Statement.objects.create(
        service=partnership.service,
        partnership=partnership,
        number=(mine.aggregate(n=Max("number"))["n"] or 0) + 1,
        audience=audience,
        lines=[line.to_plain() for line in lines],
        asked_at=clock.now() if confirm else None,
    )
    if confirm:
        _ask(statement, by)
    _record(STATEMENT_MADE.name, statement, by, relation, lines=len(lines), audience=audience.value)
    return statement


@transaction.atomic
def confirm(*, statement: Statement, by: Account) -> Statement:
    """A professional says that this is how both understand it: their name stands on it, with the day."""
    relation = authority.require(by, Verb.CONFIRM_LINES, statement.partnership)
    seat = (
        TeamMembership.objects.filter(account=by, service=statement.service_id).order_by("-from_at").first()
    )
    changed = Statement.objects.filter(pk=statement.pk, confirmed_at=None, withdrawn_at=None).update(
        confirmed_at=clock.now(),
        confirmed_by=by,
        confirmed_by_profession=seat.profession if seat else "",
        not_quite="",
        not_quite_by=None,
    )
    if not changed:
        raise NotOpen(str(statement))
    _answered(statement, by)
    _record(STATEMENT_CONFIRMED.name, statement, by, relation)
    statement.refresh_from_db()
    return statement


@transaction.atomic
def not_quite(*, statement: Statement, why: str, by: Account) -> Statement:
    """A professional does not see it so, and says why. The lines stay the person's own."""
    relation = authority.require(by, Verb.CONFIRM_LINES, statement.partnership)
    words = why.strip()
    if not words or len(words) > MOST_WHY:
        raise ValueError("say why, in a few words")
    changed = Statement.objects.filter(pk=statement.pk, confirmed_at=None, withdrawn_at=None).update(
        not_quite=words, not_quite_by=by
    )
    if not changed:
        raise NotOpen(str(statement))
    _answered(statement, by)
    _record(STATEMENT_NOT_QUITE.name, statement, by, relation)
    statement.refresh_from_db()
    return statement


@transaction.atomic
def withdraw(*, statement: Statement, by: Account) -> Statement:
    """The person takes it back: nobody opens it any more. Paper that was given away is out of our hands."""
    relation = authority.require(by, Verb.CHOOSE_LINES, statement.partnership)
    changed = Statement.objects.filter(pk=statement.pk, withdrawn_at=None).update(withdrawn_at=clock.now())
    if changed:
        _answered(statement, by)
        _record(STATEMENT_WITHDRAWN.name, statement, by, relation)
    statement.refresh_from_db()
    return statement


def _ask(statement: Statement, by: Account) -> None:
    try:
        attention.open_item(
            partnership=statement.partnership,
            kind=kinds.STATEMENT_TO_CONFIRM,
            harm=AttentionItem.Harm.ROUTINE,
            by=by,
            about=statement.pk,
        )
    except NobodyToOwn:
        return


def _answered(statement: Statement, by: Account) -> None:
    attention.overtake(
        partnership=statement.partnership, kind=kinds.STATEMENT_TO_CONFIRM, by=by, about=statement.pk
    )


def _record(kind: str, statement: Statement, by: Account, relation: Relation, **facts: events.Fact) -> None:
    events.record(
        kind,
        service=statement.partnership.service,
        subject=statement.partnership_id,
        by=by,
        relation=relation,
        about=statement.pk,
        **facts,
    )
