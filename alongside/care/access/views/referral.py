"""After the screen: how old, asked alone, who, how they want it, a last look, and off to the team."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.base import clock
from alongside.base.accounts import mail
from alongside.base.accounts.entering import enter
from alongside.base.accounts.models import Account
from alongside.base.accounts.requests import account_of
from alongside.base.pages.once import counts_once
from alongside.base.services import reading
from alongside.base.services.installation import the_service
from alongside.care.access import presenters, proof, session
from alongside.care.access.actions import referral, screening
from alongside.care.access.catalogue import referral_rules
from alongside.care.access.forms import BornForm, CodeForm, DetailsForm, PlaceForm, ReadBackForm, WayForm
from alongside.care.access.models import Referral
from alongside.care.access.proof import Proof
from alongside.care.access.rules.age import AgeLimit, age_words
from alongside.care.access.rules.door import PAGES, Step, due
from alongside.care.access.rules.help_numbers import LineKind, in_country
from alongside.care.access.rules.preferences import preference_questions
from alongside.care.access.rules.referral import Asked, Why, turned_away
from alongside.care.access.views.gate import Visitor, at_the_door, to_what_is_due
from alongside.care.partnership.definitions_said import said

HOW_PAGES = {step.value: step for step in PAGES if step is not Step.ALONE}


@require_http_methods(["GET", "POST"])
@at_the_door(Step.BORN)
def born(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The date of birth. Under the age limit nothing is kept, and the page says where to turn."""
    visit = visitor.visit
    form = BornForm(
        request.POST if request.method == "POST" else None,
        service=visitor.service,
        initial={"born_on": visit.birthday() if visit.born_on else None},
    )
    if request.method == "POST" and form.is_valid():
        if not AgeLimit(visitor.service.age_limit).admits(form.age):
            screening.forget(run_ids=visit.run_ids)
            session.forget(request)
            return redirect("door:under-age")
        visit.born_on = form.cleaned_data["born_on"].isoformat()
        session.save(request, visit)
        return to_what_is_due(visitor)
    return render(request, "access/born.html", {"form": form, "typed": visitor.typed})


@require_safe
def under_age(request: HttpRequest) -> HttpResponse:
    """Where to turn for somebody under the age limit. It knows nothing of who reads it."""
    page = said(age_words()).page(presenters.country_of(the_service()))
    numbers = [presenters.number(line) for line in page.lines]
    return render(request, "access/under_age.html", {"words": page.words, "numbers": numbers})


