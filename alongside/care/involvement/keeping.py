"""What follows from a change: for whom it waits, who has to look, the figures, and whether to say so.

Called by the actions, in their transaction, with the row locked.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record.models import Delivery
from alongside.care.involvement import attention as kinds
from alongside.care.involvement.figures import keep_together
from alongside.care.involvement.models import Decision, Matter
from alongside.care.involvement.rules import deciding, matters
from alongside.care.involvement.rules.deciding import Chosen, Facts, Response
from alongside.care.partnership import contacting
from alongside.care.partnership.actions import attention
from alongside.care.partnership.actions.attention import NobodyToOwn
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.preferences import Purpose
from alongside.care.partnership.rules.side import Side

SOMETHING_TO_ANSWER = "something-to-answer"
QUIET = timedelta(hours=12)
"""After one e-mail the next waits this long: several proposals of one visit make one."""
MORNING = time(8)

Harm = AttentionItem.Harm


def settle_matter(matter: Matter, by: Account) -> None:
    """Save ``matter`` with what follows from its newest words."""
    newest = matter.wording
    is_open = matter.state == matters.State.OPEN
    matter.stands = newest.standing.value
    waits = newest.waits_for if is_open else frozenset()
    matter.waits_for_person, matter.waits_for_team = Side.PERSON in waits, Side.PROFESSIONAL in waits
    if newest.agreed_at is not None:
        matter.agreed = newest
    elif matter.agreed_id == newest.pk:
        matter.agreed = None
    matter.moved_at = clock.now()
    matter.save()
    persons = newest.answer_of(Side.PERSON) if is_open else None
    partnership = matter.partnership
    wanted = [
        (kinds.PROPOSAL_WAITS, Harm.PROMISE, matter.waits_for_team),
        (kinds.PROPOSAL_DIFFERENT, Harm.UNDERSTANDING, persons is Answer.DIFFERENT),
        (kinds.PROPOSAL_TO_TALK, Harm.UNDERSTANDING, persons is Answer.TALK),
        (kinds.GOAL_REACHED, Harm.ROUTINE, _is_reached_goal(matter)),
    ]
    for kind, harm, needed in wanted:
        _keep_item(partnership, kind, harm, matter.pk, needed=needed, by=by)
    keep_together(partnership)


def _is_reached_goal(matter: Matter) -> bool:
    reached = matter.kind == matters.Kind.GOAL and matter.state == matters.State.REACHED
    return reached and matter.agreed_id is not None


def settle_decision(decision: Decision, by: Account, *, wrote: bool = False) -> None:
    """Save ``decision`` with what follows from what both said; ``wrote``: with words in it."""
    facts = facts_of(decision)
    waits = deciding.waits(facts)
    decision.waits_for_person, decision.waits_for_team = Side.PERSON in waits, Side.PROFESSIONAL in waits
    decision.moved_at = clock.now()
    decision.revision += 1
    decision.save()
    partnership, key = decision.partnership, decision.pk
    _keep_item(partnership, kinds.DECISION_WAITS, Harm.PROMISE, key, needed=decision.waits_for_team, by=by)
    _keep_item(
        partnership,
        kinds.DECISION_TO_TALK,
        Harm.UNDERSTANDING,
        key,
        needed=deciding.wants_talk(facts),
        by=by,
    )
    if by.pk != partnership.person_id:
        attention.overtake(partnership=partnership, kind=kinds.DECISION_WORDS, by=by, about=key)
    elif wrote and not (decision.waits_for_team or deciding.wants_talk(facts)):
        attention.to_read(partnership=partnership, kind=kinds.DECISION_WORDS, by=by, about=key)
    _look_again(decision, by)
    keep_together(partnership)


def facts_of(decision: Decision) -> Facts:
    """What the rules ask about ``decision``; its choice and recommendation should be loaded with it."""
    given, choice = decision.recommendation, decision.choice
    return Facts(
        say=decision.how_much_say,
        opened_by=Side(decision.opened_side),
        recommended=given is not None,
        response=Response(given.response) if given is not None and given.response else None,
        chosen=Chosen(choice.answer_of(Side.PERSON), choice.answer_of(Side.PROFESSIONAL)) if choice else None,
        decided=decision.state == deciding.State.DECIDED,
    )


def _look_again(decision: Decision, by: Account) -> None:
    """On somebody's list, but only from the morning of that day."""
    day = decision.choice.look_again_on if decision.choice else None
    needed = decision.state == deciding.State.DECIDED and day is not None
    wakes = _morning(day, decision.partnership) if day is not None else None
    _keep_item(
        decision.partnership,
        kinds.DECISION_LOOK_AGAIN,
        Harm.PROMISE,
        decision.pk,
        needed=needed,
        by=by,
        wakes_at=wakes,
    )


def _morning(day: date, partnership: Partnership) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=ZoneInfo(partnership.service.time_zone))


def _keep_item(
    partnership: Partnership,
    kind: str,
    harm: AttentionItem.Harm,
    about: UUID,
    *,
    needed: bool,
    by: Account,
    wakes_at: datetime | None = None,
) -> None:
    """One open item where it is needed, none where it is not. An answer counts also where nobody is there."""
    if not needed:
        attention.overtake(partnership=partnership, kind=kind, by=by, about=about)
        return
    try:
        attention.open_item(
            partnership=partnership, kind=kind, harm=harm, by=by, about=about, wakes_at=wakes_at
        )
    except NobodyToOwn:
        return


def tell_person(partnership: Partnership, *, answers: bool) -> None:
    """*There is something new*, as the person asked to be told, and not for each of several at once.

    ``answers``: it answers something that the person wrote.
    """
    lately = clock.now() - QUIET
    if Delivery.objects.filter(
        subject=partnership.pk, template=SOMETHING_TO_ANSWER, to=partnership.person_id, due_at__gte=lately
    ).exists():
        return
    purpose = Purpose.REPLY if answers else Purpose.ROUTINE
    contacting.notify(partnership, SOMETHING_TO_ANSWER, purpose, page="together")
