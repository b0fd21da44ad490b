"""A person asks, a person answers; what is erased is gone from every table, also after a restore."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.base.record.models import Event
from alongside.care.access.actions import screening
from alongside.care.access.models import ScreenRun
from alongside.care.partnership import erased_again, held
from alongside.care.partnership.actions import attention, erasure
from alongside.care.partnership.attention import ERASURE_ASKED
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, Erased, ErasureAsked, Partnership
from alongside.care.partnership.rules.erasing import Ground, KeptBecause, copies_until, quiet_before
from alongside.care.partnership.rules.keeping import keeping
from tests.authority.cast import World, living
from tests.conftest import Clinic


@pytest.fixture
def installation(settings, tmp_path: Path) -> Path:
    """A folder of its own for the file that says what was erased."""
    settings.ENVIRONMENT = type("Here", (), {"home": tmp_path})()
    return tmp_path


@pytest.fixture
def world(db: None, installation: Path) -> Iterator[World]:
    """Everything has happened once to Joan and to Sam, and nothing urgent waits."""
    with living() as made:
        AttentionItem.objects.filter(harm__lte=AttentionItem.Harm.WORSE).update(closed_at=clock.now())
        yield made


def everywhere(needles: set[str]) -> list[str]:
    """Every place of every table in which one of ``needles`` stands."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [
                    f"{model._meta.label}.{name}"
                    for name, cell in zip(names, row, strict=True)
                    if any(needle in str(cell).replace("-", "") for needle in needles)
                ]
    return found


# --- erasing --------------------------------------------------------------------------------------------


def counted(record: Partnership) -> dict[str, int]:
    return {
        one.name: one.model._base_manager.filter(**one.leads_to(record)).count()
        for one in held.declared().values()
    }


def test_nothing_of_her_is_left_in_any_table_and_nothing_of_anybody_else_is_touched(world: World) -> None:
    joan, record = world.clinic.joan, world.clinic.partnership
    rows, sams = counted(record), counted(world.clinic.sams)
    full = {name for name, count in rows.items() if count}
    assert len(full) > 50, "too little was there: the search shows nothing"
    needles = {record.pk.hex, joan.email, record.full_name.replace("-", ""), "joan@"}
    assert len(everywhere(needles)) > 200

    erased = erasure.erase(partnership=record, ground=Ground.ASKED, by=world.clinic.lena)

    connection.check_constraints()
    stays = {"base_record.Viewing.subject", "base_record.Refusal.subject", "base_record.Event.subject"}
    stays |= {f"{name}_id" for name in stays} | {"care_partnership.Erased.record"}
    stays |= {"base_record.Submission.location"}  # where a form led; thrown away after days
    assert set(everywhere(needles)) <= stays
    assert [event.kind for event in Event.objects.filter(subject=record.pk)] == ["erasure.erased"]
    assert erased.rows == sum(
        count for name, count in rows.items() if name not in erasure.STAYS and name != Account._meta.label
    )
    assert counted(world.clinic.sams) == sams
    left = Account.objects.get(pk=joan.pk)
    assert (left.email, left.name, left.is_active, left.has_usable_password()) == (None, "", False, False)


def test_who_is_with_two_clinics_keeps_the_account_that_the_other_needs(
    clinic: Clinic, installation: Path
) -> None:
    service = clinic.service
    elsewhere = type(service).objects.create(name="Another", phone="1")
    Partnership.objects.create(
        service=elsewhere, person=clinic.joan, known_as="Joan", full_name="Joan", came_by="self"
    )
    erasure.erase(partnership=clinic.partnership, ground=Ground.ORDERED, by=clinic.lena)
    assert Account.objects.get(pk=clinic.joan.pk).email == clinic.joan.email


# --- who may, and when ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["joan", "priya", "okafor", "noor", "sam"])
def test_only_the_lead_erases_or_answers(clinic: Clinic, who: str) -> None:
    erasure.ask(partnership=clinic.partnership, by=clinic.joan)
    by = clinic.everyone[who]
    with pytest.raises(PermissionDenied):
        erasure.erase(partnership=clinic.partnership, ground=Ground.ASKED, by=by)
    with pytest.raises(PermissionDenied):
        erasure.keep(partnership=clinic.partnership, because=KeptBecause.THE_LAW, by=by)
    if who != "joan":
        with pytest.raises(Refused):
            erasure.ask(partnership=clinic.partnership, by=by)
    assert Partnership.objects.filter(pk=clinic.partnership.pk).exists()