@require_http_methods(["GET", "POST"])
@at_the_door(Step.PLACE)
def place(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Where they live, and what it is about, by the clinic's own rules. Turned away, nothing is kept."""
    visit, rules = visitor.visit, referral_rules()
    if not rules.asks:
        return to_what_is_due(visitor)
    form = PlaceForm(request.POST if request.method == "POST" else None, rules=rules)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = Asked(postcode=given.get("postcode", ""), about=given.get("about", ""))
        why = turned_away(rules, asked)
        if why is not None:
            screening.forget(run_ids=visit.run_ids)
            session.forget(request)
            return redirect("door:not-here", why=asked.about if why is Why.ABOUT else why.value)
        visit.placed = True
        session.save(request, visit)
        return to_what_is_due(visitor)
    return render(request, "access/place.html", {"form": form, "typed": visitor.typed})


@require_safe
def not_here(request: HttpRequest, why: str) -> HttpResponse:
    """Where to turn instead, in the clinic's words, with a number. It knows nothing of whom it is about."""
    rules = referral_rules()
    about = rules.about(why)
    known = {Why.AREA.value: rules.area, Why.REPEAT.value: rules.repeat}
    words = about.words if about is not None else known.get(why)
    if words is None:
        raise Http404
    country = presenters.country_of(the_service())
    ring = about.ring if about is not None and about.ring else (LineKind.URGENT, LineKind.EMERGENCY)
    context = {
        "title": words.title,
        "text": [in_country(paragraph, country) for paragraph in words.text],
        "numbers": [presenters.number(line) for line in country.lines_for(ring)],
        "typed": getattr(request.user, "is_professional", False),  # who types for somebody reads it out
    }
    return render(request, "access/not_here.html", context)


@require_http_methods(["GET", "POST"])
@at_the_door(Step.ALONE)
def alone(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Asked on a page of its own: does anyone else see your phone or your e-mail?"""
    return _way_page(request, visitor, Step.ALONE, "access/alone.html")


@require_http_methods(["GET", "POST"])
def how(request: HttpRequest, page: str) -> HttpResponse:
    """How I want to be reached, supported and heard: four short pages, each can be left for later."""
    if page not in HOW_PAGES:
        raise Http404
    step = HOW_PAGES[page]

    @at_the_door(step)
    def shown(request: HttpRequest, visitor: Visitor) -> HttpResponse:
        return _way_page(request, visitor, step, "access/how.html")

    return shown(request)


def _way_page(request: HttpRequest, visitor: Visitor, step: Step, template: str) -> HttpResponse:
    visit = visitor.visit
    questions = [said(preference_questions()).question(name) for name in PAGES[step]]
    form = WayForm(
        questions,
        request.POST if request.method == "POST" else None,
        with_words=step is Step.NEEDS,
        initial=visit.way,
    )
    if request.method == "POST" and "later" in request.POST:
        visit.pass_page(step, {})
        session.save(request, visit)
        return to_what_is_due(visitor)
    if request.method == "POST" and form.is_valid():
        visit.pass_page(step, form.answers())
        session.save(request, visit)
        return to_what_is_due(visitor)
    return render(request, template, {"form": form, "step": step.value, "typed": visitor.typed})


@require_http_methods(["GET", "POST"])
@at_the_door(Step.DETAILS)
def details(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """A name, and one way to reach them."""
    visit = visitor.visit
    signed_in = "" if visitor.typed or visitor.account is None else (visitor.account.email or "")
    form = DetailsForm(
        request.POST if request.method == "POST" else None,
        initial=visit.details,
        known_email=signed_in,
        typed=visitor.typed,
    )
    if request.method == "POST" and form.is_valid():
        visit.details = {**form.cleaned_data}
        if signed_in:  # signing in proved it
            visit.details["email"] = visit.proven = signed_in
        if visit.door(visitor.screen).needs_code and not _send_code(request, visitor, form):
            return render(request, "access/details.html", {"form": form, "typed": visitor.typed})
        session.save(request, visit)
        return to_what_is_due(visitor)
    context = {"form": form, "typed": visitor.typed, "signed_in": signed_in}
    return render(request, "access/details.html", context)


def _send_code(request: HttpRequest, visitor: Visitor, form: DetailsForm | CodeForm) -> bool:
    """False, with the reason beside the field, where no code could be sent."""
    name = "email" if isinstance(form, DetailsForm) else "code"
    try:
        if proof.send_code(request, visitor.visit):
            return True
        problem = _("We have sent several codes to this address. Wait 15 minutes, or use the last one.")
    except mail.CouldNotSend:
        problem = _(
            "We cannot send e-mail just now. Try again in a minute, or leave the e-mail address empty "
            "and give us a telephone number."
        )
    form.add_error(name, problem)
    return False


@require_http_methods(["GET", "POST"])
@at_the_door(Step.CODE)
def code(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The code from the e-mail: it proves the address before anything is sent under it."""
    visit = visitor.visit
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and request.POST.get("what") == "again":
        form = CodeForm({"code": "-"})
        form.is_valid()
        if _send_code(request, visitor, form):
            session.save(request, visit)
            messages.success(request, _("We have sent a new code. Use the newest e-mail."))
            return redirect("door:code")
    elif request.method == "POST" and form.is_valid():
        result = proof.try_code(request, visit, form.cleaned_data["code"])
        session.save(request, visit)
        if result is Proof.PROVEN:
            return to_what_is_due(visitor)
        form.add_error("code", _PROBLEMS[result]())
    return render(request, "access/code.html", {"form": form, "email": visit.email})


_PROBLEMS = {
    Proof.WRONG: lambda: _("That code did not match. Look at the newest e-mail and try again."),
    Proof.OVER: lambda: _("That code no longer works. Ask for a new one."),
    Proof.WAIT: lambda: _("There were too many tries. Wait an hour, or ring us."),
}


@require_http_methods(["GET", "POST"])
@at_the_door(Step.CHECK)
@counts_once
def check(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """A last look at everything, then off to the team."""
    if due(visitor.screen, visitor.visit.door(visitor.screen)) is not Step.CHECK:
        return to_what_is_due(visitor)
    form = ReadBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (not visitor.typed or form.is_valid()):
        return _send(request, visitor)
    context = {
        "form": form,
        "details": visitor.visit.details,
        "born_on": visitor.visit.birthday(),
        "rows": presenters.way_rows(visitor.visit.way, visitor.visit.way),
        "pages": {name: step.value for step, names in PAGES.items() for name in names},
        "typed": visitor.typed,
    }
    return render(request, "access/check.html", context)


def _who(visitor: Visitor) -> referral.Who:
    given = visitor.visit.details
    return referral.Who(
        full_name=given["full_name"],
        known_as=given.get("known_as", ""),
        born_on=visitor.visit.birthday(),
        phone=given.get("phone", ""),
        email=given.get("email", ""),
    )


def _send(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    visit = visitor.visit
    facts: dict[str, Any] = {
        "service": visitor.service,
        "who": _who(visitor),
        "way_answers": visit.way,
        "run_ids": visit.run_ids,
    }
    try:
        if visitor.typed:
            how_said = Referral.How(visit.typed_how)
            result = referral.type_for(**facts, how=how_said, by=account_of(request))
        else:
            result = referral.send(**facts, account=visitor.account)
    except referral.TooSoon:
        session.drop(request)
        return redirect("door:not-here", why=Why.REPEAT.value)
    except referral.NotScreened:
        visit.answers, visit.heeded, visit.kept = {}, [], []
        session.save(request, visit)
        return redirect("door:safety")
    except referral.AlreadyHere:
        messages.error(request, _("Someone with this e-mail address is with us already. Look under People."))
        return redirect("door:details")
    sent = {
        "partnership": str(result.partnership.pk),
        "at": clock.now().isoformat(),
        "account": str(result.partnership.person_id) if result.new_account else "",
        "known_as": visit.details.get("known_as") or visit.details["full_name"],
        "has_email": bool(visit.email),
        "proved": bool(visit.email) and visit.proven == visit.email,
        "careful": visit.way.get("seen_by_others") != "nobody",
    }
    session.save(request, visit.once_sent(sent))
    return redirect("door:sent")


@at_the_door(Step.SENT)
@require_safe
def sent(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What happens next, when it is read, and what to do if it cannot wait."""
    kept = visitor.visit.sent
    context = {
        "reading": reading.reading_sentence(visitor.service, datetime.fromisoformat(kept["at"])),
        "typed": visitor.typed,
        "partnership_id": kept["partnership"],
        "email": kept["has_email"],
        "can_open": _may_open_pages(visitor),
        "known_as": kept["known_as"],
        "careful": kept["careful"],
    }
    return render(request, "access/sent.html", context)


def _may_open_pages(visitor: Visitor) -> bool:
    """Whoever made this account here a moment ago, and proved the address, need not prove it again."""
    kept = visitor.visit.sent
    fresh = datetime.fromisoformat(kept["at"]) + session.SENT_FOR > clock.now()
    return bool(kept["account"]) and fresh and kept["proved"] and not visitor.typed


@require_POST
@at_the_door(Step.SENT)
def open_pages(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Open my pages now: signs in to the account that this referral made."""
    if not _may_open_pages(visitor) or request.user.is_authenticated:
        return redirect("support:home")
    account = Account.objects.get(pk=visitor.visit.sent["account"])
    session.drop(request)
    return enter(request, account, to=reverse("support:home"))
