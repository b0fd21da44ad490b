"""The pages of signing in. allauth's names are kept, because its flows reverse them."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from alongside.base.accounts.views import manage, sign_in

urlpatterns = [
    path("", manage.index, name="account_index"),
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    # The same page under the name by which allauth's flows come back to it.
    path("sign-in/", sign_in.SignIn.as_view(), name="account_request_login_code"),
    path("sign-in/code/", sign_in.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("sign-in/password/", sign_in.PasswordSignIn.as_view(), name="account_login_password"),
    path("sign-in/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/again/", manage.sign_in_again, name="account_sign_in_again"),
    path("sign-up/", sign_in.no_sign_up, name="account_signup"),
    path("sign-out/", account.logout, name="account_logout"),
    path("again/password/", account.reauthenticate, name="account_reauthenticate"),
    path("again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("address/", manage.change_address, name="account_email"),
    path("address/code/", sign_in.ConfirmAddressCode.as_view(), name="account_email_verification_sent"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/first/", manage.set_password, name="account_set_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path(
        "password/forgotten/code/",
        sign_in.ConfirmPasswordResetCode.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path("password/forgotten/new/", account.complete_password_reset, name="account_complete_password_reset"),
    path(
        "password/forgotten/done/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("second-step/", manage.second_factor, name="account_second_factor"),
    path("second-step/all/", mfa.index, name="mfa_index"),
    path("second-step/app/", manage.activate_app, name="mfa_activate_totp"),
    path("second-step/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("spare-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("spare-codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("spare-codes/file/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", manage.ListPasskeys.as_view(), name="mfa_list_webauthn"),
    path("passkeys/add/", manage.add_passkey, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/name/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", manage.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("devices/", manage.Devices.as_view(), name="usersessions_list"),
]
