"""The sentences of the professional's pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.base import clock
from alongside.care.partnership.models import AttentionItem, Figures, Partnership
from alongside.care.partnership.presenters import age_of
from alongside.care.partnership.reasons import reason_of


@dataclass(frozen=True, slots=True)
class Need:
    """One line of *Who needs you now*."""

    item: AttentionItem
    name: str
    href: str
    why: str
    also: str
    about: list[str]
    since: str
    owner: str
    action: str
    action_href: str
    by_doing: bool  # it ends by doing what it asks, and not here


def need(item: AttentionItem, others: Sequence[AttentionItem] = (), *, which: str = "") -> Need:
    """The line of ``item``; ``others`` wait for the same person and are only named. ``which``: of several."""
    reason = reason_of(item.kind)
    why = str(reason.why) % {"name": item.partnership.known_as}
    key = [item.partnership_id]
    return Need(
        item=item,
        name=item.partnership.full_name,
        href=reverse("support:overview", args=key),
        why=_("%(why)s: %(which)s") % {"why": why, "which": which} if which else why,
        also=_also(item, others),
        about=[str(reason.theme)],
        since=since(item.opened_at),
        owner=item.owner.name,
        action=str(reason.step),
        action_href=reverse(reason.page, args=key),
        by_doing=reason.by_doing,
    )


def _also(item: AttentionItem, others: Sequence[AttentionItem]) -> str:
    kinds = dict.fromkeys(other.kind for other in others if other.kind != item.kind)
    whys = [str(reason_of(kind).why) % {"name": item.partnership.known_as} for kind in kinds]
    return _("Also: %(reasons)s.") % {"reasons": ". ".join(whys)} if whys else ""


def rules_called_not_useful(rows: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The reasons in words, with how often each was closed and called not useful."""
    return [(str(reason_of(kind).why), closed, useless) for kind, closed, useless in rows]


def since(at: datetime) -> str:
    """*since today*, *for 5 days*."""
    days = (clock.now().date() - at.date()).days
    if days <= 0:
        return _("since today")
    return ngettext("for %(days)d day", "for %(days)d days", days) % {"days": days}


def lead_sentence(needing: int, people: int) -> str:
    """What is known, and never that the others are well. ``people`` is the whole caseload."""
    if needing == 0:
        first = _("Nothing is waiting for you.")
    else:
        first = ngettext("%(n)d person waits for you.", "%(n)d people wait for you.", needing) % {
            "n": needing
        }
    rest = people - needing
    if rest <= 0:
        return first
    second = ngettext(
        "We know nothing new about the other one.", "We know nothing new about the other %(n)d.", rest
    ) % {"n": rest}
    return f"{first} {second}"


def without_next_step(left: int) -> str:
    return ngettext(
        "%(n)d person of the clinic has no next step.", "%(n)d people of the clinic have no next step.", left
    ) % {"n": left}


def lead_of(partnership: Partnership) -> str:
    """*Under way since 4 September 2026; came in by themselves.*"""
    return _("%(state)s since %(day)s; %(came)s.") % {
        "state": capfirst(partnership.get_state_display()),
        "day": formats.date_format(partnership.started_at, "j F Y"),
        "came": partnership.get_came_by_display(),
    }


def told_line(figures: Figures) -> str:
    """How often the person said that they had to tell it again."""
    if not figures.told_again:
        return _("Not said")
    return ngettext("Once", "%(n)d times", figures.told_again) % {"n": figures.told_again}


def people_caption(rows: int, whose: str) -> str:
    names = {"team": _("People of my team, by name"), "waiting": _("Waiting for a contact, by name")}
    return names.get(whose, _("My people, by name")) if rows else ""


def story_line(figures: Figures) -> str:
    if not figures.story_versions:
        return _("No story shared yet")
    if figures.story_read_at is None or (
        figures.story_shared_at is not None and figures.story_read_at < figures.story_shared_at
    ):
        return _("Story shared, not read yet")
    return _("Story read")


def ratings_line(figures: Figures) -> str:
    person, professional = figures.person_rated_at, figures.professional_rated_at
    if person and professional:
        if figures.differences_open:
            return ngettext(
                "Both rated: %(n)d difference open", "Both rated: %(n)d differences open",
                figures.differences_open,
            ) % {"n": figures.differences_open}  # fmt: skip
        return _("Both rated")
    if person:
        return _("Rated; your side is missing")
    if professional:
        return _("You rated; their side is missing")
    return _("Not rated yet")


def agreed_line(figures: Figures) -> str:
    """*2 goals agreed; 1 proposal waits for you.*"""
    if not (figures.goals_agreed or figures.problems_open or figures.proposals_wait_for_team):
        return _("Nothing agreed yet")
    goals = ngettext("%(n)d goal agreed", "%(n)d goals agreed", figures.goals_agreed) % {
        "n": figures.goals_agreed
    }
    return _waiting(goals, figures.proposals_wait_for_team, figures.proposals_wait_for_person)


def plan_line(figures: Figures) -> str:
    """*3 steps agreed; last heard on 4 November.*"""
    if not (figures.steps_agreed or figures.steps_wait_for_team or figures.steps_wait_for_person):
        return _("No plan yet")
    steps = ngettext("%(n)d step agreed", "%(n)d steps agreed", figures.steps_agreed) % {
        "n": figures.steps_agreed
    }
    line = _waiting(steps, figures.steps_wait_for_team, figures.steps_wait_for_person)
    if figures.last_check_in_on is None:
        return line
    return _("%(line)s; last check-in %(day)s") % {
        "line": line,
        "day": formats.date_format(figures.last_check_in_on, "j F"),
    }


def _waiting(line: str, for_team: int, for_person: int) -> str:
    if for_team:
        return _("%(line)s; %(n)d waits for you") % {"line": line, "n": for_team}
    if for_person:
        return _("%(line)s; %(n)d waits for them") % {"line": line, "n": for_person}
    return line


def review_line(figures: Figures) -> str:
    if figures.review_done_on is None:
        return _("Not looked back yet")
    return _("Looked back on %(day)s") % {"day": formats.date_format(figures.review_done_on, "j F Y")}


def promise_line(figures: Figures) -> str:
    if not figures.promises_open or figures.next_promise_on is None:
        return _("None open")
    return _("%(n)d open, the next for %(day)s") % {
        "n": figures.promises_open,
        "day": formats.date_format(figures.next_promise_on, "j F"),
    }


def person_row(partnership: Partnership) -> dict[str, Any]:
    """One line of the list of people."""
    figures = partnership.figures
    return {
        "name": partnership.full_name,
        "href": reverse("support:overview", args=[partnership.pk]),
        "state": str(partnership.get_state_display()),
        "story": story_line(figures),
        "story_done": story_line(figures) == _("Story read"),
        "ratings": ratings_line(figures),
        "ratings_done": ratings_line(figures) == _("Both rated"),
        "attention": age_of(figures.oldest_attention_at, clock.now()) if figures.oldest_attention_at else "",
    }
