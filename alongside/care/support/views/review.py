"""*Looking back*: the same page for both; the first question is the person's."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.base.pages.once import counts_once
from alongside.care.measures.sight import viewer_of
from alongside.care.partnership import agreeing
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.authority import allows
from alongside.care.plan.models import Step
from alongside.care.support import reviews as presenters
from alongside.care.support.actions import review as actions
from alongside.care.support.models import Review, ReviewHow
from alongside.care.support.review_forms import AnswerForm, HowForm, SayForm, StepForm, TellForm
from alongside.care.support.rules.reviewing import How, MadeDifference, Says


@partnership_page(Verb.REVIEW, purpose="review")
@require_http_methods(["GET", "POST"])
@counts_once
def review(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Where looking back stands; a POST begins it."""
    if request.method == "POST":
        actions.begin(partnership=partnership, by=request.user)
        return _back(partnership)
    return _page(request, partnership)


@partnership_page(Verb.REVIEW, purpose="review")
@require_http_methods(["POST"])
@counts_once
def tell(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Has this made a difference to you?"""
    if request.relation is not Relation.PERSON:
        raise Http404
    form = TellForm(request.POST)
    if not form.is_valid():
        return _page(request, partnership, tell_form=form)
    given = form.cleaned_data
    _try(
        request,
        lambda: actions.tell(
            review=_open(partnership),
            made_difference=MadeDifference(given["made_difference"]),
            words=given["words"],
            by=request.user,
        ),
    )
    return _back(partnership)


@partnership_page(Verb.REVIEW, purpose="review")
@require_http_methods(["POST"])
@counts_once
def say(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The professional's words beside the person's."""
    if request.relation is Relation.PERSON:
        raise Http404
    form = SayForm(request.POST)
    if not form.is_valid():
        return _page(request, partnership, say_form=form)
    words = form.cleaned_data["words"]
    _try(request, lambda: actions.say(review=_open(partnership), words=words, by=request.user))
    return _back(partnership)


@partnership_page(Verb.REVIEW, purpose="review")
@require_http_methods(["POST"])
@counts_once
def step(request: PartnershipRequest, partnership: Partnership, step_id: UUID) -> HttpResponse:
    """Keep, change or stop one step."""
    row = get_object_or_404(Step, pk=step_id, partnership=partnership)
    form = StepForm(request.POST)
    if form.is_valid():
        says = Says(form.cleaned_data["says"])
        _try(
            request,
            lambda: actions.say_of_step(review=_open(partnership), step=row, says=says, by=request.user),
        )
    return _back(partnership)


@partnership_page(Verb.REVIEW, purpose="review")
@require_http_methods(["POST"])
@counts_once
def how(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Say how to go on."""
    form = HowForm(request.POST)
    if not form.is_valid():
        return _page(request, partnership, how_form=form)
    given = form.cleaned_data
    _try(
        request,
        lambda: actions.propose(
            review=_open(partnership), how=How(given["how"]), note=given["note"], by=request.user
        ),
    )
    return _back(partnership)


@partnership_page(Verb.REVIEW, purpose="review")
@require_http_methods(["POST"])
@counts_once
def answer(request: PartnershipRequest, partnership: Partnership, how_id: UUID) -> HttpResponse:
    """Answer how the other side would go on."""
    rows = ReviewHow.objects.select_related("review", "partnership")
    row = get_object_or_404(rows, pk=how_id, partnership=partnership)
    form = AnswerForm(request.POST)
    if "why" in form.errors:
        return _page(request, partnership, answer_form=form)
    if form.is_valid():
        says = Answer(form.cleaned_data["says"])
        why = form.cleaned_data["why"]
        _try(request, lambda: actions.answer(how=row, says=says, why=why, by=request.user))
        if says is Answer.YES and _is_when_needed(row):
            return redirect("access:follow-up", partnership_id=partnership.pk)
    return _back(partnership)


def _is_when_needed(row: ReviewHow) -> bool:
    """Whether both have just agreed to leave the door open: next they agree until when and for what."""
    closed = Review.objects.filter(pk=row.review_id, how=How.WHEN_NEEDED.value, closed_at__isnull=False)
    return closed.exists()


def _page(
    request: PartnershipRequest,
    partnership: Partnership,
    *,
    tell_form: TellForm | None = None,
    say_form: SayForm | None = None,
    how_form: HowForm | None = None,
    answer_form: AnswerForm | None = None,
) -> HttpResponse:
    viewer = viewer_of(request.user, request.relation, partnership)
    context = {
        **presenters.review_page(partnership, viewer),
        "may_type": allows(request.relation, Verb.TYPE_FOR_PERSON),
        "tell_form": tell_form or TellForm(),
        "say_form": say_form or SayForm(),
        "how_form": how_form or HowForm(),
        "answer_form": answer_form or AnswerForm(),
    }
    return render(request, "support/review.html", context)


def _open(partnership: Partnership) -> Review:
    return get_object_or_404(Review.objects.open(), partnership=partnership)


def _back(partnership: Partnership) -> HttpResponse:
    return redirect("support:review", partnership_id=partnership.pk)


def _try(request: PartnershipRequest, do: Callable[[], object]) -> None:
    """Do it, or say what happened meanwhile."""
    try:
        do()
    except agreeing.Changed:
        messages.info(request, _("There is a newer answer to how to go on. Please read it first."))
    except actions.TellFirst:
        messages.info(request, _("They have not said yet whether it made a difference. That comes first."))
    except actions.Closed:
        messages.info(request, _("You have both agreed how to go on already."))
