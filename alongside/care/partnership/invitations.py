"""Invitations: the team asks a person, the lead asks a professional; whoever is asked answers by a link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.accounts.entering import enter
from alongside.base.accounts.models import Account
from alongside.base.pages.once import counts_once
from alongside.base.record import access
from alongside.care.partnership import invitation_presenters as presenters
from alongside.care.partnership.actions import invitation as actions
from alongside.care.partnership.invitation_forms import InvitePersonForm, InviteProfessionalForm
from alongside.care.partnership.models import Invitation, ServiceRole, TeamMembership
from alongside.care.partnership.rules.invitation import Standing

View = Callable[..., HttpResponse]


class SignedIn(HttpRequest):
    user: Account


def _seats(account: Account) -> Any:
    return TeamMembership.objects.filter(account=account, until_at=None)


def _leads(account: Account) -> Any:
    return ServiceRole.objects.filter(account=account, role=ServiceRole.Role.LEAD, until_at=None)


def _only(may: Callable[[Account], bool]) -> Callable[[View], View]:
    """For those who may; to anybody else the page is not there, and the refusal is noted."""

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def wrapper(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
            if may(request.user):
                return view(request, *args, **kwargs)
            match = request.resolver_match
            page, subject = match.view_name if match else "", kwargs.get("partnership_id")
            access.refused(viewer=request.user, subject=subject, page=page)
            raise Http404

        return wrapper

    return decorate


professionals_only = _only(lambda account: _seats(account).exists() or _leads(account).exists())
seats_only = _only(lambda account: _seats(account).exists())
leads_only = _only(lambda account: _leads(account).exists())


@professionals_only
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """Who was invited, and what came of it."""
    listed = presenters.listed(request.user)
    seated = _seats(request.user).exists()
    place = _seats(request.user).first() or _leads(request.user).first()
    access.list_seen(
        service=place.service,
        viewer=request.user,
        relation="team" if seated else "lead",
        purpose="invitations",
        listed=listed.count,
    )
    context = {
        "listed": listed,
        "may_invite_person": seated,
        "may_invite_professional": _leads(request.user).exists(),
    }
    return render(request, "partnership/invitations.html", context)


@seats_only
@require_http_methods(["GET", "POST"])
@counts_once
def invite_person(request: SignedIn) -> HttpResponse:
    form = InvitePersonForm(request.POST or None, me=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite_person(team=form.team_chosen(), invitee=form.invitee(), by=request.user)
        except actions.CannotInvite:
            form.add_error("email", _cannot())
        else:
            messages.success(request, _("The invitation is on its way. You are their contact."))
            return redirect("partnership:invitations")
    return render(request, "partnership/invitation_person.html", {"form": form})


@leads_only
@require_http_methods(["GET", "POST"])
@counts_once
def invite_professional(request: SignedIn) -> HttpResponse:
    form = InviteProfessionalForm(request.POST or None, me=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite_professional(
                team=form.team_chosen(),
                invitee=form.invitee(),
                profession=form.cleaned_data["profession"],
                by=request.user,
            )
        except actions.CannotInvite:
            form.add_error("email", _cannot())
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("partnership:invitations")
    return render(request, "partnership/invitation_professional.html", {"form": form})


@professionals_only
@require_http_methods(["POST"])
@counts_once
def send_again(request: SignedIn, invitation_id: UUID) -> HttpResponse:
    return _change(
        request, invitation_id, actions.send_again, _("A new link is on its way. The old one stopped.")
    )


@professionals_only
@require_http_methods(["POST"])
@counts_once
def withdraw(request: SignedIn, invitation_id: UUID) -> HttpResponse:
    return _change(request, invitation_id, actions.withdraw, _("The invitation is taken back."))


def _change(request: SignedIn, key: UUID, action: Callable[..., Invitation], done: str) -> HttpResponse:
    invitation = Invitation.objects.filter(pk=key).first()
    if invitation is None or not actions.may_touch(request.user, invitation):
        access.refused(viewer=request.user, subject=None, page="partnership:invitations")
        raise Http404
    try:
        action(invitation=invitation, by=request.user)
    except actions.NotOpen as closed:
        messages.info(request, presenters.closed_a_moment_ago(closed.standing))
    else:
        messages.success(request, done)
    return redirect("partnership:invitations")


def _cannot() -> str:
    return _("We cannot invite this address from here. Look whether it is right, or ask the service lead.")


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the e-mail. Looking changes nothing, because mail programs look too; a POST says yes."""
    try:
        invitation = actions.find(token)
        now_is = actions.standing_of(invitation)
        if now_is is not Standing.OPEN:
            return _stopped(request, now_is)
        if request.user.is_authenticated and request.user.pk != invitation.account_id:
            return render(request, "partnership/invitation_someone_else.html", status=409)
        if request.method == "POST":
            return _accepted(request, actions.accept(token=token))
    except actions.UnknownLink:
        return render(request, "partnership/invitation_unknown.html", status=404)
    except actions.ReplacedLink:
        return render(request, "partnership/invitation_replaced.html", status=410)
    except actions.NotOpen as closed:
        return _stopped(request, closed.standing)
    return render(request, "partnership/invitation.html", {"asking": presenters.asking(invitation)})


def _accepted(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    # For a person the safety screen stands before everything; it leads on to *my way*.
    onward = reverse("door:safety" if invitation.partnership_id is not None else "support:home")
    if request.user.is_authenticated:
        return redirect(onward)
    return enter(request, invitation.account, to=onward)


def _stopped(request: HttpRequest, now_is: Standing) -> HttpResponse:
    title, text = presenters.stopped(now_is)
    context = {"title": title, "text": text, "can_sign_in": now_is is Standing.ACCEPTED}
    return render(request, "partnership/invitation_stopped.html", context, status=410)
