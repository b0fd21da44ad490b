"""Every address × method × kind of user is answered as ``expected.py`` says, and no other way."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from alongside.base import ids
from alongside.base.record.models import Event, Refusal, Viewing
from tests.authority.addresses import Address, every_address
from tests.authority.cast import KINDS, NOBODY, World, ask, heard, living, undone
from tests.authority.expected import (
    EVERYONE_IN_IT,
    EXPECTED,
    NAMES_A_ROW,
    NEEDS_NO_TOKEN,
    NO_SUCH_METHOD,
    NOT_THERE,
    PUT_IS_POST,
    SIGN_IN,
    Line,
)

OUTSIDERS = tuple(kind for kind in KINDS[1:] if kind not in EVERYONE_IN_IT.let_in)
OTHER_METHODS = ("PUT", "PATCH", "DELETE")
# One of each sort, where a promise does not depend on more.
A_FEW = (NOBODY, "joan", "priya", "noor")
# Arguments that count from one in each partnership, and the key of the highest.
COUNTED = {"number": "number", "earlier": "number", "plan_number": "plan_number"}
KEYS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")\w+')


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with living() as here:
        yield here


def declared() -> list[tuple[Address, Line]]:
    return [(address, EXPECTED[address.name]) for address in every_address() if address.name in EXPECTED]


def about_a_partnership() -> list[tuple[Address, Line]]:
    return [(address, line) for address, line in declared() if "partnership_id" in address.arguments]


def test_every_address_is_declared_and_every_declaration_is_an_address() -> None:
    addresses = every_address()
    assert [a.route for a in addresses if not a.name] == [], "an address without a name"
    names = {address.name for address in addresses}
    assert sorted(names - EXPECTED.keys()) == [], "addresses that nobody declared"
    assert sorted(EXPECTED.keys() - names) == [], "declared, and no longer there"


def test_every_address_answers_everyone_as_declared(world: World) -> None:
    wrong = []
    for address, line in declared():
        path = address.path(world.rows["joan"])
        for method in ("GET", "POST"):
            for kind, expected in line.answers(method).items():
                answer = heard(ask(world, kind, method, path))
                if answer != expected:
                    wrong.append(f"{method} {address.name} as {kind}: {answer}, declared {expected}")
    assert not wrong, "\n".join(["", *wrong])


def test_a_look_at_the_headers_alone_is_answered_like_a_look(world: World) -> None:
    wrong = []
    for address, line in declared():
        path = address.path(world.rows["joan"])
        for kind, expected in line.answers("GET").items():
            if kind not in A_FEW:
                continue
            answer = heard(ask(world, kind, "HEAD", path))
            if answer not in {expected, NO_SUCH_METHOD}:
                wrong.append(f"HEAD {address.name} as {kind}: {answer}, declared {expected}")
    assert not wrong, "\n".join(["", *wrong])


def test_other_methods_do_nothing_anywhere(world: World) -> None:
    wrong = []
    for address, line in declared():
        path = address.path(world.rows["joan"])
        for method in OTHER_METHODS:
            for kind in A_FEW:
                with undone():
                    before = Event.objects.count()
                    answer = heard(getattr(world.client(kind), method.lower())(path))
                    grew = Event.objects.count() - before
                usual = {line.answers("GET")[kind], line.answers("POST")[kind]}
                allowed = {NO_SUCH_METHOD, NOT_THERE if kind != NOBODY else SIGN_IN}
                if address.name.startswith(PUT_IS_POST):
                    allowed |= usual
                allowed |= {answer for answer in usual if answer == NOT_THERE or answer.startswith("to ")}
                if answer not in allowed or grew:
                    wrong.append(f"{method} {address.name} as {kind}: {answer}, {grew} events")
    assert not wrong, "\n".join(["", *wrong])


def test_no_form_is_taken_from_another_site(world: World) -> None:
    """Without the token that our own pages carry, a POST is refused, whoever sends it."""
    taken = []
    for address, _line in declared():
        for kind in ("joan", "priya", NOBODY):
            client = Client(enforce_csrf_checks=True, raise_request_exception=False)
            client.cookies = world.client(kind).cookies
            with undone():
                status = client.post(address.path(world.rows["joan"])).status_code
            if status != 403 and address.name not in NEEDS_NO_TOKEN:
                taken.append(f"{address.name} as {kind}: {status}")
    assert not taken, "\n".join(["", *taken])


def test_a_row_of_somebody_else_in_an_address_is_not_there(world: World) -> None:
    """Joan's partnership with a key of Sam's in the same address, and the other way round."""
    found = []
    for whose, other, kinds in (
        ("joan", "sam", ("joan", "priya", "tamsin")),
        ("sam", "joan", ("sam", "noor")),
    ):
        for address, _line in about_a_partnership():
            for argument in address.arguments[1:]:
                mine = address.value(world.rows[whose], argument)
                theirs = address.value(world.rows[other], argument)
                if mine == theirs or (argument in COUNTED and theirs <= world.rows[whose][COUNTED[argument]]):
                    continue
                changed = {argument: theirs, f"{address.name} {argument}": theirs}
                path = address.path({**world.rows[whose], **changed})
                for kind in kinds:
                    for method in ("GET", "POST"):
                        answer = heard(ask(world, kind, method, path))
                        if answer not in {NOT_THERE, NO_SUCH_METHOD}:
                            found.append(
                                f"{method} {address.name} with {other}'s {argument} as {kind}: {answer}"
                            )
    assert not found, "\n".join(["", *found])


def test_a_row_of_somebody_else_in_a_form_is_not_there(world: World) -> None:
    found = []
    for name, fields in NAMES_A_ROW.items():
        address = next(a for a in every_address() if a.name == name)
        path = address.path(world.rows["joan"])
        for field, key, more in fields:
            for kind in sorted(EXPECTED[name].let_in()):
                with undone():
                    before = Event.objects.count()
                    response = world.client(kind).post(path, {field: str(world.rows["sam"][key]), **more})
                    grew = Event.objects.count() - before
                if grew or (response.status_code == 200 and kind == "joan"):
                    found.append(
                        f"{name} with sam's {field} as {kind}: {response.status_code}, {grew} events"
                    )
    assert not found, "\n".join(["", *found])


def test_what_one_may_not_see_looks_the_same_as_what_is_not_there(world: World) -> None:
    """The same page, word for word, for Joan's partnership and for one that nobody has."""
    told_apart = []
    for address, _line in about_a_partnership():
        real = address.path(world.rows["joan"])
        invented = address.path({**world.rows["joan"], "partnership_id": ids.uuid7()})
        for kind in OUTSIDERS:
            for method in ("GET", "POST") if kind == "noor" else ("GET",):
                pages = [ask(world, kind, method, path) for path in (real, invented)]
                if pages[0].status_code != pages[1].status_code or len({_masked(p) for p in pages}) > 1:
                    told_apart.append(f"{method} {address.name} as {kind}")
    assert not told_apart, "\n".join(["", *told_apart])


