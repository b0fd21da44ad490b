"""Syntheses from the command line: who begins one, who is in it, signing findings. Nothing of care."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from alongside.base.record.mail import sign_in_link
from alongside.config.operations.schema import require_current
from alongside.config.problems import USAGE, Problem
from alongside.evidence.findings.actions import bundle as signing
from alongside.evidence.findings.rules.bundle import fingerprint
from alongside.evidence.findings.rules.founding import known
from alongside.evidence.synthesis.actions import synthesis as actions
from alongside.evidence.synthesis.models import Member, Synthesis


def begin(*, title: str, question: str, lead: str, lead_name: str) -> dict[str, Any]:
    """A synthesis whose lead can sign in and bring the others in; the lead needs no clinic."""
    require_current()
    _require_words(title=title, question=question, lead_name=lead_name)
    with transaction.atomic():
        account = actions.account_of(_address(lead), lead_name)
        made = actions.begun(title=title, question=question, lead=account)
    return {"id": str(made.pk), "title": title, "lead": str(account.pk), "sign_in": sign_in_link()}


def listed() -> list[dict[str, Any]]:
    """One row a synthesis: id, title, records, how many are in it."""
    require_current()
    return [
        {
            "id": str(each.pk),
            "title": each.title,
            "begun": each.begun_at.date().isoformat(),
            "records": each.records.filter(merged_into=None).count(),
            "members": each.members.filter(until_at=None).count(),
        }
        for each in Synthesis.objects.filter(opening=None).order_by("begun_at")
    ]


def members(*, synthesis: str) -> list[dict[str, Any]]:
    """One row a seat, ended ones too."""
    require_current()
    seats = Member.objects.filter(synthesis=_synthesis(synthesis)).select_related("account").order_by("pk")
    return [
        {
            "name": seat.account.name,
            "email": seat.account.email,
            "role": seat.role,
            "until": seat.until_at.date().isoformat() if seat.until_at else None,
        }
        for seat in seats
    ]


def add(*, synthesis: str, email: str, name: str, role: str) -> dict[str, Any]:
    """A seat in a synthesis, for somebody who may have no account yet."""
    require_current()
    _require_words(name=name)
    address = _address(email)
    if role not in Member.Roles.values:
        raise Problem(f"{role!r} is no role.", f"One of: {', '.join(Member.Roles.values)}.", code=USAGE)
    chosen = _synthesis(synthesis)
    try:
        with transaction.atomic():
            seat = actions.seated(
                synthesis=chosen, account=actions.account_of(address, name), role=role, by=None
            )
    except actions.AlreadyIn as already:
        raise Problem(
            f"{address} has a seat in {chosen.title} already.", "End it first to change it."
        ) from already
    return {"id": str(seat.pk), "synthesis": str(chosen.pk), "role": role, "sign_in": sign_in_link()}


def end(*, synthesis: str, email: str) -> dict[str, Any]:
    """The end of a seat. What they decided stays and counts."""
    require_current()
    chosen = _synthesis(synthesis)
    seats = Member.objects.filter(synthesis=chosen, until_at=None, account__email=_address(email))
    seat = seats.select_related("synthesis").first()
    if seat is None:
        raise Problem(f"{email} has no seat in {chosen.title}.", "See: alongside evidence members")
    try:
        with transaction.atomic():
            actions.unseated(member=seat, by=None)
    except actions.LastLead as last:
        raise Problem(
            "Somebody has to lead it.", "Give somebody else a seat with --role lead first."
        ) from last
    return {"synthesis": str(chosen.pk), "ended": str(seat.pk)}


def findings() -> dict[str, Any]:
    """What would be signed now: every finding, and the fingerprint of the whole."""
    data = signing.current()
    published = signing.published()
    return {
        "sha256": fingerprint(data),
        "published": published is not None and fingerprint(published) == fingerprint(data),
        "findings": [
            {"id": each.id, "says": each.says, "certainty": each.certainty.value}
            for each in known().findings.finding
        ],
    }


def sign(*, read: str, name: str, role: str, registration: str) -> dict[str, Any]:
    """Publish the findings and sign them under a clinician's name."""
    require_current()
    _require_words(name=name, role=role)
    try:
        signed = signing.sign(read=read, role=role, registration=registration, by=None, name=name)
    except signing.Changed as changed:
        raise Problem(
            "The findings are not the ones with this fingerprint.",
            "Read them again: alongside evidence findings",
        ) from changed
    return {"sha256": signed, "name": name, "role": role}


def _synthesis(key: str) -> Synthesis:
    """The synthesis with this id; the only one, where none is named."""
    if not key:
        every = list(Synthesis.objects.filter(opening=None)[:2])
        if len(every) == 1:
            return every[0]
        what = "There is no synthesis yet." if not every else "There are several syntheses."
        mend = "Begin one: alongside evidence begin" if not every else "Say which with --synthesis ID."
        raise Problem(what, mend, code=USAGE)
    try:
        return Synthesis.objects.get(pk=UUID(key), opening=None)
    except (ValueError, Synthesis.DoesNotExist) as none:
        raise Problem(f"There is no synthesis {key!r}.", "See: alongside evidence list", code=USAGE) from none


def _address(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise Problem(f"{email!r} is no e-mail address.", code=USAGE) from wrong
    return email


def _require_words(**given: str) -> None:
    for name, value in given.items():
        if not value.strip():
            raise Problem(f"--{name.replace('_', '-')} is empty.", "Write something there.", code=USAGE)
