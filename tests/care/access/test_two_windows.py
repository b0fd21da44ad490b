"""Two windows send the same referral in the same moment: it counts once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from alongside.base.accounts.models import Account
from alongside.care.access.actions import referral, screening
from alongside.care.access.models import Referral
from alongside.care.access.rules.screen import Answer, assess
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.partnership.models import Partnership
from tests.care.access.walk import QUESTIONS
from tests.conftest import make_clinic

WINDOWS = 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("email", ["ada@people.example", ""])
def test_two_windows_at_once_make_one_account_one_partnership_one_referral(email):
    service = make_clinic().service
    run = screening.keep(
        service=service, assessment=assess(safety_screen(), dict.fromkeys(QUESTIONS, Answer.NO))
    )
    who = referral.Who("Ada Quill", "Ada", date(1971, 3, 27), phone="0113 496 0303", email=email)
    before, together = Account.objects.count(), Barrier(WINDOWS)

    def window() -> referral.Sent:
        try:
            together.wait(timeout=120)
            return referral.send(service=service, who=who, way_answers={}, run_ids=[run.pk])
        finally:
            connection.close()

    with ThreadPoolExecutor(WINDOWS) as pool:
        sent = [each.result() for each in [pool.submit(window) for _ in range(WINDOWS)]]
    assert sent[0].referral == sent[1].referral
    assert sorted(each.new_account for each in sent) == [False, True]
    assert Account.objects.count() == before + 1
    assert Referral.objects.count() == 1
    assert Partnership.objects.filter(full_name="Ada Quill").count() == 1
