"""The sentences of the account pages: how one signs in, and where one is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.base.accounts.models import Account
from alongside.base.accounts.rules import devices


@dataclass(frozen=True, slots=True)
class Task:
    label: str
    href: str
    state: str
    state_kind: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Device:
    """A browser in which the account is signed in."""

    words: str
    since: datetime
    is_this: bool


def tasks(account: Account) -> list[Task]:
    """My sign-in, as a list of what can be set."""
    kinds = list(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    passkeys = kinds.count(Authenticator.Type.WEBAUTHN)
    has_app = Authenticator.Type.TOTP in kinds
    places = len(UserSession.objects.purge_and_list(account))
    found = [
        Task(_("E-mail address"), reverse("account_email"), account.email or _("None yet"), "done"),
        _password(account),
        Task(
            _("Passkeys"),
            reverse("mfa_list_webauthn"),
            ngettext("%(n)d passkey", "%(n)d passkeys", passkeys) % {"n": passkeys}
            if passkeys
            else _("None yet"),
            "done" if passkeys else "",
            _("Sign in with your finger, your face or your device’s PIN."),
        ),
        Task(
            _("Code app"),
            reverse("mfa_deactivate_totp" if has_app else "mfa_activate_totp"),
            _("Set up") if has_app else _("Not set up"),
            "done" if has_app else "",
            _("A second step: an app on your phone shows a code."),
        ),
    ]
    if Authenticator.Type.RECOVERY_CODES in kinds:
        found.append(
            Task(
                _("Spare codes"),
                reverse("mfa_view_recovery_codes"),
                _("You have some"),
                "done",
                _("For the day your phone is lost."),
            )
        )
    found.append(
        Task(
            _("Where you are signed in"),
            reverse("usersessions_list"),
            ngettext("%(n)d place", "%(n)d places", places) % {"n": places},
        )
    )
    return found


def _passkeys(count: int) -> str:
    if not count:
        return _("None yet")
    return ngettext("%(n)d passkey", "%(n)d passkeys", count) % {"n": count}


def _password(account: Account) -> Task:
    if account.has_usable_password():
        return Task(_("Password"), reverse("account_change_password"), _("Set"), "done")
    return Task(
        _("Password"),
        reverse("account_set_password"),
        _("None"),
        hint=_("You do not need one: a code by e-mail is enough."),
    )


def device(session: UserSession, *, is_this: bool) -> Device:
    """What a session's browser calls itself; its network address is shown to nobody."""
    browser, system = devices.browser(session.user_agent), devices.system(session.user_agent)
    if browser and system:
        words = _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    else:
        words = browser or system or _("A device we do not recognise")
    return Device(words, session.created_at, is_this)
