"""Who the invented people are. Pure: the same seed gives the same people, whatever the day.

    for life in people.invent(2018, 147): ...

The first 147 have the study's counts: 147 at baseline, and 103 of them at three months. A dozen of them, the
cast, are written by hand, each to show one situation. From ``OWN`` on, people have names, words and hours of
their own and share the numbers and steps of an earlier life.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

from alongside.simulation import diary, numbers, voices
from alongside.simulation.cast import cast
from alongside.simulation.numbers import BLOCK, COME_BACK, Numbers
from alongside.simulation.steps import Life

OWN = 2 * BLOCK
_APART = timedelta(seconds=7)
_MOST_APART = 97  # times seven seconds: less than a quarter of an hour
_EMAIL_HOST = "people.example"


def invent(seed: int, count: int, *, own: int = OWN, first_shared: int = BLOCK) -> Iterator[Life]:
    """``count`` people, in a fixed order.

    Lives from ``own`` on are like those from ``first_shared`` to ``own``, in turn. Tests make both small.
    """
    for start in range(0, min(count, own), BLOCK):
        yield from _block(seed, start, min(BLOCK, count - start, own - start))
    if count > own:
        returning = _returning(seed, first_shared, own)
        for number in range(own, count):
            like = first_shared + (number - own) % (own - first_shared)
            yield _life(seed, number, like, comes_back=like in returning)


def _returning(seed: int, first: int, end: int) -> set[int]:
    """Who of these lives comes back, as their own blocks decided."""
    returning: set[int] = set()
    for start in range(first - first % BLOCK, end, BLOCK):
        returning |= _who_returns(seed, start, min(BLOCK, end - start))
    return returning


def _block(seed: int, start: int, size: int) -> Iterator[Life]:
    written = cast()[:size] if start == 0 else ()
    yield from written
    returning = _who_returns(seed, start, size)
    for number in range(start + len(written), start + size):
        yield _life(seed, number, number, comes_back=number in returning)


def _who_returns(seed: int, start: int, size: int) -> set[int]:
    """The share of the study, exactly: those who are likeliest to, given their baseline."""
    written = cast()[:size] if start == 0 else ()
    wanted = round(size * COME_BACK / BLOCK) - sum(life.comes_back for life in written)
    others = range(start + len(written), start + size)
    by_stay = sorted(others, key=lambda number: _numbers(seed, number).stays, reverse=True)
    return set(by_stay[: max(wanted, 0)])


@lru_cache(maxsize=2 * OWN)
def _numbers(seed: int, number: int) -> Numbers:
    return numbers.draw(random.Random(f"{seed}:numbers:{number}"))


@lru_cache(maxsize=2)
def _names(seed: int, start: int) -> tuple[tuple[str, str], ...]:
    """The names of a block, no two of them the same, nor one of the cast's."""
    taken = {life.full_name for life in cast()}
    names: list[tuple[str, str]] = []
    for number in range(start, start + BLOCK):
        chance = random.Random(f"{seed}:name:{number}")
        name = voices.name(chance)
        while name[0] in taken:
            name = voices.name(chance)
        taken.add(name[0])
        names.append(name)
    return tuple(names)


def _life(seed: int, number: int, like: int, *, comes_back: bool) -> Life:
    drawn = _numbers(seed, like)
    shape = random.Random(f"{seed}:steps:{like}")
    other = shape.randrange(voices.others()) if shape.random() < 0.5 else None
    voice = voices.speak(
        random.Random(f"{seed}:voice:{number}"),
        name=_names(seed, number - number % BLOCK)[number % BLOCK],
        amount=drawn.baseline.amount,
        other=other,
    )
    steps, signs_in = diary.ordinary(shape, voice, drawn, other=other, comes_back=comes_back)
    address = f"{voice.known_as}.{number}".lower().replace(" ", "-").encode("ascii", "ignore").decode()
    return Life(
        number=number,
        like=like,
        full_name=voice.full_name,
        known_as=voice.known_as,
        email=f"{address}@{_EMAIL_HOST}" if signs_in else "",
        phone=f"07700 900{number % 1000:03d}",
        age_days=voice.age_days,
        later_by=(number - like) // BLOCK % _MOST_APART * _APART + timedelta(microseconds=number),
        steps=steps,
    )
