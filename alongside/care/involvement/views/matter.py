"""Pages of one problem or goal, the same address for both sides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.base.pages.once import counts_once
from alongside.base.services.reading import reading_sentence
from alongside.care.involvement.actions import matter as actions
from alongside.care.involvement.forms import AnswerForm, MatterForm, RateForm
from alongside.care.involvement.models import Matter
from alongside.care.involvement.presenters.matter import matter_page
from alongside.care.involvement.presenters.together import kind_word
from alongside.care.involvement.presenters.words import first_words
from alongside.care.involvement.rules.matters import COLUMNS, Kind
from alongside.care.involvement.views.together import reader_of
from alongside.care.partnership import sources
from alongside.care.partnership.agreeing import side_of
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.pages import PartnershipRequest, partnership_page
from alongside.care.partnership.rules.agreement import Answer, Standing
from alongside.care.partnership.rules.side import Side

GROWS_FROM = {Kind.PROBLEM: ("difference", "story"), Kind.GOAL: ("problem", "difference", "story")}


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def problem_new(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Propose a problem to work on."""
    return _new(request, partnership, Kind.PROBLEM)


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def goal_new(request: PartnershipRequest, partnership: Partnership) -> HttpResponse:
    """Propose a goal."""
    return _new(request, partnership, Kind.GOAL)


def _new(request: PartnershipRequest, partnership: Partnership, kind: Kind) -> HttpResponse:
    """The form, with the words of what it grows from already in it (``?from=``)."""
    side = side_of(request.relation)
    grown = source_of(request, request.GET.get("from", ""))
    initial = {"text": opening_of(grown, kind), "source": grown.address} if grown else {}
    form = MatterForm(
        request.POST or None,
        kind=kind,
        side=side,
        is_new=True,
        initial=initial,
        to_finish=initial.get("text", "") if grown and grown.is_bare else "",
    )
    if request.method == "POST" and form.is_valid():
        words, rating = form.words(), form.rating() if side is Side.PERSON else None
        made = Matter.objects.said_already(partnership, kind, words, rating, request.user)
        made = made or actions.propose(
            partnership=partnership,
            kind=kind,
            words=words,
            source=form.cleaned_data["source"],
            rating=rating,
            by=request.user,
        )
        return redirect("involvement:matter", partnership_id=partnership.pk, matter_id=made.pk)
    context = {
        "form": form,
        "kind": kind_word(kind),
        "is_goal": kind is Kind.GOAL,
        "is_new": True,
        "grown": grown,
        "offered": [] if grown or form.is_bound else _offered(request, GROWS_FROM[kind]),
        "newest": None,
        "more_open": _more_open(form),
        "for_person": side is Side.PERSON,
        "reading_line": reading_sentence(partnership.service),
    }
    return render(request, "involvement/matter_form.html", context)


def opening_of(grown: sources.Source, kind: Kind) -> str:
    """The words it grows from; of bare ones the beginning of a sentence, which is theirs to finish."""
    if not grown.is_bare:
        return grown.words
    said = {
        Kind.PROBLEM: _("%(about)s: what is hard is …"),
        Kind.GOAL: _("%(about)s: I would like to …"),
    }[kind]
    return said % {"about": grown.words}


def _more_open(form: MatterForm) -> bool:
    """Whether what may be left out has something in it, or has to be put right."""
    more = [name for name in form.fields if name in ("impact", "feeling", "looks_like", "why_it_matters")]
    return bool(form.errors) or any(form[name].value() for name in more)


def source_of(request: PartnershipRequest, address: str) -> sources.Source | None:
    """What something is to grow from, where the reader may read it."""
    return sources.read(address, partnership=request.partnership, by=request.user, relation=request.relation)


def _offered(request: PartnershipRequest, kinds: tuple[str, ...]) -> list[dict[str, str]]:
    """Everything that it could grow from, as links to this page with the words in it."""
    found = sources.listed(kinds, partnership=request.partnership, by=request.user, relation=request.relation)
    return [
        {
            "href": f"{request.path}?from={source.address}",
            "heading": source.heading,
            "words": first_words(source.words),
            "side": source.side.value,
        }
        for source in found
    ]


