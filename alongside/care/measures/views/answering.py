"""One check, page by page, from either side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.pages.jinja import clock_time
from alongside.base.pages.once import counts_once
from alongside.base.prepared import prepared
from alongside.base.services.reading import reading_sentence
from alongside.care.measures import catalogue, presenters, sheets
from alongside.care.measures.actions import assessment as actions
from alongside.care.measures.actions import audience as audiences
from alongside.care.measures.actions import occasion as occasions
from alongside.care.measures.forms import AudienceForm, CheckForm, ReadBackForm
from alongside.care.measures.models import Alert, Assessment, Instrument, Occasion, RatingAudience
from alongside.care.measures.rules.occasions import OccasionKind, plan
from alongside.care.measures.rules.side_answers import SideReading, read_side
from alongside.care.measures.rules.sight import Side
from alongside.care.measures.views.finding import audience_form, find_occasion
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.definitions_said import in_words
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.presenters import contact_of


@partnership_page(Verb.SEE_SIDES, purpose="checks")
@require_http_methods(["GET", "POST"])
@counts_once
def answer(
    request: PartnershipRequest, partnership: Partnership, occasion_id: UUID, page: int = 1
) -> HttpResponse:
    """One page of a check: the person's side, or a professional's."""
    occasion = _find(request, partnership, occasion_id)
    return _page(
        request, _Sitting(partnership, occasion, occasion.instrument, _side(request), page, typed=False)
    )


@partnership_page(Verb.TYPE_FOR_PERSON, purpose="checks")
@require_http_methods(["GET", "POST"])
@counts_once
def typed(
    request: PartnershipRequest, partnership: Partnership, occasion_id: UUID, page: int = 1
) -> HttpResponse:
    """One page of a check, typed by a professional as the person says it."""
    occasion = _find(request, partnership, occasion_id)
    return _page(request, _Sitting(partnership, occasion, occasion.instrument, Side.PERSON, page, typed=True))


@partnership_page(Verb.SEE_SIDES, purpose="checks")
@require_http_methods(["GET", "POST"])
@counts_once
def new(request: PartnershipRequest, partnership: Partnership, key: str) -> HttpResponse:
    """The first page of a planned check that nobody has begun. Looking at it makes nothing."""
    return _new(request, partnership, key, typed=False)


@partnership_page(Verb.TYPE_FOR_PERSON, purpose="checks")
@require_http_methods(["GET", "POST"])
@counts_once
def new_typed(request: PartnershipRequest, partnership: Partnership, key: str) -> HttpResponse:
    """The same, to be typed by a professional."""
    return _new(request, partnership, key, typed=True)


def _find(request: PartnershipRequest, partnership: Partnership, key: UUID) -> Occasion:
    """Looking only reads. What was sent holds the occasion from here on, where its form counts once."""
    if request.method != "POST" or not transaction.get_connection().in_atomic_block:
        return find_occasion(partnership, key)
    try:
        return actions.held(partnership, key)
    except Occasion.DoesNotExist:
        raise Http404 from None


@dataclass(slots=True)
class _Sitting:
    """Somebody at one page of a check. ``occasion`` is None while nobody has begun it."""

    partnership: Partnership
    occasion: Occasion | None
    instrument: Instrument
    side: Side
    page: int
    typed: bool
    draft: Assessment | None = None

    def href(self, page: int) -> str:
        if self.occasion is None:
            return reverse(
                "measures:new-typed" if self.typed else "measures:new",
                args=[self.partnership.pk, self.instrument.key],
            )
        name = "type" if self.typed else "answer"
        if page == 1:
            return reverse(f"measures:{name}", args=[self.partnership.pk, self.occasion.pk])
        return reverse(f"measures:{name}-page", args=[self.partnership.pk, self.occasion.pk, page])

    def asks_who_reads(self) -> bool:
        """Whether the person has yet to say who may read what they say here."""
        if self.typed or self.side is not Side.PERSON or self.instrument.key not in plan().persons_choice:
            return False
        return not RatingAudience.objects.filter(partnership=self.partnership).exists()


def _new(request: PartnershipRequest, partnership: Partnership, key: str, *, typed: bool) -> HttpResponse:
    instrument = catalogue.current_all([key]).get(key)
    if instrument is None or key not in plan().planned:
        raise Http404
    there = Occasion.objects.filter(partnership=partnership, key=key, kind=OccasionKind.BASELINE)
    sitting = _Sitting(
        partnership, there.with_instrument().first(), instrument, _side(request), 1, typed=typed
    )
    if typed:
        sitting.side = Side.PERSON
    if sitting.occasion is not None and request.method != "POST":
        return redirect(sitting.href(1))
    if request.method == "POST" and sitting.occasion is None:
        actions.require_side(request.user, sitting.side, partnership)
        made = occasions.open_baseline(partnership=partnership, by=request.user)
        sitting.occasion = next(one for one in made if one.key == key)
    return _page(request, sitting)


def _page(request: PartnershipRequest, sitting: _Sitting) -> HttpResponse:
    actions.require_side(request.user, sitting.side, sitting.partnership)
    if sitting.occasion is not None:
        for one in _begun_of(sitting, sitting.occasion, request.user):
            if one.is_done:
                return redirect("measures:check", sitting.partnership.pk, sitting.occasion.pk)
            sitting.draft = one
    refusal = _cannot_answer(request, sitting)
    if refusal:
        return render(request, "measures/cannot_answer.html", {"text": refusal})
    plan_of = _layout(sitting)
    if not 1 <= sitting.page <= len(plan_of.pages):
        raise Http404
    if request.method == "POST":
        return _taken(request, sitting, plan_of)
    form = _form(None, sitting, plan_of)
    if "again" in request.GET and sitting.draft is not None:
        form.show(actions.read(sitting.draft, complete=True), {})
    return _shown(request, sitting, plan_of, form)


def _begun_of(sitting: _Sitting, occasion: Occasion, author: Account) -> list[Assessment]:
    """What was sent of this side by anybody, and the author's own draft of it."""
    if occasion.held_in is None:
        return _there(occasion=occasion.pk, side=sitting.side, author=author.pk)
    side = [one for one in occasion.begun if one.side == sitting.side]
    return [one for one in side if one.is_done or one.author_id == author.pk]


