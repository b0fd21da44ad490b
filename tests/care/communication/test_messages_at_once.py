"""Two professionals reach for the same message in the same moment: one has it, the other is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.cache import cache
from django.db import connection

from alongside.base.ids import uuid7
from alongside.care.communication.actions import message, waiting
from alongside.care.communication.models import HandOver, Message, Thread, Wait
from alongside.care.communication.rules.words import Written
from alongside.care.partnership import figures
from alongside.care.partnership.models import AttentionItem
from tests.care.communication.talking import ASKED, asks, wait_of
from tests.conftest import Clinic, make_clinic

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clinic(transactional_db: None) -> Clinic:
    cache.clear()
    return make_clinic()


def at_once(*moves: Callable[[], object]) -> list[object]:
    """What came of each, all begun in the same moment: a result, or what was raised."""
    together = Barrier(len(moves))

    def one(move: Callable[[], object]) -> object:
        try:
            together.wait(timeout=120)
            return move()
        except (waiting.NotYours, message.Newer) as told:
            return told
        finally:
            connection.close()

    with ThreadPoolExecutor(len(moves)) as pool:
        return [each.result() for each in [pool.submit(one, move) for move in moves]]


def _one_owner(thread: Thread) -> None:
    items = AttentionItem.objects.filter(about=thread.pk, closed_at=None)
    assert items.count() == Wait.objects.filter(thread=thread, ended_at=None).count() <= 1
    partnership = thread.partnership
    assert figures.kept(partnership) == figures.rebuilt(partnership)


def test_of_two_who_take_it_one_has_it_and_the_other_is_told_who(clinic):
    thread = asks(clinic)
    wait = wait_of(thread)
    waiting.hand_over(wait=wait, from_=clinic.priya, to=clinic.okafor, why="Tablets.", by=clinic.priya)
    # The page both look at says Okafor; Priya takes it back while he hands it to her with a reason.
    came = at_once(
        lambda: waiting.take(wait=wait, from_=clinic.okafor, by=clinic.priya),
        lambda: waiting.hand_over(
            wait=wait, from_=clinic.okafor, to=clinic.priya, why="Not tablets.", by=clinic.okafor
        ),
    )
    taken, handed = came
    if isinstance(handed, waiting.NotYours):  # she was quicker: he is told who has it
        assert handed.wait is not None
        assert handed.wait.item.owner == clinic.priya
    else:  # he was: she has it by his hand, and her own tap changes nothing
        assert isinstance(taken, Wait)
    assert HandOver.objects.filter(wait=wait).count() == (1 if isinstance(handed, waiting.NotYours) else 2)
    assert AttentionItem.objects.get(about=thread.pk, closed_at=None).owner == clinic.priya
    _one_owner(thread)


def test_of_two_who_answer_one_is_sent_and_the_other_reads_it_first(clinic):
    thread = asks(clinic)
    came = at_once(
        *(
            lambda by=by: message.reply(
                thread=thread, written=Written(f"{by.name} says yes."), seen=1, window=uuid7(), by=by
            )
            for by in (clinic.priya, clinic.okafor)
        )
    )
    assert sorted(type(one).__name__ for one in came) == ["Message", "Newer"]
    assert Message.objects.filter(thread=thread).count() == 2
    _one_owner(thread)


def test_an_answer_and_no_answer_needed_in_the_same_moment_are_not_both(clinic):
    thread = asks(clinic)
    wait = wait_of(thread)
    came = at_once(
        lambda: message.reply(thread=thread, written=Written("Yes."), seen=1, by=clinic.okafor),
        lambda: waiting.no_answer_needed(wait=wait, how=Wait.How.THANKS, messages=1, by=clinic.priya),
    )
    ended = Wait.objects.get(pk=wait.pk)
    assert ended.how in ("answered", "thanks")
    refused = [one for one in came if isinstance(one, Exception)]
    assert len(refused) == (1 if ended.how == "answered" else 0)  # an answer after closing is still an answer
    _one_owner(thread)


def test_joan_writing_while_it_is_closed_leaves_nothing_unowned(clinic):
    thread = asks(clinic, "Thank you.")
    wait = wait_of(thread)
    at_once(
        lambda: message.reply(thread=thread, written=Written("But it hurts."), by=clinic.joan),
        lambda: waiting.no_answer_needed(wait=wait, how=Wait.How.THANKS, messages=1, by=clinic.priya),
    )
    assert wait_of(thread).item.owner == clinic.priya
    _one_owner(thread)


def test_the_same_form_from_two_windows_in_the_same_moment_is_one_message(clinic):
    window = uuid7()
    at_once(
        *[
            lambda: message.begin(
                partnership=clinic.partnership, written=Written(ASKED), window=window, by=clinic.joan
            )
        ]
        * 3
    )
    assert Message.objects.count() == Wait.objects.count() == 1
