"""Typed for somebody without a screen: the person reads it, a professional finds what there is to type."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.base.pages.once import counts_once
from alongside.care.partnership.actions import typed as actions
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.support import typed as pages

MOST = 200


@partnership_page(Verb.SEE_AGREEMENTS, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def typed(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """What was typed for the person, and whether it is right; for a professional, what there is to type."""
    if request.relation is not Relation.PERSON:
        if request.method == "POST":
            raise Http404
        context = pages.professionals_page(partnership, request.relation)
        return render(request, "support/type_for_person.html", context)
    if request.method == "POST":
        rows = [key for text in request.POST.getlist("typed")[:MOST] if (key := _key(text)) is not None]
        actions.that_is_right(partnership=partnership, rows=rows, by=request.user)
        messages.success(request, _("Thank you. It stays as it is."))
        return redirect("support:home")
    return render(request, "support/typed.html", pages.persons_page(partnership))


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
