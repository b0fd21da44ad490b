"""My sign-in: what I have set, where I am signed in, and setting up the second step."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as usersessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.accounts import presenters
from alongside.base.accounts.adapter import must_keep, second_factors
from alongside.base.accounts.models import Account

View = Callable[..., HttpResponse]


class SignedIn(HttpRequest):
    """A request after ``login_required``."""

    user: Account


def fresh(view: View) -> View:
    """Only for somebody who has just shown that it is them.

    allauth asks those who have a password or a second factor again. Somebody who signs in by code alone
    has nothing to be asked for, so that whoever holds an open phone could add their own passkey: they
    sign in again, which sends a code to the owner.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if user.is_authenticated and not reauthentication.get_reauthentication_flows(user):
            records = get_authentication_records(request, user)
            newest = max((record["at"] for record in records), default=0.0)
            if time.time() - newest > app_settings.REAUTHENTICATION_TIMEOUT:
                return redirect(f"{reverse('account_sign_in_again')}?{urlencode({'next': request.path})}")
        return view(request, *args, **kwargs)

    return wrapper


def proven(view: View) -> View:
    """``fresh``, and whoever has a password or a second factor is asked for it again."""
    again: View = reauthentication_required(view)
    return fresh(again)


@login_required
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """My sign-in, as a task list."""
    return render(request, "accounts/index.html", {"tasks": presenters.tasks(request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def sign_in_again(request: SignedIn) -> HttpResponse:
    """For your safety, sign in again; then you are back where you were."""
    target = request.POST.get("next", "") or request.GET.get("next", "")
    if request.method == "POST":
        logout(request, show_message=False)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
    return render(request, "accounts/sign_in_again.html", {"next": target})


@login_required
@require_safe
def second_factor(request: SignedIn) -> HttpResponse:
    """A professional needs a second step before they see a record: which one?"""
    if second_factors(request.user).exists():
        return redirect("account_index")
    return render(request, "accounts/second_factor.html")


class Devices(usersessions.ListUserSessionsView):  # type: ignore[misc]
    """Where you are signed in; end all others, or all."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["devices"] = [
            presenters.device(session, is_this=session.is_current()) for session in context["sessions"]
        ]
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        if self.request.POST.get("what") != "everywhere":
            return super().form_valid(form)  # type: ignore[no-any-return]
        for session in UserSession.objects.filter(user=self.request.user):
            session.end()
        logout(self.request, show_message=False)
        messages.success(self.request, _("You are signed out everywhere."))
        return redirect("account_login")


class RemovePasskey(webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    """Take a passkey away, unless it is the one second step of somebody who needs one."""

    def form_valid(self, form: Any) -> HttpResponse:
        if must_keep(self.get_object()):
            messages.error(self.request, _("You need one second step. Add another first."))
            return redirect("mfa_list_webauthn")
        return super().form_valid(form)  # type: ignore[no-any-return]


class ListPasskeys(webauthn.ListWebAuthnView):  # type: ignore[misc]
    """allauth's list, with the names ready for the page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["passkeys"] = [_passkey(found) for found in context["authenticators"]]
        return context


def _passkey(authenticator: Authenticator) -> dict[str, Any]:
    return {
        "pk": authenticator.pk,
        "name": authenticator.wrap().name,
        "since": authenticator.created_at,
        "used": authenticator.last_used_at,
    }


def just_shown(view: View) -> View:
    """Who has this moment shown a new second step need not show it again to see their spare codes."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.headers.get("Location") == reverse("mfa_view_recovery_codes"):
            record_authentication(request, request.user, method="mfa", reauthenticated=True)
        return response

    return wrapper


add_passkey = fresh(just_shown(webauthn.add_webauthn))
activate_app = fresh(just_shown(totp.activate_totp))
change_address = fresh(account.email)
# A first password is a new way in, as a passkey is.
set_password = fresh(account.password_set)