def test_nothing_is_erased_that_nobody_asked_for_or_too_soon_or_in_danger(clinic: Clinic) -> None:
    record, lena = clinic.partnership, clinic.lena
    with pytest.raises(erasure.NotAsked):
        erasure.erase(partnership=record, ground=Ground.ASKED, by=lena)
    with pytest.raises(erasure.TooSoon):
        erasure.erase(partnership=record, ground=Ground.KEPT_LONG_ENOUGH, by=lena)
    attention.open_item(
        partnership=record, kind=ERASURE_ASKED, harm=AttentionItem.Harm.WORSE, by=None, about=ids.uuid7()
    )
    with pytest.raises(erasure.StillInDanger):
        erasure.erase(partnership=record, ground=Ground.ORDERED, by=lena)


def test_a_record_is_due_when_nothing_happened_for_as_long_as_the_rule_says(
    clinic: Clinic, installation: Path
) -> None:
    record, years = clinic.partnership, keeping().years_after
    last = Event.objects.filter(subject=record.pk).latest("at").at
    for days, due in ((-2, False), (2, True)):
        with clock.frozen(last + timedelta(days=years * 365.25 + days)):
            assert erasure.is_kept_long_enough(record) is due
    with clock.frozen(last + timedelta(days=years * 365.25 + 2)):
        done = erasure.erase(partnership=record, ground=Ground.KEPT_LONG_ENOUGH, by=clinic.lena)
        assert done.copies_until == copies_until(clock.now(), keeping().backups_days)


@pytest.mark.parametrize(
    "now, before", [("2032-02-29T12:00Z", "2024-02-29T12:00Z"), ("2030-05-01T12:00Z", "2022-05-01T12:00Z")]
)
def test_so_many_years_ago_is_a_day_of_the_calendar(now: str, before: str) -> None:
    assert quiet_before(datetime.fromisoformat(now), 8) == datetime.fromisoformat(before)
    assert quiet_before(datetime(2028, 2, 29, tzinfo=UTC), 1) == datetime(2027, 2, 28, tzinfo=UTC)


def just_signed_in(clinic: Clinic, client: Client) -> Client:
    session = client.session
    session["account_authentication_methods_user"] = str(clinic.lena.pk)
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session.save()
    return client


# --- the pages ------------------------------------------------------------------------------------------


def test_she_asks_is_told_by_when_and_takes_it_back(clinic: Clinic, as_) -> None:
    page = reverse("partnership:ask-erasure", args=[clinic.partnership.pk])
    joan = as_("joan")
    assert "within one month" in joan.get(page).content.decode()
    joan.post(page)
    joan.post(page)  # asked twice is asked once
    asked = ErasureAsked.objects.get()
    shown = joan.get(page).content.decode()
    assert f"{asked.asked_at + timedelta(days=30):%-d %B}" in shown
    item = AttentionItem.objects.get(kind=ERASURE_ASKED)
    assert item.owner == clinic.priya
    joan.post(page, {"take-back": "yes"})
    item.refresh_from_db()
    assert item.closed_at
    lena = just_signed_in(clinic, as_("lena"))
    assert lena.get(reverse("partnership:keep-or-erase", args=[clinic.partnership.pk])).status_code == 404


def test_the_lead_sees_who_asked_and_how_long_ago_and_the_person_reads_why_it_is_kept(
    clinic: Clinic, as_
) -> None:
    erasure.ask(partnership=clinic.partnership, by=clinic.joan)
    lena = just_signed_in(clinic, as_("lena"))
    assert clinic.partnership.full_name in lena.get(reverse("partnership:keeping")).content.decode()
    page = reverse("partnership:keep-or-erase", args=[clinic.partnership.pk])
    assert lena.post(page, {"answer": "asked"}).status_code == 200, "erased without being sure"
    assert lena.post(page, {"answer": "keep:the-law"}).status_code == 302
    shown = as_("joan").get(reverse("partnership:ask-erasure", args=[clinic.partnership.pk]))
    assert "The law asks us to keep a health record" in shown.content.decode()
    looked = as_("joan").get(reverse("partnership:who-looked", args=[clinic.partnership.pk]))
    assert "looked at whether your record is kept" in looked.content.decode()


