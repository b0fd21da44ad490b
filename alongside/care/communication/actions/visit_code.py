"""Give a person the code by which a diary finds them."""

from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction

from alongside.base.accounts.models import Account
from alongside.care.communication.models import VisitCode
from alongside.care.communication.rules import visit_code as rule
from alongside.care.partnership import authority
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership

TRIES = 20


@transaction.atomic
def ensure(*, partnership: Partnership, by: Account) -> VisitCode:
    """The code of ``partnership``, drawn by chance the first time it is asked for."""
    authority.require(by, Verb.KEEP_VISITS, partnership)
    for _try in range(TRIES):
        there = VisitCode.objects.filter(partnership=partnership).first()
        if there is not None:
            return there
        try:
            with transaction.atomic():
                return VisitCode.objects.create(
                    service_id=partnership.service_id,
                    partnership=partnership,
                    code=rule.drawn(secrets.choice),
                )
        except IntegrityError:
            continue  # drawn before, or somebody was quicker
    raise RuntimeError("no free code was drawn")
