"""Screening: one record at a time, each reviewer for themselves; what they see differently; full texts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.base.pages.once import counts_once
from alongside.evidence.records.models import Record
from alongside.evidence.screening import presenters, queue, sampling, stopping
from alongside.evidence.screening.actions import decision as actions
from alongside.evidence.screening.actions import sample as samples
from alongside.evidence.screening.forms import DecisionForm, FullTextForm, SampleForm
from alongside.evidence.screening.models import Decision, Settling, Stage
from alongside.evidence.synthesis import presenters as frame
from alongside.evidence.synthesis import steps as way
from alongside.evidence.synthesis.actions.synthesis import latest
from alongside.evidence.synthesis.authority import Verb
from alongside.evidence.synthesis.models import Synthesis
from alongside.evidence.synthesis.pages import SynthesisRequest, back_to, may, post_needs, synthesis_page

GET_OR_POST = ["GET", "HEAD", "POST"]
A_PAGE = 25


def _context(request: SynthesisRequest, synthesis: Synthesis, **more: Any) -> dict[str, Any]:
    return {"synthesis": synthesis, "rooms": frame.nav(request, synthesis), **more}


def _stage(stage: str) -> str:
    if stage not in Stage.values:
        raise Http404
    return stage


@synthesis_page(Verb.OPEN)
@require_safe
def standing(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    return render(
        request,
        "screening/standing.html",
        _context(
            request, synthesis, stages=presenters.standing(request.seat, synthesis),
            ranked=presenters.ranked(synthesis), stop=stopping.standing(synthesis),
            agreement=stopping.agreement(synthesis), screens=may(request, Verb.SCREEN),
            sees_conflicts=may(request, Verb.SEE_CONFLICTS), work=frame.work_under_way(synthesis),
        ),
    )  # fmt: skip


@synthesis_page(Verb.SCREEN)
@require_safe
def following(request: SynthesisRequest, synthesis: Synthesis, stage: str) -> HttpResponse:
    """To the next record that needs me."""
    record = queue.upcoming(request.seat, _stage(stage), latest(synthesis).reviewers_needed)
    if record is None:
        return redirect("screening:finished", synthesis.pk, stage)
    return _to(record, stage)


def _to(record: Record, stage: str) -> HttpResponse:
    """To a record, past what every page begins with: by Tab, by ear and on a phone one is there at once."""
    return redirect(reverse("screening:screen", args=[record.synthesis_id, stage, record.pk]) + "#main")


@synthesis_page(Verb.SCREEN)
@require_safe
def finished(request: SynthesisRequest, synthesis: Synthesis, stage: str) -> HttpResponse:
    """Nothing needs me now; what I decided last can still be taken back."""
    last = _last(request, _stage(stage))
    return render(
        request,
        "screening/finished.html",
        _context(
            request, synthesis, stage=stage, name=presenters.stage_name(stage), last=last,
            last_said=presenters.last_said(last), progress=queue.progress(request.seat, stage),
            waiting=way.waiting(way.steps(request.seat, latest(synthesis))),
        ),
    )  # fmt: skip


def _last(request: SynthesisRequest, stage: str) -> Decision | None:
    mine = Decision.objects.filter(member=request.seat, stage=stage, ended_at=None)
    return mine.select_related("record").order_by("-at").first()


@synthesis_page(Verb.SCREEN)
@require_http_methods(GET_OR_POST)
@counts_once
def screen(request: SynthesisRequest, synthesis: Synthesis, stage: str, record_id: UUID) -> HttpResponse:
    record = get_object_or_404(queue.at_stage(synthesis, _stage(stage)), pk=record_id)
    protocol, last = latest(synthesis), _last(request, stage)
    before = Decision.objects.filter(record=record, stage=stage, member=request.seat, ended_at=None).first()
    form = DecisionForm(request.POST or None, protocol=protocol, chosen=before.reasons if before else [])
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(record=record, stage=stage, by=request.user, **form.cleaned_data)
        except actions.NeedsReason:
            problem = _("Choose why it is left out. Then exclude it again.")
        except actions.NotHere:
            messages.info(request, _("This record was settled meanwhile. Your word was not needed any more."))
            return redirect("screening:next", synthesis.pk, stage)
        else:
            return redirect("screening:next", synthesis.pk, stage)
    return render(
        request,
        "screening/screen.html",
        _context(
            request, synthesis, record=record, stage=stage, name=presenters.stage_name(stage),
            protocol=protocol, text=presenters.marked(record, protocol), form=form, problem=problem,
            before=before, last=last, last_said=presenters.last_said(last),
            progress=queue.progress(request.seat, stage),
        ),
    )  # fmt: skip


@synthesis_page(Verb.SCREEN)
@require_POST
@counts_once
def take_back(request: SynthesisRequest, synthesis: Synthesis, word_id: UUID) -> HttpResponse:
    mine = Decision.objects.filter(record__synthesis=synthesis, member=request.seat)
    found = get_object_or_404(mine.select_related("record__synthesis"), pk=word_id)
    try:
        actions.take_back(decision=found, by=request.user)
    except actions.NotHere:
        messages.info(request, _("That cannot be taken back any more: the full text was screened since."))
        return redirect("screening:next", synthesis.pk, found.stage)
    messages.success(request, _("Taken back. Here it is again."))
    return _to(found.record, found.stage)


@synthesis_page(Verb.SCREEN)
@require_safe
def mine(request: SynthesisRequest, synthesis: Synthesis, stage: str) -> HttpResponse:
    """What I decided, newest first; nobody else's."""
    rows = Decision.objects.filter(member=request.seat, stage=_stage(stage), ended_at=None)
    rows = rows.select_related("record", "member__account", "protocol").order_by("-at")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    lines = [{"record": each.record, **presenters.word(each)} for each in page]
    return render(
        request,
        "screening/mine.html",
        _context(request, synthesis, stage=stage, name=presenters.stage_name(stage), page=page, lines=lines),
    )


