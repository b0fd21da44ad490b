"""People with no next step: the list, and why nothing is planned with one of them."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base import clock
from alongside.base.accounts.requests import account_of
from alongside.base.pages.once import counts_once
from alongside.base.record import access
from alongside.care.access.actions import explained
from alongside.care.access.models import Explained
from alongside.care.partnership.authority import Verb, is_lead
from alongside.care.partnership.models import Partnership, ServiceRole, TeamMembership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.support import next_steps
from alongside.care.support.next_step_forms import ExplainForm


@login_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """For a professional their own and their team's people by name; for the lead counts by team."""
    account = account_of(request)
    seats = TeamMembership.objects.filter(account=account, until_at=None).select_related("service")
    roles = ServiceRole.objects.filter(account=account, until_at=None).select_related("service")
    place = (seats.first() or roles.first()) if account.is_professional else None
    if place is None:
        raise Http404
    service = place.service
    people = next_steps.seen_by(account, service)
    rows = list(next_steps.without(people, service)[: next_steps.MOST_SHOWN + 1])
    explained_ = next_steps.nothing_planned(people, service).filter(next_steps.explained(service))
    lines = Explained.objects.filter(
        partnership__in=explained_, look_again_on__gt=clock.today(service.time_zone)
    )
    access.list_seen(
        service=service, viewer=account, relation="professional", purpose="no-next-step", listed=len(rows)
    )
    context = {
        "rows": [next_steps.row(one, service) for one in rows[: next_steps.MOST_SHOWN]],
        "more": len(rows) > next_steps.MOST_SHOWN,
        "explained_rows": [
            (
                one.partnership.full_name,
                one.words,
                one.by.name,
                formats.date_format(one.look_again_on, "j F Y"),
            )
            for one in lines.select_related("partnership", "by").order_by("look_again_on")[:50]
        ],
        "teams": next_steps.by_team(service) if is_lead(account, service.pk) else None,
        "seated": isinstance(place, TeamMembership),
    }
    return render(request, "support/no_next_step.html", context)


@partnership_page(Verb.WORK_ATTENTION, purpose="next-step")
@require_http_methods(["GET", "POST"])
@counts_once
def explain(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """What could come next; or why nothing is planned, and when to look again."""
    form = ExplainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            explained.explain(
                partnership=partnership,
                words=given["words"],
                look_again_on=given["look_again_on"],
                by=request.user,
            )
        except explained.NotADay:
            form.add_error("look_again_on", _("Choose a day after today, within half a year."))
        else:
            messages.success(request, _("Written down. On that day somebody looks again."))
            return redirect("support:no-next-step")
    today = clock.today(partnership.service.time_zone)
    context = {
        "form": form,
        "row": next_steps.row(partnership, partnership.service),
        "in_three_months": today + timedelta(days=90),
        "earlier": Explained.objects.filter(partnership=partnership).select_related("by").order_by("-at")[:5],
    }
    return render(request, "support/next_step.html", context)
