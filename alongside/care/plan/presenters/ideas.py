"""*Ideas that could fit*: the list, one idea, and what each side reads of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from alongside.care.partnership import way
from alongside.care.partnership.definitions_said import said
from alongside.care.partnership.names import short_name
from alongside.care.partnership.resting import resting, there
from alongside.care.plan import catalogue
from alongside.care.plan.models import IdeaAnswer
from alongside.care.plan.presenters.life import AREAS, EQUIPMENT, PLACES, either, listed, small
from alongside.care.plan.presenters.reasons import reason_for_plan, sentences
from alongside.care.plan.reader import Reader
from alongside.care.plan.rules.circumstances import Alarm, Area, Money
from alongside.care.plan.rules.library import Grade, LibraryStep
from alongside.care.plan.rules.rulebook import Verdict
from alongside.care.plan.rules.step import Unit
from alongside.care.plan.rules.tailoring import Fit, fit_of, fits, shown_first
from alongside.care.plan.situation import Known, known

Text = str | Promise

GRADES: Mapping[Grade, Text] = {
    Grade.GENTLE: lazy("gentle"),
    Grade.STEADY: lazy("steady"),
    Grade.FURTHER: lazy("goes further"),
}
WHYS: Mapping[IdeaAnswer.Why, Text] = {
    IdeaAnswer.Why.TOO_HARD: lazy("It is too hard"),
    IdeaAnswer.Why.TOO_EASY: lazy("It is too easy"),
    IdeaAnswer.Why.COST: lazy("It costs too much"),
    IdeaAnswer.Why.TIME: lazy("I have no time for it"),
    IdeaAnswer.Why.CANNOT_HERE: lazy("I cannot do it where I am"),
    IdeaAnswer.Why.TRIED: lazy("I have tried it"),
    IdeaAnswer.Why.AFRAID: lazy("It worries me"),
    IdeaAnswer.Why.NOT_ME: lazy("It is just not me"),
}
_UNITS: Mapping[Unit, tuple[Text, Text]] = {
    Unit.MINUTES: (lazy("%(n)s minute"), lazy("%(n)s minutes")),
    Unit.SECONDS: (lazy("%(n)s second"), lazy("%(n)s seconds")),
    Unit.TIMES: (lazy("once"), lazy("%(n)s times")),
    Unit.STEPS: (lazy("%(n)s step"), lazy("%(n)s steps")),
    Unit.METRES: (lazy("%(n)s metre"), lazy("%(n)s metres")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One idea in a list: its title, where it leads, its reasons for or against, and what it rests on."""

    title: str
    href: str
    what: str
    tags: tuple[str, ...]
    reasons: tuple[str, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    lead: str
    lines: tuple[Line, ...]


MOST_REASONS = 2  # on a list; all of them are on the page of the idea


class Ideas:
    """The page of ideas for one reader."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.known: Known = known(reader.partnership, account=reader.account, relation=reader.relation)
        self.book = said(catalogue.rulebook())
        self.library = self.book.library
        self.found = fits(self.known.situation, self.book)
        self.approach = said(catalogue.readiness()).approach(self.known.situation.stage)

    @property
    def name(self) -> str:
        """The person's name for a professional; empty for the person, who reads *you*."""
        return "" if self.reader.is_person else self.reader.partnership.known_as

    @property
    def alarmed(self) -> bool:
        return self.known.situation.alarm is not Alarm.NONE

    def page(self) -> dict[str, Any]:
        """The context of the list."""
        most = min(self.book.first, self.approach.show)
        first = shown_first(self.found, most=most, an_area=self.book.an_area)
        rest = [fit for fit in self.found if fit not in first]
        return {
            "is_person": self.reader.is_person,
            "person": self.reader.partnership.known_as,
            "lead": self.approach.lead if self.reader.is_person and (first or not most) else "",
            "silent": not self.known.situation.may_advise,
            "held": self._held(),
            "first": [self._line(fit, fit.why) for fit in first],
            "to_talk": self._to_talk(),
            "more": self._more(rest),
            "others": self._others(rest),
            "knows_little": self.known.life is None or not self.known.life.said,
        }

    def _held(self) -> dict[str, Any] | None:
        """Why nothing that moves the body is suggested now, and whom to ask."""
        if not self.alarmed:
            return None
        safety = self.library.safety
        contact = self.reader.contact
        return {
            "title": safety.held_title,
            "text": safety.held_text,
            "contact": short_name(contact.name) if contact else "",
            "phone": self.reader.partnership.service.phone,
        }

    def _to_talk(self) -> list[Line]:
        """What the person asked to talk about: shown also where no advice is wanted, for they asked."""
        asked = [
            self.library.steps[idea]
            for idea, row in self.known.answers.items()
            if row.answer == IdeaAnswer.Answer.TALK and idea in self.library.steps
        ]
        found = [fit_of(step, self.known.situation, self.book) for step in asked]
        return [self._line(fit, fit.why_not) for fit in found]

    def _more(self, rest: list[Fit]) -> list[Group]:
        """What could be looked at too, by area; what is best for this person first."""
        groups = []
        for area in Area:
            here = [f for f in rest if f.step.area is area and f.verdict.rank >= Verdict.POSSIBLE.rank]
            if here:
                lines = tuple(self._line(fit, fit.why_not) for fit in here)
                groups.append(Group(str(AREAS[area]), "", lines))
        return groups

    def _others(self, rest: list[Fit]) -> list[Group]:
        """Why not the others. What is held back by something new or worse is one reason, said once above."""
        said = (
            (Verdict.ASK_FIRST, _("Ask first"), _("These need a word with someone before you try them.")),
            (Verdict.NOT_NOW, _("Not now"), _("These may fit at another time.")),
            (
                Verdict.NOT_FOR,
                _("Not shown to you"),
                _("These do not fit what you told us. You can look all the same."),
            ),
        )
        if not self.reader.is_person:
            said = (
                (Verdict.ASK_FIRST, _("Ask first"), ""),
                (Verdict.NOT_NOW, _("Not now"), ""),
                (Verdict.NOT_FOR, _("Not offered"), ""),
            )
        groups = []
        for verdict, title, lead in said:
            here = [fit for fit in rest if fit.verdict is verdict and "new-or-worse" not in fit.why_not]
            if here:
                groups.append(
                    Group(title, lead, tuple(self._line(fit, fit.why_not[:MOST_REASONS]) for fit in here))
                )
        return groups

    def _line(self, fit: Fit, codes: tuple[str, ...]) -> Line:
        step = fit.step
        return Line(
            title=step.title,
            href=reverse("plan:idea", args=[self.reader.partnership.pk, step.id]),
            what=step.what,
            tags=tags(step),
            reasons=tuple(self._say(codes, fit)),
            findings=there(step.findings)[:1],  # the others stand on its own page
        )

    def _say(self, codes: tuple[str, ...], fit: Fit) -> list[str]:
        return sentences(codes, fit, self.known.situation, self.library, name=self.name)

    # --- one idea -----------------------------------------------------------------------------------------

    def idea(self, step: LibraryStep) -> dict[str, Any]:
        """The context of one idea's page."""
        fit = fit_of(step, self.known.situation, self.book)
        first = self.book.talk_first & {*fit.why_not}
        answer = self.known.answers.get(step.id)
        safety = self.library.safety
        held = step.moves and self.alarmed
        return {
            "is_person": self.reader.is_person,
            "person": self.reader.partnership.known_as,
            "step": step,
            "area": AREAS[step.area],
            "facts_line": tags(step),
            "summary": self._summary(step),
            "why": self._say(fit.why, fit),
            "why_not": self._say(fit.why_not, fit),
            "held": self._held() if held else None,
            "ask_first": [safety.asks[code] for code in step.ask_first],
            "ask_me": [
                safety.asks[code]
                for code in step.ask_first
                if code in (self.known.situation.life.health or ())
            ],
            "stop_for": [safety.stops[code] for code in step.stop_for],
            "known": [self.library.facts[code] for code in step.facts],
            "resting": resting(step.findings),
            "easier": self._neighbours(step.easier),
            "harder": self._neighbours(step.harder),
            "answer": answer.answer if answer else "",
            "answered_at": answer.at if answer else None,
            "answer_why": str(WHYS.get(IdeaAnswer.Why(answer.why), "")) if answer else "",
            "on_plan": step.id in self.known.situation.on_plan,
            "may_take": self.reader.may_work and not (self.reader.is_person and first),
            "talk_first": bool(first),
            "silent": not self.known.situation.may_advise,
        }

    def _summary(self, step: LibraryStep) -> list[dict[str, str]]:
        """The dose and what it asks of a life, as label and value."""
        rows = [(_("How much"), dose(step)), (_("How far it may go"), dose_range(step))]
        rows.append((_("Time each time"), minutes(step.minutes)))
        rows.append((_("Cost"), cost(step)))
        rows.append((_("Where"), either(PLACES[place] for place in step.places)))
        needs = (small(EQUIPMENT[each]) for each in EQUIPMENT if each in step.equipment)
        rows.append((_("What you need"), listed(needs)))
        return [{"label": label, "value": value} for label, value in rows if value]

    def _neighbours(self, ids: Iterable[str]) -> list[dict[str, str]]:
        return [
            {
                "label": self.library.steps[each].title,
                "href": reverse("plan:idea", args=[self.reader.partnership.pk, each]),
            }
            for each in ids
        ]

    def for_plan(self, step: LibraryStep) -> dict[str, str]:
        """What goes onto the plan beside the library's words: why this, where, whom to ask."""
        fit = fit_of(step, self.known.situation, self.book)
        contact = self.reader.contact
        return {
            "reason": reason_for_plan(fit, self.known.situation, self.library, name=self.name),
            "place": either(PLACES[place] for place in step.places),
            "ask_whom": short_name(contact.name) if contact else "",
        }


def tags(step: LibraryStep) -> tuple[str, ...]:
    """*free*, *5 minutes*, *gentle*: what somebody sees at a glance."""
    return (
        cost(step) if step.cost is Money.NONE else _("costs money"),
        minutes(step.minutes),
        str(GRADES[step.grade]),
    )


def cost(step: LibraryStep) -> str:
    return _("free") if step.cost is Money.NONE else step.cost_words


def minutes(number: int) -> str:
    return ngettext("%(n)s minute", "%(n)s minutes", number) % {"n": number}


def counted(number: int, unit: Unit) -> str:
    one, many = _UNITS[unit]
    return str(one if number == 1 else many) % {"n": number}


def dose(step: LibraryStep) -> str:
    """*5 minutes, 4 times a week*; or the words where numbers say nothing."""
    amount, unit, often = step.dose.amount, step.dose.unit, step.dose.times_a_week
    if amount is None or unit is None:
        return step.dose.words
    much = counted(amount, unit)
    if often is None:
        return much
    if often == 7:
        return _("%(much)s, each day") % {"much": much}
    week = ngettext("%(n)s day a week", "%(n)s days a week", often) % {"n": often}
    return _("%(much)s, %(often)s") % {"much": much, "often": week}


def dose_range(step: LibraryStep) -> str:
    """*From 2 to 10 minutes.* Beyond that only together with a professional."""
    least, most, unit = step.dose.least, step.dose.most, step.dose.unit
    if least is None or most is None or unit is None or least == most:
        return ""
    return _("from %(least)s to %(most)s") % {"least": least, "most": counted(most, unit)}


def offers_today(reader: Reader) -> bool:
    """Whether the person's today may point at the ideas: never where no advice is wanted unless they ask."""
    return way.may_offer_advice(reader.partnership, asked=False)
