"""Visits in the person's own calendar: one as a file, or all by a private address."""

from __future__ import annotations

from uuid import UUID

from allauth.core.internal import ratelimit  # the public one never limits GET, and a calendar only gets
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base import clock
from alongside.base.pages.once import counts_once
from alongside.care.communication import own_calendar
from alongside.care.communication.actions import calendar_key
from alongside.care.communication.models import CalendarKey
from alongside.care.communication.views.visits import visit_of
from alongside.care.partnership import way
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page

CALENDAR = "text/calendar; charset=utf-8"


@partnership_page(Verb.SEE_VISITS, purpose="visits")
@require_safe
def one(_request: PartnershipRequest, partnership: Partnership, visit_id: UUID) -> HttpResponse:
    """One visit as a calendar file."""
    return _file(own_calendar.written([visit_of(partnership, visit_id)]))


@partnership_page(Verb.PREPARE_VISIT, purpose="visits")
@require_http_methods(["GET", "POST"])
@counts_once
def mine(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The person's private address: shown, made anew, switched off."""
    if request.relation is not Relation.PERSON:
        raise Refused(Verb.PREPARE_VISIT, partnership)
    if request.method == "POST":
        if request.POST.get("what") == "off":
            calendar_key.revoke(partnership=partnership, by=request.user)
            messages.success(request, _("It is off. The old address shows nothing any more."))
        else:
            calendar_key.make(partnership=partnership, by=request.user)
        return redirect("communication:my-calendar", partnership_id=partnership.pk)
    row = CalendarKey.objects.filter(partnership=partnership, revoked_at=None).first()
    context = {
        "address": _address(row) if row else "",
        "used_at": row.used_at if row else None,
        "neutral": way.protection_of(partnership).neutral_sender,
    }
    return render(request, "communication/visit_my_calendar.html", context)


@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """A person's calendar, to whoever has the key. Anything else looks like nothing at all.

    No cookie and no account: a calendar program asks. Limited by place, as signing in is.
    """
    if ratelimit.consume(request, app="allauth.account", action="calendar", limit_get=True) is None:
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    row = own_calendar.row_of(key)
    if row is None:
        raise Http404
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    if row.used_at is None or row.used_at < hour:
        CalendarKey.objects.filter(pk=row.pk).update(used_at=hour)
    return _file(own_calendar.calendar_of(row.partnership))


def _file(content: bytes) -> HttpResponse:
    """Never kept by anything in between; a name that says nothing."""
    headers = {"Content-Disposition": 'attachment; filename="dates.ics"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=CALENDAR, headers=headers)


def _address(row: CalendarKey) -> str:
    return f"{settings.PUBLIC_URL}{reverse('communication:calendar-feed', args=[own_calendar.key_of(row)])}"
