"""A person gets everything held about them, in words and as data; nobody else does; nothing is left out."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models
from django.test import Client
from django.urls import reverse

from alongside.base.record.models import Event
from alongside.care.partnership import held
from alongside.care.partnership.actions import own_copy, promise
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.keeping import read_keeping
from alongside.care.partnership.rules.own_copy import DATA, LOOK, PAGE
from alongside.care.partnership.rules.signed import DefinitionInvalid
from tests.authority.cast import living
from tests.conftest import Clinic
from tests.queries import cost


def read(made: bytes) -> tuple[str, dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert packed.namelist() == [PAGE, DATA, LOOK]
        assert packed.testzip() is None
        return packed.read(PAGE).decode(), json.loads(packed.read(DATA))


# --- nothing is left out --------------------------------------------------------------------------------


def ours() -> list[type[models.Model]]:
    """What could hold something of a person: all but the wings, which the next test asks."""
    wings = ("evidence_", "evaluation")
    return [model for model in apps.get_models() if not model._meta.app_label.startswith(wings)]


def test_every_table_is_given_to_the_person_or_says_why_it_is_not() -> None:
    given, left = set(held.declared()), held.left_out()
    names = {model._meta.label for model in ours()}
    assert sorted(names - given - set(left)) == [], (
        "declare it in the room's held.py (see partnership/held.py)"
    )
    assert sorted(given & set(left)) == [], "given and left out"
    assert sorted((given | set(left)) - names) == [], "no such table any more"
    assert all(left.values())


def test_nothing_that_is_left_out_leads_to_a_person() -> None:
    wings = [model for model in apps.get_models() if model not in ours()]
    for model in [*wings, *(apps.get_model(name) for name in held.left_out())]:
        ways = [field.name for field in model._meta.get_fields() if field.related_model is Partnership]
        concrete = [name for name in ways if name in {field.name for field in model._meta.concrete_fields}]
        assert not concrete, f"{model._meta.label}.{concrete}"


def test_what_is_kept_from_everybody_is_secret_or_a_code_and_nothing_more() -> None:
    kept = {f"{name}.{field}" for name, one in held.declared().items() for field in one.without}
    assert kept == {
        "base_accounts.Account.password",
        "base_record.Refusal.viewer",  # by role only, as who looked
        "care_measures.Pseudonym.code",
        "care_partnership.Invitation.token_hash",
        "mfa.Authenticator.data",
        "usersessions.UserSession.data",
        "usersessions.UserSession.session_key",
    }


# --- what is in it --------------------------------------------------------------------------------------


@pytest.fixture
def lived(db: None) -> Iterator[Clinic]:
    """Joan's and Sam's partnerships with a row of everything that an address can name."""
    cache.clear()
    with living() as world:
        yield world.clinic


def test_the_file_holds_the_same_to_read_and_as_data(lived: Clinic) -> None:
    page, data = read(own_copy.take(partnership=lived.partnership, by=lived.joan))
    tables = {table["name"]: table["rows"] for table in data["tables"]}
    assert len(tables["care_understanding.StoryVersion"]) == 3
    for name, rows in tables.items():
        assert (
            len(rows) == len(held.declared()[name].rows(lived.partnership)) or name == "base_record.Viewing"
        )
    assert data["record"] == str(lived.partnership.pk)
    assert "Joan Archer" in page
    assert "joan@people.example" in page
    assert "Priya Shah" in page
    for other in ("Sam Bell", "sam@people.example", str(lived.sams.pk)):
        assert other not in page + json.dumps(data, ensure_ascii=False)


def test_every_row_that_a_room_keeps_of_joan_is_in_joans_file_only(lived: Clinic) -> None:
    """Each word of each row, by the rows themselves and not by what a room says of them."""
    _page, hers = read(own_copy.take(partnership=lived.partnership, by=lived.joan))
    _page, his = read(own_copy.take(partnership=lived.sams, by=lived.sam))
    mine, theirs = json.dumps(hers), json.dumps(his)
    checked = 0
    for model in ours():
        fields = {field.name for field in model._meta.concrete_fields}
        if "partnership" not in fields or "id" not in fields or model._meta.label in held.left_out():
            continue
        one = held.declared()[model._meta.label]
        rows = model._base_manager.filter(partnership=lived.partnership)
        if one.only is not None:
            rows = rows.filter(one.only(lived.partnership))
        for key in rows.values_list("pk", flat=True):
            assert str(key) in mine, f"{model._meta.label} {key}"
            assert str(key) not in theirs
            checked += 1
    assert checked > 40


def test_what_a_professional_has_begun_and_not_sent_is_not_in_it_yet(lived: Clinic) -> None:
    """The same rules of sight as on the pages, before both are in, or it is released."""
    _page, data = read(own_copy.take(partnership=lived.partnership, by=lived.joan))
    tables = {table["name"]: table["rows"] for table in data["tables"]}
    for draft in tables.get("care_understanding.Draft", []):
        assert draft["author"] == "Joan Archer"
    for one in tables["care_measures.Assessment"]:
        assert one["state"] == "done" or one["author"] == "Joan Archer"


def test_its_queries_do_not_grow_with_what_is_held(lived: Clinic) -> None:
    own_copy.take(partnership=lived.partnership, by=lived.joan)
    with cost() as before:
        own_copy.take(partnership=lived.partnership, by=lived.joan)
    for number in range(10):
        promise.make(
            partnership=lived.partnership, text=f"Ring {number}", due_on=date(2026, 12, 1), by=lived.priya
        )  # fmt: skip
    with cost() as after:
        own_copy.take(partnership=lived.partnership, by=lived.joan)
    assert after.queries == before.queries


# --- who gets it ----------------------------------------------------------------------------------------


def test_only_the_person_takes_it_and_the_timeline_says_so(clinic: Clinic) -> None:
    for name in ("priya", "okafor", "noor", "lena", "sam", "stranger"):
        with pytest.raises(Refused):
            own_copy.take(partnership=clinic.partnership, by=clinic.everyone[name])
    assert not Event.objects.filter(kind="partnership.own-copy-taken").exists()
    own_copy.take(partnership=clinic.partnership, by=clinic.joan)
    event = Event.objects.get(kind="partnership.own-copy-taken")
    assert (event.subject, event.by, event.visibility) == (clinic.partnership.pk, clinic.joan, "both")


def test_somebody_with_her_open_phone_is_asked_to_sign_in_first(
    clinic: Clinic, as_: Callable[[str], Client]
) -> None:
    page = reverse("partnership:own-copy", args=[clinic.partnership.pk])
    joan = as_("joan")
    assert joan.get(page).status_code == 200
    answer = joan.post(page)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_sign_in_again"))
    assert not Event.objects.filter(kind="partnership.own-copy-taken").exists()


def test_who_has_just_signed_in_gets_a_file_whose_name_says_nothing(
    clinic: Clinic, as_: Callable[[str], Client]
) -> None:
    page = reverse("partnership:own-copy", args=[clinic.partnership.pk])
    joan = as_("joan")
    session = joan.session
    session["account_authentication_methods_user"] = str(clinic.joan.pk)
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session.save()
    answer = joan.post(page)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/zip"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "joan" not in answer.headers["Content-Disposition"].lower()
    html, _data = read(answer.content)
    assert "Joan Archer" in html


def test_the_page_says_how_to_put_it_right_and_how_long_it_is_kept(
    clinic: Clinic, as_: Callable[[str], Client]
) -> None:
    html = as_("joan").get(reverse("partnership:own-copy", args=[clinic.partnership.pk])).text
    assert "Tell Priya Shah what is wrong" in html
    assert "8 more years" in html
    assert reverse("partnership:own-copy", args=[clinic.partnership.pk]) in (
        as_("joan").get(reverse("access:way", args=[clinic.partnership.pk])).text
    )


def test_a_rule_for_keeping_without_its_years_is_refused() -> None:
    with pytest.raises(DefinitionInvalid, match="years_after"):
        read_keeping("years_after = 0\n")
