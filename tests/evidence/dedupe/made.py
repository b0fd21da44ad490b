"""Records whose duplicates are known, made by errors as they happen: typing, abbreviating, leaving out, other formats."""

# ruff: noqa: E501 - what databases write is shown as they write it

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from alongside.evidence.importing import Position, SourceRecord

TOPICS = [
    "pain",
    "stroke",
    "migraine",
    "sleep",
    "anxiety",
    "asthma",
    "fatigue",
    "neuropathy",
    "arthritis",
    "depression",
    "nausea",
    "dementia",
]
WAYS = [
    "exercise",
    "pacing",
    "massage",
    "acupuncture",
    "counselling",
    "yoga",
    "education",
    "gabapentin",
    "telehealth",
    "hypnosis",
    "walking",
    "music",
]
PEOPLE = [
    "adults",
    "children",
    "nurses",
    "veterans",
    "athletes",
    "carers",
    "students",
    "farmers",
    "teachers",
    "migrants",
    "dancers",
    "pilots",
]
KINDS = (
    "a randomised trial",
    "a cohort study",
    "a systematic review",
    "an interview study",
    "a survey",
    "a pilot study",
)
PLACES = [
    "Leeds",
    "Lagos",
    "Lima",
    "Oslo",
    "Osaka",
    "Pune",
    "Porto",
    "Quito",
    "Riga",
    "Rome",
    "Seoul",
    "Tartu",
    "Turin",
    "Utrecht",
    "Vienna",
    "Zagreb",
]
SURNAMES = [
    "Marsh",
    "Okafor",
    "Noor",
    "Shah",
    "García",
    "Nguyen",
    "Müller",
    "Smith",
    "Wang",
    "Silva",
    "Kowalski",
    "Haddad",
    "Ito",
    "Jensen",
    "Rossi",
    "Novak",
]
GIVEN = [
    "Lena",
    "Ben",
    "Amina",
    "Priya",
    "Juan",
    "Minh",
    "Karl",
    "Anna",
    "Li",
    "Rosa",
    "Piotr",
    "Omar",
    "Yuki",
    "Mette",
    "Paolo",
    "Ivana",
]
JOURNALS = (
    ("Journal of Pain", "J Pain"), ("Clinical Rehabilitation", "Clin Rehabil"), ("Disability and Rehabilitation", "Disabil Rehabil"),
    ("European Journal of Pain", "Eur J Pain"), ("Quality of Life Research", "Qual Life Res"), ("Patient Education and Counseling", "Patient Educ Couns"),
)  # fmt: skip


def original(at: int, chance: random.Random) -> SourceRecord:
    first = chance.randint(1, 900)
    return SourceRecord(
        position=Position("made", at + 1, at + 1),
        id=f"r{at}",
        type="journal article",
        title=(
            f"{chance.choice(WAYS).capitalize()} and {chance.choice(WAYS)} for {chance.choice(TOPICS)} with {chance.choice(TOPICS)}"
            f" in {chance.choice(PEOPLE)} of {chance.choice(PLACES)}: {chance.choice(KINDS)}"
        ),
        authors=tuple(
            f"{chance.choice(SURNAMES)}, {chance.choice(GIVEN)} {chance.choice('ABCDEFGH')}."
            for _ in range(chance.randint(1, 6))
        ),
        year=chance.randint(1995, 2024),
        journal=chance.choice(JOURNALS)[0],
        volume=str(chance.randint(1, 60)),
        issue=str(chance.randint(1, 12)),
        pages=f"{first}-{first + chance.randint(2, 14)}",
        doi=f"10.1000/made.{at}",
        abstract="",
    )


def slip(text: str, chance: random.Random) -> str:
    """One letter too few, one too many, two in the wrong order."""
    at = chance.randint(1, len(text) - 2)
    return chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + chance.choice("aeinst") + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def copy_of(record: SourceRecord, new_id: str, chance: random.Random) -> SourceRecord:
    """The same work as another database has it."""
    changed = replace(record, id=new_id)
    short = dict(JOURNALS)
    first, _, last = record.pages.partition("-")
    for change in chance.sample(range(9), chance.randint(1, 4)):
        changed = [
            lambda one: replace(one, title=slip(one.title, chance)),
            lambda one: replace(one, title=one.title.upper()),
            lambda one: replace(one, title=f"{one.title}. [Review] [45 refs]"),
            lambda one: replace(one, authors=tuple(initialled(name) for name in one.authors)),
            lambda one: replace(one, journal=short.get(one.journal, one.journal)),
            lambda one: replace(one, pages=f"{first}-{last[-2:]}" if len(last) == 3 else first),
            lambda one: replace(one, doi=""),
            lambda one: replace(one, issue=""),
            lambda one: replace(one, authors=one.authors[:3]),
        ][change](changed)
    return changed


def initialled(name: str) -> str:
    surname, _, given = name.partition(", ")
    return f"{surname} {''.join(part[0] for part in given.split())}"


def made(works: int, seed: int) -> tuple[list[SourceRecord], set[tuple[int, int]]]:
    """Shuffled records of so many works, and the pairs (positions, the lower first) that are one."""
    chance = random.Random(seed)
    records: list[tuple[int, SourceRecord]] = []
    for at in range(works):
        first = original(at, chance)
        records.append((at, first))
        records.extend(
            (at, copy_of(first, f"r{at}c{more}", chance)) for more in range(chance.choice((0, 0, 0, 1, 1, 2)))
        )
    chance.shuffle(records)
    return [record for _, record in records], pairs_of([at for at, _ in records])


def pairs_of(works: Sequence[int]) -> set[tuple[int, int]]:
    homes: dict[int, list[int]] = {}
    for at, one in enumerate(works):
        homes.setdefault(one, []).append(at)
    return {(a, b) for group in homes.values() for place, a in enumerate(group) for b in group[place + 1 :]}
