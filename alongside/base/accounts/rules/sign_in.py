"""The values that ``config.settings`` gives to django-allauth, kept beside the code that they name."""

from __future__ import annotations

from alongside.base.accounts.rules import limits

_FORMS = "alongside.base.accounts.forms."

ACCOUNT_FORMS = {
    "login": _FORMS + "PasswordSignInForm",
    "request_login_code": _FORMS + "SignInForm",
    "confirm_login_code": _FORMS + "CodeForm",
    "reset_password": _FORMS + "ForgotPasswordForm",
    "confirm_password_reset_code": _FORMS + "ResetCodeForm",
    "reset_password_from_key": _FORMS + "NewPasswordForm",
    "change_password": _FORMS + "ChangePasswordForm",
    "set_password": _FORMS + "SetPasswordForm",
    "reauthenticate": _FORMS + "PasswordAgainForm",
    "add_email": _FORMS + "NewAddressForm",
    "confirm_email_verification_code": _FORMS + "AddressCodeForm",
}
MFA_FORMS = {
    "authenticate": _FORMS + "SecondCodeForm",
    "reauthenticate": _FORMS + "SecondCodeAgainForm",
    "activate_totp": _FORMS + "ActivateAppForm",
    "add_webauthn": _FORMS + "AddPasskeyForm",
    "edit_webauthn": _FORMS + "NamePasskeyForm",
}
RATE_LIMITS = limits.rates()
TRIES_WITH_ONE_CODE = limits.TRIES_WITH_ONE_CODE
CODE_LIVES_SECONDS = limits.CODE_LIVES_MINUTES * 60
CODE_FORMAT: dict[str, int | bool] = {"numeric": True, "length": limits.CODE_DIGITS, "dashed": True}
