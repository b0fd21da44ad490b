"""What stands in the clinic's diary becomes visits, moves with it, and is never doubled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from alongside.base import clock
from alongside.base.record.models import Delivery, Event
from alongside.care.communication import visit_attention as kinds
from alongside.care.communication.actions import diary, diary_source, visit, visit_chore, visit_code
from alongside.care.communication.actions.diary import NotAllowed, Taken
from alongside.care.communication.models import CalendarEntry, CalendarSource, Visit
from alongside.care.communication.rules.calendar_refusal import CalendarRefused, Refusal
from alongside.care.partnership import figures
from alongside.care.partnership.actions import team as teams
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import AttentionItem, ServiceRole, TeamMembership
from tests.care.communication.diary import calendar, event
from tests.care.communication.visiting import NEXT_TUESDAY, planned
from tests.conftest import THURSDAY, Clinic

pytestmark = pytest.mark.usefixtures("thursday")
FEED = "https://diary.example/private/joan.ics"


@pytest.fixture
def code(clinic: Clinic) -> str:
    return visit_code.ensure(partnership=clinic.partnership, by=clinic.priya).code


def brings(clinic: Clinic, *parts: str) -> Taken:
    return diary_source.take_file(service=clinic.service, data=calendar(*parts), by=clinic.priya)


@pytest.fixture
def feed(clinic: Clinic) -> Callable[..., CalendarSource]:
    """``feed(*events)``: the worker looks into Priya's feed, and finds these."""
    diary_source.set_feed(service=clinic.service, url=FEED, whole_service=False, by=clinic.priya)

    def look(*parts: str, raises: Refusal | None = None) -> CalendarSource:
        def fetch(url: str) -> bytes:
            assert url == FEED.replace(".example/", ".example:443/")
            if raises:
                raise CalendarRefused(raises)
            return calendar(*parts)

        CalendarSource.objects.update(next_look_at=clock.now())
        assert diary_source.look_at_due(fetch=fetch)
        return CalendarSource.objects.get(owner=clinic.priya, kind="feed")

    return look


def counted(taken: Taken) -> tuple[int, int, int]:
    return (taken.new, taken.moved, taken.off)


# --- by our code -------------------------------------------------------------------------------------


def test_an_entry_with_her_code_becomes_joans_visit_and_the_same_file_again_changes_nothing(
    clinic: Clinic, code: str
) -> None:
    parts = event("a", "LOCATION:Room 4", summary=f"Physio {code}")
    assert counted(brings(clinic, parts)) == (1, 0, 0)
    row = Visit.objects.get()
    assert (row.partnership, row.professional, row.starts_at) == (
        clinic.partnership,
        clinic.priya,
        NEXT_TUESDAY,
    )
    assert (row.place, row.came) == ("Room 4", "file")
    assert counted(brings(clinic, parts)) == (0, 0, 0)
    assert Delivery.objects.filter(to=clinic.joan).count() == 1
    assert figures.kept(clinic.partnership) == figures.rebuilt(clinic.partnership)


def test_it_moves_and_goes_with_the_diary_and_an_older_file_does_not_bring_it_back(
    clinic: Clinic, code: str
) -> None:
    brings(clinic, event("a", summary=code))
    later = "DTSTART:20261119T140000Z"
    assert counted(brings(clinic, event("a", "SEQUENCE:2", summary=code, start=later))) == (0, 1, 0)
    assert counted(brings(clinic, event("a", "SEQUENCE:1", summary=code))) == (0, 0, 0)
    row = Visit.objects.get()
    assert (row.starts_at.day, row.moved_from, row.sequence) == (19, NEXT_TUESDAY, 1)
    off = event("a", "SEQUENCE:3", "STATUS:CANCELLED", summary=code, start=later)
    assert counted(brings(clinic, off)) == (0, 0, 1)
    row.refresh_from_db()
    assert row.state == "cancelled"
    assert counted(brings(clinic, off)) == (0, 0, 0)


