"""A professional types what somebody without a screen says: a check-in, an answer to a step."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.base import ids
from alongside.base.pages.once import counts_once
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.typed_forms import ReadBackForm
from alongside.care.partnership.typed_pages import Asked, Part, TypingPage, render_typing
from alongside.care.plan import saying as say
from alongside.care.plan.actions import check_in as check_ins
from alongside.care.plan.actions import step as steps
from alongside.care.plan.forms import TypedAnswerForm
from alongside.care.plan.going_figures import asked_about
from alongside.care.plan.going_forms import TypedCheckInForm, shown_steps
from alongside.care.plan.models import Step, StepWording
from alongside.care.plan.presenters import going_words as words
from alongside.care.plan.rules.checking_in import About, NotSaid, TooLate


@partnership_page(Verb.TYPE_FOR_PERSON, purpose="going")
@require_http_methods(["GET", "POST"])
@counts_once
def check_in(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """How it went today or yesterday, as the person says it."""
    asked = asked_about(partnership)
    form, read_back = _check_in_form(request, asked), ReadBackForm(request.POST or None)
    if request.method == "POST" and all([form.is_valid(), read_back.is_valid()]):
        try:
            check_ins.send(
                partnership=partnership,
                sending=form.sending(),
                about=form.about_day,
                by=request.user,
                said=read_back.said(),
            )
        except NotSaid:
            messages.info(request, _("Nothing was chosen, so there is nothing to keep."))
        except TooLate:
            messages.info(request, _("That page was open for many days. Please type it again."))
        else:
            messages.success(request, _("Kept, and marked as typed by you. This is what came of it."))
            return redirect("plan:going", partnership_id=partnership.pk)
        return redirect("plan:check-in-type", partnership_id=partnership.pk)
    page = TypingPage(
        title=_("How it went, as %(person)s says it") % {"person": partnership.known_as},
        lead=_("Ask only what they want to say. No is a fine answer, and so is nothing.")
        if asked
        else _("No step on the plan asks for a check-in yet."),
        back=_("Type what they say"),
        back_href=reverse("support:typed", args=[partnership.pk]),
        form=form,
        parts=_check_in_parts(form, asked),
    )
    return render_typing(request, page, read_back)


def _check_in_form(request: PartnershipRequest, asked: list[Step]) -> TypedCheckInForm:
    if request.method == "POST":
        return TypedCheckInForm(request.POST, steps=shown_steps(request.POST.get("shown", "")))
    shown = [str(step.pk) for step in asked]
    initial = {"key": ids.uuid7(), "shown": " ".join(shown), "about": About.TODAY.value}
    return TypedCheckInForm(steps=shown, initial=initial)


def _check_in_parts(form: TypedCheckInForm, asked: list[Step]) -> list[Part]:
    titles = {str(step.pk): (words.step_title(step), words.step_amount(step)) for step in asked}
    parts = [Part([Asked(form["about"])])]
    for step in form.steps:
        title, amount = titles.get(step, (_("A step"), ""))
        fields = [Asked(form[f"{name}-{step}"]) for name in ("did", "hard", "worse")]
        parts.append(Part(fields, title, amount))
    rest = [
        Asked(form["pain"], _("no pain"), _("the worst they can think of")),
        Asked(form["confidence"], _("not at all sure"), _("quite sure")),
        Asked(form["no_difference"]),
        Asked(form["words"]),
    ]
    return [*parts, Part(rest)]


@partnership_page(Verb.TYPE_FOR_PERSON, purpose="plan")
@require_http_methods(["GET", "POST"])
@counts_once
def answer(request: PartnershipRequest, partnership: Partnership, wording_id: UUID) -> HttpResponse:
    """What the person said when a step was read to them: never a silent yes."""
    rows = StepWording.objects.open().select_related("partnership", "step")
    row = get_object_or_404(rows, pk=wording_id, partnership=partnership)
    newest = StepWording.objects.filter(step=row.step_id).order_by("-number").first()
    form = TypedAnswerForm(request.POST or None, initial={"seen": newest.number if newest else 1})
    read_back = ReadBackForm(request.POST or None)
    if request.method == "POST" and all([form.is_valid(), read_back.is_valid()]):
        given = form.cleaned_data
        try:
            steps.answer(
                wording=row,
                says=Answer(given["says"]),
                by=request.user,
                seen=given["seen"],
                why=given["why"],
                said=read_back.said(),
            )
        except (steps.Changed, steps.NotOnPlan):
            messages.info(request, _("The words have changed since you read them. Please read them again."))
        else:
            messages.success(request, _("Kept, and marked as typed by you."))
        return redirect("plan:plan", partnership_id=partnership.pk)
    return render_typing(request, _answer_page(partnership, row, form), read_back)


def _answer_page(partnership: Partnership, row: StepWording, form: TypedAnswerForm) -> TypingPage:
    if row.author_side == "person":
        raise Http404  # their own words need no answer of theirs
    said = row.words()
    much = say.dose(said)
    notes = [
        _("Why: %(reason)s") % {"reason": said.reason} if said.reason else "",
        _("How: %(how)s") % {"how": said.how} if said.how else "",
        _("Stop if: %(stop)s") % {"stop": said.stop_if} if said.stop_if else "",
    ]
    return TypingPage(
        title=_("What %(person)s says to it") % {"person": partnership.known_as},
        lead=_("They wanted no advice unless they ask. Ask first if they would like to hear it.")
        if row.hidden
        else _("Read the words out first. Any of the four answers is fine."),
        quote=_("%(what)s: %(much)s") % {"what": said.what, "much": much} if much else said.what,
        quote_side=row.author_side,
        notes=[note for note in notes if note],
        back=_("Type what they say"),
        back_href=reverse("support:typed", args=[partnership.pk]),
        form=form,
        parts=[Part([Asked(form["says"]), Asked(form["why"])])],
    )
