"""What of the conversation stands on the person's today: somebody answered them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.care.communication.models import Thread
from alongside.care.communication.presenters.conversation import topic_of
from alongside.care.partnership.cards import Card
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.side import Side


def cards(partnership: Partnership) -> list[Card]:
    """*Priya Shah wrote to you*, until it was opened. It asks nothing: it stands there on a bad day too."""
    many = partnership.figures.messages_new_to_person
    if not many:
        return []
    new = Thread.objects.filter(partnership=partnership, new_to_person__gt=0, last_side=Side.PROFESSIONAL)
    row = new.select_related("last_by", "begun_by").order_by("-last_at").first()
    if row is None:
        return []
    answers = row.begun_by_id == partnership.person_id
    title = _("%(name)s answered you") if answers else _("%(name)s wrote to you")
    more = ngettext(
        "%(n)d message in all is new.", "%(n)d messages in all are new.", many
    ) % {"n": many}  # fmt: skip
    return [
        Card(
            title % {"name": row.last_by.name},
            _("It is about: %(topic)s.") % {"topic": topic_of(row)},
            action=_("Read it"),
            href=reverse("communication:thread", args=[partnership.pk, row.pk]),
            side=Side.PROFESSIONAL,
            more=more if many > row.new_to_person else "",
            asks=False,
        )
    ]


def overview_line(partnership: Partnership) -> str:
    """Where the conversation stands, for a professional's overview; from the figures alone."""
    figures = partnership.figures
    if figures.messages_wait_for_team:
        return ngettext(
            "%(n)d conversation waits for an answer",
            "%(n)d conversations wait for an answer",
            figures.messages_wait_for_team,
        ) % {"n": figures.messages_wait_for_team}
    if figures.messages_new_to_person:
        return _("Answered, and not read yet")
    return _("Nothing waits for an answer")
