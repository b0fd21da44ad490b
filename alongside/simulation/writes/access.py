"""Steps of the access room: coming in by the door, my way, something new or worse."""

from __future__ import annotations

from alongside.care.access.actions import new_or_worse, referral, screening, way
from alongside.care.access.models import Found, NewOrWorse, Referral
from alongside.care.access.rules.screen import Answer, assess
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.simulation.steps import Do, Step
from alongside.simulation.writes.living import Living, Take


def come_in(living: Living, step: Step) -> None:
    """Through the whole door: the safety screen answered with no to all, then the referral."""
    screen = safety_screen()
    nothing = assess(screen, {question.id: Answer.NO for question in screen.questions})
    service = living.clinic.service
    run = screening.keep(service=service, assessment=nothing)
    life = living.life
    who = referral.Who(
        full_name=life.full_name,
        known_as=life.known_as,
        born_on=life.born_on(living.until),
        phone=life.phone,
        email=life.email,
    )
    answers = step.facts["way"]
    if step.by:
        sent = referral.type_for(
            service=service,
            who=who,
            way_answers=answers,
            run_ids=[run.pk],
            how=Referral.How(step.facts["how"]),
            by=living.clinic.professionals[step.by],
        )
    else:
        sent = referral.send(service=service, who=who, way_answers=answers, run_ids=[run.pk])
    living.known = sent.partnership


def set_way(living: Living, step: Step) -> None:
    way.set_way(partnership=living.partnership, answers=step.facts["way"], by=living.who(step))


def say_new_or_worse(living: Living, step: Step) -> None:
    new_or_worse.tell(partnership=living.partnership, by=living.who(step), words=step.said["words"])


def follow_up(living: Living, step: Step) -> None:
    report = (
        NewOrWorse.objects.filter(partnership=living.partnership)
        .select_related("partnership", "service")
        .order_by("at")
        .last()
    )
    if report is None:
        raise LookupError("nothing was said to be new or worse")
    what = Found.What(step.facts["found"])
    new_or_worse.found(report=report, what=what, words=step.said.get("words", ""), by=living.who(step))


STEPS: dict[Do, Take] = {
    Do.COMES_IN: come_in,
    Do.SETS_WAY: set_way,
    Do.SAYS_NEW_OR_WORSE: say_new_or_worse,
    Do.FOLLOWS_UP: follow_up,
}
