"""Signing in: an address, then a code; or a password. allauth's flows, with our limit on wrong codes."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic.edit import FormMixin

from alongside.base.accounts.actions import address
from alongside.base.accounts.adapter import limit_session
from alongside.base.accounts.rules.limits import WRONG_CODES


class CountsWrongCodes:
    """A try is counted against the address *before* the code is compared, in the shared cache.

    allauth counts in the session, which many sessions, or many requests at once in one session, get
    round. Counting first, under the cache's lock, leaves no gap; a right code clears the count. The
    count is the same for an address that nobody has.
    """

    def address(self) -> str:
        """The address whose code is tried."""
        raise NotImplementedError

    def out_of_tries(self) -> str:
        """Where to go when this session has used up its tries with one code."""
        return reverse("account_login")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("action") in {"resend", "change"}:
            return super().post(request, *args, **kwargs)  # type: ignore[misc, no-any-return]
        key = self.address().lower()
        if not ratelimit.consume(request, action="wrong_code", key=key):
            return locked(request)
        form = self.get_form()  # type: ignore[attr-defined]
        if form.is_valid():
            ratelimit.clear(request, action="wrong_code", key=key)
            return self.form_valid(form)  # type: ignore[attr-defined, no-any-return]
        if self._process.record_invalid_attempt():  # type: ignore[attr-defined]
            return FormMixin.form_invalid(self, form)  # type: ignore[arg-type]
        messages.error(request, _("That code did not match several times. Please ask for a new one."))
        return redirect(self.out_of_tries())


def locked(request: HttpRequest) -> HttpResponse:
    """Too many wrong codes for one address: when to try again, and how to ring."""
    return render(request, "accounts/locked.html", {"minutes": WRONG_CODES.minutes}, status=429)


class SignIn(allauth.RequestLoginCodeView):  # type: ignore[misc]
    """The sign-in page: one field. The answer is the same whether or not we know the address."""

    template_name = "account/login.html"


class ConfirmCode(CountsWrongCodes, allauth.ConfirmLoginCodeView):  # type: ignore[misc]
    """The code from the e-mail."""

    def address(self) -> str:
        return str(self._process.state.get("email", ""))

    def form_valid(self, form: Any) -> HttpResponse:
        if "code" in form.fields:
            # The code proves the address, whoever made the account.
            address.proven(account=self._process.user, address=self.address())
        return super().form_valid(form)  # type: ignore[no-any-return]


class PasswordSignIn(allauth.LoginView):  # type: ignore[misc]
    """E-mail and password, for those who have one."""

    template_name = "account/login_password.html"

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        if self.request.user.is_authenticated:
            limit_session(self.request)  # allauth's form has just set its own length
        return response


class ConfirmPasswordResetCode(CountsWrongCodes, allauth.ConfirmPasswordResetCodeView):  # type: ignore[misc]
    def address(self) -> str:
        return str(self._process.state["email"])

    def out_of_tries(self) -> str:
        return reverse("account_reset_password")


class ConfirmAddressCode(CountsWrongCodes, allauth.ConfirmEmailVerificationCodeView):  # type: ignore[misc]
    """The code sent to a new address."""

    def address(self) -> str:
        return str(self._process.state["email"])

    def out_of_tries(self) -> str:
        return reverse("account_email" if self.request.user.is_authenticated else "account_login")


def proven(account: Any, at: str) -> None:
    """``actions.address.proven`` for views that were written before it; ``entering.enter`` does it all."""
    address.proven(account=account, address=at)


@require_safe
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """allauth links to a sign-up page; here one comes in by the door or an invitation."""
    return render(request, "account/signup_closed.html")
