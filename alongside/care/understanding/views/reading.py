"""Where a story is read: by its person, by the team, version by version, and as a copy for the notes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.base.services.reading import reading_sentence
from alongside.care.partnership import authority
from alongside.care.partnership import sources as growing
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.presenters import faces
from alongside.care.understanding import sources
from alongside.care.understanding.actions import offer as offers
from alongside.care.understanding.actions import story as stories
from alongside.care.understanding.forms import OfferForm, ReleaseForm
from alongside.care.understanding.models import Story, StoryReading, StoryVersion
from alongside.care.understanding.presenters import heard, notes, told, writing
from alongside.care.understanding.rules.notes import folded


@partnership_page(Verb.READ_STORY, purpose="story")
@require_safe
def story(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The person finds their sections; a professional reads the newest version, which counts as read."""
    if request.relation is Relation.PERSON:
        return _for_person(request, partnership)
    return _for_team(request, partnership)


def _for_person(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    mine = told.story_of(partnership)
    drafts = writing.drafts_of(partnership, request.user)
    team = faces(partnership)
    contact = next((face.name for face in team if face.is_contact), "")
    talk = heard.conversation(partnership, mine, to_person=True)
    waiting = len(writing.unshared(mine, drafts))
    when = "any-time" if mine and mine.reflections_any_time else "working-hours"
    current = mine.current if mine else None
    context = {
        "tasks": writing.tasks(partnership, mine, drafts),
        "waiting": waiting,
        "share_line": writing.share_line(waiting, ever_shared=current is not None),
        "version": current,
        "typed": told.typed_sentence(current, partnership, to_person=True) if current else "",
        "readers": told.readers(told.readings_of(partnership)),
        "talk": talk,
        "stands": heard.where_it_stands(talk.state, partnership, contact),
        "when_read": reading_sentence(partnership.service, current.shared_at) if current else "",
        "release": ReleaseForm(initial={"when": when}),
    }
    return render(request, "understanding/story.html", context)


def _for_team(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    found = told.story_of(partnership)
    talk = heard.conversation(partnership, found, to_person=False)
    context: dict[str, Any] = {"talk": talk, "version": None}
    if found is not None and found.current is not None:
        readings = opened(request, partnership, found.current)
        context |= _as_team_reads(request, partnership, found, found.current, readings)
    context |= {
        "stands": heard.where_it_stands_for_team(talk.state, partnership),
        "age": told.age(partnership),
    }
    return render(request, "understanding/told.html", context)


def _as_team_reads(
    request: PartnershipRequest,
    partnership: Partnership,
    found: Story,
    version: StoryVersion,
    readings: list[StoryReading],
) -> dict[str, Any]:
    before = told.read_before(readings, request.user, version.number)
    shown = told.told_sections(version, partnership, to_person=False, seen_up_to=before)
    return {
        "version": version,
        "told": shown,
        "left_open": told.left_open(version),
        "read_before": before,
        "readers": told.readers(readings, version.number),
        "offer": found.offer,
        "normal": told.my_normal(partnership, found),
        "mismatch": next((one.mismatch for one in shown if one.mismatch), ""),
        "grows": _grows(request, partnership, version, shown),
    }


def _grows(
    request: PartnershipRequest,
    partnership: Partnership,
    version: StoryVersion,
    shown: list[told.SectionTold],
) -> dict[str, list[growing.Link]]:
    """What can grow out of each section, by its id."""
    return {
        one.id: growing.growths(
            sources.STORY,
            sources.story_key(one.id, version.number),
            partnership=partnership,
            relation=request.relation,
        )
        for one in shown
    }


@partnership_page(Verb.READ_STORY, purpose="story")
@require_safe
def version(request: PartnershipRequest, partnership: Partnership, number: int) -> HttpResponse:
    """One version as it was shared; opening it counts as having read it."""
    row = _version_or_404(partnership, number)
    to_person = request.relation is Relation.PERSON
    readings = opened(request, partnership, row)
    found = told.story_of(partnership)
    shown = told.told_sections(row, partnership, to_person=to_person)
    newest = found.current.number if found and found.current else row.number
    context = {
        "version": row,
        "newest": newest,
        "told": shown,
        "grows": _grows(request, partnership, row, shown) if row.number == newest else {},
        "typed": told.typed_sentence(row, partnership, to_person=to_person),
        "readers": told.readers(readings, number),
    }
    return render(request, "understanding/version.html", context)


@partnership_page(Verb.READ_STORY, purpose="story")
@require_safe
def changes(request: PartnershipRequest, partnership: Partnership, number: int, earlier: int) -> HttpResponse:
    """What changed between two versions, by words."""
    if earlier >= number:
        raise Http404
    was, now = _version_or_404(partnership, earlier), _version_or_404(partnership, number)
    to_person = request.relation is Relation.PERSON
    context = {"was": was, "version": now, "changes": told.changes(was, now, to_person=to_person)}
    return render(request, "understanding/changes.html", context)


@partnership_page(Verb.READ_STORY, purpose="copy-for-notes")
@require_safe
def copy_for_notes(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The plain-text copy on a page, to select or to copy with one tap."""
    context = {"copy": _copy(request, partnership)}
    return render(request, "understanding/notes.html", context)


@partnership_page(Verb.READ_STORY, purpose="copy-for-notes")
@require_safe
def copy_as_file(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The same as a file; its name says nothing about anybody."""
    copy = _copy(request, partnership)
    if copy is None:
        raise Http404
    response = HttpResponse(folded(copy), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="story.txt"'
    return response


@partnership_page(Verb.REFLECT, purpose="story")
@require_http_methods(["GET", "POST"])
@counts_once
def offer(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """The contact writes what they can and cannot offer this person."""
    if request.relation is not Relation.CONTACT:
        raise authority.Refused(Verb.REFLECT, partnership)
    found = told.story_of(partnership)
    standing = found.offer.text if found and found.offer else partnership.service.can_and_cannot
    form = OfferForm(request.POST or None, initial={"text": standing})
    if request.method == "POST" and form.is_valid():
        offers.write_offer(partnership=partnership, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Saved. It stands beside their hopes now."))
        return redirect("understanding:story", partnership_id=partnership.pk)
    said = found.told().get("hopes") if found else None
    context = {"form": form, "hopes": said.content.text if said else ""}
    return render(request, "understanding/offer.html", context)


@partnership_page(Verb.SET_MY_NORMAL, purpose="story")
@require_http_methods(["POST"])
@counts_once
def agree_normal(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """A professional agrees with what is normal for the person, in the version they were looking at."""
    number = request.POST.get("version", "")
    row = told.version_of(partnership, int(number)) if number.isdecimal() and len(number) < 9 else None
    if row is None:
        raise Http404
    try:
        stories.agree_normal(version=row, by=request.user)
    except stories.NothingToAgree:
        messages.info(request, _("They have changed this a moment ago. Please read it again."))
    else:
        messages.success(request, _("You both agree what is normal for them."))
    return redirect("understanding:story", partnership_id=partnership.pk)


def opened(request: PartnershipRequest, partnership: Partnership, row: StoryVersion) -> list[StoryReading]:
    """All readings, after noting that a professional has ``row`` open for the first time.

    Looks before it writes: whoever reads on takes no write lock.
    """
    readings = told.readings_of(partnership)
    mine = any(one.reader_id == request.user.pk and one.version_id == row.pk for one in readings)
    if mine or request.relation is Relation.PERSON or request.method != "GET":
        return readings
    row.partnership = partnership
    stories.read(version=row, by=request.user)
    return told.readings_of(partnership)


def _copy(request: PartnershipRequest, partnership: Partnership) -> str | None:
    to_person = request.relation is Relation.PERSON
    if not to_person:
        authority.require(request.user, Verb.COPY_FOR_NOTES, partnership)
    found = told.story_of(partnership)
    if found is None or found.current is None:
        return None
    return notes.copy_for_notes(partnership, found, found.current, to_person=to_person)


def _version_or_404(partnership: Partnership, number: int) -> StoryVersion:
    row = told.version_of(partnership, number)
    if row is None:
        raise Http404
    return row
