"""A person's private calendar address: its key, and what stands in it.

The key is an id and its signature by the installation's secret: nobody guesses it, and nothing is kept from
which it could be read. What the calendar says obeys *my way*: where somebody else may see it, a neutral word.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.care.communication.models import CalendarKey, Visit
from alongside.care.communication.presenters import visit_words as say
from alongside.care.communication.rules.calendar_writing import Out, write
from alongside.care.communication.rules.visiting import State
from alongside.care.partnership import way
from alongside.care.partnership.models import Partnership

SALT = "alongside.calendar-key"
BEHIND = timedelta(days=60)  # so long a visit stays, so that one called off is taken off
LETTERS = 40


def key_of(row: CalendarKey) -> str:
    """What stands in the address."""
    return f"{row.pk.hex}-{_signature(row.pk)}"


def row_of(key: str) -> CalendarKey | None:
    """The key in force that an address names; None for any other, whatever is wrong with it."""
    text, _dash, signature = key.partition("-")
    try:
        pk = UUID(hex=text)
    except ValueError:
        return None
    if not constant_time_compare(signature, _signature(pk)):
        return None
    rows = CalendarKey.objects.filter(pk=pk, revoked_at=None)
    return rows.select_related("partnership__service").first()


def calendar_of(partnership: Partnership) -> bytes:
    """Every visit of the last weeks and to come, those that were called off among them."""
    rows = Visit.objects.filter(partnership=partnership, ends_at__gt=clock.now() - BEHIND)
    return written(list(rows.select_related("partnership__service", "professional").order_by("starts_at")))


def written(visits: list[Visit]) -> bytes:
    """These visits, of one person, as a calendar: plain, or neutral where somebody else may see it."""
    if not visits:
        return write([], zone=ZoneInfo("UTC"), name="", maker="calendar")
    partnership = visits[0].partnership
    neutral = way.protection_of(partnership).neutral_sender
    return write(
        [_out(visit, neutral=neutral) for visit in visits],
        zone=ZoneInfo(partnership.service.time_zone),
        name=_("Dates") if neutral else partnership.service.name,
        maker="calendar" if neutral else "Alongside",
    )


def _out(visit: Visit, *, neutral: bool) -> Out:
    bare = Out(
        key=visit.pk,
        sequence=visit.sequence,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        time_known=visit.time_known,
        cancelled=visit.state == State.CANCELLED,
        changed_at=visit.changed_at,
        title=_("Appointment"),
    )
    if neutral:
        return bare
    facts = {"who": say.who_words(visit), "how": say.how_words(visit)}
    words = [_("%(who)s. %(how)s.") % facts]
    if visit.bring:
        words.append(_("Bring: %(what)s") % {"what": visit.bring})
    words.append(_("To change it, ring %(phone)s.") % {"phone": visit.partnership.service.phone})
    return replace(
        bare,
        title=_("Visit: %(who)s") % {"who": say.who_short(visit)},
        place=visit.place,
        words="\n".join(words),
    )


def _signature(pk: UUID) -> str:
    return salted_hmac(SALT, pk.hex, algorithm="sha256").hexdigest()[:LETTERS]
