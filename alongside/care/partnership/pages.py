"""The door of every page about one partnership: who are you to it, may you, and note that you looked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse

from alongside.base.accounts.models import Account
from alongside.base.pages.kept import signed_out
from alongside.base.record import access
from alongside.care.partnership import visits_here
from alongside.care.partnership.authority import Refused, Relation, Verb, find
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.authority import allows


class PartnershipRequest(HttpRequest):
    """A request for a page of one partnership; ``partnership_page`` fills in both."""

    user: Account
    partnership: Partnership
    relation: Relation


View = Callable[..., HttpResponse]


def partnership_page(verb: Verb, *, purpose: str) -> Callable[[View], View]:
    """Wrap ``view(request, partnership, …)`` of a URL with ``partnership_id``.

    Signed out leads to sign-in. What one may not see looks the same as what is not there: 404, with
    the refusal noted after whatever it interrupted was rolled back. ``purpose`` is what the access
    log says about a look.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(
            request: PartnershipRequest, partnership_id: UUID, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            who: Account | AnonymousUser = request.user
            if not who.is_authenticated:
                return signed_out(request)
            partnership, relation = find(request.user, partnership_id)
            if partnership is None or not allows(relation, verb):
                _refuse(request, partnership_id)
            request.partnership, request.relation = partnership, relation
            try:
                response = view(request, partnership, *args, **kwargs)
            except Refused:
                _refuse(request, partnership_id)
            access.seen(
                service=partnership.service,
                viewer=request.user,
                relation=relation,
                subject=partnership.pk,
                purpose=purpose,
            )
            if relation is Relation.PERSON:
                visits_here.came(partnership, page=purpose, did=_is_done(request, response))
            return response

        return wrapper

    return decorate


def _is_done(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a form was taken: it leads on."""
    return request.method == "POST" and 300 <= response.status_code < 400


def _refuse(request: PartnershipRequest, key: UUID) -> NoReturn:
    match = request.resolver_match
    access.refused(viewer=request.user, subject=key, page=match.view_name if match else "")
    raise Http404
