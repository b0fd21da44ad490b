"""Why this, and why not that: each code of ``fits.toml`` as a sentence, one for each side.

A sentence may name what it is about: ``%(what)s``, ``%(minutes)s``; the professional's also ``%(name)s``. It
never says that a step will help: nobody knows that beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from alongside.care.plan.presenters.life import EQUIPMENT, FEARS, WANTS, listed, small
from alongside.care.plan.rules.circumstances import Situation
from alongside.care.plan.rules.library import Library, LibraryStep
from alongside.care.plan.rules.tailoring import Fit

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Said:
    """One reason in words: for the person, and for a professional about the person."""

    person: Text
    professional: Text


SENTENCES: Mapping[str, Said] = {
    # for it
    "wanted": Said(lazy("You want this: %(what)s."), lazy("%(name)s wants this: %(what)s.")),
    "eases-fear": Said(
        lazy("It is about what worries you: %(what)s."), lazy("%(name)s is afraid of this: %(what)s.")
    ),
    "your-work": Said(
        lazy("It goes with the work that you do."), lazy("It goes with the work %(name)s does.")
    ),
    "sleep-is-hard": Said(lazy("You told us that sleep is hard."), lazy("%(name)s rated sleep as hard.")),
    "feelings-are-hard": Said(
        lazy("You told us that the pain gets you down."), lazy("%(name)s rated coping with feelings as hard.")
    ),
    "flares-are-hard": Said(
        lazy("You told us that flare-ups are hard to ease."),
        lazy("%(name)s rated easing a flare-up as hard."),
    ),
    "matters-is-hard": Said(
        lazy("You told us that it is hard to do what matters to you."),
        lazy("%(name)s rated doing what matters as hard."),
    ),
    "medicines-are-hard": Said(
        lazy("You told us that your medicines are hard to take as agreed."),
        lazy("%(name)s rated taking medicines as agreed as hard."),
    ),
    "helped-before": Said(
        lazy("Things like this helped you before."), lazy("Things like this helped before.")
    ),
    "smaller-this-time": Said(
        lazy("What you tried was too hard. This is smaller."),
        lazy("What was tried was too hard. This is smaller."),
    ),
    "small-and-sure": Said(
        lazy("It is small, so you can find out how it goes."), lazy("Small, where confidence is low.")
    ),
    # safety
    "new-or-worse": Said(
        lazy("You told us that something is new or worse."), lazy("Something new or worse was said lately.")
    ),
    "ask-first": Said(lazy("Ask first: %(what)s"), lazy("To be checked first: %(what)s")),
    "health-not-said": Said(
        lazy("We do not know enough about your health yet. Tell us, or ask first."),
        lazy("What should be asked first was not answered."),
    ),
    "made-worse": Said(
        lazy("Things like this made it worse. Let us talk before you try again."),
        lazy("Things like this made it worse before."),
    ),
    # what was said about it
    "said-no": Said(lazy("You said that it is not for you."), lazy("%(name)s said no to it.")),
    "never": Said(lazy("You never want things like this."), lazy("%(name)s never wants things like this.")),
    "on-plan": Said(lazy("It is on our plan already."), lazy("On the plan already.")),
    # money, time, things, places, work
    "costs-too-much": Said(
        lazy("It costs more than you can spend."), lazy("It costs more than %(name)s can spend.")
    ),
    "money-not-said": Said(
        lazy("It costs money. You have not said if that is all right."),
        lazy("Costs money; not said if it may."),
    ),
    "was-too-dear": Said(lazy("It cost too much before."), lazy("It cost too much before.")),
    "takes-too-long": Said(
        lazy("It takes about %(minutes)s minutes each time. That is more than you have."),
        lazy("About %(minutes)s minutes each time: more than %(name)s has."),
    ),
    "not-there": Said(lazy("You need this for it: %(what)s."), lazy("Needs, and not there: %(what)s.")),
    "have-you-got-it": Said(
        lazy("You need this for it: %(what)s. We do not know if you have it."),
        lazy("Needs, and not said: %(what)s."),
    ),
    "no-place": Said(
        lazy("It is done in a place that does not suit you."), lazy("None of its places suits.")
    ),
    "place-not-said": Said(
        lazy("It is not done at home. You have not said where you can go."),
        lazy("Away from home; not said if it suits."),
    ),
    "other-work": Said(lazy("It is for another kind of work."), lazy("For another kind of work.")),
    "work-not-said": Said(
        lazy("It depends on your work. You have not told us about it."),
        lazy("Depends on the work; not said."),
    ),
    # what the body can do
    "needs-standing": Said(lazy("It needs more standing than you can do now."), lazy("Needs more standing.")),
    "needs-walking": Said(lazy("It needs more walking than you can do now."), lazy("Needs more walking.")),
    "needs-floor": Said(
        lazy("You have to get up from the floor for it."), lazy("Needs getting up from the floor.")
    ),
    "ability-not-said": Said(
        lazy("We do not know yet how much you can stand, walk or get up from the floor."),
        lazy("Standing, walking or floor was not said."),
    ),
    "pain-is-high": Said(
        lazy("Your pain is strong now. Something gentler comes first."),
        lazy("Pain was rated high: gentler first."),
    ),
    "pain-not-said": Said(
        lazy("We do not know how strong your pain is."), lazy("Pain was not rated lately.")
    ),
    "not-sure-yet": Said(
        lazy("You are not sure yet that you could."),
        lazy("Confidence was rated low."),
    ),
    # what was tried
    "was-too-hard": Said(
        lazy("Things like this were too hard. Something smaller comes first."),
        lazy("It was too hard before."),
    ),
    "made-no-difference": Said(
        lazy("Things like this made no difference to you."), lazy("It made no difference before.")
    ),
    # readiness, never as a label
    "no-change-now": Said(
        lazy("You need not change anything. It is here if you want it."), lazy("No change is wanted now.")
    ),
    "in-two-minds": Said(
        lazy("You need not decide about this now."), lazy("Still weighing: nothing to do yet.")
    ),
    "small-first": Said(lazy("Something smaller comes first."), lazy("Smaller first.")),
}


def sentences(
    codes: tuple[str, ...], fit: Fit, situation: Situation, library: Library, *, name: str = ""
) -> list[str]:
    """The reasons in words, for the person, or for a professional where ``name`` is the person's."""
    return [_sentence(code, fit.step, situation, library, name) for code in codes]


