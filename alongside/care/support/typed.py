"""What a professional typed for somebody, and what there is to type: the rooms beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.care.access import follow_up_typed
from alongside.care.involvement.presenters import typed as involvement
from alongside.care.partnership import typed as marks
from alongside.care.partnership.cards import Card
from alongside.care.partnership.models import Partnership, Typed
from alongside.care.partnership.names import short_name
from alongside.care.partnership.rules.authority import Relation, Verb, allows
from alongside.care.partnership.typed_presenters import Shown, ToType
from alongside.care.plan.presenters import typed as plan
from alongside.care.support import reviews_typed


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was typed, with how it came."""

    id: UUID
    shown: Shown
    how: str


def unseen(partnership: Partnership) -> list[Typed]:
    return list(Typed.objects.unseen().filter(partnership=partnership).select_related("typed_by"))


def items(partnership: Partnership, rows: list[Typed], *, to_person: bool) -> list[Item]:
    """``rows`` as they are read. What is gone since it was typed is left out."""
    found = involvement.shown(partnership, rows) | plan.shown(partnership, rows)
    found |= reviews_typed.shown(partnership, rows) | follow_up_typed.shown(partnership, rows)
    return [
        Item(row.pk, found[row.pk], marks.sentence(row, partnership, to_person=to_person))
        for row in rows
        if row.pk in found
    ]


def persons_page(partnership: Partnership) -> dict[str, Any]:
    """What the person has not read yet."""
    return {"items": items(partnership, unseen(partnership), to_person=True)}


def professionals_page(partnership: Partnership, relation: Relation) -> dict[str, Any]:
    """What can be typed, what waits for an answer first; and what the person has not read yet."""
    here = [partnership.pk]
    elsewhere = [
        ToType(_("Their story"), reverse("understanding:typed", args=here)),
        ToType(_("A check"), reverse("measures:checks", args=here)),
    ]
    rooms = [involvement.to_type, plan.to_type, follow_up_typed.to_type]
    if allows(relation, Verb.REVIEW):
        rooms.insert(0, reviews_typed.to_type)
    return {
        "to_type": [*(one for room in rooms for one in room(partnership)), *elsewhere],
        "items": items(partnership, unseen(partnership), to_person=False),
    }


def cards(partnership: Partnership) -> list[Card]:
    """*Priya typed what you said*: one card, however much it was. One query where there is nothing."""
    row = Typed.objects.unseen().filter(partnership=partnership).select_related("typed_by").first()
    if row is None:
        return []
    return [
        Card(
            title=_("%(who)s typed what you said") % {"who": short_name(row.typed_by.name)},
            text=_("Please look if it is right. You can change it."),
            action=_("Read it"),
            href=reverse("support:typed", args=[partnership.pk]),
            side="professional",
        )
    ]
