"""What people write is found on their pages and in their rows, and nowhere else.

Everybody fills in every form there is, found by looking at the pages, with words that occur nowhere else.
Then logs, mail, events, the access log, addresses, headers and error pages are searched for them.
"""

from __future__ import annotations

import io
import json
import logging
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail as outbox
from django.core.cache import cache
from django.core.exceptions import SuspiciousOperation
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import resolve

from alongside.base.accounts.models import Account
from alongside.base.record import mail
from alongside.base.record.models import Delivery, Event, Refusal, Submission, Viewing
from alongside.care.measures.actions import instrument, occasion
from alongside.care.partnership import held
from alongside.care.partnership.actions import own_copy
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.rules.own_copy import DATA, PAGE
from alongside.care.understanding.actions import draft
from tests.authority.addresses import every_address
from tests.authority.cast import World, living
from tests.authority.expected import EXPECTED
from tests.canary.bird import Aviary
from tests.canary.forms import read
from tests.test_house import free_text_declared

# Not filled in: they end the session, give the partnership away, or are about signing in only.
LEFT_ALONE = re.compile(
    r"account_|mfa_|usersessions_|pages:|simulated|door:|partnership:(take-on|invitation-)|who-reads"
    r"|involvement:matter-behind"  # what is reached or let go is not written in any more
)
# Free text that no page takes, or that holds nothing of anybody.
NOT_TYPED_HERE = {
    "base_services.Service.name",
    "base_services.Service.phone",
    "base_services.Service.can_and_cannot",
    "care_partnership.Team.name",
    "care_understanding.SetAside.content",  # the same words as a draft's, from a second window
    "care_communication.MessageSetAside.content",  # as above
    "care_communication.CalendarSource.url",  # an address on another machine: a word is refused
    "care_partnership.Promise.why",  # *done* stands before it in the page, and settles it
    "care_communication.CallTry.why_now",  # asked for only where something speaks against ringing
    "care_plan.Step.stop_why",  # the same box as pause_why's, with another choice beside it
    "care_communication.VisitSummary.reply",  # not quite, put right, right, told at home: a round too far
    "care_support.Explained.words",  # Joan has a next step: nothing is to be explained
    "care_support.ReviewHow.person_why",  # *yes* stands first in the page, and closes the review
    "care_support.ReviewHow.professional_why",  # as the person's
    "care_access.ComingBack.words",  # Joan is under way: there is nothing to come back from
    "care_access.FollowUpWording.person_why",  # what waits in the cast is her own: Priya answers it
    "care_access.Triage.words",  # Joan was taken on: nothing is to be decided
    "care_access.Triage.turn_to",  # as above
    "care_measures.Assessment.typed",  # emptied when it is sent
    "care_measures.Assessment.answers",  # none of our own checks asks for words; a licensee's may
}
AWAY = ("/door/forget/", "/door/leave/", "/language/", "/account/")
ROUNDS = 2  # what one side writes lets the other answer
TAP = "understanding:told-again"  # at the foot of every page: once is enough
MOST_OF_A_KIND = 8  # pages of one name that one person opens in a round: the library alone has a hundred


@dataclass
class Seen:
    """Everything that left the pages: addresses, headers, log lines."""

    addresses: set[str] = field(default_factory=set)
    headers: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)


@dataclass
class Told:
    """The world after everybody has filled in everything."""

    world: World
    birds: Aviary
    seen: Seen
    log: io.StringIO
    kept: set[str] = field(default_factory=set)  # free text that held a canary at some time

    def look_into_the_rows(self) -> None:
        for name in free_text_declared() - self.kept:
            label, _, column = name.rpartition(".")
            values = apps.get_model(label)._base_manager.values_list(column, flat=True)
            if self.found_in(json.dumps([str(value) for value in values], ensure_ascii=False)):
                self.kept.add(name)

    def found_in(self, text: str) -> set[str]:
        """Where the canaries that are in ``text`` were put."""
        return {self.birds.put[bird] for bird in self.birds.known(text)}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, at DEBUG, as the product's own handler writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    made = settings.LOGGING["formatters"]["plain"]
    handler.setFormatter(logging.Formatter(made["format"], style=made["style"]))
    (console,) = (each for each in logging.getLogger().handlers if each.get_name() == "console")
    for each in console.filters:
        handler.addFilter(each)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def told(db: None, log: io.StringIO) -> Iterator[Told]:
    cache.clear()
    with living() as world:
        instrument.ensure_own_checks()
        occasion.open_baseline(partnership=world.clinic.partnership, by=world.people["joan"])
        birds, seen = Aviary(), Seen()
        come_in(birds, seen)
        told = Told(world, birds, seen, log)
        disagree(world, birds, seen)
        told.look_into_the_rows()  # what is found next answers it, and replaces it
        for _round in range(ROUNDS):
            for kind in ("joan", "priya", "lena", "noor"):
                fill_in_everything(world, kind, birds, seen)
        told.look_into_the_rows()
        yield told