def test_a_series_is_as_many_visits_and_tells_her_once(clinic: Clinic, code: str) -> None:
    weekly = "RRULE:FREQ=WEEKLY;COUNT=6"
    start = "DTSTART;TZID=Europe/London:20261117T101500"
    assert counted(brings(clinic, event("s", weekly, summary=code, start=start))) == (6, 0, 0)
    assert Delivery.objects.filter(to=clinic.joan).count() == 1
    wednesdays = start.replace("1117", "1118")
    assert counted(brings(clinic, event("s", weekly, summary=code, start=wednesdays))) == (0, 6, 0)
    assert Visit.objects.count() == 6, "the series was moved as a whole: none is new"
    zone = ZoneInfo("Europe/London")
    assert {row.starts_at.astimezone(zone).strftime("%a %H:%M") for row in Visit.objects.all()} == {
        "Wed 10:15"
    }


def test_what_was_written_down_by_hand_is_linked_and_not_doubled(clinic: Clinic, code: str) -> None:
    row = planned(clinic)
    assert counted(brings(clinic, event("a", summary=code))) == (0, 0, 0) or Visit.objects.count() == 1
    assert Visit.objects.get() == row
    brings(clinic, event("a", summary=code, start="DTSTART:20261118T101500Z"))
    row.refresh_from_db()
    assert row.starts_at == NEXT_TUESDAY + timedelta(days=1)


def test_a_change_by_hand_stands_until_the_diary_itself_changes(clinic: Clinic, code: str) -> None:
    brings(clinic, event("a", summary=code))
    row = Visit.objects.get()
    visit.cancel(visit=row, by=clinic.priya)
    brings(clinic, event("a", summary=code))
    row.refresh_from_db()
    assert row.state == "cancelled"


def test_an_entry_given_to_somebody_else_is_off_for_the_first(clinic: Clinic, code: str) -> None:
    noors = visit_code.ensure(partnership=clinic.sams, by=clinic.noor).code
    brings(clinic, event("a", summary=code))
    brings(clinic, event("a", summary=noors))
    assert Visit.objects.get().state == "planned", "Priya may not keep Sam's visits: it is nobody's then"
    assert not Visit.objects.filter(partnership=clinic.sams).exists()


@pytest.mark.parametrize("words", ["{sams}", "{code} {sams}", "Joan Archer", "AL-0000-0001", ""])
def test_no_code_a_strangers_or_two_make_no_visit(clinic: Clinic, code: str, words: str) -> None:
    sams = visit_code.ensure(partnership=clinic.sams, by=clinic.noor).code
    taken = brings(clinic, event("a", summary=words.format(sams=sams, code=code)))
    assert (taken.new, taken.waiting) == (0, 1)
    assert not Visit.objects.exists()


# --- without a code ----------------------------------------------------------------------------------


def test_of_an_entry_without_a_code_only_the_time_is_kept_and_not_for_long(clinic: Clinic, code: str) -> None:
    brings(clinic, event("dentist@home", "LOCATION:High Street", summary="My dentist, Mr Oak"))
    row = CalendarEntry.objects.get()
    kept = " ".join(str(getattr(row, field.attname)) for field in CalendarEntry._meta.concrete_fields)
    for word in ("dentist", "Oak", "High"):
        assert word not in kept
    with clock.frozen(NEXT_TUESDAY + timedelta(days=1)):
        brings(clinic, event("other", start="DTSTART:20261120T101500Z"))
        assert not CalendarEntry.objects.filter(pk=row.pk).exists()


def test_a_professional_says_whose_a_series_is_and_new_dates_of_it_follow(clinic: Clinic) -> None:
    weekly = event("s", "RRULE:FREQ=WEEKLY;COUNT=3")
    assert brings(clinic, weekly).waiting == 3
    entry = CalendarEntry.objects.order_by("starts_at").first()
    for by in (clinic.noor, clinic.okafor):
        with pytest.raises((Refused, NotAllowed)):
            diary.match(entry=entry, partnership=clinic.partnership, by=by)
    with pytest.raises(Refused):
        diary.match(entry=entry, partnership=clinic.sams, by=clinic.priya)
    assert diary.match(entry=entry, partnership=clinic.partnership, by=clinic.priya) == 3
    assert counted(brings(clinic, weekly.replace("COUNT=3", "COUNT=4"))) == (1, 0, 0)


