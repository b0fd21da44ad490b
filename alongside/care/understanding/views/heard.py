"""Where a professional writes back what they heard, and the person answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.base.pages.once import counts_once
from alongside.base.services.reading import reading_sentence
from alongside.care.partnership import authority
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.presenters import contact_of
from alongside.care.understanding.actions import reflection as reflections
from alongside.care.understanding.forms import AnswerForm, ReleaseForm, WriteBackForm
from alongside.care.understanding.models import Reflection
from alongside.care.understanding.presenters import heard as presenters
from alongside.care.understanding.presenters import told
from alongside.care.understanding.rules.reflection import Answer, State
from alongside.care.understanding.views.reading import opened


@partnership_page(Verb.READ_STORY, purpose="story")
@require_http_methods(["GET", "POST"])
@counts_once
def heard(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The person answers what was written back; a professional writes it."""
    if request.relation is Relation.PERSON:
        return _for_person(request, partnership)
    return _for_team(request, partnership)


@partnership_page(Verb.WRITE_STORY, purpose="story")
@require_http_methods(["POST"])
def release(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The person chooses when they see what is written back."""
    form = ReleaseForm(request.POST)
    if form.is_valid():
        any_time = form.cleaned_data["when"] == "any-time"
        reflections.choose_release(partnership=partnership, any_time=any_time, by=request.user)
        messages.success(request, _("Saved."))
    return redirect("understanding:story", partnership_id=partnership.pk)


def _for_person(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _answer(request, partnership, form)
    if request.method == "POST" and ("said" in form.errors or "reflection" in form.errors):
        raise Http404
    talk = presenters.conversation(partnership, told.story_of(partnership), to_person=True)
    contact = contact_of(partnership)
    context = {
        "form": form,
        "talk": talk,
        "stands": presenters.where_it_stands(talk.state, partnership, contact.name if contact else ""),
        "when": reading_sentence(partnership.service),
    }
    return render(request, "understanding/heard.html", context)


def _answer(request: PartnershipRequest, partnership: Partnership, form: AnswerForm) -> HttpResponse:
    row = get_object_or_404(
        Reflection.objects.select_related("partnership__service", "version"),
        pk=form.cleaned_data["reflection"],
        partnership=partnership,
    )
    said = Answer(form.cleaned_data["said"])
    try:
        reflections.answer(reflection=row, said=said, why=form.cleaned_data["why"], by=request.user)
    except reflections.NotNow:
        messages.info(request, _("You have answered this already."))
    else:
        if said is Answer.RIGHT:
            messages.success(request, _("Thank you. You both see it the same way now."))
        else:
            messages.success(request, _("Thank you for saying so. That helps."))
            messages.success(request, reading_sentence(partnership.service))
    return redirect("understanding:heard", partnership_id=partnership.pk)


def _for_team(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    authority.require(request.user, Verb.REFLECT, partnership)
    found = told.story_of(partnership)
    current = found.current if found else None
    form = WriteBackForm(request.POST or None, initial={"version": current.number if current else 0})
    moved_on = False
    if request.method == "POST" and form.is_valid():
        answer = _write_back(request, partnership, form)
        if answer is not None:
            return answer
        moved_on = True
    if current is not None:
        opened(request, partnership, current)
    talk = presenters.conversation(partnership, found, to_person=False)
    context = {
        "form": form,
        "talk": talk,
        "moved_on": moved_on,
        "version": current,
        "stands": presenters.where_it_stands_for_team(talk.state, partnership),
        "needs_talk": talk.state is State.TALK,
        "told": told.told_sections(current, partnership, to_person=False) if current else [],
        "held_until": None if found and found.reflections_any_time else reading_sentence(partnership.service),
    }
    return render(request, "understanding/write_back.html", context)


def _write_back(
    request: PartnershipRequest, partnership: Partnership, form: WriteBackForm
) -> HttpResponse | None:
    """The redirect after writing; None where the person shared a newer version meanwhile."""
    row = told.version_of(partnership, form.cleaned_data["version"])
    if row is None:
        raise Http404
    row.partnership = partnership
    try:
        written = reflections.write_back(version=row, text=form.cleaned_data["text"], by=request.user)
    except reflections.StoryMovedOn:
        return None
    except reflections.NotNow:
        messages.info(request, _("Somebody has written back already. They have not answered yet."))
    else:
        name = {"person": partnership.known_as}
        if written.is_visible:
            messages.success(request, _("Sent. %(person)s can read it now.") % name)
        else:
            messages.success(request, _("Kept. %(person)s can read it when the clinic is open.") % name)
    return redirect("understanding:story", partnership_id=partnership.pk)
