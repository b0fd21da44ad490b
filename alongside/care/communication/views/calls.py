"""Calls: *please ring me*, the professional's list, ringing, and what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.accounts.requests import account_of
from alongside.base.pages.once import counts_once
from alongside.base.record import access
from alongside.care.communication.actions import call as asking
from alongside.care.communication.actions import call_work
from alongside.care.communication.call_forms import AskForm, StartForm
from alongside.care.communication.call_keeping import Over
from alongside.care.communication.models import Call
from alongside.care.communication.presenters import call_team, calls
from alongside.care.partnership import reaching, way
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership, TeamMembership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.rules.preferences import Hours

RELATED = (
    "partnership__figures",
    "partnership__service",
    "partnership__team",
    "service",
    "owner",
    "promised_by",
)


def find(call_id: UUID, partnership: Partnership) -> Call:
    """The call of this partnership with everything its page reads; otherwise it is not there."""
    return get_object_or_404(Call.objects.select_related(*RELATED), pk=call_id, partnership=partnership)


def to_call(call: Call) -> HttpResponse:
    return redirect("communication:call", partnership_id=call.partnership_id, call_id=call.pk)


@login_required
@require_safe
def everybodys(request: HttpRequest) -> HttpResponse:
    """The calls that a professional has to make: their own, or their teams' too."""
    account = account_of(request)
    seat = TeamMembership.objects.filter(account=account, until_at=None).select_related("service").first()
    if not account.is_professional:
        raise Http404
    whose = "team" if request.GET.get("whose") == "team" else "mine"
    seen = Partnership.objects.rung_by(account)
    rows = Call.objects.filter(partnership__in=seen).open().soonest().select_related(*RELATED)
    if whose == "mine":
        rows = rows.filter(owner=account)
    found = list(rows[: call_team.MOST_ON_A_PAGE + 1])
    if seat is not None:
        access.list_seen(
            service=seat.service, viewer=account, relation="professional", purpose="calls", listed=len(found)
        )
    page = call_team.list_page(
        found[: call_team.MOST_ON_A_PAGE], account, whose, len(found) > call_team.MOST_ON_A_PAGE
    )
    return render(request, "communication/calls.html", page)


@partnership_page(Verb.SEE_CALLS, purpose="calls")
@require_safe
def of_one(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Every call of one person: to come, and over."""
    return render(
        request, "communication/calls_of_one.html", call_team.of_one_page(partnership, request.relation)
    )


# --- the person ----------------------------------------------------------------------------------------


@partnership_page(Verb.ASK_FOR_CALL, purpose="calls")
@require_http_methods(["GET", "POST"])
@counts_once
def ask(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """*Please ring me.* Where one is open already, it is that one, to be changed."""
    there = Call.objects.filter(partnership=partnership, origin=Call.Origin.ASKED).open().first()
    if there is not None:
        if request.method == "POST":
            messages.info(request, _("You have asked for a call already. This is it."))
        return to_call(there)
    form = AskForm(request.POST or None, service=partnership.service, initial=_from_my_way(partnership))
    if request.method == "POST" and form.is_valid():
        try:
            return to_call(asking.ask(partnership=partnership, asked=form.asked(), by=request.user))
        except asking.NobodyRings:
            messages.error(request, _("Nobody is there who could ring you. Please ring us."))
    return _ask_page(request, partnership, form)


@partnership_page(Verb.ASK_FOR_CALL, purpose="calls")
@require_http_methods(["GET", "POST"])
@counts_once
def change(request: PartnershipRequest, partnership: Partnership, call_id: UUID) -> HttpResponse:
    """Say something else about it: other times, another number."""
    call = find(call_id, partnership)
    if not call.asked or not call.is_open:
        return to_call(call)
    initial = {name: getattr(call, name) for name in asking.Asked.__dataclass_fields__}
    form = AskForm(request.POST or None, service=partnership.service, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            asking.change(call=call, asked=form.asked(), by=request.user)
            messages.success(request, _("Changed."))
        except Over:
            messages.info(request, _("This call is over. You can ask for another."))
        return to_call(call)
    return _ask_page(request, partnership, form, call)


@partnership_page(Verb.ASK_FOR_CALL, purpose="calls")
@require_http_methods(["POST"])
@counts_once
def take_back(request: PartnershipRequest, partnership: Partnership, call_id: UUID) -> HttpResponse:
    """No call is needed."""
    call = find(call_id, partnership)
    try:
        asking.take_back(call=call, by=request.user)
    except Over:
        messages.info(request, _("This call is over already."))
    except asking.NotTakenBack:
        messages.info(request, _("Somebody rings you to ask whether you were seen. You can ring us instead."))
    return to_call(call)


def _from_my_way(partnership: Partnership) -> dict[str, Any]:
    """What they told us once: their hours, and whether a message may be left."""
    said = way.way_of(partnership)
    parts = {
        Hours.WEEKDAY_MORNING: "morning",
        Hours.WEEKDAY_AFTERNOON: "afternoon",
        Hours.WEEKDAY_EVENING: "evening",
    }
    careful = way.protection_of(partnership).leave_no_voicemail
    return {
        "parts": [part for hours, part in parts.items() if hours in said.hours],
        "voicemail": Call.Voicemail.NOTHING if careful else Call.Voicemail.NAME_ONLY,
    }


def _ask_page(
    request: PartnershipRequest, partnership: Partnership, form: AskForm, call: Call | None = None
) -> HttpResponse:
    context = {"form": form, "call": call, **calls.ask_page(partnership)}
    return render(request, "communication/call_ask.html", context)


# --- either side, one call -----------------------------------------------------------------------------


@partnership_page(Verb.SEE_CALLS, purpose="calls")
@require_safe
def call(request: PartnershipRequest, partnership: Partnership, call_id: UUID) -> HttpResponse:
    """One call: what the person was told, or everything that a professional must know before ringing."""
    row = find(call_id, partnership)
    if request.relation is Relation.PERSON:
        if not calls.is_shown(row):
            raise Http404
        return render(request, "communication/call.html", calls.call_page(row))
    return render(request, "communication/call_team.html", team_page(row, request))


def team_page(row: Call, request: PartnershipRequest, **forms: Any) -> dict[str, Any]:
    """The professional's page of one call; a form that was filled in wrongly comes back as it was."""
    page = call_team.call_page(row, request.user, request.relation)
    return page | call_team.forms(row, request.user, page) | forms


@partnership_page(Verb.WORK_CALLS, purpose="calls")
@require_http_methods(["GET", "POST"])
@counts_once
def start(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """A professional means to ring, without having been asked."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        about = " ".join(form.cleaned_data["what_about"].split())
        return to_call(call_work.start(partnership=partnership, by=request.user, what_about=about))
    context = {"form": form, "reaching": reaching.lines(partnership)}
    return render(request, "communication/call_start.html", context)