def test_what_is_no_visit_is_not_asked_about_again(clinic: Clinic) -> None:
    brings(clinic, event("lunch", "RRULE:FREQ=DAILY;COUNT=3"))
    diary.ignore(entry=CalendarEntry.objects.first(), by=clinic.priya)
    assert brings(clinic, event("lunch", "RRULE:FREQ=DAILY;COUNT=5")).waiting == 0
    with pytest.raises(NotAllowed):
        diary.ignore(entry=CalendarEntry.objects.first(), by=clinic.okafor)


# --- a feed ------------------------------------------------------------------------------------------


def test_a_visit_that_the_feed_has_lost_is_asked_about_and_nobody_is_told_that_it_is_off(
    clinic: Clinic, code: str, feed
) -> None:
    feed(event("a", summary=code))
    feed(event("b"))
    row = Visit.objects.get()
    assert row.state == "planned"
    items = AttentionItem.objects.filter(kind=kinds.VISIT_GONE).open()
    assert items.get().owner == clinic.priya
    feed(event("a", summary=code))
    assert not items.exists(), "it is there again"
    feed(event("b"))
    visit.still_stands(visit=row, by=clinic.priya)
    assert not items.exists()
    feed(event("b"))
    assert not items.exists(), "asked once"


def test_a_feed_that_is_emptied_at_once_is_refused_and_nothing_changes(
    clinic: Clinic, code: str, feed
) -> None:
    days = [event(str(day), summary=code, start=f"DTSTART:202611{day}T101500Z") for day in range(17, 22)]
    feed(*days)
    assert Visit.objects.count() == 5
    source = feed(event("b"))
    assert source.problem == Refusal.EMPTIED
    assert not AttentionItem.objects.filter(kind=kinds.VISIT_GONE).exists()
    assert feed(*days[:4]).problem == "", "one is gone: that can be"
    assert AttentionItem.objects.filter(kind=kinds.VISIT_GONE).count() == 1


def test_an_entry_that_cannot_be_read_today_is_not_called_lost(clinic: Clinic, code: str, feed) -> None:
    feed(event("a", summary=code))
    source = feed(event("a", summary=code, start="DTSTART;TZID=Nowhere:20261117T101500"))
    assert (source.problem, source.left_out) == ("", 1)
    assert not AttentionItem.objects.filter(kind=kinds.VISIT_GONE).exists()


def test_a_refused_feed_says_why_waits_longer_each_time_and_comes_back(
    clinic: Clinic, code: str, feed
) -> None:
    feed(event("a", summary=code))
    waits = [(feed(raises=Refusal.SLOW).next_look_at - THURSDAY).total_seconds() / 60 for _time in range(3)]
    assert waits == [15, 30, 60]
    assert Event.objects.filter(kind="diary.refused").count() == 1, "the same trouble once"
    assert Visit.objects.get().state == "planned"
    assert feed(event("a", summary=code)).problem == ""


def test_a_diary_that_is_not_read_is_said_where_its_owner_looks_every_day(clinic: Clinic, feed, as_) -> None:
    feed(raises=Refusal.SLOW)
    assert "A diary is not read" not in as_("priya").get("/").text, "it may pass by itself"
    with clock.frozen(THURSDAY + timedelta(days=2)):
        page = as_("priya").get("/").text
        assert "Your diary was not read since Thursday 12 November. The diary did not answer in time." in page
        assert "A diary is not read" not in as_("okafor").get("/").text
    feed(raises=Refusal.FORBIDDEN)
    assert "Ask for a new address there." in as_("priya").get("/").text, "this does not pass by itself"
    feed(event("a"))
    assert "A diary is not read" not in as_("priya").get("/").text


