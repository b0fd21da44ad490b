"""The sentences and parts of *I need to come back*: what is still here, where it stands, what is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.base.accounts.models import Account
from alongside.care.access import follow_up_presenters
from alongside.care.access import presenters as access
from alongside.care.access.actions.coming_back import AWAY
from alongside.care.access.catalogue import follow_up_rules
from alongside.care.access.models import ComingBack, FollowUpWording
from alongside.care.access.rules.follow_up import Becomes, texts
from alongside.care.access.today_cards import answer_line
from alongside.care.partnership import normal, reaching, sources
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.presenters import contact_of
from alongside.care.partnership.rules.authority import Relation, Verb, allows
from alongside.care.plan.reading import plan_of

MATTERS = "matters."  # the section of the story, in whatever version was shared last


@dataclass(frozen=True, slots=True)
class Still:
    """One thing that is still here: nobody has to tell or make it again."""

    label: str
    value: str
    href: str


def page(partnership: Partnership, relation: Relation, by: Account) -> dict[str, Any]:
    """The page as ``by`` sees it."""
    rows = ComingBack.objects.filter(partnership=partnership).select_related("run", "heard_by")
    newest = rows.order_by("-at").first()
    mine = relation is Relation.PERSON
    context: dict[str, Any] = {
        "for_person": mine,
        "away": partnership.state in AWAY,
        "back": coming_back(newest, partnership, mine=mine) if newest else None,
        "waits": newest is not None and newest.heard_at is None,
        "row": newest,
        "still": still_here(partnership),
    }
    if mine:
        return context
    return context | {
        "matters": what_matters(partnership, relation, by),
        "door": _last_door(partnership, relation),
        "normals": [row.text for row in normal.agreed(partnership)],
        "steps": [step.agreed.words.what for step in plan_of(partnership).steps if step.agreed],
        "reaching": reaching.lines(partnership),
        "may_take_up": allows(relation, Verb.AGREE_FOLLOW_UP) and partnership.state in AWAY,
    }


def coming_back(row: ComingBack, partnership: Partnership, *, mine: bool) -> dict[str, Any]:
    """One coming back in words."""
    rules = follow_up_rules()
    heard = ""
    if row.heard_by is not None and row.heard_at is not None:
        heard = _("%(name)s answered on %(when)s.") % {
            "name": row.heard_by.name,
            "when": _when(row.heard_at, partnership),
        }
    return {
        "at": row.at,
        "changed": texts(rules.changed, row.changed),
        "wants": texts(rules.wants, row.wants),
        "words": row.words,
        "stands": heard or answer_line(row, partnership, mine=mine),
        "heard_how": row.get_heard_how_display() if row.heard_how and not mine else "",
        "heard_words": row.heard_words,
        "heard_by": row.heard_by.name if row.heard_by else "",
        "screen": access.door_run(row.run) if row.run and not mine else None,
    }


def still_here(partnership: Partnership) -> list[Still]:
    """What somebody who comes back finds as they left it; a line is there only where there is something."""
    figures, key = partnership.figures, [partnership.pk]
    contact = contact_of(partnership)
    found = []
    if figures.story_shared_at:
        on = _("as you told it on %(day)s") % {"day": _when(figures.story_shared_at, partnership)}
        found.append(Still(_("Your story"), on, reverse("understanding:story", args=key)))
    if figures.person_rated_at:
        on = _("last on %(day)s") % {"day": _when(figures.person_rated_at, partnership)}
        found.append(Still(_("What you rated"), on, reverse("measures:checks", args=key)))
    if figures.goals_agreed:
        goals = ngettext("%(n)d goal", "%(n)d goals", figures.goals_agreed) % {"n": figures.goals_agreed}
        found.append(Still(_("What you agreed on"), goals, reverse("involvement:together", args=key)))
    if figures.steps_agreed:
        steps = ngettext("%(n)d step", "%(n)d steps", figures.steps_agreed) % {"n": figures.steps_agreed}
        found.append(Still(_("Your plan"), steps, reverse("plan:plan", args=key)))
    if contact:
        found.append(Still(_("Your contact"), f"{contact.name}, {contact.profession}", ""))
    return found


def back_line(partnership: Partnership) -> str:
    """How they come back, in a line for the overview; needs ``figures``."""
    until = partnership.figures.follow_up_until
    if until is None:
        return (
            _("The door is open; nothing more is agreed")
            if partnership.state in AWAY
            else _("Nothing agreed")
        )
    return _("The door stands open until %(day)s") % {"day": formats.date_format(until, "j F Y")}


def what_matters(partnership: Partnership, relation: Relation, by: Account) -> str:
    """What the person said matters most to them, in their words as last shared; empty where it is unsaid."""
    if not partnership.figures.story_versions:
        return ""
    told = sources.listed(("story",), partnership=partnership, by=by, relation=relation)
    return next((one.words for one in told if one.key.startswith(MATTERS)), "")


def _last_door(partnership: Partnership, relation: Relation) -> follow_up_presenters.Door | None:
    """What both had agreed for the time away, also when it is over."""
    rows = FollowUpWording.objects.filter(
        partnership=partnership, becomes=Becomes.OPEN.value, agreed_at__isnull=False
    )
    row = rows.select_related("author").order_by("-agreed_at").first()
    return follow_up_presenters.door(row, partnership, relation) if row else None


def _when(at: Any, partnership: Partnership) -> str:
    return formats.date_format(at.astimezone(ZoneInfo(partnership.service.time_zone)), "j F Y")
