"""Pages for what went wrong, in the same voice as the rest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alongside.base.pages import kept


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        404,
        _("We cannot find that page"),
        _("It may have moved, or it may not be yours to see. Nothing you wrote is lost."),
    )


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, _("You cannot do that here"), _("Go back and try another way, or ring us."))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        400,
        _("We could not read what was sent"),
        _("It may have been too long. Go back: your browser still has what you typed."),
    )


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return kept.once_more(request) or _page(
        request,
        403,
        _("This page was open for too long"),
        _("Go back, load the page again and send it once more. Copy what you typed first."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        500,
        _("Something broke on our side"),
        _("It is not your fault. Please try again in a minute. If it matters today, ring us."),
    )


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "pages/error.html", {"title": title, "text": text}, status=status)
