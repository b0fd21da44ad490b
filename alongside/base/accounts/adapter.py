"""How django-allauth behaves here: our words, our mail, no sign-up, sessions as long as they should be."""

from __future__ import annotations

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.base.accounts import mail, sealing
from alongside.base.accounts.models import Account
from alongside.base.accounts.rules.limits import WRONG_PASSWORDS
from alongside.base.accounts.texts import MESSAGES
from alongside.base.services.installation import the_service

ERRORS: dict[str, str | Promise] = {
    "account_inactive": gettext_lazy("This sign-in is closed."),
    "duplicate_email": gettext_lazy("That is the address you have now."),
    "email_password_mismatch": gettext_lazy(
        "That e-mail address and password do not belong together. You can ask for a code instead."
    ),
    "email_taken": gettext_lazy("We could not use that address."),
    "enter_current_password": gettext_lazy("That is not the password you have now."),
    "incorrect_code": gettext_lazy("That code did not match. Look at the newest message and try again."),
    "incorrect_password": gettext_lazy("That password did not match."),
    "same_as_current": gettext_lazy("That is the one you have now."),
    "rate_limited": gettext_lazy("That was too quick. Wait a minute and try again."),
}


def display_name(account: Account) -> str:
    """What a passkey is called on the device: the person's own address, nothing of the clinic."""
    return account.email or ""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth asks here whenever it says, sends or decides something."""

    error_messages = {**DefaultAccountAdapter.error_messages, **ERRORS}

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Too many tries: say when to try again, and how to ring."""
        if code == "too_many_login_attempts":
            return ValidationError(wait_and_ring(WRONG_PASSWORDS.minutes), code=code)
        error: ValidationError = super().validation_error(code, *args)
        return error

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth passes it
        return False

    def add_message(  # noqa: PLR0917 - allauth's signature
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        words = message or MESSAGES.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send at once. Where the mail server is away, the page says so and keeps what was typed."""
        try:
            mail.send(template_prefix, email, context)
        except mail.CouldNotSend as fault:
            request = current.request
            kept = {name: request.POST.get(name, "") for name in ("email", "action", "next")}
            page = render(
                request,
                "accounts/could_not_send.html",
                {"kept": {name: value for name, value in kept.items() if value}},
                status=503,
            )
            raise ImmediateHttpResponse(page) from fault

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Account,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """A notice of what was done already: a mail server that is away does not undo it."""
        to = email or EmailAddress.objects.get_primary_email(user)
        if not to:
            return
        try:
            mail.send(template_prefix, to, context or {})
        except mail.CouldNotSend:
            return  # logged by ``mail.send``

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ARG002
        """Wrong passwords count against the address alone.

        allauth adds the host as the browser named it, port included, so that whoever writes another port
        into the Host header gets a fresh count (``test_lock_out.py`` shows it).
        """
        return str(credentials.get("email", "")).lower()

    def login(self, request: HttpRequest, user: Account) -> None:
        super().login(request, user)
        limit_session(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("account_index")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:  # noqa: ARG002
        return reverse("account_index")


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor. A professional who must have one cannot take the last one away."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": ERRORS["incorrect_code"],
        "cannot_delete_authenticator": gettext_lazy("You need one second step. Add another first."),
        "unverified_email": gettext_lazy("Confirm your e-mail address first."),
    }

    def encrypt(self, text: str) -> str:
        return sealing.sealer().seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.opened(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not must_keep(authenticator)


def must_keep(authenticator: Authenticator) -> bool:
    """Whether this is the last second factor of somebody who needs one."""
    account = authenticator.user
    if not (settings.PROFESSIONALS_NEED_SECOND_FACTOR and account.is_professional):
        return False
    return not second_factors(account).exclude(pk=authenticator.pk).exists()


def second_factors(account: Account) -> Any:
    """The authenticators that count: spare codes alone are none."""
    return Authenticator.objects.filter(
        user=account, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    )


def limit_session(request: HttpRequest) -> None:
    """A professional's session ends with the working day, a person's after two weeks."""
    professional = request.user.is_authenticated and request.user.is_professional
    age = settings.PROFESSIONAL_SESSION_AGE if professional else app_settings.SESSION_COOKIE_AGE
    request.session.set_expiry(age)


def wait_and_ring(minutes: int) -> str:
    """When to try again after too many tries, and whom to ring if it cannot wait."""
    service = the_service()
    if service is None:
        return _("There were too many tries. Wait %(minutes)d minutes, then try again.") % {
            "minutes": minutes
        }
    return _(
        "There were too many tries. Wait %(minutes)d minutes, then try again. "
        "If it cannot wait, ring us on %(phone)s."
    ) % {"minutes": minutes, "phone": service.phone}
