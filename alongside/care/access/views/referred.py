"""Where a referral stands, shown at any time; and what a professional decides about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.base.services import reading
from alongside.care.access import presenters as room
from alongside.care.access import triage_presenters as presenters
from alongside.care.access.actions import triage
from alongside.care.access.catalogue import referral_rules
from alongside.care.access.models import ScreenRun
from alongside.care.access.triage_forms import TriageForm
from alongside.care.partnership import reaching
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page


@partnership_page(Verb.OPEN, purpose="referral")
@require_safe
def show(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """From sending to the first contact."""
    context = presenters.referral_page(partnership, request.relation)
    context["reading"] = reading.reading_sentence(partnership.service)
    return render(request, "access/referral.html", context)


@partnership_page(Verb.TRIAGE, purpose="referral")
@require_http_methods(["GET", "POST"])
@counts_once
def decide(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """A professional says what becomes of it, and why; the person reads every word."""
    form = TriageForm(request.POST if request.method == "POST" else None, rules=referral_rules())
    if request.method == "POST" and form.is_valid():
        try:
            triage.decide(partnership=partnership, decision=form.decision(), by=request.user)
        except triage.NotWaiting:
            messages.info(request, _("Somebody has taken them on already: nothing is to be decided."))
        else:
            messages.success(request, _("Decided. They can read it now."))
        return redirect("access:referral", partnership_id=partnership.pk)
    runs = ScreenRun.objects.filter(partnership=partnership).order_by("-at")[:3]
    context = {
        "form": form,
        "runs": [room.door_run(run) for run in runs],
        "reaching": reaching.lines(partnership),
    }
    return render(request, "access/referral_decide.html", context)
