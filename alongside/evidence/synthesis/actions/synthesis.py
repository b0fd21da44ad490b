from __future__ import annotations

from uuid import UUID

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.authority import Refused, Verb, may_begin, require
from alongside.evidence.synthesis.models import Entry, Job, Member, Protocol, Synthesis
from alongside.evidence.synthesis.rules.protocol import Criterion, criteria

Fact = str | int | bool | None


class NotAllowedToBegin(Exception):
    """Only professionals, and whoever leads a synthesis already, begin one."""


class LastLead(Exception):
    """Somebody has to lead it."""


class AlreadyIn(Exception):
    """They have a seat already."""


def note(
    synthesis: Synthesis, by: Account | None, kind: str, about: UUID | None = None, **facts: Fact
) -> None:
    """Write down what happened, in the transaction in which it happens. Ids, numbers and words from lists."""
    Entry.objects.create(synthesis=synthesis, by=by, kind=kind, about=about, facts=facts)


@transaction.atomic
def begin(*, title: str, question: str, by: Account) -> Synthesis:
    """Begin a synthesis with the first version of its protocol. Raises ``NotAllowedToBegin``."""
    if not may_begin(by):
        raise NotAllowedToBegin
    return begun(title=title, question=question, lead=by)


def begun(*, title: str, question: str, lead: Account) -> Synthesis:
    """A synthesis with its lead. Inside a transaction of whoever has checked: the action above, or whoever is
    at the command line, who may let anybody begin.
    """
    synthesis = Synthesis.objects.create(title=title)
    Member.objects.create(synthesis=synthesis, account=lead, role=Member.Roles.LEAD)
    Protocol.objects.create(synthesis=synthesis, number=1, question=question, by=lead)
    note(synthesis, lead, "begun")
    return synthesis


@transaction.atomic
def write_protocol(
    *,
    synthesis: Synthesis,
    question: str,
    let_in: str,
    left_out: str,
    sources: str,
    terms_for: str,
    terms_against: str,
    reviewers_needed: int,
    why: str,
    by: Account,
) -> Protocol:
    """The next version of the protocol. Decisions keep the version under which they were made."""
    require(by, Verb.WRITE_PROTOCOL, synthesis)
    before = latest(synthesis)
    known = [Criterion.from_plain(each) for each in before.criteria]
    made = Protocol.objects.create(
        synthesis=synthesis,
        number=before.number + 1,
        question=question,
        criteria=[each.as_plain() for each in criteria(let_in, left_out, known)],
        sources=sources,
        terms_for=terms_for,
        terms_against=terms_against,
        reviewers_needed=reviewers_needed,
        why=why,
        by=by,
    )
    note(synthesis, by, "protocol", made.pk, number=made.number)
    if made.reviewers_needed != before.reviewers_needed:
        jobs.want(synthesis, Job.Kind.RECOUNT)
    return made


def latest(synthesis: Synthesis) -> Protocol:
    """The version in force."""
    return synthesis.protocols.select_related("by").order_by("-number")[0]


@transaction.atomic
def bring_in(*, synthesis: Synthesis, email: str, name: str, role: str, by: Account) -> Member:
    """Give somebody a seat. Who has no account gets one: they sign in with a code by e-mail.

    Raises ``AlreadyIn``. An account that exists keeps its own name.
    """
    require(by, Verb.MANAGE_MEMBERS, synthesis)
    return seated(synthesis=synthesis, account=account_of(email, name), role=role, by=by)


def account_of(email: str, name: str) -> Account:
    """The account with this address; who has none gets one."""
    address = Account.objects.normalize_email(email).lower()
    account = Account.objects.filter(email=address).first()
    return account if account is not None else Account.objects.create_user(address, name=name)


def seated(*, synthesis: Synthesis, account: Account, role: str, by: Account | None) -> Member:
    """A seat, inside a transaction of whoever has checked. Raises ``AlreadyIn``."""
    if Member.objects.filter(synthesis=synthesis, account=account, until_at=None).exists():
        raise AlreadyIn
    member = Member.objects.create(synthesis=synthesis, account=account, role=role)
    note(synthesis, by, "member-in", member.pk, role=role)
    return member


@transaction.atomic
def let_go(*, member: Member, by: Account) -> None:
    """End a seat. What they decided stays and counts. Raises ``LastLead`` for the only one who leads."""
    synthesis = member.synthesis
    require(by, Verb.MANAGE_MEMBERS, synthesis)
    if member.until_at is not None:
        raise Refused(Verb.MANAGE_MEMBERS, synthesis)
    unseated(member=member, by=by)


def unseated(*, member: Member, by: Account | None) -> None:
    """End a seat, inside a transaction of whoever has checked. Raises ``LastLead``."""
    synthesis = member.synthesis
    others = Member.objects.filter(synthesis=synthesis, role=Member.Roles.LEAD, until_at=None)
    if member.role == Member.Roles.LEAD and not others.exclude(pk=member.pk).exists():
        raise LastLead
    Member.objects.filter(pk=member.pk).update(until_at=clock.now())
    note(synthesis, by, "member-out", member.pk)
