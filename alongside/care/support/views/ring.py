"""*People to ring*, and *Were you seen?*."""

from __future__ import annotations

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
from alongside.care.access import attention as access_kinds
from alongside.care.access.models import NewOrWorse
from alongside.care.communication.actions import call_work
from alongside.care.communication.actions.call_try import WhyNow
from alongside.care.communication.actions.call_work import SomebodyHasIt
from alongside.care.communication.models import Call
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import AttentionItem, Partnership, TeamMembership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.support import ringing, ringing_presenters
from alongside.care.support.actions import seen as actions
from alongside.care.support.ringing_forms import SeenForm


@login_required
@require_safe
def people_to_ring(request: HttpRequest) -> HttpResponse:
    """Whom a call would help, from every room, the gravest reason first."""
    account = account_of(request)
    if not account.is_professional:
        raise Http404
    whose = "team" if request.GET.get("whose") == "team" else "mine"
    found = ringing.people_to_ring(account, whose=whose)
    seat = TeamMembership.objects.filter(account=account, until_at=None).select_related("service").first()
    if seat is not None:
        access.list_seen(
            service=seat.service,
            viewer=account,
            relation="professional",
            purpose="calls",
            listed=len(found.people),
        )
    return render(request, "support/ring.html", ringing_presenters.ring_page(found, account, whose))


@partnership_page(Verb.WORK_CALLS, purpose="calls")
@require_http_methods(["POST"])
@counts_once
def ring_them(request: PartnershipRequest, partnership: Partnership, item_id: UUID) -> HttpResponse:
    """Make a call of what is on the list."""
    item = get_object_or_404(
        AttentionItem, pk=item_id, partnership=partnership, kind__in=list(ringing.REASONS)
    )
    if item.closed_at is not None:
        messages.info(request, _("Somebody has dealt with this already."))
        return redirect("support:ring")
    call = call_work.start(
        partnership=partnership,
        by=request.user,
        purpose=ringing.REASONS[item.kind][1],
        reason=item.kind,
        about=item.about,
    )
    return redirect("communication:call", partnership_id=partnership.pk, call_id=call.pk)


@partnership_page(Verb.WORK_CALLS, purpose="calls")
@require_http_methods(["GET", "POST"])
@counts_once
def were_you_seen(request: PartnershipRequest, partnership: Partnership, report_id: UUID) -> HttpResponse:
    """Ask whether they were seen, and write down what follows."""
    rows = NewOrWorse.objects.select_related("run", "partnership__service", "partnership__team", "service")
    report = get_object_or_404(rows.prefetch_related("found__by"), pk=report_id, partnership=partnership)
    form = SeenForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _said(request, report, form):
        return redirect("support:ring")
    call = (
        Call.objects.filter(partnership=partnership, reason=access_kinds.WERE_YOU_SEEN, about=report.pk)
        .open()
        .select_related("partnership__figures", "service", "owner")
        .first()
    )
    context = ringing_presenters.seen_page(report, call, request.user, request.relation) | {"form": form}
    return render(request, "support/seen.html", context)


def _said(request: PartnershipRequest, report: NewOrWorse, form: SeenForm) -> bool:
    given = form.cleaned_data
    try:
        actions.say(
            report=report,
            seen=actions.Seen(given["seen"]),
            words=given["words"],
            why_now=given["why_now"],
            by=request.user,
        )
    except WhyNow:
        form.add_error("why_now", _("Something speaks against ringing now. Say why you ring all the same."))
        return False
    except SomebodyHasIt as fault:
        form.add_error(None, _("%(name)s has this call.") % {"name": fault.who.name})
        return False
    messages.success(request, _("Written down."))
    return True
