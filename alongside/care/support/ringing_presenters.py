"""The sentences of *People to ring* and of *Were you seen?*."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.care.access import presenters as access_presenters
from alongside.care.access.models import NewOrWorse
from alongside.care.communication import at_hand, call_ringing
from alongside.care.communication.models import Call
from alongside.care.communication.presenters import call_team
from alongside.care.communication.presenters.call_words import dial
from alongside.care.partnership import reaching, sources
from alongside.care.partnership.models import AttentionItem, Partnership, Promise
from alongside.care.partnership.rules.authority import Relation, Verb, allows
from alongside.care.plan.reading import plan_of
from alongside.care.support import presenters
from alongside.care.support.coming_back import MATTERS
from alongside.care.support.ringing import REASONS, Found, ToRing

MOST_LINES = 4  # of how somebody wants to be reached, in a list


@dataclass(frozen=True, slots=True)
class Row:
    """One person to ring."""

    name: str
    href: str
    why: str
    about: str
    since: str
    due: str
    also: str
    number: str
    dial: str
    lines: tuple[str, ...]
    owner: str
    left_alone: bool
    ring_href: str  # where the call is made
    post_href: str  # or where pressing *Ring* makes one


def ring_page(found: Found, by: Account, whose: str) -> dict[str, Any]:
    """The page: whoever asked to be left alone stands apart, last."""
    rows = [_row(reasons, by) for reasons in found.people]
    return {
        "rows": [row for row in rows if not row.left_alone],
        "left_alone": [row for row in rows if row.left_alone],
        "resting": [one.partnership.full_name for one in found.resting],
        "more": found.more,
        "whose": whose,
        "lead": _lead(found),
    }


def _lead(found: Found) -> str:
    if not found.people:
        return ""  # the page says it, and what that means
    danger = sum(one[0].left_alone and one[0].harm == AttentionItem.Harm.DANGER for one in found.people)
    many = len(found.people) + found.more
    line = ngettext("%(n)d person to ring.", "%(n)d people to ring.", many) % {"n": many}
    if not danger:
        return line
    return _("%(line)s One at the end could be in danger, and asked not to be contacted: you decide.") % {
        "line": line
    }


def _row(reasons: list[ToRing], by: Account) -> Row:
    first, partnership = reasons[0], reasons[0].partnership
    number = (first.call.phone if first.call else "") or partnership.phone
    also = list(dict.fromkeys(why(one) for one in reasons[1:] if why(one) != why(first)))
    asked = access_presenters.reaching(first.way)[:MOST_LINES]
    return Row(
        name=partnership.full_name,
        href=reverse("support:overview", args=[partnership.pk]),
        why=why(first),
        about=first.call.what_about if first.call else "",
        since=presenters.since(first.since),
        due=_due(first),
        also=_("Also: %(reasons)s.") % {"reasons": ". ".join(also)} if also else "",
        number=number or _("no number"),
        dial=dial(number),
        lines=tuple(asked),
        owner=_("you") if first.owner.pk == by.pk else first.owner.name,
        left_alone=first.left_alone,
        **_answer(first),
    )


def why(one: ToRing) -> str:
    if one.call is not None:
        return call_team.why(one.call)
    return str(REASONS[one.kind][0].why)


def _due(one: ToRing) -> str:
    if one.call is not None:
        return call_team.due(one.call)
    return _("overdue") if one.due_at is not None and one.due_at < clock.now() else ""


def _answer(one: ToRing) -> dict[str, str]:
    """The one natural answer: to where the call is made, or to making one of this reason."""
    if one.call is not None:
        return {"ring_href": call_team.page_of(one.call), "post_href": ""}
    key = one.partnership.pk
    page = REASONS[one.kind][0].page
    assert one.item is not None  # noqa: S101 - what is no call is an item
    if page and one.item.about is not None:
        return {"ring_href": reverse(page, args=[key, one.item.about]), "post_href": ""}
    return {"ring_href": "", "post_href": reverse("support:ring-them", args=[key, one.item.pk])}


# --- were you seen? ------------------------------------------------------------------------------------


def seen_page(report: NewOrWorse, call: Call | None, by: Account, relation: Relation) -> dict[str, Any]:
    """Everything to know before one asks. ``call``: the open one about it, where somebody rang already."""
    partnership = report.partnership
    probe = call or Call(service=report.service, partnership=partnership, purpose="urgent")
    moment = call_ringing.moment(probe, call_ringing.ways_of_people({partnership.pk}).get(partnership.pk))
    return {
        "row": access_presenters.report(report),
        "reaching": reaching.lines(partnership),
        "number": partnership.phone or _("no number"),
        "dial": dial(partnership.phone),
        "against": [call_team.AGAINST[each]() for each in moment.against],
        "call": call,
        "has_it": call_team.somebody_else(call, by) if call else "",
        "tried": call_team.tried(call) if call else "",
        "at_hand": at_hand.lines(partnership, by, relation),
    }


# --- what should be at hand ----------------------------------------------------------------------------


def lines_at_hand(partnership: Partnership, by: Account, relation: Relation) -> list[at_hand.AtHand]:
    """One line of the story, what is on the plan, and the next promise: so that whoever rings knows them."""
    found = [
        *_story(partnership, by, relation),
        *_plan(partnership, relation),
        *_promised(partnership, relation),
    ]
    return [line for line in found if line.words]


def _story(partnership: Partnership, by: Account, relation: Relation) -> list[at_hand.AtHand]:
    if not partnership.figures.story_versions or not allows(relation, Verb.READ_STORY):
        return []
    told = sources.listed(("story",), partnership=partnership, by=by, relation=relation)
    one = next((each for each in told if each.key.startswith(MATTERS)), next(iter(told), None))
    return [at_hand.AtHand(one.heading, one.words, one.href)] if one else []


def _plan(partnership: Partnership, relation: Relation) -> list[at_hand.AtHand]:
    if not partnership.figures.steps_agreed or not allows(relation, Verb.SEE_AGREEMENTS):
        return []
    steps = [one.agreed.words.what for one in plan_of(partnership).steps if one.agreed]
    href = reverse("plan:plan", args=[partnership.pk])
    return [at_hand.AtHand(_("On the plan, agreed by both"), "; ".join(steps[:3]), href)]


def _promised(partnership: Partnership, relation: Relation) -> list[at_hand.AtHand]:
    if not allows(relation, Verb.SEE_PROMISES):
        return []
    row = Promise.objects.filter(partnership=partnership).open().first()
    href = reverse("partnership:promises", args=[partnership.pk])
    return [at_hand.AtHand(_("Promised to them"), row.text, href)] if row else []