@partnership_page(Verb.SEE_AGREEMENTS, purpose="together")
@require_safe
def matter(request: PartnershipRequest, partnership: Partnership, matter_id: UUID) -> HttpResponse:
    """One problem or goal."""
    row = find_matter(partnership, matter_id)
    return render(request, "involvement/matter.html", matter_page(row, reader_of(request)))


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def change(request: PartnershipRequest, partnership: Partnership, matter_id: UUID) -> HttpResponse:
    """Put it in other words. Where the other side was quicker, both are shown and nothing is lost."""
    row = find_matter(partnership, matter_id)
    kind, side = Kind(row.kind), side_of(request.relation)
    before = row.wording.words()
    initial = {name: getattr(before, name) for name in COLUMNS if name != "reason"}
    form = MatterForm(
        request.POST or None,
        kind=kind,
        side=side,
        is_new=False,
        initial={**initial, "number": row.wording.number},
    )
    newest = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                matter=row,
                number=form.cleaned_data["number"] or 0,
                words=form.words(),
                by=request.user,
            )
        except actions.Changed:
            newest = find_matter(partnership, matter_id).wording
            again = request.POST.copy()
            again["number"] = str(newest.number)
            form = MatterForm(again, kind=kind, side=side, is_new=False)
        except (actions.NothingNew, actions.NotPossible):
            messages.info(request, _("Nothing was changed."))
            return _back(row)
        else:
            return _back(row)
    context = {
        "form": form,
        "kind": kind_word(kind),
        "is_goal": kind is Kind.GOAL,
        "is_new": False,
        "grown": None,
        "offered": [],
        "newest": newest,
        "matter": row,
        "more_open": _more_open(form),
        "for_person": side is Side.PERSON,
        "reading_line": reading_sentence(partnership.service),
    }
    return render(request, "involvement/matter_form.html", context)


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def answer(request: PartnershipRequest, partnership: Partnership, matter_id: UUID) -> HttpResponse:
    """Yes, not now, differently or let us talk: at once, or with a few words."""
    row = find_matter(partnership, matter_id)
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if form.is_valid():
            _say(request, row, form)
            return _back(row)
        if "why" not in form.errors:
            raise Http404
    else:
        says = request.GET.get("says", Answer.DIFFERENT.value)
        form = AnswerForm(initial={"says": says, "number": row.wording.number})
    return answer_form(request, form, title=row.wording.text, back=_page_of(row), row=row)


def answer_form(request: PartnershipRequest, form: Any, **context: Any) -> HttpResponse:
    """The page on which somebody adds a few words to what they answer."""
    says = str(form["says"].value())
    words = {
        Answer.NOT_NOW.value: _("Not now"),
        Answer.TALK.value: _("I would like to talk about this"),
        Answer.YES.value: _("Yes"),
    }
    given = {
        "form": form,
        "heading": words.get(says, _("I see it differently")),
        "for_person": request.relation is Relation.PERSON,
        "reading_line": reading_sentence(request.partnership.service),
    }
    return render(request, "involvement/answer_form.html", given | context)


def _say(request: PartnershipRequest, row: Matter, form: AnswerForm) -> None:
    said = form.cleaned_data
    try:
        stands = actions.answer(
            matter=row, number=said["number"], says=Answer(said["says"]), why=said["why"], by=request.user
        )
    except actions.Changed:
        messages.info(request, _("The words have changed since you read them. Please read them again."))
    except actions.NotPossible:
        messages.info(request, _("Somebody was quicker. This is how it stands now."))
    else:
        if stands is Standing.AGREED:
            messages.success(request, _("Agreed. Both of you have said yes."))


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["GET", "POST"])
@counts_once
def rate(request: PartnershipRequest, partnership: Partnership, matter_id: UUID) -> HttpResponse:
    """How it is today, 0 to 8: the person's own page."""
    if request.relation is not Relation.PERSON:
        raise Http404
    row = find_matter(partnership, matter_id)
    kind = Kind(row.kind)
    form = RateForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        _try(
            request, lambda: actions.rate(matter=row, value=int(form.cleaned_data["rating"]), by=request.user)
        )
        return _back(row)
    context = {
        "form": form,
        "matter": row,
        "text": row.wording.text,
        "is_goal": kind is Kind.GOAL,
        "ends": ends_of(kind),
    }
    return render(request, "involvement/rate.html", context)


def ends_of(kind: Kind) -> tuple[str, str]:
    """What 0 and 8 mean."""
    if kind is Kind.PROBLEM:
        return _("not a problem"), _("a big problem")
    return _("not begun"), _("I am there")


@partnership_page(Verb.WORK_OUT_TOGETHER, purpose="together")
@require_http_methods(["POST"])
@counts_once
def behind(request: PartnershipRequest, partnership: Partnership, matter_id: UUID) -> HttpResponse:
    """Reached, let go, or taken up again."""
    row = find_matter(partnership, matter_id)
    moves: dict[str, Callable[[], object]] = {
        "reached": lambda: actions.reach(matter=row, by=request.user),
        "let-go": lambda: actions.let_go(matter=row, by=request.user),
        "again": lambda: actions.take_up(matter=row, by=request.user),
    }
    what = request.POST.get("what", "")
    if what not in moves:
        raise Http404
    _try(request, moves[what])
    return _back(row)


def _try(request: PartnershipRequest, do: Callable[[], object]) -> None:
    """Do it, or say that somebody was quicker."""
    try:
        do()
    except actions.NotPossible:
        messages.info(request, _("Somebody was quicker. This is how it stands now."))


def find_matter(partnership: Partnership, key: UUID) -> Matter:
    rows = Matter.objects.with_words().select_related("partnership__service", "partnership__team")
    return get_object_or_404(rows, pk=key, partnership=partnership)


def _back(row: Matter) -> HttpResponse:
    return redirect(_page_of(row))


def _page_of(row: Matter) -> str:
    return reverse("involvement:matter", args=[row.partnership_id, row.pk])
