"""What time brings is done by whoever works, once an hour, and twice does no harm."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.base import clock, ids
from alongside.base.record import chores
from alongside.base.record.models import Submission
from alongside.base.record.worker import Worker

pytestmark = pytest.mark.django_db


def test_keys_of_old_forms_are_forgotten_and_new_ones_kept(thursday):
    for days in (1, 29, 31):
        Submission.objects.create(owner="joan", key=ids.uuid7(), at=thursday - timedelta(days=days))
    chores.tidy()
    chores.tidy()
    assert Submission.objects.count() == 2


def test_a_worker_does_its_chores_at_once_and_then_in_an_hour(thursday):
    worker = Worker()
    assert worker.chores_if_due()
    assert not worker.chores_if_due()
    with clock.frozen(thursday + chores.EVERY - timedelta(seconds=1)):
        assert not worker.chores_if_due()
    with clock.frozen(thursday + chores.EVERY):
        assert worker.chores_if_due()


def test_a_chore_is_declared_once():
    chores.declare("tidy", chores.tidy)
    with pytest.raises(ValueError, match="twice"):
        chores.declare("tidy", lambda: None)
