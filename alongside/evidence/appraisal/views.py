"""How good the studies are, and of which themes they speak."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.base.pages.once import counts_once
from alongside.evidence.appraisal import picture, presenters
from alongside.evidence.appraisal.actions import appraisal as actions
from alongside.evidence.appraisal.actions import arrow as arrows
from alongside.evidence.appraisal.actions import theme as themes
from alongside.evidence.appraisal.forms import (
    AppraisalForm,
    ArrowForm,
    CellsForm,
    EndForm,
    ThemeForm,
    ThemeWordsForm,
    WayForm,
)
from alongside.evidence.appraisal.models import Arrow, Theme
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
        themes.add(synthesis=synthesis, by=request.user, **form.cleaned_data)
        return redirect("appraisal:matrix", synthesis.pk)
    studies_ = [{"record": each, "name": presenters.short(each)} for each in presenters.included(synthesis)]
    return render(
        request,
        "appraisal/matrix.html",
        _context(
            request, synthesis, studies=studies_, themes=presenters.themes(synthesis),
            cells=presenters.cells(synthesis), form=form if fills else None,
        ),
    )  # fmt: skip


@synthesis_page(Verb.FILL_MATRIX)
@require_http_methods(GET_OR_POST)
@counts_once
def fill(request: SynthesisRequest, synthesis: Synthesis, record_id: UUID) -> HttpResponse:
    record = _study(synthesis, record_id)
    columns = presenters.themes(synthesis)
    marked = {cell.theme_id: cell.place for cell in record.cells.all()}
    form = CellsForm(request.POST if request.method == "POST" else None, themes=columns, marked=marked)
    if request.method == "POST" and form.is_valid():
        try:
            actions.fill(record=record, themes=form.chosen(columns), by=request.user)
        except actions.NotATheme:
            messages.info(request, _("Somebody took a theme out meanwhile. Nothing was saved."))
            return redirect("appraisal:fill", synthesis.pk, record.pk)
        return redirect("appraisal:matrix", synthesis.pk)
    return render(request, "appraisal/fill.html", _context(request, synthesis, record=record, form=form))


@synthesis_page(Verb.OPEN)
@require_http_methods(GET_OR_POST)
@counts_once
def model(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    """What leads to what: the picture, its table, and the two small forms that begin an arrow and an end."""
    fills = post_needs(request, Verb.FILL_MATRIX)
    nodes = picture.themes(synthesis)
    wants_end = "end_name" in request.POST
    way = WayForm(request.POST if request.method == "POST" and not wants_end else None, themes=nodes)
    end = EndForm(request.POST if wants_end else None)
    if wants_end and end.is_valid():
        themes.add(
            synthesis=synthesis,
            name=end.cleaned_data["end_name"],
            about="",
            kind=Theme.Kind.END,
            by=request.user,
        )
        return redirect("appraisal:model", synthesis.pk)
    if request.method == "POST" and not wants_end and way.is_valid():
        return redirect("appraisal:arrow", synthesis.pk, *way.chosen())
    return render(
        request,
        "appraisal/model.html",
        _context(
            request, synthesis, model=picture.drawn(synthesis), nodes=nodes, fills=fills,
            way=way if fills and len(nodes) > 1 else None, end=end if fills else None,
        ),
    )  # fmt: skip


@synthesis_page(Verb.FILL_MATRIX)
@require_http_methods(GET_OR_POST)
@counts_once
def arrow(request: SynthesisRequest, synthesis: Synthesis, start_id: UUID, end_id: UUID) -> HttpResponse:
    """One arrow: how, what the studies say, which of them say it and where."""
    start, end = (
        get_object_or_404(synthesis.themes.filter(ended_at=None), pk=key) for key in (start_id, end_id)
    )
    stands = Arrow.objects.filter(synthesis=synthesis, start=start, end=end, ended_at=None).first()
    grounds = {each.record_id: each.place for each in stands.grounds.all()} if stands else {}
    form = ArrowForm(
        request.POST if request.method == "POST" else None,
        studies=picture.studies_for(synthesis, start, end), arrow=stands, grounds=grounds,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            arrows.draw(
                start=start, end=end, how=form.cleaned_data["how"], says=form.cleaned_data["says"],
                grounds=form.grounds(), seen=form.seen_key(), by=request.user,
            )  # fmt: skip
        except arrows.Changed:
            form.add_error(None, _("Somebody changed this arrow while you wrote. Yours is not saved yet."))
            form.now_seen(stands)
        except (arrows.NoGround, arrows.NoSuchWay):
            raise Http404 from None
        else:
            messages.success(request, _("The arrow is drawn."))
            return redirect("appraisal:model", synthesis.pk)
    return render(
        request,
        "appraisal/arrow.html",
        _context(
            request, synthesis, start=start, end=end, form=form,
            stands=picture.line(stands) if stands else None,
        ),
    )  # fmt: skip


@synthesis_page(Verb.FILL_MATRIX)
@require_POST
@counts_once
def arrow_out(request: SynthesisRequest, synthesis: Synthesis, arrow_id: UUID) -> HttpResponse:
    found = get_object_or_404(Arrow, synthesis=synthesis, pk=arrow_id)
    try:
        arrows.take_out(arrow=found, by=request.user)
    except arrows.Changed:
        messages.info(request, _("Somebody changed this arrow meanwhile. It was not taken out."))
    else:
        messages.success(request, _("The arrow is taken out."))
    return redirect("appraisal:model", synthesis.pk)


@synthesis_page(Verb.FILL_MATRIX)
@require_http_methods(GET_OR_POST)
@counts_once
def theme(request: SynthesisRequest, synthesis: Synthesis, theme_id: UUID) -> HttpResponse:
    """Another name for a theme, and what belongs to it."""
    found = get_object_or_404(synthesis.themes.filter(ended_at=None), pk=theme_id)
    form = ThemeWordsForm(request.POST or None, initial={"name": found.name, "about": found.about})
    if request.method == "POST" and form.is_valid():
        try:
            themes.change(theme=found, by=request.user, **form.cleaned_data)
        except themes.NameTaken:
            form.add_error("name", _("Another theme has this name."))
        except themes.TakenOut:
            raise Http404 from None
        else:
            return redirect(
                "appraisal:matrix" if found.kind == Theme.Kind.THEME else "appraisal:model", synthesis.pk
            )
    return render(request, "appraisal/theme.html", _context(request, synthesis, theme=found, form=form))


@synthesis_page(Verb.FILL_MATRIX)
@require_POST
@counts_once
def theme_out(request: SynthesisRequest, synthesis: Synthesis, theme_id: UUID) -> HttpResponse:
    found = get_object_or_404(synthesis.themes, pk=theme_id)
    try:
        themes.take_out(theme=found, by=request.user)
    except themes.TakenOut:
        messages.info(request, _("Somebody took it out meanwhile."))
    else:
        messages.success(request, _("It is taken out, with the arrows from it and to it."))
    return redirect("appraisal:matrix", synthesis.pk)
