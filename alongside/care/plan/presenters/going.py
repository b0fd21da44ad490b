"""What the pages of *keep going* show: a check-in, what came of it, a bad day, and how it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from alongside.base import clock, ids
from alongside.base.pages.figures import GoingWords, WeekMark
from alongside.base.pages.figures import going as drawn
from alongside.base.services.reading import reading_sentence
from alongside.care.partnership import typed
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.presenters import contact_of
from alongside.care.plan.going_attention import PLEASE_RING
from alongside.care.plan.going_figures import asked_about
from alongside.care.plan.going_forms import DID, HARD, CheckInForm
from alongside.care.plan.models import BadDay, CheckIn, CheckInWord, EaseOffer, Step
from alongside.care.plan.presenters import going_words as words
from alongside.care.plan.quiet import is_quiet
from alongside.care.plan.rules import going as rule
from alongside.care.plan.rules import quiet as quiet_rule
from alongside.care.plan.rules.checking_in import About, StepSaid
from alongside.care.plan.rules.easing import Offers, easing_rules
from alongside.care.plan.rules.going import Told, Week
from alongside.care.plan.rules.step import Part


@dataclass(frozen=True, slots=True)
class AskedStep:
    """One step as a check-in shows it."""

    id: str
    title: str
    amount: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer, or what a rule did, as a card."""

    row: EaseOffer
    title: str
    text: str
    because: str
    yes: str
    wants_place: bool


def nobody_watches() -> str:
    """Said wherever somebody checks in: these are read together, not watched."""
    return _("Nobody watches your check-ins between visits. If you need somebody, ring, or tell us below.")


def check_in_page(partnership: Partnership, about: About, form: CheckInForm | None) -> dict[str, Any]:
    """The form for today or yesterday, with what was said of that day already; but that it got worse stopped
    the step, and where it is asked about again somebody has taken it up: it is said anew, or not at all."""
    steps = asked_about(partnership)
    today = clock.today(partnership.service.time_zone)
    on = today if about is About.TODAY else today - timedelta(days=1)
    row = CheckIn.objects.filter(partnership=partnership, on=on).first()
    shown = form or CheckInForm(steps=[str(step.pk) for step in steps], initial=_initial(row, steps, about))
    last = partnership.figures.last_check_in_on
    late = easing_rules().definition.check_in.late_days
    return {
        "form": shown,
        "steps": [AskedStep(str(step.pk), words.step_title(step), words.step_amount(step)) for step in steps],
        "one_tap": DID,
        "day": words.day_name(on),
        "about": about.value,
        "is_today": about is About.TODAY,
        "said_already": row is not None,
        "welcome_back": quiet_rule.is_back(last, today, late),
        "open": form is not None or row is not None,
        "nobody_watches": nobody_watches(),
        "reading": reading_sentence(partnership.service),
        "quiet": is_quiet(partnership),
    }


def _initial(row: CheckIn | None, steps: Sequence[Step], about: About) -> dict[str, Any]:
    day = row.day() if row is not None else None
    initial: dict[str, Any] = {
        "key": ids.uuid7(),
        "about": about.value,
        "shown": " ".join(str(step.pk) for step in steps),
    }
    if day is None:
        return initial
    initial |= {"pain": day.pain, "confidence": day.confidence, "no_difference": day.no_difference}
    initial["had_no_difference"] = day.no_difference
    for step, said in day.steps.items():
        initial[f"did-{step}"] = said.did.value if said.did else ""
        initial[f"hard-{step}"] = said.hard.value if said.hard else ""
    return initial


def kept_page(partnership: Partnership, check_in: CheckIn) -> dict[str, Any]:
    """After a check-in: what came of it, and at most one question more for each step."""
    rows = list(
        EaseOffer.objects.filter(check_in=check_in).select_related("step__agreed").order_by("made_at")
    )
    open_rows = _standing(partnership)
    day = check_in.day()
    today = clock.today(partnership.service.time_zone)
    stopped = [_offer(row) for row in rows if row.offers == Offers.STOP]
    waiting = {row.step_id for row in open_rows}
    steps = [
        AskedStep(str(step.pk), words.step_title(step), words.step_amount(step))
        for step in asked_about(partnership)
        if (said := day.steps.get(str(step.pk), StepSaid())).done and said.hard is None
        if step.pk not in waiting and not stopped
    ]
    return {
        "day": words.day_name(check_in.on),
        "stopped": stopped,
        "asked": [_offer(row) for row in rows if row.offers == Offers.ASK],
        "think_again": any(row.offers == Offers.THINK_AGAIN for row in rows),
        "offers": [_offer(row) for row in open_rows],
        "how_hard": steps,
        "hard_choices": HARD,
        "key": ids.uuid7(),
        "about": About.YESTERDAY.value if check_in.on < today else About.TODAY.value,
        "may_add": (today - check_in.on).days <= 1,
        "contact": contact_of(partnership),
        "nobody_watches": nobody_watches(),
        "reading": reading_sentence(partnership.service),
        "quiet": is_quiet(partnership),
    }


