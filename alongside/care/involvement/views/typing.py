"""A professional types what somebody without a screen says: a problem, a goal, an answer, a rating."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.base.pages.once import counts_once
from alongside.care.involvement.actions import matter as actions
from alongside.care.involvement.forms import RateForm, TypedAnswerForm, TypedMatterForm
from alongside.care.involvement.models import Matter
from alongside.care.involvement.rules.matters import Kind, State
from alongside.care.involvement.views.matter import ends_of, find_matter
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.typed_forms import ReadBackForm
from alongside.care.partnership.typed_pages import Asked, Part, TypingPage, render_typing


@partnership_page(Verb.TYPE_FOR_PERSON, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def problem(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """A problem, as the person says it."""
    return _matter(request, partnership, Kind.PROBLEM)


@partnership_page(Verb.TYPE_FOR_PERSON, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def goal(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """A goal, as the person says it."""
    return _matter(request, partnership, Kind.GOAL)


def _matter(request: PartnershipRequest, partnership: Partnership, kind: Kind) -> HttpResponse:
    form, read_back = TypedMatterForm(request.POST or None, kind=kind), ReadBackForm(request.POST or None)
    if request.method == "POST" and all([form.is_valid(), read_back.is_valid()]):
        made = actions.propose(
            partnership=partnership,
            kind=kind,
            words=form.words(),
            rating=form.rating(),
            by=request.user,
            said=read_back.said(),
        )
        return _kept(request, made)
    titles = {
        Kind.PROBLEM: _("A problem, as %(person)s says it"),
        Kind.GOAL: _("A goal, as %(person)s says it"),
    }
    low, high = ends_of(kind)
    page = TypingPage(
        title=titles[kind] % {"person": partnership.known_as},
        lead=_("It counts when a professional has said yes to the words too."),
        back=_("Type what they say"),
        back_href=reverse("support:typed", args=[partnership.pk]),
        form=form,
        parts=[
            Part([_asked(form, name, low, high) for name in form.fields if name not in ("number", "source")])
        ],
    )
    return render_typing(request, page, read_back)


def _asked(form: Form, name: str, low: str, high: str) -> Asked:
    return Asked(form[name], low, high) if name == "rating" else Asked(form[name])


@partnership_page(Verb.TYPE_FOR_PERSON, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def answer(request: PartnershipRequest, partnership: Partnership, matter_id: UUID) -> HttpResponse:
    """What the person said when the words were read to them: never a silent yes."""
    row = _open(partnership, matter_id)
    form = TypedAnswerForm(request.POST or None, initial={"number": row.wording.number})
    read_back = ReadBackForm(request.POST or None)
    if request.method == "POST" and all([form.is_valid(), read_back.is_valid()]):
        given = form.cleaned_data
        try:
            actions.answer(
                matter=row,
                number=given["number"],
                says=Answer(given["says"]),
                why=given["why"],
                by=request.user,
                said=read_back.said(),
            )
        except (actions.Changed, actions.NotPossible):
            messages.info(request, _("The words have changed since you read them. Please read them again."))
            return redirect("involvement:matter", partnership_id=partnership.pk, matter_id=row.pk)
        return _kept(request, row)
    page = TypingPage(
        title=_("What %(person)s says to it") % {"person": partnership.known_as},
        lead=_("Read the words out first. Any of the four answers is fine."),
        quote=row.wording.text,
        quote_side=row.wording.author_side,
        notes=[row.wording.reason] if row.wording.reason else [],
        back=_("Type what they say"),
        back_href=reverse("support:typed", args=[partnership.pk]),
        form=form,
        parts=[Part([Asked(form["says"]), Asked(form["why"])])],
    )
    return render_typing(request, page, read_back)


@partnership_page(Verb.TYPE_FOR_PERSON, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def rating(request: PartnershipRequest, partnership: Partnership, matter_id: UUID) -> HttpResponse:
    """The number that the person says, 0 to 8."""
    row = _open(partnership, matter_id)
    form, read_back = RateForm(request.POST or None, kind=Kind(row.kind)), ReadBackForm(request.POST or None)
    if request.method == "POST" and all([form.is_valid(), read_back.is_valid()]):
        value = int(form.cleaned_data["rating"])
        actions.rate(matter=row, value=value, by=request.user, said=read_back.said())
        return _kept(request, row)
    low, high = ends_of(Kind(row.kind))
    page = TypingPage(
        title=_("How it is today, as %(person)s says it") % {"person": partnership.known_as},
        lead=_("Only they can say. There is no right number."),
        quote=row.wording.text,
        quote_side="shared" if row.wording.agreed_at else row.wording.author_side,
        back=_("Type what they say"),
        back_href=reverse("support:typed", args=[partnership.pk]),
        form=form,
        parts=[Part([Asked(form["rating"], low, high)])],
    )
    return render_typing(request, page, read_back)


def _open(partnership: Partnership, matter_id: UUID) -> Matter:
    row = find_matter(partnership, matter_id)
    if row.state != State.OPEN:
        raise Http404
    return row


def _kept(request: PartnershipRequest, row: Matter) -> HttpResponse:
    messages.success(request, _("Kept, and marked as typed by you."))
    return redirect("involvement:matter", partnership_id=row.partnership_id, matter_id=row.pk)
