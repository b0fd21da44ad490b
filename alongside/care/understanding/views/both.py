"""*How we each see it*: both sides side by side, and what becomes of a difference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.base.services.reading import reading_sentence
from alongside.care.measures import catalogue
from alongside.care.measures.models import Occasion
from alongside.care.measures.sight import viewer_of
from alongside.care.partnership import sources as growing
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.definitions_said import in_words
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.understanding import sources
from alongside.care.understanding.actions import difference as actions
from alongside.care.understanding.actions import side_note
from alongside.care.understanding.both_forms import FoundForm, NoteForm, NotHowForm
from alongside.care.understanding.models import Difference
from alongside.care.understanding.presenters.both import both_page


@partnership_page(Verb.SEE_SIDES, purpose="both")
@require_safe
def both(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The newest of everything that both have answered."""
    viewer = viewer_of(request.user, request.relation, partnership)
    context = both_page(partnership, viewer)
    return render(
        request, "understanding/both.html", context | {"grows": _grows(request, partnership, context)}
    )


@partnership_page(Verb.SEE_SIDES, purpose="both")
@require_safe
def then(request: PartnershipRequest, partnership: Partnership, occasion_id: UUID) -> HttpResponse:
    """One earlier occasion that both answered."""
    get_object_or_404(Occasion.objects.both_in(), pk=occasion_id, partnership=partnership)
    viewer = viewer_of(request.user, request.relation, partnership)
    context = both_page(partnership, viewer, chosen=occasion_id) | {"grows": {}}
    return render(request, "understanding/both.html", context)


@partnership_page(Verb.TALK_ABOUT_DIFFERENCE, purpose="both")
@require_http_methods(["POST"])
@counts_once
def move(request: PartnershipRequest, partnership: Partnership, difference_id: UUID) -> HttpResponse:
    """Talk about it, leave it open, open it again, or agree with what was found."""
    row = _difference(partnership, difference_id)
    what = request.POST.get("what", "")
    moves: dict[str, Callable[[], Difference]] = {
        "talk": lambda: actions.talk(difference=row, by=request.user),
        "leave-open": lambda: actions.leave_open(difference=row, by=request.user),
        "reopen": lambda: actions.reopen(difference=row, by=request.user),
        "agree": lambda: actions.agree(
            difference=row, by=request.user, revision=_number(request.POST.get("revision", ""))
        ),
    }
    if what not in moves:
        raise Http404
    _try(request, moves[what])
    return redirect("understanding:both", partnership_id=partnership.pk)


@partnership_page(Verb.TALK_ABOUT_DIFFERENCE, purpose="both")
@require_http_methods(["GET", "POST"])
@counts_once
def found(request: PartnershipRequest, partnership: Partnership, difference_id: UUID) -> HttpResponse:
    """We have talked: say what we found."""
    row = _difference(partnership, difference_id)
    actions.require_reader(row, request.user)
    mine = row.said_by_id == request.user.pk
    form = FoundForm(request.POST or None, initial={"found": row.found if mine else ""})
    if request.method == "POST" and form.is_valid():
        _try(
            request,
            lambda: actions.say_found(difference=row, found=form.cleaned_data["found"], by=request.user),
        )
        return redirect("understanding:both", partnership_id=partnership.pk)
    return _form_page(request, row, form, _("What did we find?"), _("Send it"))


@partnership_page(Verb.TALK_ABOUT_DIFFERENCE, purpose="both")
@require_http_methods(["GET", "POST"])
@counts_once
def not_how(request: PartnershipRequest, partnership: Partnership, difference_id: UUID) -> HttpResponse:
    """That is not how I see it."""
    row = _difference(partnership, difference_id)
    actions.require_reader(row, request.user)
    form = NotHowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _try(
            request,
            lambda: actions.not_how(difference=row, why=form.cleaned_data["why"], by=request.user),
        )
        return redirect("understanding:both", partnership_id=partnership.pk)
    title = _("That is not how I see it")
    return _form_page(request, row, form, title, _("Keep it to talk about"))


@partnership_page(Verb.TALK_ABOUT_DIFFERENCE, purpose="both")
@require_http_methods(["GET", "POST"])
@counts_once
def note(request: PartnershipRequest, partnership: Partnership, occasion_id: UUID, item: str) -> HttpResponse:
    """A few words beside a rating."""
    occasion = get_object_or_404(
        Occasion.objects.both_in().with_instrument(), pk=occasion_id, partnership=partnership
    )
    two_sided = catalogue.two_sided().find(occasion.key, item)
    if two_sided is None:
        raise Http404
    side_note.require_reader(occasion, request.user)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        side_note.write(occasion=occasion, item=item, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Your words stand beside the rating now."))
        return redirect("understanding:both", partnership_id=partnership.pk)
    question = in_words(catalogue.reading(occasion.instrument).questionnaire.index[item].text)
    context = {
        "form": form,
        "title": _(two_sided.title),
        "question": question,
        "found": "",
        "button": _("Keep my words"),
        "for_person": request.relation is Relation.PERSON,
        "reading_line": reading_sentence(partnership.service),
    }
    return render(request, "understanding/both_form.html", context)


def _grows(
    request: PartnershipRequest, partnership: Partnership, context: dict[str, Any]
) -> dict[UUID, list[growing.Link]]:
    """What can grow out of each difference on the page, by its key; to talk about it has its own button."""
    lines = (row.difference for group in context["groups"] for row in group.rows if row.difference)
    return {
        line.row.pk: growing.growths(
            sources.DIFFERENCE,
            str(line.row.pk),
            partnership=partnership,
            relation=request.relation,
            but=Verb.PREPARE_VISIT,
        )
        for line in lines
    }


def _form_page(
    request: PartnershipRequest, row: Difference, form: FoundForm | NotHowForm, title: str, button: str
) -> HttpResponse:
    two_sided = catalogue.two_sided().find(row.instrument, row.item)
    question = in_words(catalogue.reading(row.occasion.instrument).questionnaire.index[row.item].text)
    context = {
        "form": form,
        "title": title,
        "question": f"{_(two_sided.title)}: {question}" if two_sided else question,
        "found": row.found if isinstance(form, NotHowForm) else "",
        "button": button,
        "for_person": request.relation is Relation.PERSON,
        "reading_line": reading_sentence(request.partnership.service),
    }
    return render(request, "understanding/both_form.html", context)


def _try(request: PartnershipRequest, do: Callable[[], Difference]) -> None:
    """Do it, or say that the other side was quicker."""
    try:
        do()
    except actions.Changed:
        messages.info(request, _("The words have changed since you read them. Please read them again."))
    except actions.NotPossible:
        messages.info(request, _("Somebody was quicker. This is how it stands now."))


def _difference(partnership: Partnership, key: UUID) -> Difference:
    rows = Difference.objects.select_related("occasion__instrument", "partnership")
    return get_object_or_404(rows, pk=key, partnership=partnership)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
