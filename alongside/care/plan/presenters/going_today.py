"""What *keep going* puts on the person's today, and the line about it on the professional's overview."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.base import clock, ids
from alongside.care.partnership.cards import Card, Post
from alongside.care.partnership.models import Partnership
from alongside.care.plan import going_figures
from alongside.care.plan.going_forms import DID
from alongside.care.plan.models import EaseAnswer, EaseOffer
from alongside.care.plan.presenters import going_words as words
from alongside.care.plan.quiet import is_quiet
from alongside.care.plan.rules import quiet as rule
from alongside.care.plan.rules.easing import Offers, easing_rules


def cards(partnership: Partnership) -> list[Card]:
    """The bad day's card while it lasts; else what was offered, then the day's check-in.

    Two queries beside the figures', however long somebody has been here.
    """
    if is_quiet(partnership):
        return [_resting(partnership)]
    if not partnership.figures.steps_agreed:
        return []
    return [*_offers(partnership), *_check_in(partnership)]


def _resting(partnership: Partnership) -> Card:
    until = partnership.figures.bad_day_until
    return Card(
        title=_("We ask you nothing for now"),
        text=_("You said it is a bad day. We are quiet until the end of %(day)s.")
        % {"day": words.day_name(until) if until else ""},
        action=_("My plan for bad days"),
        href=reverse("plan:bad-day", args=[partnership.pk]),
        side="person",
        asks=False,
    )


def _offers(partnership: Partnership) -> list[Card]:
    rows = EaseOffer.objects.filter(partnership=partnership).open().select_related("step__agreed")
    standing = [row for row in rows.order_by("made_at") if row.stands]
    return [_offer(row, partnership) for row in standing[:2]]


def _offer(row: EaseOffer, partnership: Partnership) -> Card:
    href = reverse("plan:ease", args=[partnership.pk, row.pk])
    posts = () if row.offers == Offers.ELSEWHERE else (
        Post(words.yes_words(row), href, (("says", EaseAnswer.YES.value),), "primary"),
        Post(_("Keep it as it is"), href, (("says", EaseAnswer.KEEP.value),), "secondary"),
    )  # fmt: skip
    return Card(
        title=words.step_title(row.step),
        side="person",
        text=words.offered(row),
        more=words.because(row),
        posts=posts,
        action=_("See it, or talk about it"),
        href=f"{reverse('plan:going', args=[partnership.pk])}#offers",
    )


def _check_in(partnership: Partnership) -> list[Card]:
    figures, today = partnership.figures, clock.today(partnership.service.time_zone)
    if figures.last_check_in_on is not None and figures.last_check_in_on >= today:
        return []
    steps = going_figures.asked_about(partnership)
    if not steps:
        return []
    back = rule.is_back(figures.last_check_in_on, today, easing_rules().definition.check_in.late_days)
    named = " · ".join(words.step_title(step) for step in steps[:3])
    href = reverse("plan:check-in", args=[partnership.pk])
    key, shown = str(ids.uuid7()), " ".join(str(step.pk) for step in steps)
    posts = tuple(  # each looks the same: none of the answers is the good one
        Post(str(label), href, (("key", key), ("shown", shown), ("everything", value)), "secondary")
        for value, label in DID
    )
    return [
        Card(
            title=_("Welcome back. How did it go today?") if back else _("How did it go today?"),
            text=named,
            side="person",
            more=_("One tap is enough."),
            posts=posts,
            action=_("Say more"),
            href=href,
        )
    ]


def team_lines(partnership: Partnership, most: int = 3) -> list[str]:
    """For the professional's overview: *Said “too hard” twice (10 and 12 November): the walk was eased to 10
    minutes.* The newest first."""
    rows = EaseOffer.objects.filter(partnership=partnership).select_related("step__agreed")
    lines = [
        _("%(why)s: %(became)s.") % {"why": words.for_team(row), "became": words.what_became(row)}
        for row in rows.order_by("-made_at")[:most]
    ]
    until = partnership.figures.bad_day_until
    if is_quiet(partnership) and until is not None:
        lines.insert(
            0, _("Has a bad day: we ask nothing until the end of %(day)s.") % {"day": words.day_name(until)}
        )
    return lines