def fill_in_everything(world: World, kind: str, birds: Aviary, seen: Seen) -> None:
    """Open every page that ``kind`` may, by address and by following links, and send every form on it.

    Except in Sam's record: what is found there came from somebody else's.
    """
    client, sams = world.client(kind), f"/{world.clinic.sams.pk}/"
    waiting = [
        address.path(world.rows["joan"])
        for address in every_address()
        if kind in EXPECTED[address.name].let_in() and not LEFT_ALONE.match(address.name)
        if set(address.arguments) <= set(world.rows["joan"])
    ]
    visited: set[str] = set()
    kinds: Counter[str] = Counter()
    pressed: Counter[str] = Counter()
    while waiting:
        path = waiting.pop(0).partition("#")[0]
        name = _name(path)
        if path in visited or not path.startswith("/") or sams in path or LEFT_ALONE.match(name):
            continue
        visited.add(path)
        kinds[name] += 1
        if kinds[name] > MOST_OF_A_KIND:
            continue
        seen.addresses.add(path)
        response = client.get(path)
        note(response, seen)
        if response.status_code != 200 or "html" not in response.headers.get("Content-Type", ""):
            continue
        forms, found = read(response.content.decode())
        addresses = [each for each in found if not each.startswith("tel:")]  # what the telephone dials
        seen.addresses.update(addresses)
        waiting += [urljoin(path, address) for address in addresses if not address.startswith("/static/")]
        for form in forms:
            target = urljoin(path, form.action or path)
            if form.method != "post" or sams in target or LEFT_ALONE.match(_name(target)):
                continue
            if _name(target) == TAP and pressed[TAP]:
                continue
            button = dict(each_in_turn(form.buttons, pressed[_name(target)]))
            pressed[_name(target)] += 1
            answer = client.post(target, {**birds.fill(form, f"{kind} {_name(target)}"), **button})
            note(answer, seen)
            assert answer.status_code < 500, f"{kind} {target}"
            if answer.status_code == 302:
                seen.taken.add(_name(target))
                waiting.append(answer.headers["Location"])


def each_in_turn(buttons: list[tuple[str, str]], times: int) -> list[tuple[str, str]]:
    """The button that is pressed the next time: what one answers is not what all do."""
    return [buttons[times % len(buttons)]] if buttons else []


def disagree(world: World, birds: Aviary, seen: Seen) -> None:
    """Joan says *not quite*, and *that is not how I see it*, while both still wait for her; Priya, that she
    would put it differently. Noor says where a study speaks of an arrow, before its themes are taken out.
    """
    for kind, name in (
        ("joan", "understanding:heard"),
        ("joan", "understanding:difference-not-how"),
        ("joan", "communication:visit-answer"),
        ("priya", "support:understood-one"),
        ("joan", "communication:not-quite"),
        ("noor", "appraisal:arrow"),
    ):
        client = world.client(kind)
        (path,) = (each.path(world.rows["joan"]) for each in every_address() if each.name == name)
        forms, _addresses = read(client.get(path).content.decode())
        (form,) = (each for each in forms if any(one.kind == "textarea" for one in each.fields))
        words = birds.fill(form, f"{kind} {name}")
        answer = client.post(path, {**words, "said": "not-quite", "what": "not-quite"})
        note(answer, seen)
        assert answer.status_code == 302, name


def come_in(birds: Aviary, seen: Seen) -> None:
    """Somebody nobody knows comes in by the door, filling in whatever is asked."""
    client = Client(raise_request_exception=False)
    path = "/door/safety/"
    client.get("/door/")
    been: set[str] = set()
    for _step in range(60):
        response = client.get(path)
        been.add(path)
        note(response, seen)
        if response.status_code == 302:
            path = response.headers["Location"]
            continue
        forms, addresses = read(response.content.decode())
        seen.addresses.update(addresses)
        if _name(path) == "door:sent":
            return
        here = [form for form in forms if form.method == "post" and not form.action.startswith(AWAY)]
        if not here:
            onward = [each for each in addresses if each.startswith("/door/") and each not in been]
            path = next(each for each in onward if each not in {"/door/", "/door/forget/", path})
            continue
        known = {"code": _code()} if _name(path) == "door:code" else {}
        answer = client.post(
            urljoin(path, here[0].action or path), birds.fill(here[0], f"door {path}", **known)
        )
        note(answer, seen)
        assert answer.status_code == 302, (path, re.findall(r"error[^<]{0,80}", answer.content.decode())[:5])
        path = answer.headers["Location"]
    raise AssertionError(f"the door never ended: {path}")


def note(response, seen: Seen) -> None:
    seen.headers += [f"{name}: {value}" for name, value in response.headers.items()]
    seen.headers += [cookie.OutputString() for cookie in response.cookies.values()]
    if "Location" in response.headers:
        seen.addresses.add(response.headers["Location"])


def _code() -> str:
    found = re.search(r"^\d{4}-\d{4}$", str(outbox.outbox[-1].body), re.MULTILINE)
    assert found is not None
    return found.group()


def _name(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).view_name
    except Exception:  # noqa: BLE001 - an address of elsewhere
        return "simulated"


