"""How good the studies are, and of which themes they speak."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.base.pages.once import counts_once
from alongside.evidence.appraisal import presenters
from alongside.evidence.appraisal.actions import appraisal as actions
from alongside.evidence.appraisal.forms import AppraisalForm, CellsForm, ThemeForm
from alongside.evidence.appraisal.rules.joint import Standing
from alongside.evidence.appraisal.rules.rating import checklists
from alongside.evidence.records.models import Record
from alongside.evidence.synthesis import presenters as frame
from alongside.evidence.synthesis.authority import Verb
from alongside.evidence.synthesis.models import Synthesis
from alongside.evidence.synthesis.pages import SynthesisRequest, may, post_needs, synthesis_page

GET_OR_POST = ["GET", "HEAD", "POST"]


def _context(request: SynthesisRequest, synthesis: Synthesis, **more: Any) -> dict[str, Any]:
    return {"synthesis": synthesis, "rooms": frame.nav(request, synthesis), **more}


def _study(synthesis: Synthesis, key: UUID) -> Record:
    rows = synthesis.records.filter(merged_into=None, text_state=Record.State.IN)
    return get_object_or_404(rows, pk=key)


@synthesis_page(Verb.OPEN)
@require_safe
def studies(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    return render(
        request,
        "appraisal/studies.html",
        _context(
            request, synthesis, appraises=may(request, Verb.APPRAISE), fills=may(request, Verb.FILL_MATRIX),
            lines=[presenters.study(record, request.seat) for record in presenters.included(synthesis)],
            agreement=presenters.agreement(synthesis),
        ),
    )  # fmt: skip


@synthesis_page(Verb.APPRAISE)
@require_http_methods(GET_OR_POST)
@counts_once
def appraise(request: SynthesisRequest, synthesis: Synthesis, record_id: UUID) -> HttpResponse:
    record = _study(synthesis, record_id)
    if not presenters.study(record, request.seat)["open"]:
        return redirect("appraisal:together", synthesis.pk, record.pk)
    checklist = checklists()[actions.CHECKLIST]
    before = presenters.mine(record, request.seat)
    form = AppraisalForm(
        request.POST or None, checklist=checklist, initial=before.answers if before else None
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.appraise(record=record, answers=form.cleaned_data, by=request.user)
        except actions.Complete:
            messages.info(request, _("The others have appraised it meanwhile. What differs is settled here."))
            return redirect("appraisal:together", synthesis.pk, record.pk)
        messages.success(request, _("Kept. Nobody sees it before the others have appraised it too."))
        return redirect("appraisal:studies", synthesis.pk)
    return render(
        request,
        "appraisal/appraise.html",
        _context(request, synthesis, record=record, checklist=checklist, form=form),
    )


@synthesis_page(Verb.OPEN)
@require_http_methods(GET_OR_POST)
@counts_once
def together(request: SynthesisRequest, synthesis: Synthesis, record_id: UUID) -> HttpResponse:
    """Once all have appraised a study: their answers side by side, and what stands where they differ."""
    appraises = post_needs(request, Verb.APPRAISE)
    record = _study(synthesis, record_id)
    told = presenters.rated(record)
    if not told.lines:
        messages.info(
            request, _("Not all have appraised it yet. Until then each sees only their own answers.")
        )
        return redirect("appraisal:studies", synthesis.pk)
    own = presenters.mine(record, request.seat) is not None
    settles = told.standing is Standing.DIFFERS and appraises and (own or may(request, Verb.SETTLE))
    form = AppraisalForm(
        request.POST or None,
        checklist=checklists()[actions.CHECKLIST],
        initial=presenters.agreed(record, told),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle(record=record, answers=form.cleaned_data, by=request.user)
        except actions.NothingToSettle:
            messages.info(request, _("Somebody has settled this already."))
        else:
            messages.success(request, _("Settled."))
        return redirect("appraisal:together", synthesis.pk, record.pk)
    return render(
        request,
        "appraisal/together.html",
        _context(
            request, synthesis, record=record, told=told, own=own,
            questions=presenters.compared(record, told), form=form if settles else None,
            checklist=checklists()[actions.CHECKLIST],
            takes_back=told.settled is not None and told.settled.member_id == request.seat.pk,
        ),
    )  # fmt: skip


@synthesis_page(Verb.APPRAISE)
@require_POST
@counts_once
def reopen(request: SynthesisRequest, synthesis: Synthesis, record_id: UUID) -> HttpResponse:
    """Take back what I settled myself."""
    record = _study(synthesis, record_id)
    found = get_object_or_404(record.settled, member=request.seat, ended_at=None)
    actions.reopen(settled=found, by=request.user)
    return redirect("appraisal:together", synthesis.pk, record.pk)


@synthesis_page(Verb.OPEN)
@require_http_methods(GET_OR_POST)
@counts_once
def matrix(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    fills = post_needs(request, Verb.FILL_MATRIX)
    form = ThemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_theme(synthesis=synthesis, by=request.user, **form.cleaned_data)
        return redirect("appraisal:matrix", synthesis.pk)
    studies_ = [{"record": each, "name": presenters.short(each)} for each in presenters.included(synthesis)]
    return render(
        request,
        "appraisal/matrix.html",
        _context(
            request, synthesis, studies=studies_, themes=list(synthesis.themes.all()),
            cells=presenters.cells(synthesis), form=form if fills else None,
        ),
    )  # fmt: skip


@synthesis_page(Verb.FILL_MATRIX)
@require_http_methods(GET_OR_POST)
@counts_once
def fill(request: SynthesisRequest, synthesis: Synthesis, record_id: UUID) -> HttpResponse:
    record = _study(synthesis, record_id)
    themes = list(synthesis.themes.all())
    marked = {cell.theme_id: cell.place for cell in record.cells.all()}
    form = CellsForm(request.POST if request.method == "POST" else None, themes=themes, marked=marked)
    if request.method == "POST" and form.is_valid():
        actions.fill(record=record, themes=form.chosen(themes), by=request.user)
        return redirect("appraisal:matrix", synthesis.pk)
    return render(request, "appraisal/fill.html", _context(request, synthesis, record=record, form=form))
