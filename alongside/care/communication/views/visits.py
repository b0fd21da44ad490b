"""Pages of visits, the same address for both sides."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.care.communication.actions import visit as actions
from alongside.care.communication.actions import visit_code
from alongside.care.communication.actions.visit import NotATime, NotPossible
from alongside.care.communication.models import Visit
from alongside.care.communication.presenters import visits as presenters
from alongside.care.communication.presenters.visit import visit_page
from alongside.care.communication.visit_forms import VisitForm
from alongside.care.partnership import reaching
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.rules.preferences import Need


@partnership_page(Verb.SEE_VISITS, purpose="visits")
@require_safe
def visits(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """What is planned, and what is behind."""
    return render(request, "communication/visits.html", presenters.visits_page(partnership, request.relation))


@partnership_page(Verb.SEE_VISITS, purpose="visits")
@require_safe
def visit(request: PartnershipRequest, partnership: Partnership, visit_id: UUID) -> HttpResponse:
    """One visit: when and where, both agendas, what is needed, what was said."""
    row = visit_of(partnership, visit_id)
    return render(request, "communication/visit.html", visit_page(row, request.relation))


@partnership_page(Verb.KEEP_VISITS, purpose="visits")
@require_http_methods(["GET", "POST"])
@counts_once
def new(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Write a visit down by hand."""
    form = _form(request, None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan(
                partnership=partnership,
                when=form.when(),
                where=form.where(),
                professional=form.whom(),
                by=request.user,
            )
        except NotATime:
            form.add_error("visit_on", _("That day is too far away. Look at the year."))
        else:
            return redirect("communication:visit", partnership_id=partnership.pk, visit_id=made.pk)
    return _form_page(request, form, None)


@partnership_page(Verb.KEEP_VISITS, purpose="visits")
@require_http_methods(["POST"])
@counts_once
def code(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The code by which a diary finds this person."""
    visit_code.ensure(partnership=partnership, by=request.user)
    return redirect("communication:visits", partnership_id=partnership.pk)


@partnership_page(Verb.KEEP_VISITS, purpose="visits")
@require_http_methods(["GET", "POST"])
@counts_once
def change(request: PartnershipRequest, partnership: Partnership, visit_id: UUID) -> HttpResponse:
    """Another time or place."""
    row = visit_of(partnership, visit_id)
    form = _form(request, row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                visit=row, when=form.when(), where=form.where(), professional=form.whom(), by=request.user
            )
        except NotATime:
            form.add_error("visit_on", _("That day is too far away. Look at the year."))
        except NotPossible:
            messages.info(request, _("This visit is behind you or was called off. Nothing was changed."))
            return back(row)
        else:
            messages.success(request, _("Changed. Both of you see it, and so does their calendar."))
            return back(row)
    return _form_page(request, form, row)


@partnership_page(Verb.KEEP_VISITS, purpose="visits")
@require_http_methods(["GET", "POST"])
@counts_once
def off(request: PartnershipRequest, partnership: Partnership, visit_id: UUID) -> HttpResponse:
    """Call it off: first what that means, then the button."""
    row = visit_of(partnership, visit_id)
    if request.method == "POST":
        return _did(request, row, lambda: actions.cancel(visit=row, by=request.user))
    return render(request, "communication/visit_off.html", visit_page(row, request.relation))


@partnership_page(Verb.KEEP_VISITS, purpose="visits")
@require_http_methods(["POST"])
@counts_once
def became(request: PartnershipRequest, partnership: Partnership, visit_id: UUID) -> HttpResponse:
    """It took place, it did not, or it still stands though the diary lost it."""
    row = visit_of(partnership, visit_id)
    what = request.POST.get("what", "")
    moves: dict[str, Callable[[], Visit]] = {
        "took-place": lambda: actions.took_place(visit=row, by=request.user),
        "did-not": lambda: actions.did_not_come(visit=row, by=request.user),
        "stands": lambda: actions.still_stands(visit=row, by=request.user),
    }
    if what not in moves:
        raise Http404
    return _did(request, row, moves[what])


@partnership_page(Verb.PREPARE_VISIT, purpose="visits")
@require_http_methods(["POST"])
@counts_once
def cannot_come(request: PartnershipRequest, partnership: Partnership, visit_id: UUID) -> HttpResponse:
    """The person cannot come that day."""
    if request.relation is not Relation.PERSON:
        raise Refused(Verb.PREPARE_VISIT, partnership)
    row = visit_of(partnership, visit_id)
    return _did(request, row, lambda: actions.cannot_come(visit=row, by=request.user))


@partnership_page(Verb.KEEP_VISITS, purpose="visits")
@require_http_methods(["POST"])
@counts_once
def ready(request: PartnershipRequest, partnership: Partnership, visit_id: UUID) -> HttpResponse:
    """What the person needs there is ready, or is not after all."""
    row = visit_of(partnership, visit_id)
    if request.POST.get("need") not in {need.value for need in Need}:
        raise Http404
    need, done = Need(request.POST["need"]), request.POST.get("what") != "not-ready"
    return _did(request, row, lambda: actions.arrange(visit=row, need=need, done=done, by=request.user))


def visit_of(partnership: Partnership, key: UUID) -> Visit:
    rows = Visit.objects.select_related("partnership__service", "professional")
    return get_object_or_404(rows, pk=key, partnership=partnership)


def back(row: Visit) -> HttpResponse:
    return redirect("communication:visit", partnership_id=row.partnership_id, visit_id=row.pk)


def _did(request: PartnershipRequest, row: Visit, do: Callable[[], Visit]) -> HttpResponse:
    try:
        do()
    except NotPossible:
        messages.info(request, _("That does not fit any more. This is how it stands now."))
    return back(row)


def _form(request: PartnershipRequest, row: Visit | None) -> VisitForm:
    partnership = request.partnership
    return VisitForm(
        request.POST or None,
        zone=ZoneInfo(partnership.service.time_zone),
        colleagues=presenters.colleagues(partnership, first=row.professional if row else request.user),
        row=row,
    )


def _form_page(request: PartnershipRequest, form: VisitForm, row: Visit | None) -> HttpResponse:
    context = {"form": form, "visit": row, "reaching": reaching.lines(request.partnership)}
    return render(request, "communication/visit_form.html", context)