def _standing(partnership: Partnership) -> list[EaseOffer]:
    """What waits for the person's answer, the longest first."""
    rows = EaseOffer.objects.filter(partnership=partnership).open().select_related("step__agreed")
    return [row for row in rows.order_by("made_at") if row.stands]


def _offer(row: EaseOffer) -> Offer:
    return Offer(
        row=row,
        title=words.step_title(row.step),
        text=words.offered(row),
        because=words.because(row),
        yes=words.yes_words(row),
        wants_place=row.offers == Offers.ELSEWHERE,
    )


def bad_day_page(partnership: Partnership) -> dict[str, Any]:
    """My own plan for bad days, whom to ring, and how long it stays quiet."""
    rows = Step.objects.filter(partnership=partnership, part__in=[Part.FLARE_UP, Part.RING]).in_force()
    steps = list(rows.select_related("agreed").order_by("part", "order", "pk"))
    row = BadDay.objects.filter(partnership=partnership).standing().order_by("-on").first()
    until = partnership.figures.bad_day_until
    return {
        "quiet": is_quiet(partnership),
        "until": words.day_name(until) if until else "",
        "bad_day": row,
        "rung": row is not None and row.ring_asked_at is not None and not _still_to_ring(row),
        "flare_up": [step.agreed for step in steps if step.part == Part.FLARE_UP],
        "ring": [step.agreed for step in steps if step.part == Part.RING],
        "contact": contact_of(partnership),
        "reading": reading_sentence(partnership.service),
        "days": easing_rules().definition.bad_day.quiet_days,
    }


def _still_to_ring(row: BadDay) -> bool:
    """Whether the call that they asked for is still to be made: its item closes with the call."""
    items = AttentionItem.objects.filter(partnership=row.partnership_id, kind=PLEASE_RING, about=row.pk)
    return items.open().exists()


def going_page(partnership: Partnership, *, last: date, for_person: bool) -> dict[str, Any]:
    """The weeks up to ``last``: picture, table and sentence; then offers, words, and what rules did."""
    first = rule.monday_of(last) - timedelta(weeks=rule.WEEKS_SHOWN - 1)
    end = rule.monday_of(last) + timedelta(days=6)
    rows = list(CheckIn.objects.filter(partnership=partnership, on__range=(first, end)).order_by("on"))
    weeks = rule.weeks([row.day() for row in rows], last=last)
    titles = _titles(partnership)
    earlier = CheckIn.objects.filter(partnership=partnership, on__lt=first).order_by("-on").first()
    told = rule.sentence(weeks)
    if told.told is Told.NOTHING and for_person and earlier is not None:
        sentence = _("You said nothing in these weeks. That is fine.")
    else:
        sentence = said_of(told, titles, for_person=for_person, name=partnership.known_as)
    found = EaseOffer.objects.filter(partnership=partnership).select_related("step__agreed")
    open_rows = _standing(partnership) if for_person else []
    return {
        "known": any(week.known for week in weeks),
        "sentence": sentence,
        "figure": picture(weeks, sentence) if any(week.known for week in weeks) else Markup(""),
        "table": [_table_row(week) for week in reversed(weeks)],
        "offers": [_offer(row) for row in open_rows],
        "because": [_history(row, for_person=for_person) for row in found.order_by("-made_at")[:20]],
        "written": _written(partnership, first, end),
        "typed": _typed(partnership, rows, for_person=for_person),
        "earlier": str(earlier.on.isoformat()) if earlier else "",
        "for_person": for_person,
        "quiet": is_quiet(partnership),
        "has_steps": bool(partnership.figures.steps_agreed),
        "nobody_watches": nobody_watches(),
    }


