"""What a professional typed for the person in this room, and what there is to type."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.care.partnership.models import Partnership, Typed
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.rules.typed import What
from alongside.care.partnership.typed_presenters import Shown, ToType
from alongside.care.plan.going_figures import asked_about
from alongside.care.plan.going_forms import DID, HARD
from alongside.care.plan.models import CheckIn, StepWording
from alongside.care.plan.presenters import going_words as words
from alongside.care.plan.reading import plan_of


def shown(partnership: Partnership, rows: Sequence[Typed]) -> dict[UUID, Shown]:
    """What of ``rows`` is of this room, as the person is shown it, by the key of the mark."""
    abouts = [row.about for row in rows if row.what in (What.STEP_ANSWER, What.CHECK_IN)]
    wordings = StepWording.objects.filter(partnership=partnership, pk__in=abouts).in_bulk()
    rows_ = CheckIn.objects.filter(partnership=partnership, pk__in=abouts)
    days = rows_.select_related("partnership__service").prefetch_related("words").in_bulk()
    titles = _titles(partnership) if days else {}
    found: dict[UUID, Shown] = {}
    for row in rows:
        if row.about in wordings:
            found[row.pk] = _answer(wordings[row.about])
        elif row.about in days:
            found[row.pk] = _day(days[row.about], titles)
    return found


def _answer(row: StepWording) -> Shown:
    answer = row.answer_of(Side.PERSON)
    said = {
        Answer.YES: _("You said yes to this step"),
        Answer.NOT_NOW: _("You said “not now” to this step"),
        Answer.TALK: _("You want to talk about this step"),
        Answer.DIFFERENT: _("You see this step differently"),
    }
    title = said[answer] if answer is not None else _("A step")
    return Shown(
        title, row.what, reverse("plan:step", args=[row.partnership_id, row.step_id]), row.person_why
    )


def _titles(partnership: Partnership) -> dict[str, str]:
    return {str(step.pk): words.step_title(step) for step in asked_about(partnership)}


def _day(row: CheckIn, titles: dict[str, str]) -> Shown:
    """*How it went on Thursday 12 November*: each step in a word, pain, confidence, and their words."""
    day, did, hard = row.day(), dict(DID), dict(HARD)
    said = []
    for step, about in day.steps.items():
        parts = [str(did[about.did.value])] if about.did else []
        parts += [str(hard[about.hard.value])] if about.hard else []
        parts += [_("it got worse after this")] if about.worse else []
        facts = {"what": titles.get(step) or _("A step"), "said": ", ".join(parts)}
        said.append(_("%(what)s: %(said)s.") % facts)
    if day.pain is not None:
        said.append(_("Pain: %(n)d of 10.") % {"n": day.pain})
    if day.confidence is not None:
        said.append(_("Sure to keep going: %(n)d of 10.") % {"n": day.confidence})
    if day.no_difference:
        said.append(_("It makes no difference."))
    title = _("How it went on %(day)s") % {"day": words.day_name(row.on)}
    today = clock.today(row.partnership.service.time_zone)
    href = reverse("plan:check-in", args=[row.partnership_id])
    if row.on < today:
        yesterday = row.on == today - timedelta(days=1)
        href = f"{href}?about=yesterday" if yesterday else reverse("plan:going", args=[row.partnership_id])
    return Shown(title, " ".join(said), href, " ".join(one.text for one in row.words.all()))


def to_type(partnership: Partnership) -> list[ToType]:
    """Steps that wait for the person's answer; a check-in where something is asked about."""
    found = []
    for step in plan_of(partnership).waits(Side.PERSON):
        for one in step.waits(Side.PERSON):
            href = reverse("plan:type-answer", args=[partnership.pk, one.id])
            found.append(ToType(_("What they say to this step: %(what)s") % {"what": one.words.what}, href))
    if asked_about(partnership):
        href = reverse("plan:check-in-type", args=[partnership.pk])
        found.append(ToType(_("How it went, today or yesterday"), href))
    return found
