"""What is known, to be read by everybody: from a theme to its studies, findings, and the advice on them."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.base.pages.once import counts_once
from alongside.evidence.findings import presenters
from alongside.evidence.findings.actions import bundle as actions
from alongside.evidence.findings.forms import SignForm
from alongside.evidence.findings.rules import bundle as bundles
from alongside.evidence.findings.rules.founding import SingleStudy, Study, known


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    here = known()
    return render(
        request,
        "findings/index.html",
        {
            "synthesis": here.synthesis,
            "themes": [presenters.theme_line(here, theme) for theme in here.matrix.theme],
            "beside": [presenters.line(here, each) for each in here.findings_of(theme="partnership")],
            "picture": presenters.model_picture(here),
            "edges": presenters.model_lines(here),
            "may_sign": _may_sign(request),
        },
    )


@require_safe
def how_made(request: HttpRequest) -> HttpResponse:
    here = known()
    rows, defined = presenters.rule_table()
    return render(
        request,
        "findings/how_made.html",
        {
            "synthesis": here.synthesis,
            "flow": presenters.flow_picture(here),
            "counts": presenters.counts_table(here),
            "rule": rows,
            "defined": defined,
        },
    )


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    here = known()
    cells = here.matrix.cells()
    counts = {each.id: sum(1 for study, _theme in cells if study == each.id) for each in here.matrix.study}
    return render(request, "findings/matrix.html", {"matrix": here.matrix, "cells": cells, "counts": counts})


@require_safe
def theme(request: HttpRequest, theme_id: str) -> HttpResponse:
    here = known()
    found = next((each for each in here.matrix.theme if each.id == theme_id), None)
    if found is None:
        raise Http404
    cells = here.matrix.cells()
    return render(
        request,
        "findings/theme.html",
        {
            "theme": found,
            "findings": [presenters.line(here, each) for each in here.findings_of(theme=theme_id)],
            "studies": [
                {**presenters.study_line(each), "place": cells[each.id, theme_id]}
                for each in here.matrix.study
                if (each.id, theme_id) in cells
            ],
        },
    )


@require_safe
def study(request: HttpRequest, study_id: str) -> HttpResponse:
    here = known()
    single = next((each for each in here.singles.study if each.id == study_id), None)
    found = next((each for each in here.matrix.study if each.id == study_id), None)
    if found is None and single is None:
        raise Http404
    return render(
        request,
        "findings/study.html",
        {
            "study": found or single,
            "single": single,
            "themes": [
                {**presenters.theme_line(here, each), "place": here.matrix.cells()[study_id, each.id]}
                for each in here.matrix.theme
                if study_id in each.studies
            ],
            "findings": [presenters.line(here, each) for each in here.findings_of(study=study_id)],
        },
    )


@require_safe
def finding(request: HttpRequest, finding_id: str) -> HttpResponse:
    here = known()
    found = next((each for each in here.findings.finding if each.id == finding_id), None)
    if found is None:
        raise Http404
    named: list[Study | SingleStudy] = [*here.matrix.study, *here.singles.study]
    return render(
        request,
        "findings/finding.html",
        {
            "finding": found,
            "theme": here.theme_name(found.theme),
            "sure": presenters.sure(found.certainty),
            "reasons": bundles.reasons(here, found),
            "studies": [each for each in named if each.id in found.studies],
        },
    )


@require_safe
def bundle(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same for everybody
    """The file that care loads, as it would be published now."""
    answer = HttpResponse(actions.current(), content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="findings.json"'
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@counts_once
def sign(request: HttpRequest) -> HttpResponse:
    """A professional reads all findings on one page and signs them."""
    if not _may_sign(request):
        raise Http404
    here = known()
    read = bundles.fingerprint(actions.current())
    form = SignForm(request.POST or None, initial={"read": read})
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign(
                read=form.cleaned_data["read"],
                role=form.cleaned_data["role"],
                registration=form.cleaned_data["registration"],
                by=request.user,  # type: ignore[arg-type]
            )
        except actions.Changed:
            messages.error(request, _("The text changed while you read it. Please read it again."))
        else:
            messages.success(request, _("Signed. Advice may now rest on these findings."))
        return redirect("findings:sign")
    published = actions.published()
    return render(
        request,
        "findings/sign.html",
        {
            "form": form,
            "read": read,
            "lines": [
                {**presenters.line(here, each), "detail": each.detail} for each in here.findings.finding
            ],
            "published": bundles.fingerprint(published) if published else "",
        },
    )


@login_required
@require_POST
@counts_once
def withdraw(request: HttpRequest) -> HttpResponse:
    if not _may_sign(request):
        raise Http404
    actions.withdraw(role=_("professional"), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Taken back. Nothing rests on these findings until somebody signs again."))
    return redirect("findings:sign")


def _may_sign(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated and request.user.is_professional and settings.FINDINGS_FOLDER)