def test_the_feed_of_who_left_is_asked_no_more_and_its_secret_is_forgotten(clinic: Clinic, feed) -> None:
    clinic.priya.team_seats.update(until_at=clock.now()) if hasattr(clinic.priya, "team_seats") else None
    from_team = CalendarSource.objects.get()
    from alongside.care.partnership.models import TeamMembership  # noqa: PLC0415

    TeamMembership.objects.filter(account=clinic.priya).update(until_at=clock.now())

    def never(url: str) -> bytes:
        raise AssertionError("asked")

    CalendarSource.objects.update(next_look_at=clock.now())
    assert diary_source.look_at_due(fetch=never)
    from_team.refresh_from_db()
    assert (from_team.url, from_team.stopped_at) == ("", THURSDAY)
    assert not diary_source.look_at_due(fetch=never)


def test_two_workers_do_not_ask_for_the_same_feed_at_once(clinic: Clinic) -> None:
    diary_source.set_feed(service=clinic.service, url=FEED, whole_service=False, by=clinic.priya)
    inside: list[bool] = []

    def fetch(url: str) -> bytes:
        inside.append(diary_source.look_at_due(fetch=fetch))
        return calendar()

    assert diary_source.look_at_due(fetch=fetch)
    assert inside == [False]


def test_the_lead_brings_the_whole_services_diary_and_only_codes_come_of_it(
    clinic: Clinic, code: str
) -> None:
    sams = visit_code.ensure(partnership=clinic.sams, by=clinic.noor).code
    for by in (clinic.priya, clinic.joan, clinic.stranger):
        with pytest.raises(NotAllowed):
            diary_source.set_feed(service=clinic.service, url=FEED, whole_service=True, by=by)
    with pytest.raises(NotAllowed):
        diary_source.set_feed(service=clinic.service, url=FEED, whole_service=False, by=clinic.lena)
    diary_source.set_feed(service=clinic.service, url=FEED, whole_service=True, by=clinic.lena)
    parts = [event("a", summary=code), event("b", summary=sams), event("c", summary="Mrs Oak")]
    assert diary_source.look_at_due(fetch=lambda url: calendar(*parts))
    assert {(row.partnership, row.professional) for row in Visit.objects.all()} == {
        (clinic.partnership, clinic.priya),
        (clinic.sams, clinic.noor),
    }
    assert not CalendarEntry.objects.filter(standing="waiting").exists()


def leads_no_more(account) -> None:
    ServiceRole.objects.filter(account=account).update(until_at=clock.now())


def test_the_whole_services_diary_is_another_leads_when_its_lead_leaves(clinic: Clinic, code: str) -> None:
    diary_source.set_feed(service=clinic.service, url=FEED, whole_service=True, by=clinic.lena)
    teams.make_lead(service=clinic.service, account=clinic.okafor)
    leads_no_more(clinic.lena)
    for _look in range(2):
        assert diary_source.look_at_due(fetch=lambda url: calendar(event("a", summary=code)))
    source = CalendarSource.objects.get()
    assert (source.owner, source.stopped_at) == (clinic.okafor, None)
    assert source.url
    assert Visit.objects.get().partnership == clinic.partnership


def test_a_services_diary_that_nobody_leads_is_said_to_all_and_read_again_by_whoever_leads_next(
    clinic: Clinic, code: str, as_
) -> None:
    diary_source.set_feed(service=clinic.service, url=FEED, whole_service=True, by=clinic.lena)
    leads_no_more(clinic.lena)
    here = lambda url: calendar(event("a", summary=code))  # noqa: E731
    assert diary_source.look_at_due(fetch=here)
    assert not Visit.objects.exists()
    for who in ("priya", "noor"):
        assert "Nobody leads the service" in as_(who).get("/").text
    teams.make_lead(service=clinic.service, account=clinic.okafor)
    with clock.frozen(THURSDAY + timedelta(hours=1)):
        for _look in range(2):
            assert diary_source.look_at_due(fetch=here)
        assert "Nobody leads the service" not in as_("priya").get("/").text
    assert Visit.objects.get().professional == clinic.priya


