"""What the plan brings to the person's today and to a visit's agenda."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.care.partnership.cards import Card, Post
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.names import short_name
from alongside.care.partnership.rules.agreement import Standing
from alongside.care.partnership.rules.side import Side
from alongside.care.plan import saying as say
from alongside.care.plan.reading import PlanNow, StepNow, WordingNow, plan_of


def cards(partnership: Partnership) -> list[Card]:
    """A step waits for the person's answer; the day has come to look at one again. At most two.

    No query where the figures say that there is nothing. Never advice: what the person has not asked to see
    is asked about, not shown.
    """
    figures = partnership.figures
    if not figures.steps_wait_for_person and not figures.look_again_on:
        return []
    plan = plan_of(partnership)
    return [*_waiting(partnership, plan), *_again(partnership, plan)]


def _waiting(partnership: Partnership, plan: PlanNow) -> list[Card]:
    waiting = [(step, one) for step in plan.waits(Side.PERSON) for one in step.waits(Side.PERSON)]
    if not waiting:
        return []
    step, first = waiting[0]
    who = short_name(first.author)
    href = reverse("plan:plan", args=[partnership.pk])
    if first.hidden:
        text = _("You asked us not to give advice unless you ask. Shall %(who)s show you the idea?") % {
            "who": who
        }
        show = Post(_("Yes, show me"), reverse("plan:show", args=[partnership.pk, first.id]))
        return [
            Card(
                _("%(who)s has an idea") % {"who": who},
                text,
                _("Not now"),
                href,
                "professional",
                posts=(show,),
            )
        ]
    much = say.dose(first.words)
    text = _("%(what)s: %(much)s.") % {"what": first.words.what, "much": much} if much else first.words.what
    title = (
        _("%(who)s proposes a step") if step.agreed is None else _("%(who)s proposes other words for a step")
    )
    yes = Post(
        _("Yes, let us do this"),
        reverse("plan:answer", args=[partnership.pk, first.id]),
        (("says", "yes"), ("seen", str(step.newest))),
    )
    return [
        Card(
            title % {"who": who},
            text,
            _("Read it, or change it"),
            href,
            "professional",
            quote=first.words.reason,
            posts=(yes,) if len(waiting) == 1 and _all_is_shown(step, first) else (),
        )
    ]


def _all_is_shown(step: StepNow, first: WordingNow) -> bool:
    """Whether the card holds everything one would say yes to; otherwise it is read on the plan first."""
    words = first.words
    return step.agreed is None and not (words.how or words.stop_if or words.cost_words or words.place)


def _again(partnership: Partnership, plan: PlanNow) -> list[Card]:
    due = plan.look_again
    if not due:
        return []
    what = ", ".join(one.agreed.words.what for one in due if one.agreed)
    return [
        Card(
            _("Look at your plan again"),
            _("You both wanted to see by now how it goes: %(what)s.") % {"what": what},
            _("Look at it"),
            reverse("plan:step", args=[partnership.pk, due[0].id]),
        )
    ]


def agenda(partnership: Partnership) -> list[str]:
    """What of the plan to talk about at the next visit, one sentence each, for the professional."""
    plan = plan_of(partnership)
    return [sentence for step in (*plan.proposed, *plan.steps) for sentence in _to_talk(step)]


def _to_talk(step: StepNow) -> list[str]:
    found = []
    for one in step.proposals:
        what = {"what": one.words.what, "who": one.author}
        if one.standing in (Standing.TALK, Standing.DIFFERENT):
            found.append(_("Talk about: %(what)s") % what)
        elif one.side is Side.PERSON and one.professional is None:
            found.append(_("%(who)s proposed, and waits: %(what)s") % what)
    if step.due_again and step.agreed is not None:
        found.append(_("Look again: %(what)s") % {"what": step.agreed.words.what})
    return found
