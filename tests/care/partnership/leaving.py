"""What tests of leaving e-mail share: a way in one line, and a server at the other end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.conf import LazySettings

from alongside.care.access.actions import way as ways
from alongside.care.partnership.models import Figures, Partnership, Way
from tests.base.record.mailbox import Mailbox

SMTP = "alongside.base.record.smtp.EmailBackend"
WELCOME = {"channels": ["email"], "contact": "welcome", "seen_by_others": "nobody"}


def says(partnership: Partnership, **answers: Any) -> Way:
    """The person changes their way: as they would, with the words of the questions."""
    return ways.set_way(partnership=partnership, answers=answers, by=partnership.person)


def rests_until(partnership: Partnership, day: date | None) -> None:
    """As after a bad day: nothing is asked before ``day`` is over."""
    Figures.objects.filter(partnership=partnership).update(bad_day_until=day)


@contextmanager
def a_real_server(settings: LazySettings, **faults: Any) -> Iterator[Mailbox]:
    """E-mail leaves by SMTP for a server of this test's."""
    with Mailbox(**faults).open() as mailbox:
        settings.EMAIL_BACKEND = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", mailbox.port, 5
        yield mailbox
