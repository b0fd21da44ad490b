"""What became of each e-mail, in words: the person's, and the team's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.base import clock
from alongside.base.record.models import Delivery
from alongside.base.services.models import Service
from alongside.care.partnership import cues, reaching, way
from alongside.care.partnership.contacting import IN_DOUBT, REMINDER
from alongside.care.partnership.models import Partnership

MOST = 100
WEEK = timedelta(days=7)
State = Delivery.State

# What a page is about, by what the access log calls it. What is not here is *something new*.
ABOUT: Mapping[str, str | Promise] = {
    "story": gettext_lazy("your story"),
    "both": gettext_lazy("how you each see it"),
    "checks": gettext_lazy("your checks"),
    "together": gettext_lazy("what you agree on"),
    "plan": gettext_lazy("your plan"),
    "going": gettext_lazy("how it goes"),
    "review": gettext_lazy("looking back"),
    "promises": gettext_lazy("what was promised"),
    "talk": gettext_lazy("a message"),
    "calls": gettext_lazy("a call"),
    "visits": gettext_lazy("a visit"),
}
TO_COME = (State.DUE, State.LEASED, State.SENDING)
NOT_SENT = (State.WITHHELD, State.EXPIRED)


@dataclass(frozen=True, slots=True)
class Line:
    """One e-mail: what it was about, what became of it, and what the person did after it."""

    about: str
    on: str
    state: str
    then: str
    trouble: bool


def deliveries_page(partnership: Partnership, *, for_person: bool) -> dict[str, Any]:
    """The newest first, in three parts: to come, sent, not sent."""
    rows = Delivery.objects.filter(subject=partnership.pk, to=partnership.person_id)
    newest = list(rows.order_by("-created_at")[:MOST])
    zone = way.zone_of(partnership, way.current(partnership))
    say = _Says(zone, for_person)
    return {
        "to_come": [say.line(row) for row in newest if row.state in TO_COME],
        "sent": [say.line(row) for row in newest if row.state not in (*TO_COME, *NOT_SENT)],
        "not_sent": [say.line(row) for row in newest if row.state in NOT_SENT],
        "reaching": [] if for_person else reaching.lines(partnership),
        "in_doubt": any(
            row.state in IN_DOUBT and row.template != REMINDER and not row.opened_at for row in newest
        ),
    }


def lead_rows(service: Service) -> list[tuple[str, int]]:
    """The lead's figures: the e-mails of the last seven days, by what became of them."""
    since = clock.now() - WEEK
    troubled = [State.FAILED, State.UNCONFIRMED, State.EXPIRED]
    found = Delivery.objects.filter(
        service=service, state__in=[*troubled, State.SENT, State.WITHHELD], due_at__gte=since
    ).aggregate(
        sent=Count("pk", filter=Q(state=State.SENT)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        expired=Count("pk", filter=Q(state=State.EXPIRED) & ~Q(template=REMINDER)),
        unconfirmed=Count("pk", filter=Q(state=State.UNCONFIRMED)),
        withheld=Count("pk", filter=Q(state=State.WITHHELD)),
    )
    return [
        (_("Sent within seven days"), found["sent"]),
        (_("Could not be sent"), found["failed"] + found["expired"]),
        (_("Sent, and nobody knows whether it arrived"), found["unconfirmed"]),
        (_("Held back, as people asked us"), found["withheld"]),
    ]


@dataclass(frozen=True, slots=True)
class _Says:
    zone: ZoneInfo
    person: bool

    def line(self, row: Delivery) -> Line:
        trouble = row.state in IN_DOUBT and row.template != REMINDER and row.opened_at is None
        on = formats.date_format(row.created_at.astimezone(self.zone), "j F Y")
        return Line(_about(row), on, self._state(row), self._then(row), trouble)

    def _when(self, at: datetime | None) -> str:
        return formats.date_format(at.astimezone(self.zone), "l j F, H:i") if at else ""

    def _state(self, row: Delivery) -> str:
        when = {"when": self._when(row.sent_at or row.due_at)}
        words = {
            State.DUE: self._due(row),
            State.LEASED: _("It is being sent now."),
            State.SENDING: _("It is being sent now."),
            State.SENT: _("Sent on %(when)s."),
            State.UNCONFIRMED: self._unconfirmed(),
            State.FAILED: self._failed(),
            State.EXPIRED: self._expired(row),
            State.WITHHELD: self._withheld(row.problem),
        }
        return words[State(row.state)] % when

    def _due(self, row: Delivery) -> str:
        if row.attempts:
            return _("It did not leave. We try again on %(when)s.")
        if row.problem:
            return _("It waits until %(when)s: after a bad day we ask nothing.")
        return _("It leaves on %(when)s.")

    def _unconfirmed(self) -> str:
        if self.person:
            return _(
                "Sent on %(when)s, but nobody knows whether it arrived. We do not send it twice. "
                "Your team was told, so that somebody can ring or write a letter."
            )
        return _("Sent on %(when)s, and nobody knows whether it arrived. It is not sent twice by itself.")

    def _failed(self) -> str:
        if self.person:
            return _("It could not be sent. Your team was told, so that somebody can ring or write a letter.")
        return _("Could not be sent.")

    def _expired(self, row: Delivery) -> str:
        if row.template == REMINDER:
            return _("Not sent: it would have come too late to be of use.")
        if self.person:
            return _("Not sent: it could not leave for too long. It is all here for you to read.")
        return _("Not sent: it could not leave for too long.")

    def _withheld(self, problem: str) -> str:
        words = self._why_withheld().get(problem)
        return words or (_("Not sent.") if self.person else _("Withheld."))

    def _why_withheld(self) -> Mapping[str, str]:
        if self.person:
            return {
                "do_not_contact": _("Not sent, because you asked us not to contact you."),
                "only_replies": _("Not sent, because you asked us only to answer you."),
                "channel_not_chosen": _("Not sent, because you have not chosen e-mail."),
                "ended": _("Not sent, because you both agreed to end."),
                "replaced": _("Not sent: a newer one took its place."),
            }
        return {
            "do_not_contact": _("Withheld: they asked not to be contacted."),
            "only_replies": _("Withheld: they asked us only to answer them."),
            "channel_not_chosen": _("Withheld: they have not chosen e-mail."),
            "ended": _("Withheld: both agreed to end."),
            "replaced": _("Withheld: a newer one took its place."),
        }

    def _then(self, row: Delivery) -> str:
        if row.answered_at:
            when = {"when": self._when(row.answered_at)}
            return _("You answered on %(when)s.") % when if self.person else _("Answered on %(when)s.") % when
        if row.opened_at:
            when = {"when": self._when(row.opened_at)}
            if self.person:
                return _("You came and saw it on %(when)s.") % when
            return _("They signed in and saw it on %(when)s.") % when
        return ""


def _about(row: Delivery) -> str:
    if row.template == REMINDER:
        name = str(row.facts.get("cue") or row.facts.get("topic", ""))  # as it was called before
        known = {each.name: each.label for each in cues.all_cues()}
        if name in known:
            return _("A reminder: %(about)s") % {"about": known[name]}
        return _("A reminder")
    if row.page in ABOUT:
        return _("Something new: %(about)s") % {"about": ABOUT[row.page]}
    return _("Something new")
