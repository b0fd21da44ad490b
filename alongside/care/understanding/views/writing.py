"""Where a story is written: one section, two windows, sharing, typing for somebody else."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base import ids
from alongside.base.pages import figures
from alongside.base.pages.jinja import clock_time
from alongside.base.pages.once import counts_once
from alongside.base.services.reading import reading_sentence
from alongside.care.partnership.actions.attention import NobodyToOwn
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.presenters import faces
from alongside.care.understanding.actions import draft as drafts
from alongside.care.understanding.actions import story as stories
from alongside.care.understanding.forms import SectionForm, ShareTypedForm
from alongside.care.understanding.models import SetAside, StoryVersion
from alongside.care.understanding.presenters import told, writing
from alongside.care.understanding.rules import sections
from alongside.care.understanding.rules.sections import Kind, Section


@partnership_page(Verb.READ_STORY, purpose="story")
@require_http_methods(["GET", "POST"])
def section(request: PartnershipRequest, partnership: Partnership, section_id: str) -> HttpResponse:
    """One section: the person's own draft, or what a professional types for them.

    Does not count once: a save is the same save however often it arrives, and a form that comes back
    from the browser's history must be taken again.
    """
    drafts.require_writer(request.user, partnership)
    found = _section_or_404(section_id)
    if request.method == "POST":
        form = SectionForm(request.POST, section=found)
        if form.is_valid():
            return _save(request, partnership, found, form)
        if _by_itself(request):
            return JsonResponse({"problem": "not-valid"}, status=422)
        return _show_section(request, partnership, found, form)
    return _show_section(request, partnership, found, None)


@partnership_page(Verb.READ_STORY, purpose="story")
@require_http_methods(["POST"])
def settle(request: PartnershipRequest, partnership: Partnership, section_id: str) -> HttpResponse:
    """The author has seen what both windows hold, and says what to keep."""
    drafts.require_writer(request.user, partnership)
    found = _section_or_404(section_id)
    key = _uuid(request.POST.get("aside", ""))
    aside = get_object_or_404(
        SetAside, pk=key, partnership=partnership, author=request.user, section=found.id
    )
    try:
        keep = drafts.Keep(request.POST.get("keep", ""))
    except ValueError:
        raise Http404 from None
    drafts.settle(aside=aside, keep=keep, by=request.user)
    messages.success(request, _("Done. Here is what is kept now."))
    return redirect("understanding:section", partnership_id=partnership.pk, section_id=found.id)


@partnership_page(Verb.READ_STORY, purpose="story")
@require_http_methods(["GET", "POST"])
@counts_once
def share(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """What sharing would change, who will read it and when; and the sharing itself."""
    by_person = drafts.require_writer(request.user, partnership) is Relation.PERSON
    form = None if by_person else ShareTypedForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        return _share(request, partnership, form)
    story = told.story_of(partnership)
    context = {
        "form": form,
        "changes": writing.unshared(story, writing.drafts_of(partnership, request.user)),
        "faces": faces(partnership),
        "when": reading_sentence(partnership.service),
        "ever_shared": story is not None and story.current is not None,
    }
    return render(request, "understanding/share.html", context)


@partnership_page(Verb.TYPE_FOR_PERSON, purpose="story")
@require_safe
def typed(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """A professional's list of sections, to type what the person says."""
    story = told.story_of(partnership)
    mine = writing.drafts_of(partnership, request.user)
    context = {
        "tasks": writing.tasks(partnership, story, mine),
        "waiting": len(writing.unshared(story, mine)),
    }
    return render(request, "understanding/typed.html", context)


def _save(
    request: PartnershipRequest, partnership: Partnership, found: Section, form: SectionForm
) -> HttpResponse:
    saved = drafts.save(
        partnership=partnership,
        section=found.id,
        content=form.content(),
        revision=form.cleaned_data["revision"] or 0,
        window=form.cleaned_data["window"] or ids.uuid7(),
        by=request.user,
        by_itself=_by_itself(request),
    )
    if _by_itself(request):
        return _saved_by_itself(saved)
    if saved.aside is not None:
        return redirect("understanding:section", partnership_id=partnership.pk, section_id=found.id)
    messages.success(request, _("Saved. Your team cannot read it until you share it."))
    return _onward(request, partnership, found)


def _saved_by_itself(saved: drafts.Saved) -> HttpResponse:
    if saved.aside is not None:
        return JsonResponse({"problem": "two-windows"}, status=409)
    fields = {"revision": str(saved.draft.revision)}
    return JsonResponse({"saved_at": clock_time(saved.draft.changed_at), "fields": fields})


def _onward(request: PartnershipRequest, partnership: Partnership, found: Section) -> HttpResponseRedirect:
    if "next" in request.POST:
        every = sections.story().sections
        after = every[(every.index(found) + 1) % len(every)]
        return redirect("understanding:section", partnership_id=partnership.pk, section_id=after.id)
    page = "understanding:story" if request.relation is Relation.PERSON else "understanding:typed"
    return redirect(page, partnership_id=partnership.pk)


def _show_section(
    request: PartnershipRequest, partnership: Partnership, found: Section, form: SectionForm | None
) -> HttpResponse:
    page = writing.writing(partnership, request.user, found)
    if form is None:
        start = {
            **page.content.as_plain(),
            "revision": page.revision,
            "window": ids.uuid7(),
        }
        form = SectionForm(section=found, initial=start)
    context = {
        "page": page,
        "form": form,
        "kind": found.kind.value,
        "picture": told.picture_of_places(form.marked, live=True) if found.kind is Kind.BODY else None,
        "groups": _groups() if found.kind is Kind.BODY else [],
        "story": told.story_of(partnership) if found.id == "hopes" else None,
        "when": reading_sentence(partnership.service),
    }
    return render(request, "understanding/section.html", context)


def _share(
    request: PartnershipRequest, partnership: Partnership, form: ShareTypedForm | None
) -> HttpResponse:
    try:
        if form is None:
            stories.share(partnership=partnership, by=request.user)
        else:
            stories.share_typed(
                partnership=partnership,
                how=StoryVersion.How(form.cleaned_data["how"]),
                read_back=form.cleaned_data["read_back"],
                by=request.user,
            )
    except stories.NothingNew:
        messages.info(request, _("There is nothing new to share. Your team can read all of it already."))
    except NobodyToOwn:
        messages.info(
            request,
            _("We kept what you wrote, but nobody here could read it yet. Please ring us."),
        )
        return redirect("understanding:story", partnership_id=partnership.pk)
    else:
        messages.success(request, _("Sent."))
        messages.success(request, reading_sentence(partnership.service))
    return redirect("understanding:story", partnership_id=partnership.pk)


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (_(label), [(one.id, _(one.label)) for one in figures.REGIONS if one.group == group])
        for group, label in figures.GROUPS.items()
    ]


def _section_or_404(section_id: str) -> Section:
    found = sections.story().section(section_id)
    if found is None:
        raise Http404
    return found


def _by_itself(request: PartnershipRequest) -> bool:
    return request.headers.get("X-Autosave") == "1"


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
