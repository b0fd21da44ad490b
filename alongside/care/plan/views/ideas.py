"""*Ideas that could fit*, one idea, and a professional's prompts."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.base.services.reading import reading_sentence
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.definitions_said import said
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.plan import catalogue
from alongside.care.plan.actions import idea as actions
from alongside.care.plan.ideas_forms import NotForMeForm
from alongside.care.plan.presenters import prompts as prompts_page
from alongside.care.plan.presenters.ideas import Ideas
from alongside.care.plan.reader import Reader
from alongside.care.plan.rules.library import LibraryStep


@partnership_page(Verb.SEE_AGREEMENTS, purpose="ideas")
@require_safe
def ideas(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """What could fit, with why, and why not the others. The person who opens it asks for advice by that."""
    return render(request, "plan/ideas.html", Ideas(_reader(request, partnership)).page())


@partnership_page(Verb.SEE_AGREEMENTS, purpose="ideas")
@require_http_methods(["GET", "POST"])
@counts_once
def idea(request: PartnershipRequest, partnership: Partnership, idea_id: str) -> HttpResponse:
    """One idea; and what somebody says to it."""
    step = _step(idea_id)
    page = Ideas(_reader(request, partnership))
    form = NotForMeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        moves: dict[str, Callable[[], HttpResponse]] = {
            "plan": lambda: _take_up(request, page, step),
            "not-for-me": lambda: _not_for_me(request, step, form),
            "talk": lambda: _talk(request, step),
            "again": lambda: _again(request, step),
        }
        move = moves.get(request.POST.get("answer", ""))
        if move is not None:
            return move()
    context = {**page.idea(step), "form": form, "reading": reading_sentence(partnership.service)}
    return render(request, "plan/idea.html", context)


def _take_up(request: PartnershipRequest, page: Ideas, step: LibraryStep) -> HttpResponse:
    partnership = request.partnership
    try:
        actions.take_up(partnership=partnership, idea=step.id, by=request.user, **page.for_plan(step))
    except actions.TalkFirst:
        messages.info(request, _("Let us talk about this one first. Press “Talk about it first”."))
        return redirect("plan:idea", partnership_id=partnership.pk, idea_id=step.id)
    except actions.OnPlan:
        messages.info(request, _("It is on the plan already."))
    else:
        messages.success(request, _("Proposed. It is on the plan when you have both said yes."))
    return redirect("plan:plan", partnership_id=partnership.pk)


def _not_for_me(request: PartnershipRequest, step: LibraryStep, form: NotForMeForm) -> HttpResponse:
    actions.not_for_me(partnership=request.partnership, idea=step.id, by=request.user, why=form.why_not())
    messages.success(request, _("Thank you. We do not offer it to you again."))
    return redirect("plan:ideas", partnership_id=request.partnership.pk)


def _talk(request: PartnershipRequest, step: LibraryStep) -> HttpResponse:
    row = actions.talk_first(partnership=request.partnership, idea=step.id, by=request.user)
    messages.success(request, reading_sentence(request.partnership.service, row.at))
    return redirect("plan:ideas", partnership_id=request.partnership.pk)


def _again(request: PartnershipRequest, step: LibraryStep) -> HttpResponse:
    actions.offer_again(partnership=request.partnership, idea=step.id, by=request.user)
    messages.success(request, _("It may come back now."))
    return redirect("plan:idea", partnership_id=request.partnership.pk, idea_id=step.id)


@partnership_page(Verb.SEE_PROMPTS, purpose="prompts")
@require_safe
def prompts(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """For the professional: words to begin with."""
    return render(request, "plan/ideas_prompts.html", prompts_page.page(_reader(request, partnership)))


def _reader(request: PartnershipRequest, partnership: Partnership) -> Reader:
    return Reader(request.user, request.relation, partnership)


def _step(idea_id: str) -> LibraryStep:
    try:
        return said(catalogue.rulebook()).library.step(idea_id)
    except KeyError as none:
        raise Http404 from none
