"""The sentences of *keep going*: what was offered and why, in the words of the side that reads."""

from __future__ import annotations

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.care.plan.models import EaseAnswer, EaseOffer, Step
from alongside.care.plan.rules.easing import NO_DIFFERENCE, WORSE_PAIN, WORSE_SAID, Offers, easing_rules
from alongside.care.plan.rules.step import Unit


def day_name(on: date) -> str:
    """*Thursday 12 November*."""
    return formats.date_format(on, "l j F")


def day_month(on: date) -> str:
    return formats.date_format(on, "j F")


def listed(words: list[str]) -> str:
    """*a*, *a and b*, *a, b and c*."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def often(times: int) -> str:
    """*once*, *twice*, *3 times*."""
    if times == 1:
        return _("once")
    if times == 2:
        return _("twice")
    return _("%(n)d times") % {"n": times}


def many(n: int) -> str:
    """*Two*, at the start of a sentence; figures from seven on."""
    small = {
        2: lambda: _("Two"),
        3: lambda: _("Three"),
        4: lambda: _("Four"),
        5: lambda: _("Five"),
        6: lambda: _("Six"),
    }
    return small[n]() if n in small else str(n)


def amount_words(amount: int | None, unit: str) -> str:
    """*10 minutes*; empty where the step has no number."""
    if amount is None or not unit:
        return ""
    n = {"n": amount}
    words = {
        Unit.MINUTES: lambda: ngettext("%(n)d minute", "%(n)d minutes", amount),
        Unit.SECONDS: lambda: ngettext("%(n)d second", "%(n)d seconds", amount),
        Unit.TIMES: lambda: ngettext("once", "%(n)d times", amount),
        Unit.STEPS: lambda: ngettext("%(n)d step", "%(n)d steps", amount),
        Unit.METRES: lambda: ngettext("%(n)d metre", "%(n)d metres", amount),
    }
    return words[Unit(unit)]() % n


def step_title(step: Step | None) -> str:
    return step.agreed.what if step is not None and step.agreed is not None else ""


def step_amount(step: Step) -> str:
    """How much of it the person does now."""
    if step.agreed is None:
        return ""
    amount = step.amount_now or step.agreed.amount
    return amount_words(amount, step.agreed.unit) or step.agreed.amount_words


def because(offer: EaseOffer) -> str:
    """*Because you said “too hard” twice: on 10 November and 12 November.*"""
    days = [date.fromisoformat(each) for each in offer.days]
    facts = {
        "often": often(len(days)),
        "days": listed([day_month(each) for each in days]),
        "points": easing_rules().definition.worse.points,
    }
    return _BECAUSE.get(_said(offer), _BECAUSE["other"])() % facts


def for_team(offer: EaseOffer) -> str:
    """*Said “too hard” twice: on 10 November and 12 November.*"""
    days = [date.fromisoformat(each) for each in offer.days]
    facts = {
        "often": often(len(days)),
        "days": listed([day_month(each) for each in days]),
        "points": easing_rules().definition.worse.points,
    }
    return _TEAM.get(_said(offer), _TEAM["other"])() % facts


def what_became(offer: EaseOffer) -> str:
    """What the professional reads beside it: *eased to 10 minutes*, *kept as it is*, *not answered yet*."""
    step = step_title(offer.step)
    unit = offer.step.agreed.unit if offer.step is not None and offer.step.agreed is not None else ""
    facts = {"step": step, "amount": amount_words(offer.amount, unit)}
    offers = Offers(offer.offers)
    if offers is Offers.STOP:
        return _("%(step)s was paused") % facts
    if offers is Offers.ASK:
        return _("%(step)s is at the top of what you both agreed") % facts
    if offers is Offers.THINK_AGAIN:
        return _("think again together")
    if offer.answer == EaseAnswer.KEEP:
        return _("%(step)s was kept as it is") % facts
    if offer.answer == EaseAnswer.TALK or (offer.answer and offers is Offers.TALK):
        return _("they would like to talk about %(step)s") % facts
    if offer.answer == EaseAnswer.YES:
        return _taken(offer, offers) % facts
    if not offer.stands:
        return _("%(step)s has changed since") % facts
    return _("%(step)s: offered, not answered yet") % facts


def _taken(offer: EaseOffer, offers: Offers) -> str:
    if offers is Offers.ELSEWHERE:
        return _("proposed another place for %(step)s")
    if not offer.within:
        return _("proposed %(amount)s for %(step)s: it waits for you both")
    if offers is Offers.MORE:
        return _("%(step)s went up to %(amount)s, inside what you both agreed")
    return _("%(step)s was eased to %(amount)s")


def offered(offer: EaseOffer) -> str:
    """What is offered, to the person."""
    unit = offer.step.agreed.unit if offer.step is not None and offer.step.agreed is not None else ""
    facts = {
        "before": amount_words(offer.amount_before, unit),
        "amount": amount_words(offer.amount, unit),
    }
    offers = Offers(offer.offers)
    if offers is Offers.LESS and offer.within:
        return _("Make it %(amount)s instead of %(before)s? You both agreed that this is fine.") % facts
    if offers is Offers.LESS:
        return (
            _(
                "Make it %(amount)s instead of %(before)s? We would ask your contact to agree. "
                "You can do less at once."
            )
            % facts
        )
    if offers is Offers.MORE:
        return _("Make it %(amount)s instead of %(before)s? It is inside what you both agreed.") % facts
    if offers is Offers.ELSEWHERE:
        return _("Would another place work? Say where, and we ask your contact to agree.")
    return _("Shall we talk about something that is easier for you?")


def yes_words(offer: EaseOffer) -> str:
    return {
        Offers.LESS: lambda: _("Yes, ease it"),
        Offers.MORE: lambda: _("Yes, a bit more"),
        Offers.ELSEWHERE: lambda: _("Yes, another place"),
    }.get(Offers(offer.offers), lambda: _("Yes, let us talk"))()


def _said(offer: EaseOffer) -> str:
    """What was said for the rule of ``offer``: by what it offers, so that a clinic's own rule reads well."""
    if offer.rule in (WORSE_SAID, WORSE_PAIN, NO_DIFFERENCE):
        return offer.rule
    for rule in easing_rules().definition.rule:
        if rule.id == offer.rule:
            return rule.said
    return "other"


_BECAUSE = {
    "too-hard": lambda: _("Because you said “too hard” %(often)s: %(days)s."),
    "too-easy": lambda: _("Because you said “too easy” %(often)s: %(days)s."),
    "could-not-here": lambda: _("Because you said you couldn’t do it where you were: %(days)s."),
    WORSE_SAID: lambda: _("Because you said that it got worse after it: %(days)s."),
    WORSE_PAIN: lambda: _(
        "Because your pain was %(points)d points or more above your usual, after doing it: %(days)s."
    ),
    NO_DIFFERENCE: lambda: _("Because you said %(often)s that it makes no difference: %(days)s."),
    "other": lambda: _("Because of what you said: %(days)s."),
}
_TEAM = {
    "too-hard": lambda: _("Said “too hard” %(often)s (%(days)s)"),
    "too-easy": lambda: _("Said “too easy” %(often)s (%(days)s)"),
    "could-not-here": lambda: _("Couldn’t do it where they were (%(days)s)"),
    WORSE_SAID: lambda: _("Said that it got worse after it (%(days)s)"),
    WORSE_PAIN: lambda: _("Pain %(points)d points or more above their usual, after doing it (%(days)s)"),
    NO_DIFFERENCE: lambda: _("Said %(often)s that it makes no difference (%(days)s)"),
    "other": lambda: _("By what they said (%(days)s)"),
}
