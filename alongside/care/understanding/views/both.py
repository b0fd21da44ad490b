"""*How we each see it*: built on the measures, when they stand."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page


@partnership_page(Verb.SEE_SIDES, purpose="both")
@require_safe
def both(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """A page that says what will be here."""
    return render(request, "understanding/both.html", {"partnership": partnership})
