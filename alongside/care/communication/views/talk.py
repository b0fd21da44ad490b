"""Talk: the front page of the room, and one conversation, at the same address for both sides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base import ids
from alongside.base.pages.jinja import clock_time
from alongside.base.services.reading import reading_sentence
from alongside.care.communication.actions import message as actions
from alongside.care.communication.actions import message_draft as drafts
from alongside.care.communication.actions.waiting import NobodyReads
from alongside.care.communication.message_forms import NotQuiteForm, WriteForm
from alongside.care.communication.models import Message, MessageSetAside, Thread, Wait
from alongside.care.communication.presenters import calls, visits
from alongside.care.communication.presenters import conversation as presenters
from alongside.care.communication.presenters import drafts as kept
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.presenters import contact_of
from alongside.care.partnership.rules.authority import allows


@partnership_page(Verb.READ_MESSAGES, purpose="talk")
@require_safe
def talk(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The conversations, the newest first, and what calls and visits offer."""
    page = _number(request.GET.get("page", ""), 1)
    lines, more = presenters.threads(partnership, request.relation, page)
    to_person = request.relation is Relation.PERSON
    may_see_visits = allows(request.relation, Verb.SEE_VISITS)
    context = {
        "threads": lines,
        "page": page,
        "more": more,
        "is_person": to_person,
        "contact": contact_of(partnership),
        "calls": calls.section(partnership, request.relation),
        "visits": visits.section(partnership, request.relation) if may_see_visits else None,
        "alone": request.relation is Relation.LEAD,
        "sending": presenters.sending_lines(partnership) if to_person else [],
        "reaching": [] if to_person else presenters.reaching_lines(partnership, reply=True),
        "draft": kept.draft_of(partnership, None, request.user),
    }
    return render(request, "communication/talk.html", context)


