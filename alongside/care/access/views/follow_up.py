"""Follow-up: the same page for both; agreed, extended, turned into reviews or ended by both."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base import clock
from alongside.base.pages.once import counts_once
from alongside.base.services import reading
from alongside.care.access import follow_up_presenters as presenters
from alongside.care.access.actions import follow_up as actions
from alongside.care.access.catalogue import follow_up_rules
from alongside.care.access.follow_up_forms import (
    AnswerForm,
    EndForm,
    OpenDoorForm,
    ReviewsForm,
    TalkedForm,
    TypedAnswerForm,
)
from alongside.care.access.models import FollowUp, FollowUpWording
from alongside.care.access.rules.follow_up import Becomes
from alongside.care.partnership import agreeing, reaching
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.rules.agreement import Answer, Standing
from alongside.care.partnership.typed_forms import ReadBackForm
from alongside.care.partnership.typed_pages import Asked, Part, TypingPage, render_typing


@partnership_page(Verb.SEE_FOLLOW_UP, purpose="follow-up")
@require_safe
def show(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """What both agreed, what waits for an answer, and how one comes back."""
    return _page(request, partnership)


@partnership_page(Verb.AGREE_FOLLOW_UP, purpose="follow-up")
@require_http_methods(["GET", "POST"])
@counts_once
def propose(request: PartnershipRequest, partnership: Partnership, becomes: str) -> HttpResponse:
    """Say how one would go on: an open door, reviews on fixed days, or to end here. The other is asked."""
    if becomes not in {one.value for one in Becomes}:
        raise Http404
    form = _form(request, partnership, Becomes(becomes))
    if request.method == "POST" and form.is_valid():
        try:
            _propose(form, partnership, request)
        except actions.NotNow:
            messages.error(request, _("That is not possible now. Read where it stands."))
        else:
            messages.success(request, _("Sent. It holds when you have both said yes."))
        return _back(partnership)
    context = {
        "form": form,
        "becomes": becomes,
        "for_person": request.relation is Relation.PERSON,
        "watch_for": follow_up_rules().watch_for,
        "reading": reading.reading_sentence(partnership.service)
        if request.relation is Relation.PERSON
        else "",
    }
    return render(request, "access/follow_up_propose.html", context)


@partnership_page(Verb.AGREE_FOLLOW_UP, purpose="follow-up")
@require_http_methods(["POST"])
@counts_once
def answer(request: PartnershipRequest, partnership: Partnership, follow_up_wording_id: UUID) -> HttpResponse:
    """Yes, let us talk, or I see it differently."""
    rows = FollowUpWording.objects.select_related("partnership__service", "follow_up")
    row = get_object_or_404(rows, pk=follow_up_wording_id, partnership=partnership)
    form = AnswerForm(request.POST)
    if "why" in form.errors:
        return _page(request, partnership, answer_form=form)
    if form.is_valid():
        given = form.cleaned_data
        try:
            stands = actions.answer(
                wording=row, says=Answer(given["says"]), why=given["why"], by=request.user
            )
        except agreeing.Changed:
            messages.info(request, _("There are newer words. Please read them first."))
        except actions.NotNow:
            messages.info(request, _("You have both agreed on something else meanwhile."))
        else:
            if stands is Standing.AGREED:
                messages.success(request, _("Agreed by both of you."))
    return _back(partnership)


@partnership_page(Verb.TYPE_FOR_PERSON, purpose="follow-up")
@require_http_methods(["GET", "POST"])
@counts_once
def type_answer(
    request: PartnershipRequest, partnership: Partnership, follow_up_wording_id: UUID
) -> HttpResponse:
    """What the person said when the words were read to them: never a silent yes."""
    rows = FollowUpWording.objects.select_related("partnership__service", "follow_up", "author")
    row = get_object_or_404(rows, pk=follow_up_wording_id, partnership=partnership)
    form, read_back = TypedAnswerForm(request.POST or None), ReadBackForm(request.POST or None)
    if request.method == "POST" and all([form.is_valid(), read_back.is_valid()]):
        given = form.cleaned_data
        try:
            actions.answer(
                wording=row,
                says=Answer(given["says"]),
                why=given["why"],
                by=request.user,
                said=read_back.said(),
            )
        except (agreeing.Changed, actions.NotNow):
            messages.info(request, _("The words have changed since you read them. Please read them again."))
        else:
            messages.success(request, _("Kept, and marked as typed by you."))
        return _back(partnership)
    door = presenters.door(row, partnership, request.relation)
    page = TypingPage(
        title=_("What %(person)s says to it") % {"person": partnership.known_as},
        lead=_("Read the words out first. Any of the answers is fine."),
        quote=door.what,
        quote_side=row.author_side,
        notes=[line for line in (*door.conditions, door.watch_for, door.at_end, door.note) if line],
        back=_("Type what they say"),
        back_href=reverse("support:typed", args=[partnership.pk]),
        form=form,
        parts=[Part([Asked(form["says"]), Asked(form["why"])])],
    )
    return render_typing(request, page, read_back)


@partnership_page(Verb.WORK_ATTENTION, purpose="follow-up")
@require_http_methods(["POST"])
@counts_once
def talked(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """A professional talked with the person about what comes next."""
    rows = FollowUp.objects.select_related("partnership__service").in_force()
    row = get_object_or_404(rows, partnership=partnership)
    form = TalkedForm(request.POST)
    if form.is_valid():
        actions.talked(follow_up=row, how=form.meeting(), by=request.user)
        messages.success(request, _("Written down. Now agree together how to go on."))
        return _back(partnership)
    return _page(request, partnership, talked_form=form)


def _page(
    request: PartnershipRequest,
    partnership: Partnership,
    *,
    answer_form: AnswerForm | None = None,
    talked_form: TalkedForm | None = None,
) -> HttpResponse:
    context = presenters.follow_up_page(partnership, request.relation) | {
        "answer_form": answer_form or AnswerForm(),
        "talked_form": talked_form or TalkedForm(),
        "reaching": [] if request.relation is Relation.PERSON else reaching.lines(partnership),
    }
    return render(request, "access/follow_up.html", context)


def _form(request: PartnershipRequest, partnership: Partnership, becomes: Becomes) -> Any:
    data = request.POST if request.method == "POST" else None
    today = clock.today(partnership.service.time_zone)
    if becomes is Becomes.END:
        return EndForm(data)
    if becomes is Becomes.REVIEWS:
        return ReviewsForm(data, today=today)
    return OpenDoorForm(data, rules=follow_up_rules(), today=today, initial=_as_it_stands(partnership))


def _as_it_stands(partnership: Partnership) -> dict[str, Any]:
    """What was last said, so that nobody ticks it all again to extend it."""
    rows = FollowUpWording.objects.filter(partnership=partnership, becomes=Becomes.OPEN.value)
    row = rows.order_by("-written_at").first()
    if row is None:
        return {}
    return {"conditions": row.conditions, "watch_for": row.watch_for, "at_end": row.at_end}


def _propose(form: Any, partnership: Partnership, request: PartnershipRequest) -> None:
    if isinstance(form, OpenDoorForm):
        actions.propose(partnership=partnership, terms=form.terms(), by=request.user)
    elif isinstance(form, ReviewsForm):
        actions.propose_reviews(
            partnership=partnership,
            review_on=form.review_on(),
            note=form.cleaned_data["note"],
            by=request.user,
        )
    else:
        actions.propose_end(partnership=partnership, note=form.cleaned_data["note"], by=request.user)


def _back(partnership: Partnership) -> HttpResponse:
    return redirect("access:follow-up", partnership_id=partnership.pk)
