"""What signing in says: messages on the page and the texts of its e-mails.

Keyed by the template names that allauth asks for, so that nothing it says comes from its own templates.
An e-mail says only what it must: a code, or that something about signing in changed. It names no clinic
for somebody who asked for neutral mail, and never says what the clinic is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.base.accounts.rules.limits import CODE_LIVES_MINUTES

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Text:
    subject: str
    body: str


# What a page says after something was done; what is not here is not said.
MESSAGES: dict[str, Words] = {
    "account/messages/logged_out.txt": gettext_lazy("You are signed out."),
    "account/messages/password_changed.txt": gettext_lazy("Your password is changed."),
    "account/messages/password_set.txt": gettext_lazy("Your password is set."),
    "account/messages/primary_email_set.txt": gettext_lazy("Your e-mail address is changed."),
    "account/messages/email_confirmation_failed.txt": gettext_lazy("We could not use that address."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Your passkey is saved."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("That passkey no longer works here."),
    "mfa/messages/totp_activated.txt": gettext_lazy("Your code app is set up."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("The code app is no longer asked for."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy(
        "You have new spare codes. The old ones stopped."
    ),
    "usersessions/messages/sessions_logged_out.txt": gettext_lazy("You are signed out everywhere else."),
}

# Notices after a change: one sentence each, sent to the address that the account had.
NOTICES: dict[str, Words] = {
    "account/email/password_changed": gettext_lazy("Your password was changed."),
    "account/email/password_set": gettext_lazy("A password was set."),
    "account/email/password_reset": gettext_lazy("Your password was changed, with a code sent here."),
    "account/email/email_changed": gettext_lazy("Your sign-in now uses another e-mail address."),
    "account/email/email_confirm": gettext_lazy("Your e-mail address was confirmed."),
    "account/email/email_deleted": gettext_lazy("An e-mail address was taken off your sign-in."),
    "mfa/email/totp_activated": gettext_lazy("A code app was added to your sign-in."),
    "mfa/email/totp_deactivated": gettext_lazy("The code app was taken off your sign-in."),
    "mfa/email/recovery_codes_generated": gettext_lazy("New spare codes were made for your sign-in."),
    "mfa/email/webauthn_added": gettext_lazy("A passkey was added to your sign-in."),
    "mfa/email/webauthn_removed": gettext_lazy("A passkey was taken off your sign-in."),
}


def text_of(prefix: str, context: dict[str, Any], phone: str) -> Text:
    """The e-mail that allauth calls ``prefix``. ``phone`` is empty where the text must stay neutral.

    Raises ``KeyError`` for a text that nobody wrote.
    """
    if prefix in NOTICES:
        return Text(_("Your sign-in changed"), _notice(NOTICES[prefix], phone))
    return {
        "account/email/login_code": _sign_in_code,
        "account/email/password_reset_code": _password_code,
        "account/email/email_confirmation": _address_code,
        "account/email/email_confirmation_signup": _address_code,
        "account/email/unknown_account": _unknown,
        "account/email/account_already_exists": _unknown,
    }[prefix](context.get("code", ""))


def _sign_in_code(code: str) -> Text:
    return Text(_("Your code to sign in"), _code(_("Your code to sign in:"), code))


def _password_code(code: str) -> Text:
    return Text(_("Your code for a new password"), _code(_("Your code for a new password:"), code))


def _address_code(code: str) -> Text:
    return Text(_("Your code to confirm this address"), _code(_("Your code to confirm this address:"), code))


def _unknown(_no_code: str) -> Text:
    return Text(
        _("You asked for a code"),
        _(
            "Somebody, probably you, asked for a code to sign in with this address.\n\n"
            "We cannot sign anybody in with it. Perhaps you used another address. "
            "If you were invited, use the link in the invitation first.\n\n"
            "If it was not you, you need do nothing."
        ),
    )


def _code(first: str, code: str) -> str:
    return _(
        "%(first)s\n\n%(code)s\n\n"
        "It works once, for %(minutes)d minutes. Tell it to nobody: we never ask for it.\n\n"
        "If you did not ask for a code, you need do nothing."
    ) % {"first": first, "code": code, "minutes": CODE_LIVES_MINUTES}


def _notice(what: Words, phone: str) -> str:
    if phone:
        return _(
            "%(what)s\n\nIf it was you, you need do nothing. If it was not you, ring us on %(phone)s."
        ) % {"what": what, "phone": phone}
    return _(
        "%(what)s\n\nIf it was you, you need do nothing. If it was not you, sign in, look at "
        '"Where you are signed in", and sign out everywhere.'
    ) % {"what": what}