def picture(weeks: Sequence[Week], sentence: str) -> Markup:
    marks = [
        WeekMark(week.pain, week.confidence, week.did, week.too_hard, known=week.known) for week in weeks
    ]
    return drawn(
        marks,
        words=GoingWords(
            pain=_("Pain, 0 to 10"),
            confidence=_("Sure to keep going, 0 to 10"),
            did=_("Days with something done"),
            too_hard=_("Days called too hard"),
        ),
        title=_("How it went, week by week"),
        description=sentence,
        first_when=words.day_month(weeks[0].monday),
        last_when=words.day_month(weeks[-1].monday),
    )


def said_of(sentence: rule.Sentence, titles: dict[str, str], *, for_person: bool, name: str) -> str:
    """The sentence that the weeks make: to the person, or about them."""
    step = titles.get(sentence.step, "")
    facts = {"many": words.many(sentence.weeks), "step": step, "name": name}
    told = sentence.told
    if told is Told.HARD_AND_KEPT and not step:
        told = Told.HARD
    return (_TO_PERSON if for_person else _ABOUT_PERSON)[told](sentence.weeks) % facts


_TO_PERSON: Mapping[Told, Callable[[int], str]] = {
    Told.NOTHING: lambda _n: _("Nothing here yet. After your first check-in you will see how it goes."),
    Told.HARD_AND_KEPT: lambda n: ngettext(
        "One hard week, and you kept this going: %(step)s.",
        "%(many)s hard weeks, and you kept this going: %(step)s.",
        n,
    ),
    Told.HARD: lambda n: ngettext(
        "One hard week. Thank you for telling us.", "%(many)s hard weeks. Thank you for telling us.", n
    ),
    Told.WORSE: lambda _n: _("You said that it got worse. It was right to say so."),
    Told.HARDER: lambda _n: _("Harder than when these weeks began. Thank you for saying so."),
    Told.EASIER: lambda _n: _("Your pain is lower than it was when these weeks began."),
    Told.STEADY: lambda _n: _("Going on steadily. You know best if that is good enough."),
    Told.BACK: lambda _n: _("Good to hear from you again."),
}
_ABOUT_PERSON: Mapping[Told, Callable[[int], str]] = {
    Told.NOTHING: lambda _n: _("No check-in in these weeks. We know nothing of them."),
    Told.HARD_AND_KEPT: lambda n: ngettext(
        "One hard week, and %(name)s kept this going: %(step)s.",
        "%(many)s hard weeks, and %(name)s kept this going: %(step)s.",
        n,
    ),
    Told.HARD: lambda n: ngettext("One hard week.", "%(many)s hard weeks.", n),
    Told.WORSE: lambda _n: _("%(name)s said that it got worse."),
    Told.HARDER: lambda _n: _("Harder for %(name)s than when these weeks began."),
    Told.EASIER: lambda _n: _("Pain is lower than when these weeks began."),
    Told.STEADY: lambda _n: _("No great change in what %(name)s says."),
    Told.BACK: lambda _n: _("%(name)s checks in again after a while."),
}


def _titles(partnership: Partnership) -> dict[str, str]:
    rows = Step.objects.filter(partnership=partnership, agreed__isnull=False).select_related("agreed")
    return {str(row.pk): words.step_title(row) for row in rows}


def _table_row(week: Week) -> list[str]:
    if not week.known:
        return [words.day_month(week.monday), "–", "–", "–", "–"]
    return [
        words.day_month(week.monday),
        str(week.did),
        str(week.too_hard),
        _mean(week.pain),
        _mean(week.confidence),
    ]


def _mean(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _history(row: EaseOffer, *, for_person: bool) -> dict[str, str | date]:
    why = words.because(row) if for_person else words.for_team(row)
    return {"why": why, "became": words.what_became(row), "on": row.made_on}


def _typed(partnership: Partnership, rows: list[CheckIn], *, for_person: bool) -> list[tuple[date, str]]:
    """The days that a professional typed for the person, the newest first."""
    marks = typed.marks(row.pk for row in rows)
    return [
        (row.on, typed.sentence(marks[row.pk], partnership, to_person=for_person))
        for row in reversed(rows)
        if row.pk in marks
    ]


def _written(partnership: Partnership, first: date, end: date) -> list[tuple[date, str, datetime]]:
    rows = CheckInWord.objects.filter(
        check_in__partnership=partnership, check_in__on__range=(first, end)
    ).select_related("check_in")
    return [(row.check_in.on, row.text, row.at) for row in rows.order_by("-check_in__on", "-at")[:50]]
