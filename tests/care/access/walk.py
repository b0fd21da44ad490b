"""Walking through the door in a test, page by page, as somebody would."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client

from alongside.care.access.actions import screening
from alongside.care.access.rules.screen import Answer, assess
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.partnership import way
from alongside.care.partnership.models import Partnership, Way

QUESTIONS = [question.id for question in safety_screen().questions]
DETAILS = {
    "full_name": "Ada Quill",
    "known_as": "Ada",
    "phone": "0113 496 0303",
    "email": "ada@people.example",
}
BORN = {"born_on_day": "27", "born_on_month": "3", "born_on_year": "1971"}


def answer_all(client: Client, **answers: str) -> Any:
    """Every question, *no* unless given; stops where the door stops asking. Returns the last answer."""
    response: Any = None
    for question in QUESTIONS:
        response = client.post(f"/door/safety/{question}/", {"answer": answers.get(question, "no")})
        if response.url == "/door/advice/":
            break
    return response


def code_in_mail() -> str:
    """The newest code that was sent."""
    found = re.search(r"\d{4}-\d{4}", str(mail.outbox[-1].body))
    assert found
    return found.group()


def to_check(client: Client, details: dict[str, str] | None = None, **way: Any) -> None:
    """From the first question to the last look."""
    details = DETAILS if details is None else details
    answer_all(client)
    client.post("/door/born/", BORN)
    client.post("/door/alone/", {"seen_by_others": way.get("seen_by_others", "someone")})
    client.post("/door/you/", details)
    if details.get("email"):
        client.post("/door/code/", {"code": code_in_mail()})
    client.post("/door/how/reach/", {"channels": way.get("channels", ["email"]), "contact": "welcome"})
    client.post("/door/how/support/", {"support": way.get("support", "some")})
    client.post("/door/how/say/", {"later": "1"})
    client.post("/door/how/needs/", {"needs": ["large_print"], "needs_note": way.get("note", "")})


def send(client: Client) -> Any:
    return client.post("/door/check/")


def way_of_ada() -> Way:
    row = way.current(Partnership.objects.get(full_name="Ada Quill"))
    assert row is not None
    return row


def text(response):
    return response.content.decode()


def run_of(service, **answers):
    """A run kept through the real action."""
    given = {question: Answer(answers.get(question, "no")) for question in QUESTIONS}
    return screening.keep(service=service, assessment=assess(safety_screen(), given))


def up_to_details(client):
    answer_all(client)
    client.post("/door/born/", BORN)
    client.post("/door/alone/", {"later": "1"})
