"""Whether answers are counted is the person's to say; what leaves has no name, no date and no word in it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from alongside.base import clock
from alongside.base.ids import uuid7
from alongside.base.record.models import Event
from alongside.care.measures.actions import objection
from alongside.care.measures.models import Objection, Pseudonym
from alongside.care.partnership import meetings
from alongside.care.partnership.authority import Refused
from alongside.care.partnership.models import Meeting, Partnership
from alongside.care.support.actions import extract

PAIN = {"now": ["9"], "week": ["8"], "doing": ["8"], "sleep": ["7"]}


def test_joan_says_no_and_yes_again(clinic, as_):
    page = reverse("measures:counted", args=[clinic.partnership.pk])
    as_("joan").post(page, {"counted": "no"})
    assert Objection.objects.get().partnership == clinic.partnership
    assert b'value="no"' in as_("joan").get(page).content
    as_("joan").post(page, {"counted": "yes"})
    assert not Objection.objects.exists()
    assert Event.objects.filter(kind__startswith="check.counted").count() == 2


@pytest.mark.parametrize("who", ["priya", "lena", "sam"])
def test_nobody_says_it_for_her(clinic, who):
    with pytest.raises(Refused):
        objection.say(partnership=clinic.partnership, counted=False, by=getattr(clinic, who))


def test_what_leaves_is_pseudonyms_days_numbers_and_codes(clinic, joan_answers):
    joan_answers()
    joan_answers("pain-check", PAIN)
    taken = extract.make(service=clinic.service, by=clinic.lena, k=2)
    row = next(row for row in taken.rows if "pain-check.week" in row)
    assert row["person"] == Pseudonym.objects.get(partnership=clinic.partnership).code
    assert (row["occasion"], row["days"], row["pain-check.week"]) == ("baseline", 0, 8)
    assert row["managing-check.managing.score"] == 27
    assert {type(value) for one in taken.rows for value in one.values()} <= {
        str,
        int,
        float,
        bool,
        type(None),
    }
    said = str(taken.rows)
    for name in ("Joan", "Archer", "Priya", "2026", "1971", str(clinic.partnership.pk), str(clinic.joan.pk)):
        assert name not in said


def test_who_took_them_out_is_written_down(clinic):
    extract.make(service=clinic.service, by=clinic.lena)
    event = Event.objects.get(kind="extract.made")
    assert (event.by, event.facts["people"], event.facts["objected"]) == (clinic.lena, 2, 0)
    assert event.subject is None


def test_who_objects_is_left_out_and_only_counted_as_one(clinic, joan_answers):
    joan_answers()
    objection.say(partnership=clinic.partnership, counted=False, by=clinic.joan)
    taken = extract.make(service=clinic.service, by=clinic.lena)
    assert (taken.people, taken.objected) == (1, 1)
    assert not any("managing-check.helps" in row for row in taken.rows)
    assert not Pseudonym.objects.filter(partnership=clinic.partnership).exists()


@pytest.mark.parametrize("who", ["priya", "joan", "stranger"])
def test_only_the_lead_takes_them_out(clinic, who):
    with pytest.raises(extract.MayNot):
        extract.make(service=clinic.service, by=getattr(clinic, who))
    assert not Event.objects.filter(kind="extract.made").exists()


def test_of_few_people_age_and_way_in_are_left_out(clinic):
    taken = extract.make(service=clinic.service, by=clinic.lena, k=5)
    assert {(row["age"], row["came_by"], row["professional"]) for row in taken.rows} == {(None, None, None)}


def test_continuity_leaves_as_a_band_that_enough_share_and_of_few_people_not_at_all(clinic):
    for partnership, counts in ((clinic.partnership, (3, 1)), (clinic.sams, (3, 1))):
        for by, times in zip((clinic.priya, clinic.okafor), counts, strict=True):
            for _ in range(times):
                meetings.took_place(
                    partnership,
                    with_=by,
                    how=Meeting.How.TELEPHONE,
                    at=clock.now(),
                    about=uuid7(),
                )
    Partnership.objects.update(born_on="1971-03-27")
    taken = extract.make(service=clinic.service, by=clinic.lena, k=2)
    assert {row["continuity"] for row in taken.rows} == {"mostly"}
    taken = extract.make(service=clinic.service, by=clinic.lena, k=3)
    assert {row["continuity"] for row in taken.rows} == {None}


def test_every_column_is_there_also_where_nobody_answered_and_says_what_was_asked(clinic, joan_answers):
    nobody = extract.make(service=clinic.service, by=clinic.lena)
    joan_answers()
    somebody = extract.make(service=clinic.service, by=clinic.lena)
    assert nobody.answers == somebody.answers
    assert {"managing-check.helps", "managing-check.managing.score", "pain-check.week"} <= {*nobody.answers}
    assert set(nobody.answers) == extract.columns().keys() - set(extract.ABOUT)
    assert all(nobody.meanings[name] for name in nobody.answers)


def test_the_same_person_is_called_the_same_again(clinic):
    one, other = (extract.make(service=clinic.service, by=clinic.lena) for _ in range(2))
    assert [row["person"] for row in one.rows] == [row["person"] for row in other.rows]
