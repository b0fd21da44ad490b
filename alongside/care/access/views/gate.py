"""Who may come through the door, and to which step: in front of every view of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from alongside.base.accounts.models import Account
from alongside.base.services.installation import the_service
from alongside.base.services.models import Service
from alongside.care.access import session
from alongside.care.access.actions import referral
from alongside.care.access.opening import Opening, may_screen, opening
from alongside.care.access.rules.door import Step, due, may_open, next_to_ask
from alongside.care.access.rules.screen import Screen
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.access.session import Visit
from alongside.care.partnership.definitions_said import said
from alongside.care.partnership.models import Partnership

View = Callable[..., HttpResponse]


@dataclass
class Visitor:
    """Somebody at the door: their visit, the service, and who they are if we know."""

    service: Service
    visit: Visit
    screen: Screen
    account: Account | None
    known: Partnership | None  # the visitor's own partnership here, if they have one

    @property
    def typed(self) -> bool:
        return bool(self.visit.typed_how)


def visitor_of(request: HttpRequest) -> Visitor | None:
    """None where the door is shut for them."""
    service = the_service()
    account = request.user if isinstance(request.user, Account) else None
    if service is None or not may_screen():
        return None
    visit = session.load(request)
    types = account is not None and account.is_professional
    if bool(visit.typed_how) != types:  # a visit of somebody else who used this browser
        visit = Visit()
        if types:
            return None
    if types and account is not None and referral.seat_of(account, service) is None:
        return None
    known = None
    if account is not None and not types:
        known = Partnership.objects.filter(service=service, person=account).first()
    if account is None and opening(service) is not Opening.OPEN:
        return None
    if account is not None and not types and known is None and opening(service) is not Opening.OPEN:
        return None
    return Visitor(service, visit, said(safety_screen()), account, known)


def at_the_door(step: Step) -> Callable[[View], View]:
    """Wrap ``view(request, visitor, …)``: who may not open this step yet is led to the one that is due."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            visitor = visitor_of(request)
            if visitor is None:
                return redirect("door:start")
            door = visitor.visit.door(visitor.screen)
            beyond = visitor.known is not None and step.rank > Step.ADVICE.rank
            if beyond or not may_open(visitor.screen, door, step):
                return to_what_is_due(visitor)
            return view(request, visitor, *args, **kwargs)

        return wrapper

    return decorate


def to_what_is_due(visitor: Visitor) -> HttpResponseRedirect:
    """To the first step that is not done."""
    door = visitor.visit.door(visitor.screen)
    step = due(visitor.screen, door)
    if step is Step.QUESTION:
        upcoming = next_to_ask(visitor.screen, door)
        if upcoming is None or not visitor.visit.answers:
            return redirect("door:safety")
        return redirect("door:question", question_id=upcoming.id)
    if visitor.known is not None and step.rank > Step.ADVICE.rank:
        return redirect("door:after")
    if step in {Step.REACH, Step.SUPPORT, Step.SAY, Step.NEEDS}:
        return redirect("door:how", page=step.value)
    return redirect(f"door:{step.value}")