def test_what_cannot_be_taken_back_asks_the_lead_who_they_are_and_is_then_done(
    clinic: Clinic, as_, installation: Path
) -> None:
    erasure.ask(partnership=clinic.partnership, by=clinic.joan)
    page = reverse("partnership:keep-or-erase", args=[clinic.partnership.pk])
    asked = as_("lena").post(page, {"answer": "asked", "sure": "on"})
    assert asked.headers["Location"].startswith(reverse("account_sign_in_again"))
    lena = just_signed_in(clinic, as_("lena"))
    assert "They asked on" in lena.get(page).content.decode()
    assert Partnership.objects.filter(pk=clinic.partnership.pk).exists()
    assert lena.post(page, {"answer": "asked", "sure": "on"}).status_code == 302
    assert not Partnership.objects.filter(pk=clinic.partnership.pk).exists()
    done = Erased.objects.get()
    assert (done.record, done.by, done.ground) == (clinic.partnership.pk, clinic.lena, "asked")


def test_answers_of_the_screen_that_became_nobodys_are_thrown_away_after_30_days(clinic: Clinic) -> None:
    now, facts = clock.now(), {"service": clinic.service, "complete": True, "version": "1"}
    for days in (29, 31):
        for record in (None, clinic.partnership):
            ScreenRun.objects.create(at=now - timedelta(days=days), partnership=record, **facts)
    assert screening.forget_unjoined() == 1
    assert ScreenRun.objects.filter(partnership=None).count() == 1
    assert ScreenRun.objects.filter(partnership=clinic.partnership).count() == 2


# --- what a backup brings back --------------------------------------------------------------------------


def test_what_a_restored_backup_brings_back_is_erased_again(
    clinic: Clinic, installation: Path, django_capture_on_commit_callbacks
) -> None:
    record = clinic.partnership
    erasure.ask(partnership=record, by=clinic.joan)
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(partnership=record, ground=Ground.ASKED, by=clinic.lena)
    assert set(erased_again.records()) == {record.pk}
    assert erasure.again() == 0
    said = Erased.objects.values().get()
    # As an older database has it.
    Erased.objects.all().delete()
    Event.objects.filter(subject=record.pk).delete()
    Account.objects.filter(pk=clinic.joan.pk).update(email="joan@people.example", name="Joan")
    Partnership.objects.bulk_create([record])
    assert erasure.again() == 1
    assert not Partnership.objects.filter(pk=record.pk).exists()
    assert Account.objects.get(pk=clinic.joan.pk).email is None
    # That it was erased, when, by whom and on what ground is known again, once.
    assert erasure.again() == 0
    again = Erased.objects.values().get()
    assert {**again, "id": None} == {**said, "id": None}
    assert Event.objects.get(subject=record.pk).by == clinic.lena


def test_what_another_machine_erased_or_a_power_cut_left_unwritten_is_written_down_within_the_hour(
    clinic: Clinic, installation: Path
) -> None:
    erasure.erase(partnership=clinic.partnership, ground=Ground.ORDERED, by=None)
    assert erased_again.records() == {}  # the test's transaction never ends
    assert erasure.again() == 0
    (facts,) = erased_again.records().values()
    assert facts is not None
    assert (facts.ground, facts.by) == (Ground.ORDERED, None)
    before = (installation / erased_again.NAME).read_text()
    erasure.again()
    assert (installation / erased_again.NAME).read_text() == before, "written twice"


def test_a_line_that_is_no_number_erases_nobody(clinic: Clinic, installation: Path) -> None:
    numbers = f"all {clinic.partnership.pk}\n*\n\n\u00e9 {clinic.sams.pk}\n"
    (installation / erased_again.NAME).write_text(numbers)
    assert erased_again.records() == {}
    assert erasure.again() == 0
