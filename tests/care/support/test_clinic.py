"""The lead sees the clinic in counts: what is overdue and what was kept, and no professional ranked."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from alongside.base import clock
from alongside.care.partnership.actions import partnership, promise
from alongside.care.partnership.models import TeamMembership
from alongside.care.support import clinic as clinics
from alongside.care.support.actions import review as reviews


def counted(clinic) -> dict[str, object]:
    return {row["label"]: row["value"] for _title, rows in clinics.cards(clinic.service) for row in rows}


def test_promises_kept_and_overdue(clinic):
    today = clock.today(clinic.service.time_zone)
    for text in ("Ring.", "Ask about a bus pass."):
        made = promise.make(partnership=clinic.partnership, text=text, due_on=today, by=clinic.priya)
    promise.keep(promise=made, by=clinic.priya)
    now = counted(clinic)
    assert (now["Promised"], now["Kept"]) == (2, 1)
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert counted(clinic)["Promised"] == 2
        promises = next(rows for title, rows in clinics.cards(clinic.service) if title == "Promises")
        assert promises[-1] == {"label": "Overdue", "value": 1}


def test_a_review_that_stays_open_is_overdue_after_its_window(clinic):
    reviews.begin(partnership=clinic.partnership, by=clinic.joan)
    late = "Overdue: open for more than three weeks"
    assert counted(clinic)[late] == 0
    with clock.frozen(clock.now() + timedelta(days=22)):
        assert counted(clinic)[late] == 1


def test_a_change_of_contact_is_counted_and_nobody_is_named_for_it(clinic, as_):
    assert counted(clinic)["Changes of contact"] == 0
    partnership.hand_over(partnership=clinic.partnership, to=clinic.okafor, by=clinic.priya)
    now = counted(clinic)
    assert now["Changes of contact"] == 1
    assert now["Of these, the same one all along"] == now["Had a contact by name"] - 1


def test_the_page_asks_no_more_of_a_larger_clinic(clinic, as_, django_assert_max_num_queries):
    lena = as_("lena")
    with django_assert_max_num_queries(25):
        lena.get(reverse("support:clinic"))


def test_the_lead_says_who_has_left_and_who_reads_the_inbox_now(clinic, as_):
    seat = TeamMembership.objects.get(account=clinic.priya)
    where = reverse("partnership:leave", args=[seat.pk])
    answer = as_("lena").post(where, {})
    assert answer.status_code == 200, "the inbox needs an owner first"
    as_("lena").post(where, {"heir": clinic.okafor.pk})
    seat.refresh_from_db()
    assert seat.until_at is not None
    clinic.team.refresh_from_db()
    assert clinic.team.inbox_owner == clinic.okafor


def test_nobody_but_the_lead_says_so(clinic, as_):
    seat = TeamMembership.objects.get(account=clinic.priya)
    for who in ("priya", "okafor", "noor", "joan", "stranger"):
        assert as_(who).post(reverse("partnership:leave", args=[seat.pk]), {}).status_code == 404
    seat.refresh_from_db()
    assert seat.until_at is None
