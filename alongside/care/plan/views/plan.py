"""The plan as a whole: the page, the flare-up page, the sheet for the fridge, older versions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.plan.models import PlanVersion
from alongside.care.plan.presenters import plan as pages
from alongside.care.plan.presenters import sheet as sheets
from alongside.care.plan.presenters import versions as old
from alongside.care.plan.reader import Reader


def reader_of(request: PartnershipRequest, partnership: Partnership) -> Reader:
    return Reader(request.user, request.relation, partnership)


@partnership_page(Verb.SEE_AGREEMENTS, purpose="plan")
@require_safe
def plan(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    return render(request, "plan/plan.html", pages.plan_page(reader_of(request, partnership)))


@partnership_page(Verb.SEE_AGREEMENTS, purpose="plan")
@require_safe
def flare_up(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    return render(request, "plan/flare_up.html", pages.flare_up_page(reader_of(request, partnership)))


@partnership_page(Verb.SEE_AGREEMENTS, purpose="plan")
@require_safe
def printed(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """One sheet of paper: no frame around it, black on white."""
    large = request.GET.get("text") == "large"
    return render(request, "plan/sheet.html", sheets.sheet(reader_of(request, partnership), large=large))


@partnership_page(Verb.SEE_AGREEMENTS, purpose="plan")
@require_safe
def versions(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    return render(request, "plan/versions.html", old.versions_page(reader_of(request, partnership)))


@partnership_page(Verb.SEE_AGREEMENTS, purpose="plan")
@require_safe
def version(request: PartnershipRequest, partnership: Partnership, plan_number: int) -> HttpResponse:
    row = get_object_or_404(PlanVersion, partnership=partnership, number=plan_number)
    return render(request, "plan/version.html", old.version_page(row, reader_of(request, partnership)))
