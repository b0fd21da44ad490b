"""A person's own copy of everything held about them."""

from __future__ import annotations

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.partnership import authority, own_copies
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.own_copy_events import OWN_COPY_MADE, OWN_COPY_TAKEN


@transaction.atomic
def take(*, partnership: Partnership, by: Account) -> bytes:
    """The person takes their own copy: a ZIP file. Both sides can read in the timeline that it was taken."""
    relation = authority.require(by, Verb.TAKE_OWN_COPY, partnership)
    events.record(
        OWN_COPY_TAKEN.name,
        service=partnership.service,
        by=by,
        relation=relation,
        subject=partnership.pk,
    )
    return own_copies.made(partnership, clock.now())


@transaction.atomic
def make_for(*, partnership: Partnership) -> bytes:
    """The same, made on the command line for somebody who asked in person or by letter."""
    events.record(OWN_COPY_MADE.name, service=partnership.service, by=None, subject=partnership.pk)
    return own_copies.made(partnership, clock.now())