def test_what_people_write_is_in_their_rows_and_nowhere_else(told: Told) -> None:
    everywhere_it_belongs(told)
    in_their_own_copy(told)
    nowhere_else(told)


def in_their_own_copy(told: Told) -> None:
    """All that stands in Joan's rows and that she may read is in her own copy, to read and as data; Sam's
    holds nothing of it."""
    clinic = told.world.clinic
    hers, his = own_copy_of(clinic.partnership, clinic.joan), own_copy_of(clinic.sams, clinic.sam)
    rows = told.found_in(_held_rows(clinic.partnership))
    assert len(rows) > 40, "too little was found in the rows: the search shows nothing"
    for what, text in hers.items():
        missing = rows - told.found_in(text)
        assert not missing, f"in Joan's rows, and not in {what} of her copy: {sorted(missing)}"
    for what, text in his.items():
        strange = told.found_in(text)
        assert not strange, f"in {what} of Sam's copy: {sorted(strange)}"


def own_copy_of(partnership: Partnership, person: Account) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(own_copy.take(partnership=partnership, by=person))) as packed:
        members = {name: packed.read(name).decode() for name in (PAGE, DATA)}
    return {PAGE: unescape(members[PAGE]), DATA: json.dumps(json.loads(members[DATA]), ensure_ascii=False)}


def _held_rows(partnership: Partnership) -> str:
    """Every free text of the rows that the rooms say she may read."""
    values = []
    for name in sorted(free_text_declared()):
        label, _, column = name.rpartition(".")
        if label in held.declared():
            values += [str(getattr(row, column)) for row in held.declared()[label].rows(partnership)]
    return json.dumps(values, ensure_ascii=False)


def everywhere_it_belongs(told: Told) -> None:
    """Every free text of the privacy inventory was typed on a page; otherwise the search shows nothing."""
    empty = sorted(free_text_declared() - NOT_TYPED_HERE - told.kept)
    assert not empty, f"no form wrote into {empty}; taken were {sorted(told.seen.taken)}"


def nowhere_else(told: Told) -> None:
    places = {
        "the log": told.log.getvalue(),
        "an address": "\n".join(told.seen.addresses),
        "a header or cookie": "\n".join(told.seen.headers),
        "an e-mail that went out": "\n".join(f"{sent.subject}\n{sent.body}" for sent in outbox.outbox),
        "an e-mail that is to go": "\n".join(_mails()),
        "an event": _rows(Event, "kind", "relation", "facts"),
        "the access log": _rows(Viewing, "relation", "purpose") + _rows(Refusal, "page"),
        "a delivery": _rows(Delivery, "template", "facts", "problem"),
        "where a form led": _rows(Submission, "location"),
        "what needs somebody": _rows(AttentionItem, "kind"),
        "the shared cache": _cached(),
    }
    found = {place: sorted(told.found_in(text)) for place, text in places.items()}
    assert {place: words for place, words in found.items() if words} == {}
    said = {place: sorted(_names_in(told.world, places[place])) for place in NO_NAMES}
    assert {place: names for place, names in said.items() if names} == {}
    assert "/story/" in places["an address"]
    assert len(places["the log"]) > 100, "nothing was logged: the search shows nothing"


# Where neither a name nor an e-mail address of anybody may be, though nobody typed it today.
NO_NAMES = (
    "the log",
    "an address",
    "a header or cookie",
    "an e-mail that is to go",
    "an event",
    "a delivery",
)


def _names_in(world: World, text: str) -> set[str]:
    names = {value for each in world.people.values() for value in (each.name, each.email) if value}
    return {name for name in names if name in text}


def _mails() -> Iterator[str]:
    for delivery in Delivery.objects.select_related("to", "service"):
        made = mail.message(delivery)
        yield f"{made.subject}\n{made.body}\n{made.from_email}"


def _rows(model, *columns: str) -> str:
    return json.dumps([[str(value) for value in row] for row in model.objects.values_list(*columns)])


def _cached() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM base_cache")
        return "\n".join(key for (key,) in cursor.fetchall())


FAULTS: dict[int, type[Exception]] = {500: ValueError, 404: Http404, 400: SuspiciousOperation}


@pytest.mark.parametrize("status", sorted(FAULTS))
def test_a_fault_in_mid_request_tells_nobody_what_was_written(
    db: None, log: io.StringIO, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    """The exception holds the words, as exceptions do; neither the page nor the log repeats them."""
    words = "Zq-words-of-hers"

    def breaks(**given: object) -> None:
        raise FAULTS[status](f"could not save {given!r} {words}")

    with living() as world:
        monkeypatch.setattr(draft, "save", breaks)
        path = f"/p/{world.clinic.partnership.pk}/story/part/happened/"
        response = world.client("joan").post(path, {"text": words, "revision": "0"})
        assert response.status_code == status
        assert words not in response.content.decode()
        assert words not in log.getvalue()
        if status == 500:
            assert "ValueError (message withheld)" in log.getvalue()
            assert "writing.py" in log.getvalue(), "enough is left to mend the fault"
