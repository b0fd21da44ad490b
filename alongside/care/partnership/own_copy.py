"""*Everything we hold about me*: what it is, how to put it right, how long it is kept, and the file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from alongside.base import clock
from alongside.base.accounts.views.manage import proven
from alongside.care.partnership.actions import own_copy as actions
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.presenters import contact_of
from alongside.care.partnership.rules.keeping import keeping


@partnership_page(Verb.TAKE_OWN_COPY, purpose="own-copy")
@require_http_methods(["GET", "POST"])
def own_copy(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The page, and the file for whoever has just shown that it is them."""
    if request.method == "POST":
        return _file(request, partnership)
    context = {"contact": contact_of(partnership), "years": keeping().years_after}
    return render(request, "partnership/own_copy.html", context)


@proven
def _file(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The file. Its name says neither whose it is nor what of."""
    made = actions.take(partnership=partnership, by=request.user)
    response = HttpResponse(made, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="my-copy-{clock.now():%Y-%m-%d}.zip"'
    response["Cache-Control"] = "no-store"
    return response
