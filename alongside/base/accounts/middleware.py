"""Before a professional sees any page, they have a second factor; a setting says so. And who leaves at once
in the middle of a sentence is signed out with the very request that saves it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from alongside.base.accounts.adapter import second_factors

LEAVING = "X-Leaving"
# What one needs in order to set it up, to leave, and to be able to read the page.
OPEN_NAMES = frozenset(
    {
        "account_second_factor",
        "account_logout",
        "account_sign_in_again",
        "account_reauthenticate",
        "mfa_add_webauthn",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "pages:display",
        "pages:language",
    }
)


def second_factor(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if _is_missing(request):
            return redirect("account_second_factor")
        return get_response(request)

    return middleware


def leaving(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Two requests, one to save and one to leave, could come in the other order: then the words were lost."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if LEAVING in request.headers:
            logout(request)
        return response

    return middleware


def _is_missing(request: HttpRequest) -> bool:
    if not settings.PROFESSIONALS_NEED_SECOND_FACTOR:
        return False
    if not (request.user.is_authenticated and request.user.is_professional):
        return False
    if request.path.startswith(settings.STATIC_URL) or _name(request.path_info) in OPEN_NAMES:
        return False
    return not second_factors(request.user).exists()


def _name(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""