@partnership_page(Verb.READ_MESSAGES, purpose="talk")
@require_http_methods(["GET", "POST"])
def write(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Begin a conversation.

    Does not count once by its form's key: what somebody changed after going back is another message. The same
    form with the same words is one (``actions.begin``).
    """
    drafts.require_writer(request.user, partnership)
    form = _form(request, None)
    if request.method == "POST":
        answer = _write(request, partnership, None, form)
        if answer is not None:
            return answer
    context = {"topic": "", "thread": None, **_writing(request, partnership, None, form)}
    return render(request, "communication/write.html", context)


@partnership_page(Verb.READ_MESSAGES, purpose="talk")
@require_http_methods(["GET", "POST"])
def thread(request: PartnershipRequest, partnership: Partnership, thread_id: UUID) -> HttpResponse:
    """One conversation: read it, and write the next message."""
    row = thread_or_404(partnership, thread_id)
    form = _form(request, row)
    if request.method == "POST":
        answer = _write(request, partnership, row, form)
        if answer is not None:
            return answer
        row = thread_or_404(partnership, thread_id)  # it may have gone on meanwhile
        form = _again(request, form, row)
    elif actions.read(thread=row, by=request.user):
        row = thread_or_404(partnership, thread_id)
    before = _number(request.GET.get("before", ""), 0) or None
    shown, earlier = presenters.said(row, request.user, request.relation, before)
    last = (
        Wait.objects.filter(thread=row).select_related("item__owner", "ended_by").order_by("-since").first()
    )
    wait = last if last is not None and last.ended_at is None else None
    to_person = request.relation is Relation.PERSON
    context = {
        "thread": row,
        "topic": presenters.topic_of(row),
        "shown": shown,
        "earlier": earlier,
        "before": before,
        "wait": wait,
        "waits_line": presenters.waits_line(wait, to_person=to_person) if wait else "",
        "ended_line": presenters.ended_line(last, to_person=to_person),
        "handed": [] if to_person else presenters.handed(wait),
        "mine": wait is not None and wait.item.owner_id == request.user.pk,
        "talk_now": presenters.better_to_talk(row),
        **_writing(request, partnership, row, form),
    }
    return render(request, "communication/thread.html", context)


@partnership_page(Verb.READ_MESSAGES, purpose="talk")
@require_http_methods(["POST"])
def settle(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The author has seen what both windows hold, and says what to keep."""
    rows = MessageSetAside.objects.select_related("draft__partnership", "draft__thread")
    aside = get_object_or_404(
        rows,
        pk=_uuid(request.POST.get("aside", "")),
        draft__partnership=partnership,
        draft__author=request.user,
    )
    try:
        keep = drafts.Keep(request.POST.get("keep", ""))
    except ValueError:
        raise Http404 from None
    drafts.settle(aside=aside, keep=keep, by=request.user)
    messages.success(request, _("Done. Here is what is kept now."))
    return _to(partnership, aside.draft.thread)


@partnership_page(Verb.WRITE_TO_TEAM, purpose="talk")
@require_http_methods(["POST"])
def right(request: PartnershipRequest, partnership: Partnership, message_id: UUID) -> HttpResponse:
    """*That is right*: the professional has understood."""
    message = _message(partnership, message_id)
    try:
        actions.answer(message=message, said=Message.Answer.RIGHT, by=request.user)
    except actions.NotNow:
        messages.info(request, _("You have answered this already."))
    else:
        messages.success(request, _("Thank you. You both see it the same way now."))
    return _to(partnership, message.thread)


@partnership_page(Verb.WRITE_TO_TEAM, purpose="talk")
@require_http_methods(["GET", "POST"])
def not_quite(request: PartnershipRequest, partnership: Partnership, message_id: UUID) -> HttpResponse:
    """*Not quite*, and what is not, if the person likes."""
    message = _message(partnership, message_id)
    form = NotQuiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(
                message=message,
                said=Message.Answer.NOT_QUITE,
                why=form.cleaned_data["why"],
                by=request.user,
            )
        except actions.NotNow:
            messages.info(request, _("You have answered this already."))
        except NobodyReads:
            messages.error(request, _("Nobody here can read this for now. Please ring us."))
        else:
            said = (_("Thank you for saying so. That helps."), reading_sentence(partnership.service))
            messages.success(request, " ".join(said))
        return _to(partnership, message.thread)
    context = {
        "form": form,
        "message": message,
        "sending": presenters.sending_lines(partnership, message.thread),
    }
    return render(request, "communication/not_quite.html", context)


def thread_or_404(partnership: Partnership, key: UUID) -> Thread:
    row = get_object_or_404(Thread, pk=key, partnership=partnership)
    row.partnership = partnership
    return row


def _message(partnership: Partnership, key: UUID) -> Message:
    row = get_object_or_404(
        Message.objects.select_related("thread", "author"), pk=key, partnership=partnership, understood=True
    )
    row.partnership = partnership
    return row


def _form(request: PartnershipRequest, row: Thread | None) -> WriteForm:
    person = "" if request.relation is Relation.PERSON else request.partnership.known_as
    if request.method == "POST":
        return WriteForm(request.POST, begins=row is None, person=person)
    draft = kept.draft_of(request.partnership, row, request.user)
    start = {
        **(draft.content if draft else {}),
        "revision": draft.revision if draft else 0,
        "window": ids.uuid7(),
        "seen": row.messages if row else 0,
    }
    return WriteForm(begins=row is None, person=person, initial=start)


def _again(request: PartnershipRequest, form: WriteForm, row: Thread) -> WriteForm:
    """The same words once more, with everything in view that was written meanwhile."""
    data = request.POST.copy()
    data["seen"] = str(row.messages)
    form.data = data
    return form


def _writing(
    request: PartnershipRequest, partnership: Partnership, row: Thread | None, form: WriteForm
) -> dict[str, Any]:
    """What stands around the box, for the side that writes."""
    to_person = request.relation is Relation.PERSON
    reply = row is not None and row.begun_by_id == partnership.person_id
    return {
        "form": form,
        "is_person": to_person,
        "aside": kept.aside_of(partnership, row, request.user),
        "sending": presenters.sending_lines(partnership, row) if to_person else [],
        "reaching": [] if to_person else presenters.reaching_lines(partnership, reply=reply),
    }


def _write(
    request: PartnershipRequest, partnership: Partnership, row: Thread | None, form: WriteForm
) -> HttpResponse | None:
    """Keep or send what is in the form; None where the form is shown again."""
    if request.headers.get("X-Autosave") == "1":
        return _kept_by_itself(request, partnership, row, form)
    if request.POST.get("do") == "keep":
        if not form.is_valid():
            return None
        _keep(request, partnership, row, form)
        messages.success(request, _("Kept. Nobody else can read it until you send it."))
        return _to(partnership, row)
    if not form.may_send():
        return None
    try:
        sent = _send(request, partnership, row, form)
    except actions.Newer:
        _keep(request, partnership, row, form)
        form.add_error(
            None,
            _("Something was written while you were writing. Nothing was sent. Read it first, then send."),
        )
        return None
    except NobodyReads:
        _keep(request, partnership, row, form)
        messages.info(request, _("We kept what you wrote, but nobody here can read it yet. Please ring us."))
        return _to(partnership, row)
    _say_sent(request, partnership, sent)
    return _to(partnership, sent.thread)


def _send(
    request: PartnershipRequest, partnership: Partnership, row: Thread | None, form: WriteForm
) -> Message:
    given = form.cleaned_data
    how = {"window": given["window"], "revision": given["revision"] or 0, "by": request.user}
    if row is None:
        return actions.begin(partnership=partnership, written=form.written(), **how)
    return actions.reply(thread=row, written=form.written(), seen=given["seen"], **how)


def _say_sent(request: PartnershipRequest, partnership: Partnership, sent: Message) -> None:
    if not sent.by_person:
        messages.success(request, _("Sent. %(person)s can read it now.") % {"person": partnership.known_as})
        return
    # One thing happened, so one notice says so: four in a row push what was written off a telephone's screen.
    said = [_("Sent."), *presenters.sending_lines(partnership, sent.thread)]
    messages.success(request, " ".join(str(line) for line in said))


def _keep(
    request: PartnershipRequest, partnership: Partnership, row: Thread | None, form: WriteForm
) -> drafts.Saved:
    given = form.cleaned_data
    return drafts.save(
        partnership=partnership,
        thread=row,
        written=form.written(),
        revision=given["revision"] or 0,
        window=given["window"] or ids.uuid7(),
        by=request.user,
        by_itself=request.headers.get("X-Autosave") == "1",
    )


def _kept_by_itself(
    request: PartnershipRequest, partnership: Partnership, row: Thread | None, form: WriteForm
) -> JsonResponse:
    if not form.is_valid():
        return JsonResponse({"problem": "not-valid"}, status=422)
    saved = _keep(request, partnership, row, form)
    if saved.aside is not None:
        return JsonResponse({"problem": "two-windows"}, status=409)
    fields = {"revision": str(saved.draft.revision)}
    return JsonResponse({"saved_at": clock_time(saved.draft.changed_at), "fields": fields})


def _to(partnership: Partnership, row: Thread | None) -> HttpResponse:
    if row is None:
        return redirect("communication:talk", partnership_id=partnership.pk)
    return redirect("communication:thread", partnership_id=partnership.pk, thread_id=row.pk)


def _number(value: str, otherwise: int) -> int:
    """A number of a page or message in an address; nonsense is ``otherwise``."""
    if value.isascii() and value.isdigit() and len(value) < 9:
        return int(value)
    return otherwise


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
