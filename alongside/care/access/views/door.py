"""The door: how to ring, who we are, what happens next; and leaving it without a trace."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.base.accounts.models import Account
from alongside.base.accounts.requests import account_of
from alongside.base.services import reading
from alongside.base.services.installation import the_service
from alongside.base.services.models import Service
from alongside.care.access import presenters, session
from alongside.care.access.actions import referral, screening
from alongside.care.access.forms import StartTypingForm
from alongside.care.access.opening import Opening, may_screen, opening
from alongside.care.access.rules.first_line import FirstLine, first_lines
from alongside.care.access.rules.help_numbers import LineKind
from alongside.care.access.session import Visit
from alongside.care.partnership.models import Partnership


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The first page of somebody who does not know us yet."""
    service = the_service()
    country = presenters.country_of(service)
    account = request.user if isinstance(request.user, Account) else None
    known = Partnership.objects.filter(person=account, service=service).first() if account else None
    open_ = opening(service)
    if known is not None and open_ is Opening.CLOSED:
        open_ = Opening.OPEN
    languages = [_language(line, service, country.emergency_number) for line in first_lines().lines]
    context: dict[str, Any] = {
        "languages_line": languages,
        "emergency_number": country.emergency_number,
        "emergency_lines": languages if country.emergency_number else [],
        "emergency_summary": f"{country.emergency_number} · {', '.join(each['name'] for each in languages)}",
        "urgent_lines": [
            presenters.number(line)
            for line in country.lines_for([LineKind.EMERGENCY, LineKind.URGENT, LineKind.CRISIS])
        ],
        "opening": open_.value,
        "known": known,
        "is_professional": account is not None and account.is_professional,
        "begun": bool(session.load(request).answers),
        "reading": reading.reading_sentence(service) if service else "",
    }
    return render(request, "access/door.html", context)


def _language(line: FirstLine, service: Service | None, emergency: str) -> dict[str, str]:
    return {
        "code": line.code,
        "dir": line.direction.value,
        "name": line.own_name,
        "text": line.ring_text(service.phone if service else ""),
        "number": service.phone if service else "",
        "emergency": line.emergency_text(emergency),
    }


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Somebody leaves: what they told us here is thrown away."""
    screening.forget(run_ids=session.load(request).run_ids)
    session.forget(request)
    if not request.user.is_authenticated:
        messages.success(request, _("We have not kept what you told us here."))
    return redirect("door:start")


@csrf_exempt
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """*Leave this page*: whoever has this device next finds nobody signed in, and nothing of what was typed.

    It is never refused because a form has grown old, so that it asks for no token. Another site could do
    nothing with it: the cookie of the session does not travel from there.
    """
    if not request.user.is_authenticated:
        screening.forget(run_ids=session.load(request).run_ids)
    logout(request)
    return HttpResponse(status=303, headers={"Location": settings.LEAVE_FOR})


@login_required
@require_http_methods(["GET", "POST"])
def for_someone(request: HttpRequest) -> HttpResponse:
    """A professional types what somebody says: it begins with how they say it."""
    account = account_of(request)
    service = the_service()
    if service is None or referral.seat_of(account, service) is None:
        raise Http404
    form = StartTypingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and may_screen():
        session.save(request, Visit(typed_how=form.cleaned_data["how"]))
        return redirect("door:safety")
    return render(request, "access/for_someone.html", {"form": form, "shut": not may_screen()})
