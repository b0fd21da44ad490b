"""A row's key sorts by when it was made, and nobody can guess the next."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from alongside.base import clock, ids

NOON = datetime(2026, 11, 19, 12, 0, 0, 1_000, tzinfo=UTC)
A_MILLISECOND = timedelta(milliseconds=1)


def test_it_is_a_uuid_of_version_7_that_says_when_it_was_made() -> None:
    with clock.frozen(NOON):
        made = ids.uuid7()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == ids.milliseconds_of(NOON) == int(NOON.timestamp() * 1000)


def test_what_is_made_in_one_instant_sorts_as_it_was_made() -> None:
    with clock.frozen(NOON):
        made = [ids.uuid7() for _ in range(2_000)]
    with clock.frozen(NOON + A_MILLISECOND):
        made.append(ids.uuid7())
    assert made == sorted(made)


def test_in_many_threads_too_no_two_are_the_same_and_each_thread_sees_its_own_in_order() -> None:
    def some(_number: int) -> list[object]:
        with clock.frozen(NOON):
            return [ids.uuid7() for _ in range(500)]

    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(some, range(8)))
    assert all(each == sorted(each) for each in made)
    assert len({one for each in made for one in each}) == 8 * 500


def test_the_next_is_not_to_be_guessed_from_the_last() -> None:
    with clock.frozen(NOON):
        made = [ids.uuid7().int for _ in range(100)]
    steps = {after - before for before, after in pairwise(made)}
    assert len(steps) == 99
    assert sum(steps) / 99 > 1 << 44


def test_a_seed_gives_the_same_again_and_another_seed_others() -> None:
    def some(seed: int) -> list[object]:
        with clock.frozen(NOON), ids.seeded(random.Random(seed)):
            return [ids.uuid7() for _ in range(20)]

    assert some(1) == some(1)
    assert not set(some(1)) & set(some(2))
