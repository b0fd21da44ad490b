"""*What we agreed*: the list of what both work on."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.care.involvement.presenters.reader import Reader
from alongside.care.involvement.presenters.together import together_page
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page


def reader_of(request: PartnershipRequest) -> Reader:
    return Reader(request.user, request.relation, request.partnership)


@partnership_page(Verb.SEE_AGREEMENTS, purpose="together")
@require_safe
def together(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Problems, goals and decisions, what waits for the reader first."""
    return render(request, "involvement/together.html", together_page(partnership, reader_of(request)))