@prepared
def _there(*, occasion: UUID, side: str, author: UUID) -> QuerySet[Assessment]:
    """What was sent of a side by anybody, and the author's own draft of it."""
    return Assessment.objects.filter(occasion=occasion, side=side).done_or_of(author)


def _cannot_answer(request: PartnershipRequest, sitting: _Sitting) -> str:
    if sitting.side is not Side.PROFESSIONAL:
        return ""
    if not catalogue.two_sided().of(sitting.instrument.key):
        return _("Only %(name)s answers this. Nobody else can know it.") % {
            "name": sitting.partnership.known_as
        }
    typed_it = (
        sitting.occasion is not None
        and Assessment.objects.filter(
            occasion=sitting.occasion, side=Side.PERSON, author=request.user
        ).exists()
    )
    if typed_it:
        return _(
            "You typed %(name)s’s answers, so you know them. A colleague can answer our side instead."
        ) % {"name": sitting.partnership.known_as}
    return ""


def _layout(sitting: _Sitting) -> sheets.Layout:
    instrument = catalogue.reading(sitting.instrument)
    return sheets.layout(instrument, sitting.side, sitting.draft, sitting.partnership.known_as)


def _form(data: Any, sitting: _Sitting, plan_of: sheets.Layout) -> CheckForm:
    return CheckForm(
        data,
        sheet=plan_of.sheet(sitting.page),
        side=sitting.side,
        instrument=plan_of.instrument,
        draft=sitting.draft,
    )


def _taken(request: PartnershipRequest, sitting: _Sitting, plan_of: sheets.Layout) -> HttpResponse:
    """What was sent: kept first, whatever is wrong with it."""
    by_itself = request.headers.get("X-Autosave") == "1"
    form = _form(request.POST, sitting, plan_of)
    if sitting.occasion is None:
        raise Http404
    try:
        saved = actions.save(
            occasion=sitting.occasion,
            side=sitting.side,
            sent=form.sent(),
            words=form.words(),
            revision=_number(request.POST.get("revision", "")),
            window=form.window,
            by=request.user,
            by_itself=by_itself,
        )
    except actions.AlreadyAnswered:
        messages.info(request, _("Somebody has answered this a moment before you."))
        return redirect("measures:check", sitting.partnership.pk, sitting.occasion.pk)
    except actions.TooMuch:
        form.show(SideReading(_nothing(sitting, plan_of)), {})
        form.add_error(
            None, _("This is more than we can keep. Please make it shorter: nothing you typed is lost.")
        )
        return _shown(request, sitting, plan_of, form)
    sitting.draft = saved.draft
    form.revision = saved.draft.revision
    if by_itself:
        return _autosaved(request, sitting, form, saved)
    if "later" in request.POST and not saved.met:
        if _alerts(sitting, saved.draft):  # what to read at once stands on the page that they leave
            messages.success(request, _("Kept. Come back when you like."))
            return redirect(sitting.href(sitting.page))
        messages.success(request, _("Kept. Come back when you like. Nobody else sees it before you send it."))
        return redirect("measures:checks", partnership_id=sitting.partnership.pk)
    return _onwards(request, sitting, form, saved)


def _onwards(
    request: PartnershipRequest, sitting: _Sitting, form: CheckForm, saved: actions.Saved
) -> HttpResponse:
    """Errors beside their fields; or more of this page, the next page, the end."""
    plan_of = _layout(sitting)
    complete = actions.read(saved.draft, complete=True)
    if form.show(complete, saved.met):
        return _shown(request, sitting, plan_of, form)
    grown = {ask.number for ask in plan_of.sheet(sitting.page).questions} - {
        ask.number for ask in form.sheet.questions
    }
    if grown or "add" in request.POST:
        if grown:
            messages.info(request, _("One answer of yours opens a further question, below."))
        return redirect(sitting.href(sitting.page))
    following = plan_of.following(sitting.page)
    if following is not None:
        return redirect(sitting.href(following))
    return _sent(request, sitting, plan_of, form)


