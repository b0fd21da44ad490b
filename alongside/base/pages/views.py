"""Pages that belong to no room: how pages look, and which language they speak."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.display import remember
from alongside.base.pages.forms import DisplayForm, LanguageForm


@require_http_methods(["GET", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Theme, contrast and text size."""
    form = DisplayForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        response = HttpResponseRedirect(_back(request))
        remember(response, form.display(), secure=settings.SESSION_COOKIE_SECURE)
        return response
    return render(request, "pages/display.html", {"form": form, "back": _back(request)})


@require_safe
def who_sees_what(request: HttpRequest) -> HttpResponse:
    """Who can see what, in plain words: what the table of authority means to a person."""
    return render(request, "pages/who_sees_what.html")


@require_http_methods(["POST"])
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the pages."""
    response = HttpResponseRedirect(_back(request))
    form = LanguageForm(request.POST)
    if form.is_valid():
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            form.cleaned_data["language"],
            max_age=31_536_000,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if safe else reverse("support:home")
