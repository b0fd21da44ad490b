"""A professional works on one call: takes it, promises a time, rings, writes down what came of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.base.pages.once import counts_once
from alongside.care.communication.actions import call_try, call_work
from alongside.care.communication.actions.call_work import SomebodyHasIt
from alongside.care.communication.call_forms import (
    BeginForm,
    DecideForm,
    HandOverForm,
    OutcomeForm,
    WindowForm,
    WroteForm,
)
from alongside.care.communication.call_keeping import Over
from alongside.care.communication.models import Call, CallTry
from alongside.care.communication.presenters import call_team
from alongside.care.communication.views.calls import find, team_page, to_call
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page


def _told(request: PartnershipRequest, fault: Exception) -> None:
    """What stood in the way, said kindly."""
    if isinstance(fault, SomebodyHasIt):
        messages.info(request, _("%(name)s has this call.") % {"name": fault.who.name})
    elif isinstance(fault, Over):
        messages.info(request, _("This call is over already: see what came of it."))


def _again(request: PartnershipRequest, row: Call, **forms: object) -> HttpResponse:
    return render(request, "communication/call_team.html", team_page(row, request, **forms))


@partnership_page(Verb.WORK_CALLS, purpose="calls")
@require_http_methods(["POST"])
@counts_once
def take(request: PartnershipRequest, partnership: Partnership, call_id: UUID) -> HttpResponse:
    """I make this call; or I take it from the colleague whose name I have read."""
    row = find(call_id, partnership)
    try:
        instead_of = UUID(request.POST.get("instead_of", ""))
    except ValueError:
        instead_of = None
    try:
        call_work.take(call=row, by=request.user, instead_of=instead_of)
    except (SomebodyHasIt, Over) as fault:
        _told(request, fault)
    return to_call(row)


@partnership_page(Verb.WORK_CALLS, purpose="calls")
@require_http_methods(["POST"])
@counts_once
def hand_over(request: PartnershipRequest, partnership: Partnership, call_id: UUID) -> HttpResponse:
    row = find(call_id, partnership)
    form = HandOverForm(request.POST, colleagues=call_team.colleagues(partnership, request.user))
    if not form.is_valid():
        return _again(request, row, hand_over_form=form)
    to = form.colleagues[form.cleaned_data["to"]]
    try:
        call_work.hand_over(call=row, to=to, by=request.user)
        messages.success(request, _("%(name)s has it now.") % {"name": to.name})
    except Over as fault:
        _told(request, fault)
    return to_call(row)


@partnership_page(Verb.WORK_CALLS, purpose="calls")
@require_http_methods(["POST"])
@counts_once
def promise(request: PartnershipRequest, partnership: Partnership, call_id: UUID) -> HttpResponse:
    """*I ring you on Tuesday between 10 and 12.*"""
    row = find(call_id, partnership)
    form = WindowForm(request.POST, service=partnership.service)
    if not form.is_valid():
        return _again(request, row, window_form=form)
    try:
        call_work.promise(call=row, window=form.window(), by=request.user)
        messages.success(request, _("Promised. They read it now."))
    except call_work.NotAWindow:
        form.add_error("end", _("Choose a time to come, at most five hours long."))
        return _again(request, row, window_form=form)
    except (SomebodyHasIt, Over) as fault:
        _told(request, fault)
    return to_call(row)


@partnership_page(Verb.WORK_CALLS, purpose="calls")
@require_http_methods(["POST"])
@counts_once
def begin(request: PartnershipRequest, partnership: Partnership, call_id: UUID) -> HttpResponse:
    """I ring now."""
    row = find(call_id, partnership)
    form = BeginForm(request.POST)
    if not form.is_valid():
        return _again(request, row, begin_form=form)
    try:
        call_try.begin(call=row, by=request.user, why_now=form.cleaned_data["why_now"])
    except call_try.WhyNow:
        form.add_error("why_now", _("Something speaks against ringing now. Say why you ring all the same."))
        return _again(request, row, begin_form=form)
    except (SomebodyHasIt, Over) as fault:
        _told(request, fault)
    return to_call(row)


@partnership_page(Verb.WORK_CALLS, purpose="calls")
@require_http_methods(["POST"])
@counts_once
def outcome(
    request: PartnershipRequest, partnership: Partnership, call_id: UUID, try_id: UUID
) -> HttpResponse:
    """What came of it."""
    row = find(call_id, partnership)
    tried = get_object_or_404(CallTry.objects.select_related("call__partnership"), pk=try_id, call=row)
    form = OutcomeForm(request.POST, call=row, message=call_team.message_allowed(row))
    if not form.is_valid():
        return _again(request, row, outcome_form=form)
    said = CallTry.Outcome(form.cleaned_data["outcome"])
    try:
        call_try.say(
            tried=tried, outcome=said, by=request.user, note=form.cleaned_data["note"], then=form.then_()
        )
    except call_try.Settled:
        messages.info(request, _("What came of it was written down already."))
        return to_call(row)
    return _onward(request, row, said, form)


def _onward(request: PartnershipRequest, row: Call, said: CallTry.Outcome, form: OutcomeForm) -> HttpResponse:
    messages.success(request, _("Written down."))
    visit = call_team.visit_href(row)
    if said == CallTry.Outcome.SPOKE and form.cleaned_data["then"] == CallTry.Next.VISIT and visit:
        return redirect(visit)
    return to_call(row)


@partnership_page(Verb.WORK_CALLS, purpose="calls")
@require_http_methods(["POST"])
@counts_once
def wrote(request: PartnershipRequest, partnership: Partnership, call_id: UUID) -> HttpResponse:
    """Ringing reached nobody: the person reads it on their pages."""
    row = find(call_id, partnership)
    form = WroteForm(request.POST)
    if not form.is_valid():
        return _again(request, row, wrote_form=form)
    try:
        call_try.wrote(call=row, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("Written. It stands on their pages."))
    except Over as fault:
        _told(request, fault)
    return to_call(row)


@partnership_page(Verb.WORK_CALLS, purpose="calls")
@require_http_methods(["GET", "POST"])
@counts_once
def decide(request: PartnershipRequest, partnership: Partnership, call_id: UUID) -> HttpResponse:
    """This call is not made, for a reason that the person reads."""
    row = find(call_id, partnership)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            call_work.decide(call=row, why=form.cleaned_data["why"], by=request.user)
        except Over as fault:
            _told(request, fault)
        return to_call(row)
    return render(request, "communication/call_decide.html", {"call": row, "form": form})


@partnership_page(Verb.WORK_CALLS, purpose="calls")
@require_http_methods(["POST"])
@counts_once
def interpreter(request: PartnershipRequest, partnership: Partnership, call_id: UUID) -> HttpResponse:
    """An interpreter is booked."""
    row = find(call_id, partnership)
    try:
        call_work.interpreter_booked(call=row, by=request.user)
    except Over as fault:
        _told(request, fault)
    return redirect("communication:call", partnership_id=partnership.pk, call_id=row.pk)