def _sent(
    request: PartnershipRequest, sitting: _Sitting, plan_of: sheets.Layout, form: CheckForm
) -> HttpResponse:
    read_back = ReadBackForm(request.POST) if sitting.typed else None
    audience = audience_form(request, sitting.partnership) if sitting.asks_who_reads() else None
    extra = [one for one in (read_back, audience) if one is not None]
    faulty = [one for one in extra if not one.is_valid()]
    if sitting.occasion is None or faulty:
        return _shown(request, sitting, plan_of, form, read_back=read_back, audience=audience)
    if audience is not None:
        audiences.choose(
            partnership=sitting.partnership,
            audience=audience.cleaned_data["audience"],
            chosen=audience.who,
            by=request.user,
        )
    try:
        actions.complete(
            occasion=sitting.occasion,
            side=sitting.side,
            how=read_back.cleaned_data["how"] if read_back else "",
            read_back=read_back is not None,
            held=sitting.draft,
            by=request.user,
        )
    except actions.NotSound as fault:
        wrong = [*fault.reading.reading.problems, *fault.reading.reasons_missing, *fault.reading.too_long]
        if wrong:
            return HttpResponseRedirect(sitting.href(plan_of.page_of(wrong[0])) + "?again")
        form.show(fault.reading, {})
        form.add_error(None, _("Answer one question at least, or come back another day."))
        return _shown(request, sitting, plan_of, form, read_back=read_back, audience=audience)
    return redirect("measures:check", sitting.partnership.pk, sitting.occasion.pk)


def _alerts(sitting: _Sitting, draft: Assessment | None) -> list[presenters.AlertLine]:
    """What the person reads at once about an answer that somebody has to see, before the last page."""
    read = catalogue.reading(sitting.instrument)
    if draft is None or draft.is_new or sitting.side is not Side.PERSON or not read.scoring.alert:
        return []
    rows = list(Alert.objects.filter(assessment=draft).select_related("owner"))
    if not rows:
        return []
    return presenters.alert_lines(read, rows, contact_of(sitting.partnership), for_person=True)


def _shown(
    request: PartnershipRequest,
    sitting: _Sitting,
    plan_of: sheets.Layout,
    form: CheckForm,
    *,
    read_back: ReadBackForm | None = None,
    audience: AudienceForm | None = None,
) -> HttpResponse:
    last = plan_of.following(sitting.page) is None
    preceding = plan_of.preceding(sitting.page)
    if last and sitting.typed and read_back is None:
        read_back = ReadBackForm()
    if last and audience is None and sitting.asks_who_reads():
        audience = audience_form(None, sitting.partnership)
    now, total = plan_of.place(sitting.page)
    context = {
        "form": form,
        "asks": form.sheet.lines,
        "title": presenters.title_of(sitting.occasion)
        if sitting.occasion
        else in_words(sitting.instrument.title),
        "instrument": sitting.instrument,
        "side": sitting.side.value,
        "typed": sitting.typed,
        "name": sitting.partnership.known_as,
        "contact": contact_of(sitting.partnership),
        "reading_line": reading_sentence(sitting.partnership.service),
        "last": last,
        "now_at": now,
        "of": total,
        "back": sitting.href(preceding) if preceding else "",
        "action": sitting.href(sitting.page),
        "read_back": read_back,
        "audience": audience,
        "alerts": _alerts(sitting, sitting.draft),
        "persons_choice": sitting.instrument.key in plan().persons_choice,
        "two_sided": bool(catalogue.two_sided().of(sitting.instrument.key)),
    }
    return render(request, "measures/answer.html", context)


def _autosaved(
    request: PartnershipRequest, sitting: _Sitting, form: CheckForm, saved: actions.Saved
) -> HttpResponse:
    """When it was saved; and the lines of the page, where an answer opened or closed one."""
    if saved.met:
        return JsonResponse({}, status=409)
    fields = {"revision": str(saved.draft.revision)}
    answer: dict[str, object] = {"saved_at": clock_time(clock.now()), "fields": fields}
    then = _form(None, sitting, _layout(sitting))
    before, after = ([ask.number for ask in each.sheet.lines] for each in (form, then))
    if before != after or request.POST.get("shown") != then.shown():
        fields["shown"] = then.shown()
        context = {"form": then, "asks": then.sheet.lines, "side": sitting.side.value}
        answer["lines"] = render_to_string("measures/_lines.html", context, request)
        answer["said"] = _opened(set(after) - set(before))
    return JsonResponse(answer)


def _opened(lines: set[int]) -> str:
    """What somebody who does not see it is told."""
    if lines:
        return _("One answer of yours opens a further question, below.")
    return _("One answer of yours closes a question.")


def _nothing(sitting: _Sitting, plan_of: sheets.Layout) -> Any:
    from_draft = read_side(plan_of.instrument, catalogue.two_sided(), sitting.side, {}, {}, complete=False)
    return from_draft.reading


def _side(request: PartnershipRequest) -> Side:
    return Side.PERSON if request.relation is Relation.PERSON else Side.PROFESSIONAL


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
