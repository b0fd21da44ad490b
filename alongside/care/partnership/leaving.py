"""A professional leaves: the lead says so, and who reads the inbox from then on."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from alongside.base.accounts.models import Account
from alongside.base.accounts.requests import account_of
from alongside.base.pages.once import counts_once
from alongside.care.partnership import authority
from alongside.care.partnership.actions import team as teams
from alongside.care.partnership.forms import ColleagueField
from alongside.care.partnership.models import Membership, TeamMembership


class LeavingForm(forms.Form):
    """Where they own the team's inbox: who does from now on."""

    heir = ColleagueField(
        Account.objects.none(),
        label=gettext_lazy("Who reads the team’s inbox from now on?"),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: object = None, *, seat: TeamMembership) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        if seat.team.inbox_owner_id != seat.account_id:
            del self.fields["heir"]
            return
        seats = TeamMembership.objects.filter(team=seat.team_id, until_at=None).exclude(
            account=seat.account_id
        )
        heirs = Account.objects.filter(pk__in=seats.values("account"))
        self.fields["heir"].queryset = heirs  # type: ignore[attr-defined]


@login_required
@require_http_methods(["GET", "POST"])
@counts_once
def leave(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """Say that a professional has left, after reading what follows."""
    me = account_of(request)
    seats = TeamMembership.objects.filter(until_at=None).select_related("account", "team")
    seat = get_object_or_404(seats, pk=seat_id)
    if not authority.is_lead(me, seat.service_id):
        raise Http404
    form = LeavingForm(request.POST if request.method == "POST" else None, seat=seat)
    if request.method == "POST" and form.is_valid():
        teams.leave(seat=seat, by=me, inbox_owner=form.cleaned_data.get("heir"))
        messages.success(request, _("%(name)s has left the team.") % {"name": seat.account.name})
        return redirect("support:clinic")
    contact_of = Membership.objects.filter(
        service=seat.service_id, account=seat.account, role=Membership.Role.CONTACT, until_at=None
    )
    context = {"form": form, "seat": seat, "people": contact_of.count()}
    return render(request, "partnership/leave.html", context)
