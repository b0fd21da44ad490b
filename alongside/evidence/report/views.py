"""What has come out: the flow, each number opening its records, and everything to take away."""

from __future__ import annotations

import tempfile
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base import clock
from alongside.base.pages.once import counts_once_in_pieces
from alongside.evidence.appraisal import picture
from alongside.evidence.records.models import SourceRecord
from alongside.evidence.report import archive as archives
from alongside.evidence.report import exporting, presenters, standalone
from alongside.evidence.report.actions import archive as actions
from alongside.evidence.report.counts import WHAT, counts, part_of
from alongside.evidence.report.counts import behind as rows_behind
from alongside.evidence.report.forms import ArchiveForm
from alongside.evidence.report.opening import NotAnArchive
from alongside.evidence.synthesis import presenters as frame
from alongside.evidence.synthesis.actions.synthesis import latest
from alongside.evidence.synthesis.authority import Verb, may_begin
from alongside.evidence.synthesis.models import Synthesis
from alongside.evidence.synthesis.pages import SynthesisRequest, may, synthesis_page

A_PAGE = 25


def _context(request: SynthesisRequest, synthesis: Synthesis, **more: Any) -> dict[str, Any]:
    return {"synthesis": synthesis, "rooms": frame.nav(request, synthesis), **more}


@synthesis_page(Verb.OPEN)
@require_safe
def report(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    numbers = counts(synthesis)
    return render(
        request,
        "report/report.html",
        _context(
            request, synthesis, flow=presenters.flow_picture(synthesis, numbers, linked=True),
            rows=presenters.flow_rows(synthesis, numbers), methods=presenters.methods(synthesis, numbers),
            studies=presenters.studies(synthesis), takes_out=may(request, Verb.TAKE_OUT),
            matrix=presenters.matrix(synthesis), model=picture.drawn(synthesis),
        ),
    )  # fmt: skip


@synthesis_page(Verb.OPEN)
@require_safe
def behind(request: SynthesisRequest, synthesis: Synthesis, what: str) -> HttpResponse:
    """The records behind one number of the flow."""
    if what not in WHAT:
        raise Http404
    name, rows, query = presenters.names()[what], rows_behind(synthesis, what), "?"
    if part := request.GET.get("part", ""):
        try:
            line, rows = part_of(synthesis, what, int(part[:4]))
        except (LookupError, ValueError) as fault:
            raise Http404 from fault
        name, query = f"{name}: {latest(synthesis).text_of(line)}", f"?part={int(part)}&"
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    lines = [_line(each) for each in page]
    return render(
        request,
        "report/behind.html",
        _context(request, synthesis, name=name, page=page, lines=lines, query=query),
    )


def _line(row: Any) -> dict[str, Any]:
    if isinstance(row, SourceRecord):
        return {"key": row.record_id, "title": row.understood.get("title"), "about": ""}
    return {"key": row.pk, "title": row.title, "about": row.cited}


@synthesis_page(Verb.TAKE_OUT)
@require_safe
def page(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    """The report as one page that needs nothing else: to be kept, sent, printed."""
    numbers = counts(synthesis)
    answer = render(
        request,
        "report/_standalone.html",
        {
            "synthesis": synthesis,
            "protocol": latest(synthesis),
            "head": standalone.head(synthesis.title),
            "flow": presenters.flow_picture(synthesis, numbers, linked=False),
            "rows": presenters.flow_rows(synthesis, numbers),
            "methods": presenters.methods(synthesis, numbers),
            "studies": presenters.studies(synthesis),
            "matrix": presenters.matrix(synthesis),
            "model": picture.drawn(synthesis),
            "made": clock.now(),
        },
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="report.html"'
    return answer


@synthesis_page(Verb.TAKE_OUT)
@require_safe
def export(request: SynthesisRequest, synthesis: Synthesis, form: str) -> HttpResponseBase:  # noqa: ARG001
    if form not in exporting.FORMS:
        raise Http404
    _write, content_type = exporting.FORMS[form]
    answer = StreamingHttpResponse(exporting.written(synthesis, form), content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="records.{form}"'
    return answer


@synthesis_page(Verb.TAKE_OUT)
@require_safe
def archive(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponseBase:  # noqa: ARG001
    file = tempfile.TemporaryFile(prefix="alongside-archive-")  # noqa: SIM115 - FileResponse closes it
    archives.write(synthesis, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="synthesis.zip")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@counts_once_in_pieces
def open_archive(request: SynthesisRequest) -> HttpResponse:
    if not may_begin(request.user):
        raise Http404
    form = ArchiveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_(file=form.cleaned_data["file"], by=request.user)
        except NotAnArchive as fault:
            form.add_error("file", presenters.why_not(fault))
        else:
            messages.success(
                request, _("Opened. You lead it now; the people it came from stand in its history.")
            )
            return redirect("synthesis:overview", made.pk)
    return render(request, "report/open_archive.html", {"form": form})
