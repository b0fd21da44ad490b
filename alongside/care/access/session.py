"""What somebody has done at the door so far, kept in their session until they send it or leave.

Nothing of it is in an address, and nothing is anybody's record: before consent there is no person.

Whoever uses the same device next must not find it. What was typed goes when it is sent, and is forgotten
after a day without a word (what is answered after a day is not *now* any more either); only a referral that
a red flag has paused waits for its person longer, without a name. After sending, the page that says so is
there for half an hour.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from alongside.base import clock
from alongside.care.access.catalogue import referral_rules
from alongside.care.access.rules.door import PAGES, Door, Step, next_to_ask
from alongside.care.access.rules.screen import Answer, Assessment, Screen, assess

KEY = "door"
# A time limit that cannot be made longer has to be 20 hours at least (WCAG 2.2.1).
KEPT_FOR = dt.timedelta(hours=20)
SENT_FOR = dt.timedelta(minutes=30)


@dataclass
class Visit:
    """One visit to the door. ``typed_how`` is set where a professional types it for somebody.

    ``where`` keeps visits apart: the door's own, and *something new or worse* of one partnership.
    """

    answers: dict[str, str] = field(default_factory=dict)
    heeded: list[str] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    kept: list[Any] = field(default_factory=list)  # what the newest run holds, so that it is not kept twice
    born_on: str = ""
    passed: list[str] = field(default_factory=list)
    details: dict[str, str] = field(default_factory=dict)
    proven: str = ""  # the address that was proven by a code
    code: dict[str, Any] = field(default_factory=dict)
    way: dict[str, Any] = field(default_factory=dict)
    typed_how: str = ""
    sent: dict[str, Any] = field(default_factory=dict)
    placed: bool = False  # the clinic's own rules about place and matter were asked
    then: str = ""  # where the questions of *something new or worse* lead on to
    at: str = ""  # when something was last done

    @property
    def email(self) -> str:
        return self.details.get("email", "")

    @property
    def run_ids(self) -> list[UUID]:
        return [UUID(each) for each in self.runs]

    def given(self, screen: Screen) -> Mapping[str, Answer]:
        """The answers that this edition of the screen knows."""
        known = {question.id for question in screen.questions}
        return {key: Answer(value) for key, value in self.answers.items() if key in known}

    def door(self, screen: Screen) -> Door:
        """The same for the rules."""
        return Door(
            answers=self.given(screen),
            heeded=frozenset(self.heeded),
            has_born_on=bool(self.born_on),
            has_place=self.placed or not referral_rules().asks,
            passed=frozenset(Step(each) for each in self.passed),
            has_details=bool(self.details),
            needs_code=not self.typed_how and bool(self.email) and self.proven != self.email,
            is_sent=bool(self.sent),
        )

    def assessment(self, screen: Screen) -> Assessment:
        return assess(screen, self.given(screen))

    def is_stopped(self, screen: Screen) -> bool:
        """Whether the asking is over: everything is answered, or something means *now*."""
        return next_to_ask(screen, self.door(screen)) is None

    def pass_page(self, step: Step, answers: Mapping[str, Any]) -> None:
        """A page about how they want it was answered (or left for later, with no answers)."""
        for name in PAGES[step]:
            self.way.pop(name, None)
        self.way.update(answers)
        if step.value not in self.passed:
            self.passed.append(step.value)

    def birthday(self) -> dt.date:
        return dt.date.fromisoformat(self.born_on)

    @property
    def is_paused(self) -> bool:
        """Whether advice was shown that they have not come back from."""
        advice = self.kept[1] if len(self.kept) > 1 else []
        return any(each not in self.heeded for each in advice)

    def once_sent(self, sent: dict[str, Any]) -> Visit:
        """What is left when it has been sent: enough for the page that says so, and none of the answers."""
        return Visit(typed_how=self.typed_how, sent=sent)

    def still_there(self) -> Visit:
        """What is left of it by now."""
        passed = clock.now() - dt.datetime.fromisoformat(self.at) if self.at else dt.timedelta()
        if self.sent:
            return self if passed < SENT_FOR else Visit()
        if passed < KEPT_FOR:
            return self
        if not self.is_paused:
            return Visit(typed_how=self.typed_how)
        screen = {name: getattr(self, name) for name in ("answers", "heeded", "runs", "kept")}
        return Visit(**screen, typed_how=self.typed_how, then=self.then, at=self.at)


def load(request: HttpRequest, key: str = KEY) -> Visit:
    """The visit of this session; a new one where there is none, or it cannot be read any more."""
    stored = request.session.get(key)
    try:
        return Visit(**stored).still_there() if isinstance(stored, dict) else Visit()
    except (TypeError, ValueError):  # kept by another version of the software
        return Visit()


def save(request: HttpRequest, visit: Visit, key: str = KEY) -> None:
    visit.at = clock.now().isoformat()
    request.session[key] = {name: getattr(visit, name) for name in Visit.__dataclass_fields__}
    if not request.user.is_authenticated:  # the row goes too, not only what is shown of it
        waits = visit.is_paused and not visit.born_on
        request.session.set_expiry(None if waits else int(KEPT_FOR.total_seconds()))


def drop(request: HttpRequest, key: str = KEY) -> None:
    request.session.pop(key, None)


def forget(request: HttpRequest) -> None:
    """Nothing stays: a signed-out session is thrown away whole, a signed-in one forgets the door."""
    if request.user.is_authenticated:
        drop(request)
    else:
        request.session.flush()
