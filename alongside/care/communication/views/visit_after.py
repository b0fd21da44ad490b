"""After a visit: what was said, whether it is right, how it is told at home."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.base.pages.once import counts_once
from alongside.base.services.reading import reading_sentence
from alongside.care.communication.actions import visit_summary as actions
from alongside.care.communication.actions.visit_summary import NotNow
from alongside.care.communication.models import Visit, VisitSummary
from alongside.care.communication.presenters.visit import open_lines, summary_now, visit_page
from alongside.care.communication.rules.visiting import OPEN, State
from alongside.care.communication.views.visits import back, visit_of
from alongside.care.communication.visit_forms import AtHomeForm, ReplyForm, SaidForm, SummaryAnswerForm
from alongside.care.partnership.actions.promise import NotADay
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page


@partnership_page(Verb.KEEP_VISITS, purpose="visits")
@require_http_methods(["GET", "POST"])
@counts_once
def said(request: PartnershipRequest, partnership: Partnership, visit_id: UUID) -> HttpResponse:
    """Write down what was said, or put it right."""
    row = visit_of(partnership, visit_id)
    newest = summary_now(row)
    form = SaidForm(
        request.POST or None,
        lines=open_lines(partnership),
        initial=_initial(newest),
        planned=_planned_with(row, request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.write(
                visit=row,
                said=form.said(),
                talked_about=form.ticked(),
                number=form.cleaned_data["number"],
                by=request.user,
                saw_them_myself=form.saw_them_myself(),
            )
        except NotNow:
            messages.info(
                request, _("It was not kept: the visit has not begun, or somebody wrote newer words.")
            )
        except NotADay:
            form.add_error(None, _("A promise is for today or a later day, within two years."))
            return _said_page(request, row, form, newest)
        return back(row)
    return _said_page(request, row, form, newest)


def _planned_with(row: Visit, request: PartnershipRequest) -> str:
    """Who it was planned with, where somebody else is the first to say that it took place."""
    if row.professional_id == request.user.pk or State(row.state) not in OPEN:
        return ""
    return row.professional.name


def _initial(newest: VisitSummary | None) -> dict[str, object]:
    if newest is None:
        return {"number": 0}
    parts = {name: getattr(newest, name) for name in ("talked", "decided", "what_next")}
    return {**parts, "number": newest.number}


def _said_page(
    request: PartnershipRequest, row: Visit, form: SaidForm, newest: VisitSummary | None
) -> HttpResponse:
    more = {"form": form, "newest": newest, "not_begun": not row.has_begun}
    return render(request, "communication/visit_said.html", visit_page(row, request.relation) | more)


@partnership_page(Verb.CONFIRM_SUMMARY, purpose="visits")
@require_http_methods(["GET", "POST"])
@counts_once
def answer(request: PartnershipRequest, partnership: Partnership, visit_id: UUID) -> HttpResponse:
    """The person: that is right, or not quite."""
    row = visit_of(partnership, visit_id)
    newest = summary_now(row)
    if newest is None:
        raise Http404
    form = SummaryAnswerForm(request.POST or None, initial={"said": "not-quite", "summary": newest.pk})
    if request.method == "POST" and form.is_valid():
        summary = get_object_or_404(VisitSummary, pk=form.cleaned_data["summary"], visit=row)
        try:
            if form.cleaned_data["said"] == VisitSummary.Answer.RIGHT:
                actions.confirm(summary=summary, by=request.user)
            else:
                actions.correct(summary=summary, why=form.cleaned_data["why"], by=request.user)
        except NotNow:
            messages.info(request, _("The words have changed since you read them. Please read them again."))
        return back(row)
    return _words_page(
        request,
        row,
        form,
        heading=_("Not quite"),
        lead=_("Say what was different. It will be put right."),
    )


@partnership_page(Verb.CONFIRM_SUMMARY, purpose="visits")
@require_http_methods(["GET", "POST"])
@counts_once
def at_home(request: PartnershipRequest, partnership: Partnership, visit_id: UUID) -> HttpResponse:
    """The person: was it explained well, and how would I tell it at home?"""
    row = visit_of(partnership, visit_id)
    newest = summary_now(row)
    if newest is None:
        raise Http404
    form = AtHomeForm(request.POST or None, initial={"summary": newest.pk})
    if request.method == "POST" and form.is_valid():
        summary = get_object_or_404(VisitSummary, pk=form.cleaned_data["summary"], visit=row)
        explained = form.cleaned_data["explained"]
        try:
            actions.tell_at_home(
                summary=summary,
                explained=VisitSummary.Explained(explained) if explained else None,
                at_home=form.cleaned_data["at_home"],
                by=request.user,
            )
        except NotNow:
            messages.info(request, _("That does not fit any more. This is how it stands now."))
        else:
            messages.success(request, _("Thank you. It helps us to explain things better."))
        return back(row)
    return _words_page(
        request,
        row,
        form,
        heading=_("How would you tell it at home?"),
        lead=_("You cannot get this wrong. If it comes out differently, we did not explain it well."),
    )


@partnership_page(Verb.KEEP_VISITS, purpose="visits")
@require_http_methods(["GET", "POST"])
@counts_once
def reply(request: PartnershipRequest, partnership: Partnership, visit_id: UUID) -> HttpResponse:
    """The professional answers how it is told at home."""
    row = visit_of(partnership, visit_id)
    newest = summary_now(row)
    if newest is None:
        raise Http404
    form = ReplyForm(request.POST or None, initial={"summary": newest.pk})
    if request.method == "POST" and form.is_valid():
        summary = get_object_or_404(VisitSummary, pk=form.cleaned_data["summary"], visit=row)
        try:
            actions.reply(summary=summary, text=form.cleaned_data["text"], by=request.user)
        except NotNow:
            messages.info(request, _("That does not fit any more. This is how it stands now."))
        return back(row)
    return _words_page(
        request,
        row,
        form,
        heading=_("Answer them"),
        lead=_("What came across, and what would you put in other words?"),
    )


def _words_page(
    request: PartnershipRequest,
    row: Visit,
    form: SummaryAnswerForm | AtHomeForm | ReplyForm,
    *,
    heading: str,
    lead: str,
) -> HttpResponse:
    more = {
        "form": form,
        "heading": heading,
        "lead": lead,
        "reading_line": reading_sentence(request.partnership.service),
    }
    return render(request, "communication/visit_words.html", visit_page(row, request.relation) | more)
