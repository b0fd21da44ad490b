"""The person's today: one to three things that matter, in order, each with its one natural answer."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.care.access import today_cards as access
from alongside.care.communication.presenters import today_calls, today_messages, visits
from alongside.care.involvement.presenters import today as involvement
from alongside.care.measures.presenters import listing
from alongside.care.partnership import way
from alongside.care.partnership.cards import Card, Post
from alongside.care.partnership.models import Figures, Partnership
from alongside.care.partnership.presenters import contact_of
from alongside.care.partnership.promise_presenters import promises_page
from alongside.care.partnership.rules.authority import Relation
from alongside.care.plan.presenters import going_today
from alongside.care.plan.presenters import today as plan
from alongside.care.plan.quiet import is_quiet
from alongside.care.support import continuity, reviews, typed
from alongside.care.support.models import Encouragement
from alongside.care.understanding.presenters import heard, told
from alongside.care.understanding.presenters.both_cards import both_cards

MOST = 3


def page(partnership: Partnership) -> dict[str, Any]:
    """The context of today's page."""
    cards = as_they_asked(partnership, _cards(partnership, partnership.figures))
    shown = cards[:MOST]
    zone = partnership.service.time_zone
    return {
        "cards": shown,
        "check_in": _check_in_beside(partnership, shown),
        "greeting": greeting(partnership),
        "today_is": formats.date_format(clock.today(zone), "l j F"),
        "contact": contact_of(partnership),
        "continuity": continuity.line(partnership, Relation.PERSON)
        if partnership.figures.last_met_at
        else "",
        "promises": promises_page(partnership)["open"][:MOST] if partnership.figures.promises_open else [],
        "quiet": is_quiet(partnership),
    }


def _check_in_beside(partnership: Partnership, shown: list[Card]) -> tuple[str, str] | None:
    """Words and address for saying how it went, one tap away whenever a step asks for it.

    What waits for an answer may have pushed its card off the page. On a bad day nothing is asked.
    """
    figures = partnership.figures
    href = reverse("plan:check-in", args=[partnership.pk])
    if figures.quiet_from is None or is_quiet(partnership) or any(card.href == href for card in shown):
        return None
    said = figures.last_check_in_on == clock.today(partnership.service.time_zone)
    return _("Say more about today") if said else _("How did it go today?"), href


def as_they_asked(partnership: Partnership, cards: list[Card]) -> list[Card]:
    """Without unasked advice for whoever said *no advice unless I ask*."""
    if not any(card.is_advice for card in cards):
        return cards
    if way.may_offer_advice(partnership, asked=False):
        return cards
    return [card for card in cards if not card.is_advice]


def greeting(partnership: Partnership) -> str:
    """*Good evening, Joan.*, by the clock where the service is."""
    hour = clock.now().astimezone(ZoneInfo(partnership.service.time_zone)).hour
    name = {"name": partnership.known_as}
    if hour < 12:
        return _("Good morning, %(name)s.") % name
    if hour < 18:
        return _("Good afternoon, %(name)s.") % name
    return _("Good evening, %(name)s.") % name


def _cards(partnership: Partnership, figures: Figures) -> list[Card]:
    """What could be done today, the most important first: an answer somebody waits for, before new work.

    On a bad day nothing is asked.
    """
    going = going_today.cards(partnership)
    word = _word(partnership)
    wrote = today_messages.cards(partnership)
    rung = today_calls.cards(partnership)
    if is_quiet(partnership):
        to_come = visits.cards(partnership, quiet=True)
        standing = [card for card in access.cards(partnership) if not card.asks]
        return [*word, *rung, *wrote, *standing, *to_come, *(card for card in going if not card.asks)]
    return [
        *word,
        *rung,
        *wrote,
        *access.cards(partnership),
        *_written_back(partnership, figures),
        *visits.cards(partnership),
        *typed.cards(partnership),
        *involvement.cards(partnership),
        *plan.cards(partnership),
        *_looking_back(partnership),
        *going,
        *_story(partnership, figures),
        *_checks(partnership),
        *_both_sides(partnership),
    ]


def _word(partnership: Partnership) -> list[Card]:
    """A word that a professional wrote, until it was read."""
    rows = Encouragement.objects.filter(partnership=partnership, seen_at=None).select_related("written_by")
    row = rows.order_by("written_at").first()
    if row is None:
        return []
    thanks = Post(_("Thank you"), reverse("support:word-seen", args=[partnership.pk, row.pk]))
    title = _("%(name)s wrote you a word") % {"name": row.written_by.name}
    return [Card(title, "", side="professional", quote=row.text, posts=(thanks,), asks=False)]


def _looking_back(partnership: Partnership) -> list[Card]:
    found = reviews.looking_back_card(partnership)
    if found is None:
        return []
    title, text = found
    href = reverse("support:review", args=[partnership.pk])
    return [Card(title, text, action=_("Look back"), href=href, side="shared")]


def _written_back(partnership: Partnership, figures: Figures) -> list[Card]:
    if figures.reflection_state not in {"sent", "talk"}:
        return []
    talk = heard.conversation(partnership, told.story_of(partnership), to_person=True)
    if talk.waiting is None:
        return []
    href = reverse("understanding:heard", args=[partnership.pk])
    which = ("reflection", str(talk.waiting.id))
    return [
        Card(
            title=_("%(name)s wrote back") % {"name": talk.waiting.author_name},
            text=_("This is what they heard. Is it right?"),
            side="professional",
            quote=talk.waiting.text,
            posts=(Post(_("That’s right"), href, (which, ("said", "right"))),),
            action=_("Not quite"),
            href=href,
        )
    ]


def _story(partnership: Partnership, figures: Figures) -> list[Card]:
    if figures.story_versions:
        return []
    return [
        Card(
            title=_("Tell your story once"),
            text=_(
                "Start where you like and stop when you like. "
                "Your team reads it, so you need not say it again."
            ),
            action=_("My story"),
            href=reverse("understanding:story", args=[partnership.pk]),
            side="person",
        )
    ]


def _checks(partnership: Partnership) -> list[Card]:
    return [
        Card(title=card.title, text=card.text, action=card.action, href=card.href, side=card.side)
        for card in listing.due_cards(partnership)
    ]


def _both_sides(partnership: Partnership) -> list[Card]:
    return [
        Card(title=card.title, text=card.text, action=card.action, href=card.href, side=card.side)
        for card in both_cards(partnership)
    ]
