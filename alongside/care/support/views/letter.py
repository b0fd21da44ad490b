"""A letter to the GP: drafted, read by the person first, decided on, taken out as text or on paper."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.care.access.actions import letter as actions
from alongside.care.access.models import Letter
from alongside.care.access.rules.letter import Line, as_text
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.support import letters as presenters
from alongside.care.support.letter_forms import DecideForm, DraftForm


@partnership_page(Verb.SEE_LETTERS, purpose="letter")
@require_safe
def letters(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """All of them, and whether one can be written."""
    return render(request, "support/letters.html", presenters.index(partnership, request.relation))


@partnership_page(Verb.WRITE_LETTER, purpose="letter")
@require_http_methods(["GET", "POST"])
@counts_once
def draft(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Choose the lines to put to the person. Where no GP is to be involved there is nothing to draft."""
    offered = presenters.lines_of(partnership)
    form = DraftForm(request.POST if request.method == "POST" else None, offered=offered)
    out = actions.gp_is_out(partnership)
    if request.method == "POST" and not out and form.is_valid():
        point = Letter.Point(form.cleaned_data["point"])
        made = actions.draft(partnership=partnership, point=point, lines=form.chosen(), by=request.user)
        messages.success(request, _("They can read it now, and decide."))
        return redirect("support:letter", partnership.pk, made.pk)
    return render(request, "support/letter_draft.html", {"form": form, "offered": offered, "gp_is_out": out})


@partnership_page(Verb.SEE_LETTERS, purpose="letter")
@require_http_methods(["GET", "POST"])
@counts_once
def letter(request: PartnershipRequest, partnership: Partnership, letter_id: UUID) -> HttpResponse:
    """One letter. The person decides; either side says that it was handed over."""
    row = _letter(partnership, letter_id)
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        lines=[Line.from_plain(plain) for plain in row.lines],
        left_out=row.left_out,
    )
    if request.method == "POST" and form.is_valid():
        _do(form, row, request)
        return redirect("support:letter", partnership.pk, row.pk)
    context = {**presenters.letter_page(row, request.relation), "form": form}
    return render(request, "support/letter.html", context)


@partnership_page(Verb.SEE_LETTERS, purpose="letter")
@require_safe
def text(_request: PartnershipRequest, partnership: Partnership, letter_id: UUID) -> HttpResponse:
    """The letter as plain text, for any clinical system."""
    row = _to_take(partnership, letter_id)
    content = as_text(presenters.paper(row)).encode("utf-8")
    return _file(content, "text/plain; charset=utf-8", f"letter-{row.number}.txt")


@partnership_page(Verb.SEE_LETTERS, purpose="letter")
@require_safe
def pdf(_request: PartnershipRequest, partnership: Partnership, letter_id: UUID) -> HttpResponse:
    """The letter on paper."""
    row = _to_take(partnership, letter_id)
    from alongside.care.support.letter_pdf import as_pdf  # noqa: PLC0415 - it brings numpy: no page waits

    content = as_pdf(presenters.paper(row), row.drafted_at)
    return _file(content, "application/pdf", f"letter-{row.number}.pdf")


def _do(form: DecideForm, row: Letter, request: PartnershipRequest) -> None:
    says = form.cleaned_data["says"]
    try:
        if says == "handed-over":
            actions.hand_over(letter=row, by=request.user)
        elif request.relation is not Relation.PERSON:
            raise Http404
        elif says == "take-back":
            actions.take_back(letter=row, by=request.user)
        else:
            left_out = form.left_out()
            actions.answer(letter=row, says=Letter.Said(says), left_out=left_out, by=request.user)
    except actions.NotOpen:
        messages.info(request, _("That is not possible any more. Read where it stands."))
    except actions.GpNotInvolved:
        messages.info(request, _("You said that no GP is to be involved. Change that first, if you want."))
    except actions.NothingToSay:
        messages.info(request, _("Nothing was left to send. Press “Not this time” if that is what you mean."))


def _letter(partnership: Partnership, key: UUID) -> Letter:
    rows = Letter.objects.select_related("partnership__service", "drafted_by")
    return get_object_or_404(rows, pk=key, partnership=partnership)


def _to_take(partnership: Partnership, key: UUID) -> Letter:
    """A letter that may be taken out of here; any other looks as if it were not there."""
    row = _letter(partnership, key)
    if row.handed_over_at is None and not actions.may_leave(row):
        raise Http404
    return row


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
