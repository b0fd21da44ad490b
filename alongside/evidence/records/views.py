"""Files brought in, the records in them, and what came twice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.base.pages.once import counts_once
from alongside.evidence.records import presenters
from alongside.evidence.records.actions import comparing, importing
from alongside.evidence.records.forms import ImportForm, SearchForm
from alongside.evidence.records.models import Merge, Pair, Record
from alongside.evidence.synthesis import presenters as frame
from alongside.evidence.synthesis.authority import Verb
from alongside.evidence.synthesis.models import Synthesis
from alongside.evidence.synthesis.pages import SynthesisRequest, back_to, may, post_needs, synthesis_page

GET_OR_POST = ["GET", "HEAD", "POST"]
A_PAGE = 25


def _context(request: SynthesisRequest, synthesis: Synthesis, **more: Any) -> dict[str, Any]:
    return {"synthesis": synthesis, "rooms": frame.nav(request, synthesis), **more}


@synthesis_page(Verb.OPEN)
@require_http_methods(GET_OR_POST)
@counts_once
def imports(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    mine = post_needs(request, Verb.BRING_IN_RECORDS)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = importing.bring_in(
                synthesis=synthesis,
                file_name=file.name,
                chunks=file.chunks(),
                source=form.cleaned_data["source"],
                other_way=form.cleaned_data["other_way"],
                by=request.user,
            )
        except importing.AlreadyHere:
            form.add_error("file", _("The very same file is here already."))
        except importing.TooLarge:
            form.add_error("file", _("This file is too large. Take it in two or more pieces."))
        else:
            messages.success(request, _("We have the file, and read it now. You need not wait."))
            return redirect("records:import", synthesis.pk, made.pk)
    lines = [presenters.import_line(each) for each in synthesis.imports.order_by("-at")]
    return render(
        request,
        "records/imports.html",
        _context(
            request, synthesis, lines=lines, form=form if mine else None, work=frame.work_under_way(synthesis)
        ),
    )


@synthesis_page(Verb.OPEN)
@require_safe
def imported(request: SynthesisRequest, synthesis: Synthesis, import_id: UUID) -> HttpResponse:
    found = get_object_or_404(synthesis.imports, pk=import_id)
    told = [
        (source.number, each["what"])
        for source in found.source_records.exclude(notices=[]).order_by("number")[:200]
        for each in source.notices
    ]
    return render(
        request,
        "records/import.html",
        _context(
            request, synthesis, imported=found, line=presenters.import_line(found), told=told,
            work=frame.work_under_way(synthesis),
        ),
    )  # fmt: skip


@synthesis_page(Verb.TAKE_OUT)
@require_safe
def file_bytes(
    request: SynthesisRequest,  # noqa: ARG001
    synthesis: Synthesis,
    import_id: UUID,
) -> StreamingHttpResponse:
    """The file again, byte for byte as it was brought in."""
    found = get_object_or_404(synthesis.imports, pk=import_id)
    answer = StreamingHttpResponse(importing.bytes_of(found), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = 'attachment; filename="import"'
    return answer


@synthesis_page(Verb.OPEN)
@require_safe
def records(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    form = SearchForm(request.GET)
    rows: QuerySet[Record] = synthesis.records.filter(merged_into=None)
    if form.is_valid():
        for word in form.cleaned_data["words"].split()[:8]:
            rows = rows.filter(
                Q(title__icontains=word) | Q(abstract__icontains=word) | Q(authors__icontains=word)
            )
    page = Paginator(rows.order_by("number"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "records/records.html", _context(request, synthesis, form=form, page=page))


@synthesis_page(Verb.OPEN)
@require_safe
def record(request: SynthesisRequest, synthesis: Synthesis, record_id: UUID) -> HttpResponse:
    """One record: its fields, and every source record behind it. Who decided what is not on this page."""
    found = get_object_or_404(synthesis.records, pk=record_id)
    sources = found.sources.select_related("imported").order_by("imported__at", "number")
    linked = Pair.objects.filter(linked=True).filter(Q(first__record=found) | Q(second__record=found))
    return render(
        request,
        "records/record.html",
        _context(
            request, synthesis, record=found, fields=presenters.record_fields(found),
            sources=[presenters.source_block(each) for each in sources],
            linked=[
                each.second.record if each.first.record_id == found.pk else each.first.record
                for each in linked.select_related("first__record", "second__record")
            ],
            reasons=[(each, each.reason) for each in linked],
        ),
    )  # fmt: skip


def _open_pairs(synthesis: Synthesis) -> QuerySet[Pair]:
    return synthesis.pairs.filter(linked=False, verdict=Pair.Verdict.OPEN).order_by("-score", "pk")


@synthesis_page(Verb.OPEN)
@require_safe
def duplicates(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    waiting = _open_pairs(synthesis)
    page = Paginator(waiting.select_related("first", "second"), A_PAGE).get_page(request.GET.get("page"))
    merged = synthesis.merges.filter(undone_at=None)
    return render(
        request,
        "records/duplicates.html",
        _context(
            request, synthesis, page=page, waiting=waiting.count(), merged=merged.count(),
            linked=synthesis.pairs.filter(linked=True).count(), work=frame.work_under_way(synthesis),
        ),
    )  # fmt: skip


@synthesis_page(Verb.COMPARE_RECORDS)
@require_http_methods(GET_OR_POST)
@counts_once
def pair(request: SynthesisRequest, synthesis: Synthesis, pair_id: UUID) -> HttpResponse:
    pairs = synthesis.pairs.select_related("first__record", "second__record", "first__imported")
    found = get_object_or_404(pairs, pk=pair_id)
    if request.method == "POST":
        answers = {"same": comparing.same, "different": comparing.different}
        answer = answers.get(request.POST.get("answer", ""))
        try:
            if answer is not None:
                answer(pair=found, by=request.user)
        except comparing.AlreadyAnswered:
            messages.info(request, _("Somebody has answered this already."))
        else:
            if answer is not None:
                messages.success(request, _answered(request.POST["answer"]))
        following = _open_pairs(synthesis).first()
        if following is not None:
            return redirect(reverse("records:pair", args=[synthesis.pk, following.pk]) + "#main")
        return redirect("records:duplicates", synthesis.pk)
    return render(
        request,
        "records/pair.html",
        _context(
            request,
            synthesis,
            pair=found,
            fields=presenters.compared(found),
            why=presenters.because(found.reason),
        ),
    )


def _answered(answer: str) -> str:
    """What became of the two before these, now that the next two are shown."""
    if answer == "same":
        return _("Those two are one now. Under Merged they can be taken apart.")
    return _("Those two stay apart.")


@synthesis_page(Verb.OPEN)
@require_safe
def merges(request: SynthesisRequest, synthesis: Synthesis) -> HttpResponse:
    rows = synthesis.merges.select_related("kept").prefetch_related("parts").order_by("-at", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "records/merges.html",
        _context(
            request, synthesis, page=page, lines=[presenters.merge_line(each) for each in page],
            may_undo=may(request, Verb.COMPARE_RECORDS),
        ),
    )  # fmt: skip


@synthesis_page(Verb.COMPARE_RECORDS)
@require_POST
@counts_once
def undo(request: SynthesisRequest, synthesis: Synthesis, merge_id: UUID) -> HttpResponse:
    found = get_object_or_404(Merge.objects.filter(synthesis=synthesis), pk=merge_id)
    try:
        comparing.undo(merge=found, by=request.user)
    except comparing.AlreadyAnswered:
        messages.error(request, _("A later merge rests on this one. Take that apart first."))
    else:
        messages.success(request, _("Taken apart. They will stay apart."))
    return back_to(request, "records:merges", synthesis, f"m{found.pk}")
