"""The safety screen: one question a page, the advice at once, and the way back from it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.services import reading
from alongside.care.access import presenters, session
from alongside.care.access.actions import referral, screening
from alongside.care.access.forms import AnswerForm
from alongside.care.access.rules.door import Step, is_through, may_answer, outstanding
from alongside.care.access.rules.screen import (
    AdvicePart,
    Assessment,
    Question,
    Screen,
    advice_for,
    ending_for,
    progress,
)
from alongside.care.access.views.gate import Visitor, at_the_door, to_what_is_due


def question_or_404(screen: Screen, question_id: str) -> Question:
    """The question with this id, or 404."""
    try:
        return screen.question(question_id)
    except KeyError as unknown:
        raise Http404 from unknown


def advice_parts(assessment: Assessment, screen: Screen, visitor_country: Any) -> list[dict[str, Any]]:
    """The advice of an assessment with its numbers, for a template."""
    return [_part(part) for part in advice_for(screen, assessment, visitor_country)]


def _part(part: AdvicePart) -> dict[str, Any]:
    numbers = [presenters.number(line) for line in part.lines]
    return {"part": part, "numbers": numbers, "first": next((each for each in numbers if each["href"]), None)}


def where_it_stands(screen: Screen, question: Question) -> dict[str, int]:
    """Which question of how many."""
    now, total = progress(screen, question)
    return {"now": now, "total": total}


def before(screen: Screen, question: Question) -> Question | None:
    """The question before this one."""
    place = screen.questions.index(question)
    return screen.questions[place - 1] if place else None


@at_the_door(Step.QUESTION)
@require_safe
def intro(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Why we ask, before the first question."""
    return render(
        request,
        "access/intro.html",
        {"words": visitor.screen.intro, "first": visitor.screen.questions[0], "typed": visitor.typed},
    )


@require_http_methods(["GET", "POST"])
@at_the_door(Step.QUESTION)
def question(request: HttpRequest, visitor: Visitor, question_id: str) -> HttpResponse:
    """One question. Answered again, the newer answer counts; nobody can jump ahead."""
    screen, visit = visitor.screen, visitor.visit
    asked = question_or_404(screen, question_id)
    if not may_answer(screen, visit.door(screen), asked.id):
        return to_what_is_due(visitor)
    form = AnswerForm(
        screen,
        request.POST if request.method == "POST" else None,
        label=asked.text,
        initial={"answer": visit.answers.get(asked.id)},
    )
    if request.method == "POST" and form.is_valid():
        visit.answers[asked.id] = form.cleaned_data["answer"]
        keep_if_stopped(request, visitor)
        return to_what_follows(visitor)
    context = {
        "form": form,
        "question": asked,
        "before": before(screen, asked),
        "typed": visitor.typed,
        **where_it_stands(screen, asked),
    }
    return render(request, "access/question.html", context)


def to_what_follows(visitor: Visitor) -> HttpResponse:
    """The next question or the advice; after the last, what the questions came to."""
    if is_through(visitor.screen, visitor.visit.door(visitor.screen)):
        return redirect("door:after")
    return to_what_is_due(visitor)


def keep_if_stopped(request: HttpRequest, visitor: Visitor) -> None:
    """Keep a run where the screen is over or advice is due, once for each thing it came to."""
    visit, screen = visitor.visit, visitor.screen
    if visit.is_stopped(screen):
        assessment = visit.assessment(screen)
        came_to = [list(assessment.flag_ids), list(assessment.advice), assessment.complete]
        if came_to != visit.kept:
            run = screening.keep(service=visitor.service, assessment=assessment)
            visit.runs.append(str(run.pk))
            visit.kept = came_to
        if not outstanding(screen, visit.door(screen)) and assessment.speed:
            screening.came_back(run_ids=visit.run_ids[-1:])
        if visitor.known is not None and visitor.account is not None:
            referral.return_known(partnership=visitor.known, run_ids=visit.run_ids, by=visitor.account)
    session.save(request, visit)


@require_http_methods(["GET", "POST"])
@at_the_door(Step.ADVICE)
def advice(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What to do, now; and, for whoever comes back from it, the way on."""
    screen, visit = visitor.screen, visitor.visit
    assessment = visit.assessment(screen)
    if not assessment.advice:
        return to_what_is_due(visitor)
    if request.method == "POST":
        return _back_from_advice(request, visitor, assessment)
    context = {
        "parts": advice_parts(assessment, screen, presenters.country_of(visitor.service)),
        "pause": screen.pause,
        "typed": visitor.typed,
        "known": visitor.known,
        "reading": reading.reading_sentence(visitor.service),
    }
    return render(request, "access/advice.html", context)


def _back_from_advice(request: HttpRequest, visitor: Visitor, assessment: Assessment) -> HttpResponse:
    visit = visitor.visit
    if request.POST.get("what") == "again":
        visit.answers, visit.heeded, visit.kept = {}, [], []
        session.save(request, visit)
        return redirect("door:question", question_id=visitor.screen.questions[0].id)
    if request.POST.get("what") == "seen":
        visit.heeded = sorted({*visit.heeded, *assessment.advice})
        screening.came_back(run_ids=visit.run_ids)
        keep_if_stopped(request, visitor)
        return to_what_follows(visitor)
    return redirect("door:advice")


@at_the_door(Step.QUESTION)
@require_safe
def after(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """After the last question: what the answers came to, never that somebody is well; and what comes next."""
    if not is_through(visitor.screen, visitor.visit.door(visitor.screen)):
        return to_what_is_due(visitor)
    named = visitor.visit.assessment(visitor.screen).speed is not None
    country = presenters.country_of(visitor.service)
    context = {
        "words": None if named else ending_for(visitor.screen, country),
        "known": visitor.known,
        "typed": visitor.typed,
    }
    return render(request, "access/after.html", context)