def _sentence(code: str, step: LibraryStep, situation: Situation, library: Library, name: str) -> str:
    said = SENTENCES[code]
    text = str(said.professional if name else said.person)
    return text % {
        "name": name,
        "minutes": step.minutes,
        "what": _what(code, step, situation, library),
    }


def _what(code: str, step: LibraryStep, situation: Situation, library: Library) -> str:
    life = situation.life
    if code == "wanted":
        return listed(
            small(WANTS[each]) for each in WANTS if each in (life.wants or ()) and each in step.helps_with
        )
    if code == "eases-fear":
        return listed(
            small(FEARS[each]) for each in FEARS if each in (life.fears or ()) and each in step.eases
        )
    if code in ("not-there", "have-you-got-it"):
        have = life.equipment or frozenset()
        return listed(small(EQUIPMENT[each]) for each in EQUIPMENT if each in step.equipment - have)
    if code == "ask-first":
        asks = [library.safety.asks[each] for each in step.ask_first if each in (life.health or ())]
        return " ".join(f"{ask.why} {ask.whom}" for ask in asks)
    return ""


# As the person themselves would say it, where they put it on the plan: it stands there as their reason.
MY_REASONS: Mapping[str, Text] = {
    "wanted": lazy("I want this: %(what)s."),
    "eases-fear": lazy("It is about what worries me: %(what)s."),
    "your-work": lazy("It goes with the work that I do."),
    "sleep-is-hard": lazy("Sleep is hard for me."),
    "feelings-are-hard": lazy("The pain gets me down."),
    "flares-are-hard": lazy("Flare-ups are hard to ease."),
    "matters-is-hard": lazy("It is hard to do what matters to me."),
    "medicines-are-hard": lazy("My medicines are hard to take as agreed."),
    "helped-before": lazy("Things like this helped me before."),
    "smaller-this-time": lazy("What I tried was too hard. This is smaller."),
    "small-and-sure": lazy("It is small."),
}


def reason_for_plan(fit: Fit, situation: Situation, library: Library, *, name: str = "") -> str:
    """Why this stands on the plan, in the words of who puts it there; empty where nothing speaks for it."""
    if name:
        return " ".join(sentences(fit.why, fit, situation, library, name=name))
    what = {code: _what(code, fit.step, situation, library) for code in fit.why}
    return " ".join(str(MY_REASONS[code]) % {"what": what[code]} for code in fit.why)
