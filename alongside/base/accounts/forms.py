"""allauth's forms in our words: short labels, no placeholders (they vanish when one starts to type)."""

# mypy: disable-error-code="misc"
# allauth is untyped, so that each of its forms is an Any to inherit from.

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.base.accounts.rules.limits import CODES_SENT

WORDS: dict[str, tuple[Any, Any]] = {
    # field: (label, hint)
    "email": (_("Your e-mail address"), ""),
    "login": (_("Your e-mail address"), ""),
    "password": (_("Your password"), ""),
    "oldpassword": (_("The password you have now"), ""),
    "password1": (
        _("Your new password"),
        _("At least 10 letters. Three words you like work well."),
    ),
    "password2": (_("The new password once more"), ""),
    "code": (_("The code"), ""),
    "name": (_("A name for it"), _("For example: my phone.")),
}


class _InOurWords(forms.Form):
    """Gives each field our label and hint, and takes placeholders away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in WORDS:
                field.label, field.help_text = WORDS[name]
        if "code" in self.fields:
            self.fields["code"].widget.attrs.update(inputmode="numeric", autocomplete="one-time-code")


class SignInForm(_InOurWords, account.RequestLoginCodeForm):
    """One field: where shall the code go?"""

    def clean_email(self) -> str:
        try:
            return str(super().clean_email())
        except ValidationError as error:
            if error.code != "too_many_login_attempts":
                raise
            raise ValidationError(
                _("We have sent several codes there. Use the last one, or wait %(minutes)d minutes."),
                params={"minutes": CODES_SENT.minutes},
                code="codes_sent",
            ) from error


class PasswordSignInForm(_InOurWords, account.LoginForm):
    """E-mail and password, for those who have one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)


class CodeForm(_InOurWords, account.ConfirmLoginCodeForm):
    pass


class ForgotPasswordForm(_InOurWords, account.ResetPasswordForm):
    pass


class ResetCodeForm(_InOurWords, account.ConfirmPasswordResetCodeForm):
    pass


class NewPasswordForm(_InOurWords, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(_InOurWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(_InOurWords, account.SetPasswordForm):
    pass


class PasswordAgainForm(_InOurWords, account.ReauthenticateForm):
    pass


class NewAddressForm(_InOurWords, account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your new e-mail address")


class AddressCodeForm(_InOurWords, account.ConfirmEmailVerificationCodeForm):
    pass


class SecondCodeForm(_InOurWords, mfa.AuthenticateForm):
    pass


class SecondCodeAgainForm(_InOurWords, mfa.ReauthenticateForm):
    pass


class ActivateAppForm(_InOurWords, totp.ActivateTOTPForm):
    pass


class AddPasskeyForm(_InOurWords, webauthn.AddWebAuthnForm):
    """A passkey always asks for a finger, a face or the device's PIN: then it counts as both factors."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"] = forms.BooleanField(initial=True, widget=forms.HiddenInput)


class NamePasskeyForm(_InOurWords, webauthn.EditWebAuthnForm):
    pass
