"""*Something new or worse*: on every page of the person's; and the professional's side of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base import clock
from alongside.base.pages.once import counts_once
from alongside.base.services import reading
from alongside.care.access import presenters, session
from alongside.care.access.actions import new_or_worse, screening
from alongside.care.access.forms import AnswerForm, FoundForm, WordsForm
from alongside.care.access.models import Found, NewOrWorse, ScreenRun
from alongside.care.access.opening import may_screen
from alongside.care.access.rules import screen as screen_rules
from alongside.care.access.rules.door import may_answer, next_to_ask
from alongside.care.access.rules.screen import Screen, ending_for
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.access.session import Visit
from alongside.care.access.views.screening import (
    advice_parts,
    before,
    question_or_404,
    where_it_stands,
)
from alongside.care.partnership import normal, way
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.definitions_said import said
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.rules.preferences import Channel, Purpose

# Words sent this soon after the questions belong to them.
SAME_VISIT = timedelta(hours=12)


def _key(partnership: Partnership) -> str:
    return f"worse:{partnership.pk}"


@partnership_page(Verb.READ_STORY, purpose="new-or-worse")
@require_http_methods(["GET", "POST"])
def start(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """For the person: the questions, or a few words. For a professional: what was said."""
    if request.relation is not Relation.PERSON:
        return _said(request, partnership)
    if request.method == "POST":  # begin afresh
        then = "come-back" if request.POST.get("then") == "come-back" else ""
        session.save(request, Visit(then=then), _key(partnership))
        first = safety_screen().questions[0].id
        return redirect("access:worse-question", partnership_id=partnership.pk, question_id=first)
    context = {
        "may_screen": may_screen(),
        "reading": reading.reading_sentence(partnership.service),
        "rows": _reports(partnership)[:10],
    }
    return render(request, "access/worse.html", context)


def _reports(partnership: Partnership) -> list[dict[str, Any]]:
    rows = NewOrWorse.objects.filter(partnership=partnership).select_related("run")
    return [presenters.report(row) for row in rows.prefetch_related("found__by").order_by("-at")[:50]]


def _said(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    runs = ScreenRun.objects.filter(partnership=partnership, reports=None).order_by("-at")[:10]
    context = {
        "rows": _reports(partnership),
        "runs": [presenters.door_run(run) for run in runs],
        "reaching": presenters.reaching(way.current(partnership)),
    }
    return render(request, "access/worse_said.html", context)


@partnership_page(Verb.SAY_NEW_OR_WORSE, purpose="new-or-worse")
@require_http_methods(["GET", "POST"])
def question(request: PartnershipRequest, partnership: Partnership, question_id: str) -> HttpResponse:
    """One question of the screen, with what is usual for this person beside it."""
    screen = said(safety_screen())
    asked = question_or_404(screen, question_id)
    visit = session.load(request, _key(partnership))
    if not may_screen():
        return redirect("access:new-or-worse", partnership_id=partnership.pk)
    if not may_answer(screen, visit.door(screen), asked.id):
        return _to_next(screen, visit, partnership)
    form = AnswerForm(
        screen,
        request.POST if request.method == "POST" else None,
        label=asked.text,
        initial={"answer": visit.answers.get(asked.id)},
    )
    if request.method == "POST" and form.is_valid():
        visit.answers[asked.id] = form.cleaned_data["answer"]
        _keep(request, partnership, visit, screen)
        return _to_next(screen, visit, partnership)
    context = {
        "form": form,
        "question": asked,
        "before": before(screen, asked),
        "normal": _normal_beside(screen, asked, partnership),
        **where_it_stands(screen, asked),
    }
    return render(request, "access/worse_question.html", context)


def _normal_beside(
    screen: Screen, asked: screen_rules.Question, partnership: Partnership
) -> screen_rules.MyNormal | None:
    """What both sides agreed is usual about this question, else what the story says is usual as a whole.

    For showing only: it cannot reach the assessment.
    """
    normals = _normals(partnership, asked.id)
    return screen_rules.with_my_normal(screen, asked.id, normals).my_normal


def _normals(partnership: Partnership, asked: str) -> list[screen_rules.MyNormal]:
    rows = sorted(normal.agreed(partnership), key=lambda row: row.question == normal.WHOLE)
    return [
        screen_rules.MyNormal(
            row.question or asked,
            row.text,
            row.agreed_at.date(),
            row.agreed_by.name if row.written_by_id == partnership.person_id else row.written_by.name,
        )
        for row in rows
        if row.question in {asked, normal.WHOLE}
        if row.agreed_at is not None and row.agreed_by is not None
    ]


def _keep(request: PartnershipRequest, partnership: Partnership, visit: Visit, screen: Screen) -> None:
    """Where the screen is over: keep the run, and tell the team at once if anything is flagged."""
    if visit.is_stopped(screen):
        assessment = visit.assessment(screen)
        came_to = [list(assessment.flag_ids), list(assessment.advice), assessment.complete]
        if came_to != visit.kept:
            run = screening.keep(service=partnership.service, assessment=assessment)
            screening.join(run_ids=[run.pk], partnership=partnership, by=request.user)
            visit.runs.append(str(run.pk))
            visit.kept = came_to
            if assessment.speed is not None:
                new_or_worse.tell(partnership=partnership, by=request.user, run=run)
    session.save(request, visit, _key(partnership))


def _to_next(screen: Screen, visit: Visit, partnership: Partnership) -> HttpResponse:
    if not visit.answers:
        return redirect("access:new-or-worse", partnership_id=partnership.pk)
    upcoming = next_to_ask(screen, visit.door(screen))
    if upcoming is None:
        return redirect("access:worse-advice", partnership_id=partnership.pk)
    return redirect("access:worse-question", partnership_id=partnership.pk, question_id=upcoming.id)


@partnership_page(Verb.SAY_NEW_OR_WORSE, purpose="new-or-worse")
@require_safe
def advice(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """What to do now, or what is known where nothing was named; and a box for their own words."""
    screen = said(safety_screen())
    visit = session.load(request, _key(partnership))
    assessment = visit.assessment(screen)
    if not visit.is_stopped(screen) or not visit.answers:
        return _to_next(screen, visit, partnership)
    country = presenters.country_of(partnership.service)
    context = {
        "parts": advice_parts(assessment, screen, country),
        "ending": None if assessment.advice else ending_for(screen, country),
        "reading": reading.reading_sentence(partnership.service),
        "form": WordsForm(),
        "coming_back": visit.then == "come-back",
    }
    return render(request, "access/worse_advice.html", context)


@partnership_page(Verb.SAY_NEW_OR_WORSE, purpose="new-or-worse")
@require_http_methods(["GET", "POST"])
@counts_once
def words(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """A few words to the team: an item with an owner, and the page says when it is read."""
    form = WordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        visit = session.load(request, _key(partnership))
        lately = clock.now() - SAME_VISIT
        run = ScreenRun.objects.filter(
            pk__in=visit.run_ids[-1:], partnership=partnership, at__gte=lately
        ).first()
        row = new_or_worse.tell(
            partnership=partnership, by=request.user, words=form.cleaned_data["words"], run=run
        )
        return redirect("access:report", partnership_id=partnership.pk, report_id=row.pk)
    context = {"form": form, "reading": reading.reading_sentence(partnership.service)}
    return render(request, "access/worse_words.html", context)


@partnership_page(Verb.READ_STORY, purpose="new-or-worse")
@require_http_methods(["GET", "POST"])
@counts_once
def report(request: PartnershipRequest, partnership: Partnership, report_id: UUID) -> HttpResponse:
    """One report: the person sees that it was sent and when it is read; a professional deals with it."""
    rows = NewOrWorse.objects.select_related("run", "partnership", "service").prefetch_related("found__by")
    row = get_object_or_404(rows, pk=report_id, partnership=partnership)
    mine = request.relation is Relation.PERSON
    form = FoundForm(request.POST if request.method == "POST" and not mine else None)
    if request.method == "POST" and not mine and form.is_valid():
        given = form.cleaned_data
        new_or_worse.found(report=row, what=Found.What(given["what"]), words=given["words"], by=request.user)
        messages.success(request, _("Written down."))
        return redirect("access:new-or-worse", partnership_id=partnership.pk)
    ringing = way.may_contact(partnership, channel=Channel.PHONE, purpose=Purpose.URGENT)
    current = way.current(partnership)
    context = {
        "row": presenters.report(row, mine=mine),
        "form": form,
        "is_person": mine,
        "reading": reading.reading_sentence(partnership.service, row.at),
        "reaching": presenters.reaching(current),
        "against_wish": ringing.by_a_professional_only and presenters.has_said_how(current),
    }
    return render(request, "access/report.html", context)
