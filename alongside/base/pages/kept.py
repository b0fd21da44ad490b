"""What was typed is kept where it could not be taken: signed out meanwhile, or a form that was open too long.

Nothing is stored: the answer carries what was sent back to the very browser that sent it, to be sent again.
A page may not be kept by a browser (``no-store``), so that *go back* would find its boxes empty.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

# Of the form itself, not of whoever filled it in.
_OF_THE_FORM = {"csrfmiddlewaretoken", "once", "revision", "window", "shown", "next"}
SHOWN_FROM = 12  # characters: shorter answers are kept and not shown, a number says nothing by itself


def signed_out(request: HttpRequest) -> HttpResponse:
    """Who is not signed in is led to signing in, and keeps what they had typed."""
    if request.method != "POST" or not _typed(request) or request.headers.get("X-Autosave"):
        return redirect_to_login(request.get_full_path())
    return _page(
        request, _("You were signed out"), _("Nothing is lost: what you typed is still on this page.")
    )


def once_more(request: HttpRequest) -> HttpResponse | None:
    """The token of the form was too old: the same again, to be sent with a new one.

    None where nothing was typed, the form is one of signing in, or it came from another site.
    """
    if not _typed(request) or not _from_here(request) or request.path.startswith("/account/"):
        return None
    return _page(
        request,
        _("Please send it once more"),
        _("The page was open for a long time, or you have signed in anew. What you typed is still here."),
    )


def _typed(request: HttpRequest) -> bool:
    return any(
        value.strip() for name, values in request.POST.lists() if name not in _OF_THE_FORM for value in values
    )


def _from_here(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _page(request: HttpRequest, title: str, lead: str) -> HttpResponse:
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    at_the_door = request.path.startswith("/door/")
    context = {
        "title": title,
        "lead": lead,
        "action": request.get_full_path(),
        "fields": fields,
        "words": [value for name, value in fields if name not in _OF_THE_FORM and len(value) >= SHOWN_FROM],
        "sign_in": ""
        if request.user.is_authenticated or at_the_door
        else f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}",
    }
    return render(request, "pages/kept.html", context, status=403)
