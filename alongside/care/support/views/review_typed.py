"""A professional types what somebody without a screen says when both look back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.base.pages.once import counts_once
from alongside.care.partnership import agreeing
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.rules.authority import allows
from alongside.care.partnership.typed_forms import ReadBackForm
from alongside.care.partnership.typed_pages import Asked, Part, TypingPage, render_typing
from alongside.care.plan.models import Step
from alongside.care.support import reviews_typed as presenters
from alongside.care.support.actions import review as actions
from alongside.care.support.models import Review, ReviewHow
from alongside.care.support.review_forms import TypedRestForm, TypedTellForm
from alongside.care.support.rules.reviewing import MadeDifference


@partnership_page(Verb.REVIEW, purpose="review")
@require_http_methods(["GET", "POST"])
@counts_once
def told(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Whether it made a difference, as the person says it: asked before anything else."""
    review = _open(request, partnership)
    form, read_back = TypedTellForm(request.POST or None), ReadBackForm(request.POST or None)
    if request.method == "POST" and all([form.is_valid(), read_back.is_valid()]):
        given = form.cleaned_data
        try:
            actions.tell(
                review=review,
                made_difference=MadeDifference(given["made_difference"]),
                words=given["words"],
                by=request.user,
                said=read_back.said(),
            )
        except actions.Closed:
            return _closed(request, partnership)
        messages.success(request, _("Kept, and marked as typed by you."))
        return redirect("support:review-type-rest", partnership_id=partnership.pk)
    page = TypingPage(
        title=_("Has it made a difference? As %(person)s says it") % {"person": partnership.known_as},
        lead=_("Read the question out, then the answers. No is a fine answer."),
        back=_("Type what they say"),
        back_href=reverse("support:typed", args=[partnership.pk]),
        form=form,
        parts=[Part([Asked(form["made_difference"]), Asked(form["words"])])],
    )
    return render_typing(request, page, read_back)


@partnership_page(Verb.REVIEW, purpose="review")
@require_http_methods(["GET", "POST"])
@counts_once
def rest(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Keep, change or stop each step; and how they would go on, or what they say to how we would."""
    review = _open(request, partnership)
    if review.told_at is None:
        return redirect("support:review-type-told", partnership_id=partnership.pk)
    asked = presenters.rest(partnership, review)
    form = TypedRestForm(request.POST or None, steps=list(asked.steps), proposed=asked.proposed)
    read_back = ReadBackForm(request.POST or None)
    if request.method == "POST" and all([form.is_valid(), read_back.is_valid()]):
        return _keep(request, partnership, review, form, read_back)
    steps = [Part([Asked(form[f"says-{key}"])], title) for key, title in asked.steps.items()]
    going_on = [Asked(form[name]) for name in ("go_on", "says", "words") if name in form.fields]
    page = TypingPage(
        title=_("Going on, as %(person)s says it") % {"person": partnership.known_as},
        lead=_("What they want to stop, stops. Leave empty what they did not speak of."),
        quote=asked.proposal,
        quote_side="professional",
        back=_("Type what they say"),
        back_href=reverse("support:typed", args=[partnership.pk]),
        form=form,
        parts=[*steps, Part(going_on, _("How shall we go on?"))],
    )
    return render_typing(request, page, read_back)


def _keep(
    request: PartnershipRequest,
    partnership: Partnership,
    review: Review,
    form: TypedRestForm,
    read_back: ReadBackForm,
) -> HttpResponse:
    rows = Step.objects.filter(partnership=partnership).in_bulk(list(form.of_steps()))
    says, words = form.answer(), form.cleaned_data["words"]
    answers = None
    if says is not None:
        proposals = ReviewHow.objects.select_related("review", "partnership").filter(review=review)
        answers = (get_object_or_404(proposals, pk=form.cleaned_data["proposal"]), says, words)
    try:
        actions.say_the_rest(
            review=review,
            of_steps={rows[key]: said for key, said in form.of_steps().items()},
            how=form.how(),
            note=words,
            answers=answers,
            by=request.user,
            said=read_back.said(),
        )
    except agreeing.Changed:
        messages.info(request, _("There is a newer answer to how to go on. Please read it first."))
        return redirect("support:review-type-rest", partnership_id=partnership.pk)
    except actions.Closed:
        return _closed(request, partnership)
    messages.success(request, _("Kept, and marked as typed by you."))
    return redirect("support:review", partnership_id=partnership.pk)


def _open(request: PartnershipRequest, partnership: Partnership) -> Review:
    if not allows(request.relation, Verb.TYPE_FOR_PERSON):
        raise Http404
    rows = Review.objects.open().select_related("partnership__service")
    return get_object_or_404(rows, partnership=partnership)


def _closed(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    messages.info(request, _("You have both agreed how to go on already."))
    return redirect("support:review", partnership_id=partnership.pk)
