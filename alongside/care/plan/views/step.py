"""One step: propose it, change its words, answer, move inside what was agreed, stop, look again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.base.services.reading import reading_sentence
from alongside.care.partnership import sources, way
from alongside.care.partnership.agreeing import side_of
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.rules.agreement import Answer, Standing
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.sources import Source
from alongside.care.plan.actions import step as actions
from alongside.care.plan.forms import AnswerForm, LookAgainForm, MoveForm, StepForm, StopForm, day_of
from alongside.care.plan.models import Step, StepWording
from alongside.care.plan.presenters.card import proposal_card
from alongside.care.plan.presenters.step import step_page
from alongside.care.plan.reader import Reader
from alongside.care.plan.reading import steps_of
from alongside.care.plan.rules.step import Part
from alongside.care.plan.views.plan import reader_of


@partnership_page(Verb.SEE_AGREEMENTS, purpose="plan")
@require_safe
def step(request: PartnershipRequest, partnership: Partnership, step_id: UUID) -> HttpResponse:
    row = _step(partnership, step_id)
    context = step_page(row, reader_of(request, partnership))
    initial = {"amount": context["amount_now"]}
    return render(
        request, "plan/step.html", context | {"move": MoveForm(initial=initial), "look": LookAgainForm()}
    )


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="plan")
@require_http_methods(["GET", "POST"])
@counts_once
def propose(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """A new step, perhaps grown out of something that was said."""
    reader = reader_of(request, partnership)
    address = (request.POST if request.method == "POST" else request.GET).get("from", "")[:300]
    source = sources.read(address, partnership=partnership, by=request.user, relation=request.relation)
    form = StepForm(request.POST or None, reader=reader, words=None, part=_part(request.GET.get("part", "")))
    if request.method == "POST" and form.is_valid():
        words = replace(form.step_words(), grown_from=(source.address,) if source else ())
        part = Part(form.cleaned_data["part"] or Part.EVERYDAY)
        try:
            written = StepWording.objects.said_already(
                partnership, part, words, side_of(request.relation), request.user
            )
            written = written or actions.propose(
                partnership=partnership,
                words=words,
                by=request.user,
                part=part,
                asked_for=form.cleaned_data.get("asked_for", False),
            )
        except actions.NotWords as refused:
            form.refuse(refused)
        else:
            _say_sent(request, reader, written)
            return redirect("plan:plan", partnership_id=partnership.pk)
    return _form_page(request, reader, form, source=source)


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="plan")
@require_http_methods(["GET", "POST"])
@counts_once
def change(request: PartnershipRequest, partnership: Partnership, step_id: UUID) -> HttpResponse:
    """Other words for a step, starting from those that were read."""
    row, reader = _step(partnership, step_id), reader_of(request, partnership)
    follows = _followed(row, (request.POST if request.method == "POST" else request.GET).get("of", ""))
    if follows.hidden and reader.is_person:
        raise Http404
    form = StepForm(request.POST or None, reader=reader, words=follows.words(), part=None)
    if request.method == "POST" and form.is_valid():
        try:
            written = actions.change(
                step=row,
                words=form.step_words(),
                by=request.user,
                follows=follows,
                asked_for=form.cleaned_data.get("asked_for", False),
            )
        except actions.NotWords as refused:
            form.refuse(refused)
        else:
            _say_sent(request, reader, written)
            return redirect("plan:plan", partnership_id=partnership.pk)
    return _form_page(request, reader, form, row=row, follows=follows)


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="plan")
@require_http_methods(["GET", "POST"])
@counts_once
def answer(request: PartnershipRequest, partnership: Partnership, wording_id: UUID) -> HttpResponse:
    """Say yes, not now, I see it differently, or let us talk."""
    wording, reader = _wording(partnership, wording_id), reader_of(request, partnership)
    if request.method == "GET":
        return _answer_page(request, reader, wording, None)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _answer_page(request, reader, wording, form)
    given = form.cleaned_data
    try:
        stands = actions.answer(
            wording=wording,
            says=Answer(given["says"]),
            by=request.user,
            seen=given["seen"],
            why=given["why"],
            widens_meant=given["widens"],
        )
    except actions.Widens:
        return redirect("plan:answer", partnership_id=partnership.pk, wording_id=wording.pk)
    except actions.Changed:
        messages.info(request, _("The words have changed since you read them. Please read them again."))
    except actions.NotOnPlan:
        messages.info(request, _("Somebody was quicker. This is how it stands now."))
    else:
        _say_answered(request, reader, wording, stands)
    return redirect("plan:plan", partnership_id=partnership.pk)


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="plan")
@require_http_methods(["POST"])
@counts_once
def show(request: PartnershipRequest, partnership: Partnership, wording_id: UUID) -> HttpResponse:
    """Yes, show me the idea."""
    wording = _wording(partnership, wording_id)
    actions.show_me(wording=wording, by=request.user)
    return redirect("plan:plan", partnership_id=partnership.pk)


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="plan")
@require_http_methods(["POST"])
@counts_once
def take_back(request: PartnershipRequest, partnership: Partnership, wording_id: UUID) -> HttpResponse:
    wording = _wording(partnership, wording_id)
    try:
        actions.take_back(wording=wording, by=request.user)
    except actions.NotYours as not_yours:
        raise Http404 from not_yours
    except actions.Changed:
        messages.info(request, _("Somebody was quicker. This is how it stands now."))
    else:
        messages.success(request, _("Your proposal is taken back."))
    return redirect("plan:plan", partnership_id=partnership.pk)


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="plan")
@require_http_methods(["GET", "POST"])
@counts_once
def stop(request: PartnershipRequest, partnership: Partnership, step_id: UUID) -> HttpResponse:
    """Stop it or leave it for now: at once, with a reason or without."""
    row, reader = _step(partnership, step_id), reader_of(request, partnership)
    form = StopForm(request.POST or None, initial={"what": StopForm.STOP})
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        if form.cleaned_data["what"] == StopForm.PAUSE:
            reason = form.pause_reason
            _do(request, lambda: actions.pause(step=row, by=request.user, reason=reason, why=why))
        else:
            stop_reason = form.stop_reason
            _do(request, lambda: actions.stop(step=row, by=request.user, reason=stop_reason, why=why))
        return redirect("plan:step", partnership_id=partnership.pk, step_id=row.pk)
    [now] = steps_of(partnership, Step.objects.filter(pk=row.pk))
    words = now.agreed or next((one for one in now.proposals if not (one.hidden and reader.is_person)), None)
    context = {
        "reader": reader,
        "form": form,
        "what": words.words.what if words else _("A step"),
        "back_step": row.pk,
        "reading_line": reading_sentence(partnership.service),
    }
    return render(request, "plan/stop.html", context)


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="plan")
@require_http_methods(["POST"])
@counts_once
def resume(request: PartnershipRequest, partnership: Partnership, step_id: UUID) -> HttpResponse:
    row = _step(partnership, step_id)
    _do(request, lambda: actions.resume(step=row, by=request.user))
    return redirect("plan:step", partnership_id=partnership.pk, step_id=row.pk)


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="plan")
@require_http_methods(["POST"])
@counts_once
def move(request: PartnershipRequest, partnership: Partnership, step_id: UUID) -> HttpResponse:
    """More or less for now, inside the range both agreed on."""
    row, form = _step(partnership, step_id), MoveForm(request.POST)
    beyond = _("That is outside what you both agreed. You can propose it: press Change.")
    if not form.is_valid():
        messages.info(request, beyond)
    else:
        amount = form.cleaned_data["amount"]
        try:
            _do(request, lambda: actions.adjust(step=row, amount=amount, by=request.user))
        except actions.BeyondRange:
            messages.info(request, beyond)
    return redirect("plan:step", partnership_id=partnership.pk, step_id=row.pk)


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="plan")
@require_http_methods(["POST"])
@counts_once
def look_again(request: PartnershipRequest, partnership: Partnership, step_id: UUID) -> HttpResponse:
    """It stays as it is; the next day to look at it."""
    row, form = _step(partnership, step_id), LookAgainForm(request.POST)
    if form.is_valid():
        next_on = day_of(form.cleaned_data["again"], None, partnership.service.time_zone)
        _do(request, lambda: actions.looked_again(step=row, by=request.user, next_on=next_on))
    return redirect("plan:step", partnership_id=partnership.pk, step_id=row.pk)


def _form_page(
    request: PartnershipRequest,
    reader: Reader,
    form: StepForm,
    *,
    source: Source | None = None,
    row: Step | None = None,
    follows: StepWording | None = None,
) -> HttpResponse:
    partnership = reader.partnership
    asked_first = not reader.is_person and not way.may_offer_advice(partnership, asked=False)
    context = {
        "reader": reader,
        "form": form,
        "source": source,
        "row": row,
        "follows": follows,
        "asked_first": asked_first,
        "reading_line": reading_sentence(partnership.service),
    }
    return render(request, "plan/propose.html", context)


def _answer_page(
    request: PartnershipRequest, reader: Reader, wording: StepWording, form: AnswerForm | None
) -> HttpResponse:
    partnership = reader.partnership
    [now] = steps_of(partnership, Step.objects.filter(pk=wording.step_id))
    found = next((one for one in now.proposals if one.id == wording.pk), None)
    if found is None or (found.hidden and reader.is_person):
        return redirect("plan:plan", partnership_id=partnership.pk)
    context = {
        "reader": reader,
        "card": proposal_card(found, now, reader),
        "step_id": now.id,
        "form": form or AnswerForm(initial={"seen": now.newest}),
        "reading_line": reading_sentence(partnership.service),
    }
    return render(request, "plan/answer.html", context)


def _say_sent(request: PartnershipRequest, reader: Reader, written: StepWording) -> None:
    who = {"who": reader.professional if reader.is_person else reader.partnership.known_as}
    if written.hidden:
        text = _("Kept. We told %(who)s only that you have an idea; they choose whether to see it.")
    else:
        text = _("Sent. It is on the plan when %(who)s says yes too.")
    messages.success(request, text % who)


def _say_answered(
    request: PartnershipRequest, reader: Reader, wording: StepWording, stands: Standing
) -> None:
    paused = Step.objects.filter(pk=wording.step_id, paused_at__isnull=False)
    if stands is Standing.AGREED and paused.exists():
        messages.success(request, _("You both agreed. It still rests, because it got worse: talk first."))
    elif stands is Standing.AGREED:
        messages.success(request, _("You both agreed. It is on the plan."))
    elif reader.side is Side.PERSON and wording.author_side == Side.PROFESSIONAL:
        messages.success(request, _("Thank you for saying so. Nothing changes before you both agree."))
    else:
        messages.success(request, _("Your answer stands beside the proposal."))


def _do(request: PartnershipRequest, do: Callable[[], Step]) -> None:
    """Do it, or say that the step has moved on."""
    try:
        do()
    except actions.NotOnPlan:
        messages.info(request, _("Somebody was quicker. This is how it stands now."))


def _step(partnership: Partnership, key: UUID) -> Step:
    return get_object_or_404(Step.objects.select_related("partnership"), pk=key, partnership=partnership)


def _wording(partnership: Partnership, key: UUID) -> StepWording:
    rows = StepWording.objects.select_related("partnership", "step")
    return get_object_or_404(rows, pk=key, partnership=partnership)


def _followed(row: Step, number: str) -> StepWording:
    """The wording ``number`` of the step; the newest where none is named."""
    wordings = StepWording.objects.filter(step=row).select_related("step").order_by("-number")
    if number.isascii() and number.isdigit() and len(number) < 9:
        return get_object_or_404(wordings, number=int(number))
    newest = wordings.first()
    if newest is None:
        raise Http404
    return newest


def _part(text: str) -> Part | None:
    return Part(text) if text in list(Part) else None
