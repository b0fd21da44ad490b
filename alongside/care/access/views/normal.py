"""*My normal*: what is usual for a person, written by one side and agreed by the other."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.base.services import reading
from alongside.care.access import presenters
from alongside.care.access.actions import my_normal
from alongside.care.access.forms import NormalForm
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.access.views.screening import question_or_404
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.definitions_said import said
from alongside.care.partnership.models import MyNormal, Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page


@partnership_page(Verb.SET_MY_NORMAL, purpose="my-normal")
@require_safe
def show(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Each question of which the screen shows what is usual, with what stands and who agreed it."""
    rows = MyNormal.objects.filter(partnership=partnership, until_at=None).select_related(
        "written_by", "agreed_by"
    )
    by_question = {row.question: row for row in rows}
    mine = request.relation is Relation.PERSON
    items = []
    for question in said(safety_screen()).questions:
        if not question.my_normal:
            continue
        row = by_question.get(question.id)
        wrote = row is not None and (row.written_by_id == partnership.person_id) == mine
        items.append(
            {
                "question": question,
                "topic": presenters.topic(question.id, question.text),
                "row": row,
                "may_agree": row is not None and not wrote,
            }
        )
    return render(request, "access/my_normal.html", {"items": items, "is_person": mine})


@partnership_page(Verb.SET_MY_NORMAL, purpose="my-normal")
@require_http_methods(["GET", "POST"])
@counts_once
def write(request: PartnershipRequest, partnership: Partnership, question_id: str) -> HttpResponse:
    """Write what is usual; if somebody wrote anew meanwhile, both are shown."""
    question = question_or_404(said(safety_screen()), question_id)
    if not question.my_normal:
        raise Http404
    row = MyNormal.objects.filter(partnership=partnership, question=question.id, until_at=None).first()
    initial = {"text": row.text, "seen": str(row.pk)} if row else {}
    form = NormalForm(request.POST if request.method == "POST" else None, initial=initial)
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            my_normal.write(
                partnership=partnership,
                question=question.id,
                text=given["text"],
                by=request.user,
                seen=given["seen"],
            )
        except my_normal.ChangedMeanwhile as changed:
            meanwhile = changed.current
            again = {"text": given["text"], "seen": str(meanwhile.pk) if meanwhile else ""}
            form = NormalForm(initial=again)
        else:
            messages.success(request, _("Saved. It stands once both of you have agreed to it."))
            return redirect("access:my-normal", partnership_id=partnership.pk)
    context = {
        "form": form,
        "question": question,
        "topic": presenters.topic(question.id, question.text),
        "meanwhile": meanwhile,
        "is_person": request.relation is Relation.PERSON,
        "reading": reading.reading_sentence(partnership.service)
        if request.relation is Relation.PERSON
        else "",
    }
    return render(request, "access/my_normal_write.html", context)


@partnership_page(Verb.SET_MY_NORMAL, purpose="my-normal")
@require_http_methods(["POST"])
@counts_once
def agree(request: PartnershipRequest, partnership: Partnership, normal_id: UUID) -> HttpResponse:
    """The other side agrees."""
    row = get_object_or_404(MyNormal, pk=normal_id, partnership=partnership)
    try:
        my_normal.agree(normal=row, by=request.user)
    except my_normal.ChangedMeanwhile:
        messages.error(request, _("It was written anew a moment ago. Please read it again."))
    except my_normal.NotBothSides:
        messages.error(request, _("You wrote this. Now it needs their yes."))
    else:
        messages.success(request, _("Agreed. It is shown beside the questions from now on."))
    return redirect("access:my-normal", partnership_id=partnership.pk)
