"""What was typed for somebody without a screen about how they come back, and what there is to type."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.care.access.follow_up_presenters import answer_words, waiting_wording, what_words
from alongside.care.access.models import FollowUpWording
from alongside.care.partnership.models import Partnership, Typed
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.rules.typed import What
from alongside.care.partnership.typed_presenters import Shown, ToType


def shown(partnership: Partnership, rows: Sequence[Typed]) -> dict[UUID, Shown]:
    """What of ``rows`` is of this room, as the person is shown it, by the key of the mark."""
    ours = {row.pk: row.about for row in rows if row.what == What.FOLLOW_UP_ANSWER}
    if not ours:
        return {}
    wordings = FollowUpWording.objects.filter(partnership=partnership).in_bulk(set(ours.values()))
    return {mark: _answer(wordings[about]) for mark, about in ours.items() if about in wordings}


def _answer(row: FollowUpWording) -> Shown:
    said = _("You answered: %(answer)s") % {"answer": answer_words(row.answer_of(Side.PERSON))}
    href = reverse("access:follow-up", args=[row.partnership_id])
    return Shown(said, what_words(row), href, row.person_why)


def to_type(partnership: Partnership) -> list[ToType]:
    """The words that wait for the person's answer."""
    row = waiting_wording(partnership)
    if row is None or row.answer_of(Side.PERSON) is Answer.YES:
        return []
    href = reverse("access:follow-up-type-answer", args=[partnership.pk, row.pk])
    return [ToType(_("What they say to this: %(what)s") % {"what": what_words(row)}, href)]
