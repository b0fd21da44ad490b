"""Say what fits one's life. Every change is a new version; what is not said stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.partnership import authority
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.plan.ideas_events import LIFE_SAID
from alongside.care.plan.models import LifeFacts
from alongside.care.plan.rules.circumstances import ONE_OF, SOME_OF, Area, Health, Tried

TRIED = "tried"


@transaction.atomic
def say(*, partnership: Partnership, question: str, answer: Any, by: Account) -> LifeFacts:
    """The person answers one question, or takes an answer back (``answer`` None).

    ``question`` is a name of ``ONE_OF`` (answer: a code), of ``SOME_OF`` (a list of codes; an empty list is
    an answer) or ``tried`` (a code for each area). Raises ``ValueError`` for anything else.
    """
    authority.require(by, Verb.SET_MY_WAY, partnership)
    checked = None if answer is None else _checked(question, answer)
    if question not in (*ONE_OF, *SOME_OF, TRIED):
        raise ValueError(f"{question!r} is not asked")
    Partnership.objects.select_for_update(of=("self",)).get(pk=partnership.pk)
    newest = LifeFacts.objects.filter(partnership=partnership).order_by("-version").first()
    said = dict(newest.said) if newest else {}
    if checked is None:
        said.pop(question, None)
    else:
        said[question] = checked
    if newest is not None and said == newest.said:
        return newest
    row = LifeFacts.objects.create(
        service_id=partnership.service_id,
        partnership=partnership,
        version=newest.version + 1 if newest else 1,
        said=said,
        by=by,
        at=clock.now(),
    )
    events.record(
        LIFE_SAID.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        about=row.pk,
        version=row.version,
    )
    return row


def _checked(question: str, answer: Any) -> Any:
    if question in ONE_OF:
        return ONE_OF[question](answer).value
    if question in SOME_OF:
        ticked = [SOME_OF[question](each).value for each in dict.fromkeys(answer)]
        if Health.NOTHING in ticked and question == "health" and len(ticked) > 1:
            raise ValueError("nothing, and something")
        return ticked
    if question == TRIED and isinstance(answer, Mapping):
        return {Area(area).value: Tried(how).value for area, how in answer.items()}
    raise ValueError(f"{question!r} is not answered like this")