def test_every_refusal_is_noted_with_the_page_and_without_words(world: World) -> None:
    silent = []
    for address, line in about_a_partnership():
        for kind in ("sam", "okafor", "lee"):
            if kind in line.let_in():
                continue
            with undone():
                world.client(kind).get(address.path(world.rows["joan"]))
                noted = Refusal.objects.filter(
                    viewer=world.people[kind], subject=world.clinic.partnership.pk, page=address.name
                )
                if noted.count() != 1:
                    silent.append(f"{address.name} as {kind}")
    assert not silent, "\n".join(["", *silent])


def test_every_look_at_a_record_is_noted(world: World) -> None:
    """And in the same walk: every page of the person's has *new or worse* and *I had to tell it again*."""
    silent, without = [], []
    for address, line in about_a_partnership():
        for kind, answer in line.answers("GET").items():
            if answer != "200":
                continue
            with undone():
                Viewing.objects.all().delete()
                page = world.client(kind).get(address.path(world.rows["joan"]))
                if Viewing.objects.filter(subject=world.clinic.partnership.pk).count() != 1:
                    silent.append(f"{address.name} as {kind}")
                if kind == "joan" and _is_without_buttons(world, page):
                    without.append(address.name)
    assert not silent, "\n".join(["", *silent])
    assert not without, "\n".join(["", *without])


def test_pages_of_no_partnership_have_the_two_buttons_of_the_persons_too(world: World) -> None:
    """How I sign in, who can see what, and the page that is not there."""
    paths = [
        address.path(world.rows["joan"])
        for address, line in declared()
        if line.answers("GET")["joan"] == "200" and "partnership_id" not in address.arguments
    ]
    without = []
    for path in [*paths, "/nothing-is-here/"]:
        with undone():
            without += [path] if _is_without_buttons(world, world.client("joan").get(path)) else []
    assert len(paths) > 10
    assert not without, "\n".join(["", *without])


def _is_without_buttons(world: World, page: HttpResponse) -> bool:
    """Whether a page of Joan's lacks *something new or worse*, or the one tap *I had to tell it again*.

    The sheet for the fridge has no foot, and so no tap.
    """
    shown = page.content.decode() if page.get("Content-Type", "").startswith("text/html") else ""
    if "</html>" not in shown:  # a file, or a piece of a page
        return False
    ours = f"/p/{world.clinic.partnership.pk}"
    tap = f'action="{ours}/story/told-again/"' in shown or 'class="foot"' not in shown
    return f'href="{ours}/new-or-worse/"' not in shown or not tap


def _masked(response) -> str:
    return TOKEN.sub(r"\1", KEYS.sub("KEY", response.content.decode()))
