"""Beginning a synthesis, its protocol, its members, its history."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.base.pages.once import counts_once
from alongside.evidence.synthesis import jobs, presenters
from alongside.evidence.synthesis import steps as way
from alongside.evidence.synthesis.actions import synthesis as actions
from alongside.evidence.synthesis.actions import work
from alongside.evidence.synthesis.authority import Verb, may_begin
from alongside.evidence.synthesis.forms import BeginForm, MemberForm, protocol_form
from alongside.evidence.synthesis.models import Member, Protocol, Synthesis
from alongside.evidence.synthesis.pages import SynthesisRequest, may, post_needs, synthesis_page

GET_OR_POST = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def index(request: SynthesisRequest) -> HttpResponse:
    """One's own syntheses; anybody who is signed in may look at their (perhaps empty) list."""
    seats = Member.objects.filter(account=request.user, until_at=None).select_related("synthesis")
    return render(
        request,
        "synthesis/index.html",
        {"seats": seats.order_by("-synthesis__begun_at"), "may_begin": may_begin(request.user)},
    )


@login_required
@require_http_methods(GET_OR_POST)
@counts_once
def begin(request: SynthesisRequest) -> HttpResponse:
    if not may_begin(request.user):
        raise Http404
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.begin(by=request.user, **form.cleaned_data)
        return redirect("synthesis:change-protocol", made.pk)
    return render(request, "synthesis/begin.html", {"form": form})


@synthesis_page(Verb.OPEN)
@require_safe
def overview(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    protocol = actions.latest(synthesis)
    steps = way.steps(request.seat, protocol)
    return render(
        request,
        "synthesis/overview.html",
        {
            "synthesis": synthesis,
            "protocol": protocol,
            "work": presenters.work_under_way(synthesis),
            "given_up": jobs.given_up(synthesis).exists(),
            "tries_again": may(request, Verb.BRING_IN_RECORDS),
            "steps": steps,
            "waiting": way.waiting(steps),
            "everybody": way.everybody(synthesis),
            "rooms": presenters.nav(request, synthesis),
        },
    )


@synthesis_page(Verb.BRING_IN_RECORDS)
@require_POST
@counts_once
def work_again(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    if work.again(synthesis=synthesis, by=request.user):
        messages.success(request, _("It is tried again, from where it stands."))
    return redirect("synthesis:overview", synthesis.pk)


@synthesis_page(Verb.OPEN)
@require_safe
def protocol(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    return _protocol(request, synthesis, actions.latest(synthesis))


@synthesis_page(Verb.OPEN)
@require_safe
def protocol_version(request: SynthesisRequest, synthesis: Synthesis, protocol_number: int) -> HttpResponse:
    return _protocol(request, synthesis, get_object_or_404(synthesis.protocols, number=protocol_number))


def _protocol(request: SynthesisRequest, synthesis: Synthesis, shown: Protocol) -> HttpResponse:
    versions = list(synthesis.protocols.select_related("by").order_by("-number"))
    return render(
        request,
        "synthesis/protocol.html",
        {
            "synthesis": synthesis,
            "rooms": presenters.nav(request, synthesis),
            "protocol": shown,
            "versions": versions,
            "author": presenters.name_of(shown.by),
            "newest": shown.number == versions[0].number,
            "may_write": may(request, Verb.WRITE_PROTOCOL),
        },
    )


@synthesis_page(Verb.WRITE_PROTOCOL)
@require_http_methods(GET_OR_POST)
@counts_once
def change_protocol(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    form = protocol_form(request.POST or None, actions.latest(synthesis))
    if request.method == "POST" and form.is_valid():
        made = actions.write_protocol(synthesis=synthesis, by=request.user, **form.cleaned_data)
        messages.success(request, _("This is version %(n)d now.") % {"n": made.number})
        return redirect("synthesis:protocol", synthesis.pk)
    return render(
        request,
        "synthesis/change_protocol.html",
        {"synthesis": synthesis, "form": form, "rooms": presenters.nav(request, synthesis)},
    )


@synthesis_page(Verb.OPEN)
@require_http_methods(GET_OR_POST)
@counts_once
def members(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    manages = post_needs(request, Verb.MANAGE_MEMBERS)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.bring_in(synthesis=synthesis, by=request.user, **form.cleaned_data)
        except actions.AlreadyIn:
            messages.error(request, _("They have a seat already."))
        else:
            messages.success(request, _("They are in. Ask them to sign in with this e-mail address."))
        return redirect("synthesis:members", synthesis.pk)
    seats = synthesis.members.select_related("account").order_by("since")
    return render(
        request,
        "synthesis/members.html",
        {
            "synthesis": synthesis,
            "rooms": presenters.nav(request, synthesis),
            "seats": [{"seat": seat, "name": presenters.name_of(seat.account)} for seat in seats],
            "form": form if manages else None,
            "enough": _enough(synthesis),
        },
    )


def _enough(synthesis: Synthesis) -> bool:
    """Whether as many screen as the protocol asks for."""
    screening = synthesis.members.filter(
        until_at=None, role__in=[Member.Roles.LEAD, Member.Roles.REVIEWER]
    ).count()
    return screening >= actions.latest(synthesis).reviewers_needed


@synthesis_page(Verb.MANAGE_MEMBERS)
@require_POST
@counts_once
def let_go(request: SynthesisRequest, synthesis: Synthesis, member_id: UUID) -> HttpResponse:
    member = get_object_or_404(synthesis.members.filter(until_at=None), pk=member_id)
    try:
        actions.let_go(member=member, by=request.user)
    except actions.LastLead:
        messages.error(request, _("Somebody has to lead it. Give the lead to somebody else first."))
    else:
        messages.success(request, _("Their seat has ended. What they decided is kept, and counts."))
    return redirect("synthesis:members", synthesis.pk)


@synthesis_page(Verb.OPEN)
@require_safe
def history(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    return render(
        request,
        "synthesis/history.html",
        {
            "synthesis": synthesis,
            "rooms": presenters.nav(request, synthesis),
            "lines": presenters.history(synthesis),
        },
    )