@synthesis_page(Verb.SEE_CONFLICTS)
@require_safe
def conflicts(request: SynthesisRequest, synthesis: Synthesis, stage: str) -> HttpResponse:
    rows = queue.at_stage(synthesis, _stage(stage)).filter(**{f"{stage}_state": Record.State.CONFLICT})
    page = Paginator(rows.order_by("rank"), A_PAGE).get_page(request.GET.get("page"))
    settled = Settling.objects.filter(member__synthesis=synthesis, stage=stage, ended_at=None)
    settled = settled.select_related("record", "member__account", "protocol").order_by("-at")[:50]
    return render(
        request,
        "screening/conflicts.html",
        _context(
            request, synthesis, stage=stage, name=presenters.stage_name(stage), page=page,
            settled=[
                {"record": each.record, "own": each.member_id == request.seat.pk, **presenters.word(each)}
                for each in settled
            ],
        ),
    )  # fmt: skip


@synthesis_page(Verb.SEE_CONFLICTS)
@require_http_methods(GET_OR_POST)
@counts_once
def conflict(request: SynthesisRequest, synthesis: Synthesis, stage: str, record_id: UUID) -> HttpResponse:
    state = {f"{_stage(stage)}_state": Record.State.CONFLICT}
    record = get_object_or_404(queue.at_stage(synthesis, stage).filter(**state), pk=record_id)
    protocol = latest(synthesis)
    form = DecisionForm(request.POST or None, protocol=protocol)
    own = Decision.objects.filter(record=record, stage=stage, member=request.seat, ended_at=None).exists()
    problem = ""
    if request.method == "POST" and form.is_valid():
        how = Settling.How.TALK if own else Settling.How.THIRD
        try:
            actions.settle(record=record, stage=stage, how=how, by=request.user, **form.cleaned_data)
        except actions.NeedsReason:
            problem = _("Choose why it is left out. Then exclude it again.")
        except actions.NothingToSettle:
            messages.info(request, _("Somebody has settled this already."))
            return redirect("screening:conflicts", synthesis.pk, stage)
        else:
            messages.success(request, _("Settled."))
            return redirect("screening:conflicts", synthesis.pk, stage)
    return render(
        request,
        "screening/conflict.html",
        _context(
            request, synthesis, record=record, stage=stage, name=presenters.stage_name(stage),
            protocol=protocol, text=presenters.marked(record, protocol), form=form, problem=problem, own=own,
            words=presenters.words_about(record, stage), may_settle=own or may(request, Verb.SETTLE),
        ),
    )  # fmt: skip


@synthesis_page(Verb.SEE_CONFLICTS)
@require_POST
@counts_once
def reopen(request: SynthesisRequest, synthesis: Synthesis, settling_id: UUID) -> HttpResponse:
    mine = Settling.objects.filter(record__synthesis=synthesis, member=request.seat, ended_at=None)
    found = get_object_or_404(mine.select_related("record__synthesis"), pk=settling_id)
    try:
        actions.reopen(settling=found, by=request.user)
    except actions.NotHere:
        messages.info(request, _("That cannot be taken back any more: the full text was screened since."))
    return redirect("screening:conflicts", synthesis.pk, found.stage)


@synthesis_page(Verb.OPEN)
@require_http_methods(GET_OR_POST)
@counts_once
def sample(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    """A random sample of the unread: drawing it, and what it proves."""
    draws = post_needs(request, Verb.SCREEN)
    rest = sampling.before(synthesis)
    form = SampleForm(request.POST or None, most=rest["most"], needed=rest["needed"])
    if request.method == "POST" and rest["rest"] and form.is_valid():
        try:
            samples.draw(synthesis=synthesis, by=request.user, **form.cleaned_data)
        except (samples.NothingLeft, samples.TooMany):
            messages.info(request, _("Meanwhile fewer are left. Look again how many."))
        else:
            messages.success(request, _("Drawn. They come next, for everybody who screens."))
        return redirect("screening:sample", synthesis.pk)
    return render(
        request,
        "screening/sample.html",
        _context(
            request, synthesis, rest=rest, drawn=sampling.drawn(synthesis),
            form=form if draws and rest["rest"] else None, screens=may(request, Verb.SCREEN),
        ),
    )  # fmt: skip


@synthesis_page(Verb.OPEN)
@require_safe
def full_texts(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    rows = queue.records(synthesis).filter(title_state=Record.State.IN).order_by("number")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    left = rows.exclude(got__in=[Record.Got.GOT, Record.Got.NOT_GOT])
    first = left.first()
    before = rows.filter(number__lt=first.number).count() if first else 0
    return render(
        request,
        "screening/full_texts.html",
        _context(
            request, synthesis, page=page, may_say=may(request, Verb.GET_FULL_TEXTS), left=left.count(),
            first=first, first_page=1 + before // A_PAGE,
        ),
    )  # fmt: skip


@synthesis_page(Verb.GET_FULL_TEXTS)
@require_POST
@counts_once
def full_text(request: SynthesisRequest, synthesis: Synthesis, record_id: UUID) -> HttpResponse:
    record = get_object_or_404(queue.records(synthesis), pk=record_id)
    form = FullTextForm(request.POST)
    if form.is_valid():
        try:
            actions.full_text(record=record, by=request.user, **form.cleaned_data)
        except actions.NotHere:
            messages.info(request, _("This one was screened already, or is not let in."))
    else:
        messages.error(request, _("Choose what became of it."))
    return back_to(request, "screening:full-texts", synthesis, f"r{record.number}")
