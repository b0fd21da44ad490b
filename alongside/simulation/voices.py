"""How an invented person speaks: a life told in sections, each from sentences that belong together.

Pure. The same chance gives the same words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from alongside.simulation.words import bank

_DAYS_A_YEAR = 365.25
_SENTENCE = re.compile(r"(?:^|(?<=[.!?] ))[a-z]")


@dataclass(frozen=True, slots=True)
class Voice:
    """Everything one person may come to say, and what a professional would hear in it."""

    full_name: str
    known_as: str
    age_days: int
    sections: dict[str, str]
    heard: str
    heard_again: str
    heard_later: str
    not_quite: tuple[str, ...]
    why: str
    offer: str
    later: str
    effects: tuple[str, str]
    reasons: dict[str, tuple[str, ...]]
    found: tuple[str, str]
    worse: str
    goal: dict[str, str]


def speak(chance: random.Random, *, name: tuple[str, str], amount: str, other: int | None) -> Voice:
    """Somebody with a ``name`` (in full, and what they are called), an age, a walk of life and a story.

    ``amount`` is what they say of their medicines, ``other`` which other pain they have: both are
    decided by the steps of their life.
    """
    walk = chance.choice(bank("walks")["walk"])
    general = bank("general")
    age = chance.randint(*walk["ages"])
    slots = _slots(chance, general, age)
    full_name, known_as = name
    day, belief, hope = chance.randrange(3), chance.choice(general["belief"]), chance.choice(general["hope"])
    medicines = general[amount]
    tried = chance.sample(general["tried"], chance.choice((2, 2, 3)))
    sections = {
        "happened": chance.choice(walk["happened"]),
        "day": walk["day"][day],
        "matters": chance.choice(walk["matters"]),
        "tried": " ".join(tried),
        "beliefs": belief["said"],
        "hopes": hope["said"],
        "life": chance.choice(walk["life"]),
        "medicines": chance.choice(medicines["said"]),
        "other-pain": general["other"][other]["text"] if other is not None else "",
        "my-normal": chance.choice(general["normal"]),
    }
    told = {name: _filled(text, slots) for name, text in sections.items()}
    why = chance.sample(general["not_quite"], 2)
    heard = [
        chance.choice(general["reflection_start"]).format(name=known_as),
        walk["heard"][day],
        belief["heard"],
        hope["heard"],
        *([medicines["heard"]] if amount != "about-right" else []),
        chance.choice(general["reflection_end"]),
    ]
    again = [
        chance.choice(general["second_try"]).format(why=f"“{why[0]}”"),
        hope["heard"],
        chance.choice(general["reflection_end"]),
    ]
    later = _filled(chance.choice(general["later"]), slots)
    later_on = [
        chance.choice(general["later_start"]).format(name=known_as),
        f"“{later}”",
        belief["heard"],
        chance.choice(general["reflection_end"]),
    ]
    return Voice(
        full_name=full_name,
        known_as=known_as,
        age_days=int(age * _DAYS_A_YEAR) + chance.randrange(365),
        sections=told,
        heard=" ".join(heard),
        heard_again=" ".join(again),
        heard_later=" ".join(later_on),
        not_quite=tuple(why),
        why=why[0],
        offer=chance.choice(general["offers"]),
        later=later,
        effects=_two(chance, general["effects"]),
        reasons={
            name: _two(chance, general[f"reasons_{name}"]) for name in ("involved", "reach", "medicines")
        },
        found=_two(chance, general["found"]),
        worse=chance.choice(general["worse"]),
        goal=_goal(chance),
    )


def others() -> int:
    """How many other pains there are to choose from."""
    return len(bank("general")["other"])


def regions(other: int) -> list[str]:
    """The places of the body of one of them."""
    found: list[str] = bank("general")["other"][other]["regions"]
    return list(found)


def _goal(chance: random.Random) -> dict[str, str]:
    together = bank("together")
    return {"goal": chance.choice(together["goals"]), "looks_like": chance.choice(together["looks_like"])}


def name(chance: random.Random) -> tuple[str, str]:
    """A name in full, and the given one."""
    groups = bank("names")["group"]
    group = chance.choices(groups, [each["weight"] for each in groups])[0]
    given = chance.choice(group["given"])
    return f"{given} {chance.choice(group['family'])}", given


def _slots(chance: random.Random, general: dict[str, Any], age: int) -> dict[str, str]:
    spans = [span for span in general["years"] if age - span["n"] >= 17]
    close = "close_young" if age < 34 else "close" if age < 66 else "close_old"
    return {
        "years": chance.choice(spans)["text"],
        "other": chance.choice(general[close]),
        "place": chance.choice(general["places"]),
    }


def _filled(text: str, slots: dict[str, str]) -> str:
    """The sentence with its slots filled, and every sentence begun with a capital."""
    return _SENTENCE.sub(lambda found: found[0].upper(), text.format(**slots))


def _two(chance: random.Random, choices: Sequence[str]) -> tuple[str, str]:
    first, second = chance.sample(choices, 2)
    return first, second