def test_a_visit_with_who_left_is_asked_about_until_somebody_says_who_sees_them(clinic: Clinic) -> None:
    row = planned(clinic)
    assert visit_chore.ask_who_sees_them() == 0
    seat = TeamMembership.objects.get(account=clinic.priya, team=clinic.team)
    teams.leave(seat=seat, by=clinic.lena, inbox_owner=clinic.okafor)
    assert (visit_chore.ask_who_sees_them(), visit_chore.ask_who_sees_them()) == (1, 0)
    item = AttentionItem.objects.get(kind=kinds.VISIT_NEEDS_SOMEBODY)
    assert (item.owner, item.due_at, item.about) == (clinic.okafor, row.starts_at, row.pk)
    same = visit.When(row.starts_at, row.ends_at)
    visit.change(visit=row, when=same, where=visit.Where(), professional=clinic.okafor, by=clinic.okafor)
    item.refresh_from_db()
    assert item.closed_at is not None
    assert visit_chore.ask_who_sees_them() == 0


def test_the_same_entry_in_two_diaries_is_one_visit(clinic: Clinic, code: str, feed) -> None:
    brings(clinic, event("a", summary=code))
    feed(event("a", summary=code))
    assert Visit.objects.count() == 1


# --- the pages ---------------------------------------------------------------------------------------


def upload(client, data: bytes):
    return client.post("/diary/file/", {"file": SimpleUploadedFile("my.ics", data)}, follow=True)


def test_priya_brings_a_file_and_reads_what_came_of_it(clinic: Clinic, code: str, as_) -> None:
    priya = as_("priya")
    page = upload(
        priya, calendar(event("a", summary=code), event("b"), event("c", start="DTSTART:soon"))
    ).text
    assert "1 new visit, 0 moved, 0 called off" in page
    assert "1 entry could not be read" in page
    assert "Tuesday 17 November, 10:15 to 10:45" in page
    entry = CalendarEntry.objects.get(standing="waiting")
    path = f"/diary/entries/{entry.pk}/"
    assert as_("okafor").get(path).status_code == 404
    assert "Joan Archer" in priya.get(path).text
    assert "Sam Bell" not in priya.get(path).text
    assert priya.post(path, {"person": str(clinic.sams.pk)}).status_code == 200
    assert "1 visit is kept now" in priya.post(path, {"person": str(clinic.partnership.pk)}, follow=True).text


@pytest.mark.parametrize(
    "data,words",
    [
        (b"", "no calendar file"),
        (b"<html>", "a web page"),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than two megabytes"),
        (calendar(event())[:-9], "its end is missing"),
        (calendar(event(summary="\xe9")).decode().encode("latin-1"), "UTF-8"),
        (calendar(event("a", "RRULE:FREQ=SECONDLY")), "repeats every minute"),
    ],
    ids=str,
)
def test_a_file_that_is_refused_says_why_in_words(clinic: Clinic, as_, data: bytes, words: str) -> None:
    answer = upload(as_("priya"), data)
    assert words in answer.text
    assert not CalendarSource.objects.exists()


@pytest.mark.parametrize(
    "url,words",
    [
        ("", "Paste the address"),
        ("ftp://diary.example/a.ics", "no address of a calendar"),
        ("https://priya:secret@diary.example/a.ics", "no address of a calendar"),
        ("file:///etc/passwd", "no address of a calendar"),
        ("https://diary.example:99999/", "no address of a calendar"),
    ],
)
def test_an_address_that_is_not_asked_says_why(clinic: Clinic, as_, url: str, words: str) -> None:
    assert words in as_("priya").post("/diary/feed/", {"url": url}).text


def test_a_feeds_address_is_never_shown_again(clinic: Clinic, as_) -> None:
    priya = as_("priya")
    page = priya.post("/diary/feed/", {"url": "webcal://diary.example/s3cret.ics"}, follow=True).text
    assert "diary.example" in page
    assert "s3cret" not in page
    source = CalendarSource.objects.get()
    assert source.url == "https://diary.example:443/s3cret.ics"
    assert as_("okafor").post(f"/diary/{source.pk}/stop/").status_code == 404
    priya.post(f"/diary/{source.pk}/stop/")
    source.refresh_from_db()
    assert source.url == ""
    assert datetime(2026, 11, 12, 10, 30, tzinfo=UTC) == source.stopped_at
