"""Whatever is sent to the door, in whatever order: nobody is referred around the safety screen."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.care.access.models import Referral, ScreenRun
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.partnership.models import Partnership
from tests.care.access.walk import BORN, QUESTIONS, answer_all

LATER = {"later": "1"}
WHO = {"full_name": "Ada Quill", "phone": "0113 496 0303"}
POSTS = st.one_of(
    st.tuples(
        st.sampled_from([f"safety/{question}/" for question in QUESTIONS]),
        st.sampled_from([{"answer": "yes"}, {"answer": "no"}, {"answer": "not_sure"}, {"answer": "x"}]),
    ),
    st.sampled_from(
        [
            ("advice/", {"what": "seen"}),
            ("advice/", {"what": "again"}),
            ("born/", BORN),
            ("alone/", LATER),
            ("you/", WHO),
            ("how/reach/", LATER),
            ("how/support/", LATER),
            ("how/say/", LATER),
            ("how/needs/", LATER),
            ("check/", {}),
            ("open/", {}),
            ("forget/", {}),
            ("*", {}),  # every question in turn, answered no
        ]
    ),
)
STEPS = st.lists(st.tuples(st.sampled_from(["get", "post"]), POSTS), max_size=25)


@pytest.mark.django_db
@settings(max_examples=25)
@given(STEPS)
def test_no_order_of_pages_leads_round_the_safety_screen(clinic, steps):
    Referral.objects.all().delete()
    client = Client()
    for method, (page, data) in [*steps, ("post", ("check/", {}))]:
        if page == "*":
            answer_all(client)
            continue
        response = getattr(client, method)(f"/door/{page}", data)
        assert response.status_code in {200, 302, 405}
    for sent in Referral.objects.all():
        last = ScreenRun.objects.filter(partnership=sent.partnership).order_by("at").last()
        assert last is not None
        assert last.complete
        assert last.version == safety_screen().version
        assert not last.speed or last.came_back_at is not None
    assert (
        Partnership.objects.exclude(full_name__in=["Joan Archer", "Sam Bell"]).count()
        >= Referral.objects.count()
    )
