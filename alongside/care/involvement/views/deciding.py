"""Recommend, answer a recommendation, put an option forward, answer it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.base.pages.once import counts_once
from alongside.care.involvement.actions import choice as actions
from alongside.care.involvement.forms import AnswerForm, ChooseForm, RecommendForm, RespondForm
from alongside.care.involvement.models import Decision, DecisionOption, Recommendation
from alongside.care.involvement.presenters.decision import choose_label, say_sentence
from alongside.care.involvement.presenters.options import title_of
from alongside.care.involvement.presenters.words import first_words
from alongside.care.involvement.rules.deciding import Response, State
from alongside.care.involvement.views.decision import (
    back_to,
    decision_of,
    form_page,
    page_of,
    tell_quicker,
)
from alongside.care.involvement.views.matter import answer_form
from alongside.care.involvement.views.together import reader_of
from alongside.care.partnership.agreeing import side_of
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.rules.agreement import Answer


def _choices(row: Decision) -> list[tuple[str, str]]:
    return [(str(option.pk), first_words(title_of(option), 200)) for option in row.options.there()]


def _option(row: Decision, key: str) -> DecisionOption:
    options = DecisionOption.objects.select_related("partnership__service", "partnership__team")
    return get_object_or_404(options, pk=key, decision=row)


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def recommend(request: PartnershipRequest, partnership: Partnership, decision_id: UUID) -> HttpResponse:
    """What I would recommend, and why: a professional's page."""
    if request.relation is Relation.PERSON:
        raise Http404
    row = decision_of(partnership, decision_id)
    form = RecommendForm(request.POST or None, options=_choices(row))
    if request.method == "POST" and form.is_valid():
        try:
            actions.recommend(
                option=_option(row, form.cleaned_data["option"]),
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except actions.NotPossible:
            tell_quicker(request)
        return back_to(row)
    return form_page(
        request,
        form,
        heading=_("What would you recommend, and why?"),
        lead=row.question,
        button=_("Send it"),
        back_href=page_of(row),
        back=_("The decision"),
    )


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def respond(request: PartnershipRequest, partnership: Partnership, decision_id: UUID) -> HttpResponse:
    """The person answers a recommendation: at once, or with a few words."""
    row = decision_of(partnership, decision_id)
    if request.relation is not Relation.PERSON or row.recommendation is None:
        raise Http404
    if request.method == "POST":
        form = RespondForm(request.POST)
        if form.is_valid():
            _respond(request, row, form)
            return back_to(row)
        if "why" not in form.errors:
            raise Http404
    else:
        says = request.GET.get("says", Response.DIFFERENT.value)
        form = RespondForm(initial={"says": says, "recommendation": row.recommendation_id})
    title = title_of(row.recommendation.option)
    return answer_form(request, form, title=title, back=page_of(row), row=row)


def _respond(request: PartnershipRequest, row: Decision, form: RespondForm) -> None:
    said = form.cleaned_data
    rows = Recommendation.objects.select_related("partnership__service", "partnership__team")
    given = get_object_or_404(rows, pk=said["recommendation"], decision=row)
    try:
        actions.respond(recommendation=given, says=Response(said["says"]), why=said["why"], by=request.user)
    except actions.Changed:
        messages.info(request, _("It has changed since you read it. Please read it again."))
    except actions.NotPossible:
        tell_quicker(request)


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def choose(request: PartnershipRequest, partnership: Partnership, decision_id: UUID) -> HttpResponse:
    """Put an option forward, or decide where the person said whose decision it is."""
    row = decision_of(partnership, decision_id)
    if row.state != State.OPEN:
        tell_quicker(request)
        return back_to(row)
    form = ChooseForm(
        request.POST or None,
        options=_choices(row),
        side=side_of(request.relation),
        initial={"revision": row.revision},
    )
    changed = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(
                option=_option(row, form.cleaned_data["option"]),
                revision=form.cleaned_data["revision"],
                why=form.cleaned_data["why"],
                look_again_on=form.day(),
                by=request.user,
            )
        except actions.NotPossible:
            tell_quicker(request)
            return back_to(row)
        except actions.Changed:
            row = decision_of(partnership, decision_id)
            again = request.POST.copy()
            again["revision"] = str(row.revision)
            form = ChooseForm(again, options=_choices(row), side=side_of(request.relation))
            changed = _("Something has changed since you read it. What you wrote is still here.")
        else:
            return back_to(row)
    reader = reader_of(request)
    return form_page(
        request,
        form,
        heading=choose_label(row, reader),
        lead=row.question,
        button=choose_label(row, reader),
        note=say_sentence(row, reader),
        changed=changed,
        back_href=page_of(row),
        back=_("The decision"),
    )


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def answer(request: PartnershipRequest, partnership: Partnership, decision_id: UUID) -> HttpResponse:
    """Answer the option that was put forward."""
    row = decision_of(partnership, decision_id)
    if row.choice is None:
        raise Http404
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if form.is_valid():
            _answer(request, row, form)
            return back_to(row)
        if "why" not in form.errors:
            raise Http404
    else:
        says = request.GET.get("says", Answer.DIFFERENT.value)
        form = AnswerForm(initial={"says": says, "number": row.choice.number})
    return answer_form(request, form, title=title_of(row.choice.option), back=page_of(row), row=row)


def _answer(request: PartnershipRequest, row: Decision, form: AnswerForm) -> None:
    said = form.cleaned_data
    try:
        after = actions.answer(
            decision=row, number=said["number"], says=Answer(said["says"]), why=said["why"], by=request.user
        )
    except actions.Changed:
        messages.info(request, _("It has changed since you read it. Please read it again."))
        return
    if after.state == State.DECIDED:
        messages.success(request, _("Decided."))
