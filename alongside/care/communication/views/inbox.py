"""The team's inbox, who is away, and the promise: lists that belong to no one partnership."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.accounts.requests import account_of
from alongside.base.pages.once import counts_once
from alongside.base.record import access
from alongside.base.services.models import Service
from alongside.care.communication import answering as promised
from alongside.care.communication.actions import absence as absences
from alongside.care.communication.actions import answering
from alongside.care.communication.message_forms import AbsenceForm, PromiseForm
from alongside.care.communication.models import Absence
from alongside.care.communication.presenters import inbox as presenters
from alongside.care.partnership import authority
from alongside.care.partnership.models import TeamMembership


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for an answer: one's own, and the team's."""
    account, service = _works_here(request)
    page = request.GET.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 7 and int(page) else 1
    own, more_own = presenters.mine(account, number)
    others, more_others = presenters.teams(account, number)
    access.list_seen(
        service=service,
        viewer=account,
        relation="professional",
        purpose="inbox",
        listed=len(own) + len(others),
    )
    context = {
        "own": own,
        "others": others,
        "page": number,
        "more": more_own or more_others,
        "lead": presenters.lead_sentence(len(own), sum(line.overdue for line in own)),
        "promise": presenters.promise_sentence(service),
        "away": presenters.away_lines(service),
        "is_lead": authority.is_lead(account, service.pk),
    }
    return render(request, "communication/inbox.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@counts_once
def away(request: HttpRequest) -> HttpResponse:
    """Say when one is away and who stands in; the lead says it for anybody."""
    account, service = _works_here(request)
    lead = authority.is_lead(account, service.pk)
    colleagues = _colleagues(service)
    form = AbsenceForm(
        request.POST or None, colleagues=colleagues, away=None if lead else account, initial=_today(service)
    )
    if request.method == "POST" and form.is_valid() and _say(request, service, form, account):
        return redirect("communication:inbox")
    context = {
        "form": form,
        "absences": presenters.absences(service, None if lead else account),
        "is_lead": lead,
    }
    return render(request, "communication/away.html", context)


@login_required
@require_http_methods(["POST"])
@counts_once
def back(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Back earlier than was said."""
    account, service = _works_here(request)
    absence = get_object_or_404(
        Absence.objects.select_related("service", "account"), pk=absence_id, service=service
    )
    try:
        absences.take_back(absence=absence, by=account)
    except absences.NotAllowed:
        raise Http404 from None
    messages.success(request, _("%(who)s is back.") % {"who": absence.account.name})
    return redirect("communication:away")


@login_required
@require_http_methods(["GET", "POST"])
@counts_once
def promise(request: HttpRequest) -> HttpResponse:
    """The lead chooses within how many working days the clinic answers."""
    account, service = _works_here(request)
    if not authority.is_lead(account, service.pk):
        raise Http404
    form = PromiseForm(request.POST or None, initial={"days": promised.working_days(service)})
    if request.method == "POST" and form.is_valid():
        answering.choose(service=service, working_days=form.cleaned_data["days"], by=account)
        messages.success(request, _("Saved. People read it when they write."))
        return redirect("communication:inbox")
    return render(request, "communication/promise.html", {"form": form})


def _works_here(request: HttpRequest) -> tuple[Account, Service]:
    account = account_of(request)
    service = presenters.service_of(account) if account.is_professional else None
    if service is None:
        raise Http404
    return account, service


def _colleagues(service: Service) -> list[Account]:
    seats = TeamMembership.objects.filter(service=service, until_at=None).select_related("account")
    return list({seat.account_id: seat.account for seat in seats}.values())


def _today(service: Service) -> dict[str, object]:
    today = clock.today(service.time_zone)
    return {"from_on": today, "until_on": today}


def _say(request: HttpRequest, service: Service, form: AbsenceForm, by: Account) -> bool:
    given = form.cleaned_data
    account = given.get("account", by)
    try:
        absences.say(
            service=service,
            account=account,
            stand_in=given["stand_in"],
            from_on=given["from_on"],
            until_on=given["until_on"],
            by=by,
        )
    except absences.NotDays:
        form.add_error("until_on", _("From today or a later day, until the same or a later one."))
    except absences.CannotStandIn:
        form.add_error("stand_in", _("Choose somebody of the same team who is not away then."))
    else:
        messages.success(
            request,
            _("Said. %(other)s stands in, and people are told.") % {"other": given["stand_in"].name},
        )
        return True
    return False
