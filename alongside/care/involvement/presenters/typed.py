"""What a professional typed for the person in this room, and what there is to type."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.care.involvement.models import Matter, MatterRating, MatterWording
from alongside.care.involvement.presenters.reader import in_a_word
from alongside.care.involvement.presenters.words import first_words
from alongside.care.involvement.rules.matters import HIGHEST
from alongside.care.partnership.models import Partnership, Typed
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.rules.typed import What
from alongside.care.partnership.typed_presenters import Shown, ToType


def shown(partnership: Partnership, rows: Sequence[Typed]) -> dict[UUID, Shown]:
    """What of ``rows`` is of this room, as the person is shown it, by the key of the mark."""
    abouts = [row.about for row in rows if row.what in _OURS]
    wordings = MatterWording.objects.filter(partnership=partnership, pk__in=abouts).in_bulk()
    ratings = MatterRating.objects.filter(partnership=partnership, pk__in=abouts).select_related("wording")
    rated = {one.pk: one for one in ratings}
    found: dict[UUID, Shown] = {}
    for row in rows:
        if row.about in wordings:
            found[row.pk] = _words(row, wordings[row.about])
        elif row.about in rated:
            found[row.pk] = _rating(rated[row.about])
    return found


_OURS = frozenset({What.MATTER, What.MATTER_ANSWER, What.MATTER_RATING})


def _words(row: Typed, wording: MatterWording) -> Shown:
    href = reverse("involvement:matter", args=[wording.partnership_id, wording.matter_id])
    if row.what == What.MATTER:
        return Shown(_("You said"), wording.text, href)
    said = in_a_word(wording.answer_of(Side.PERSON))
    title = _("You answered: %(answer)s") % {"answer": said}
    return Shown(title, wording.text, href, wording.person_why)


def _rating(row: MatterRating) -> Shown:
    href = reverse("involvement:matter", args=[row.partnership_id, row.matter_id])
    facts = {"value": row.value, "top": HIGHEST}
    return Shown(_("You gave this %(value)d of %(top)d") % facts, row.wording.text, href)


def to_type(partnership: Partnership) -> list[ToType]:
    """What waits for the person's answer, then what they could rate; always a new problem and goal."""
    found = []
    rows = Matter.objects.filter(partnership=partnership).worked_on().with_words().order_by("-moved_at")
    for row in rows:
        here = [partnership.pk, row.pk]
        what = {"what": first_words(row.wording.text)}
        if row.waits_for_person:
            href = reverse("involvement:matter-type-answer", args=here)
            found.append(ToType(_("What they say to this: %(what)s") % what, href))
        rated = reverse("involvement:matter-type-rating", args=here)
        found.append(ToType(_("How it is today: %(what)s") % what, rated))
    return [
        *found,
        ToType(_("A problem"), reverse("involvement:problem-type", args=[partnership.pk])),
        ToType(_("A goal"), reverse("involvement:goal-type", args=[partnership.pk])),
    ]
