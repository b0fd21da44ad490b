"""The door of every page of one synthesis: who are you to it, and may you?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from alongside.base.accounts.models import Account
from alongside.base.record import access
from alongside.evidence.synthesis.authority import Refused, Role, Verb, find
from alongside.evidence.synthesis.models import Member, Synthesis
from alongside.evidence.synthesis.rules.authority import allows


class SynthesisRequest(HttpRequest):
    """A request for a page of one synthesis; ``synthesis_page`` fills these in."""

    user: Account
    synthesis: Synthesis
    seat: Member


View = Callable[..., HttpResponseBase]


def synthesis_page(verb: Verb) -> Callable[[View], View]:
    """Wrap ``view(request, synthesis, …)`` of a URL with ``synthesis_id``.

    Signed out leads to sign-in. What one may not see looks the same as what is not there.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def wrapper(
            request: SynthesisRequest, synthesis_id: UUID, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            seat = find(request.user, synthesis_id)
            if seat is None or not allows(Role(seat.role), verb):
                _refuse(request, synthesis_id)
            request.seat, request.synthesis = seat, seat.synthesis
            try:
                return view(request, seat.synthesis, *args, **kwargs)
            except Refused:
                _refuse(request, synthesis_id)

        return wrapper

    return decorate


def back_to(request: HttpRequest, name: str, synthesis: Synthesis, row: str) -> HttpResponse:
    """Back to where a button of a list was pressed: the same page of it, and the focus on the row ``row``."""
    page = request.POST.get("page", "")
    query = f"?page={page}" if page.isdecimal() else ""
    return redirect(f"{reverse(name, args=[synthesis.pk])}{query}#{row}")


def post_needs(request: SynthesisRequest, verb: Verb) -> bool:
    """Whether they may ``verb``; raises ``Refused`` where they send a form for it and may not."""
    allowed = may(request, verb)
    if request.method == "POST" and not allowed:
        raise Refused(verb, request.synthesis)
    return allowed


def may(request: SynthesisRequest, verb: Verb) -> bool:
    return allows(Role(request.seat.role), verb)


def _refuse(request: SynthesisRequest, key: UUID) -> NoReturn:
    match = request.resolver_match
    access.refused(viewer=request.user, subject=key, page=match.view_name if match else "")
    raise Http404
