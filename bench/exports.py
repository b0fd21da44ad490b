"""The real exports beside the project, and many more records made from them by errors as they happen."""

from __future__ import annotations

import csv
import os
import random
from dataclasses import replace
from pathlib import Path

from alongside.evidence.importing import Position, SourceRecord, read
from bench.harness import NotYet

FOLDER = Path(os.environ.get("SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
EXPORTS = ("stroke", "cytology_screening", "digital_work")
#: Of ten works so many have no copy, one, two, four.
COPIES = (0, 0, 0, 0, 0, 1, 1, 1, 2, 4)


def data(*parts: str) -> Path:
    """A file of the real exports; NotYet where they are not there."""
    path = FOLDER.joinpath(*parts)
    if not path.exists():
        raise NotYet(f"the real exports ({'/'.join(parts)}); SHARED_DATA names their folder")
    return path


def records(export: str) -> list[SourceRecord]:
    return list(read(data("dedupe", f"{export}.records.csv")))


def truth(export: str) -> set[tuple[str, str]]:
    """The pairs of ids that are one record."""
    with data("dedupe", f"{export}.merged_ids.csv").open(newline="", encoding="utf-8") as file:
        sets = [sorted(row["merged_ids"].split(";")) for row in csv.DictReader(file)]
    return {(one, two) for ids in sets for at, one in enumerate(ids) for two in ids[at + 1 :]}


def many(works: int, seed: int) -> tuple[list[SourceRecord], list[int]]:
    """About 1.9 records a work, shuffled, and which work each is of.

    A work has the first half of one real title and the second half of another, the authors of a third, the
    place
    of a fourth: so no two are alike by being made, and words, names and journals are as frequent as in
    reality.
    """
    chance = random.Random(seed)
    real = [record for export in EXPORTS for record in records(export) if record.title and record.authors]
    everything: list[tuple[int, SourceRecord]] = []
    for work in range(works):
        first = new_work(work, real, chance)
        everything.append((work, first))
        everything.extend((work, copied(first, chance)) for _ in range(chance.choice(COPIES)))
    chance.shuffle(everything)
    return [record for _, record in everything], [work for work, _ in everything]


def new_work(work: int, real: list[SourceRecord], chance: random.Random) -> SourceRecord:
    begin, end, people, place = (chance.choice(real) for _ in range(4))
    head, tail = begin.title.split(), end.title.split()
    start = chance.randint(1, 2000)
    return replace(
        place,
        position=Position("made", work + 1, work + 1),
        id="",
        title=" ".join([*head[: (len(head) + 1) // 2], *tail[len(tail) // 2 :]]),
        authors=people.authors,
        volume=str(chance.randint(1, 400)),
        issue=str(chance.randint(1, 12)) if chance.random() < 0.7 else "",
        pages=f"{start}-{start + chance.randint(3, 20)}",
        year=chance.randint(1980, 2024),
        doi=f"10.5555/{work:x}" if chance.random() < 0.5 else "",
        abstract="",
        raw={},
        raw_text="",
    )


def copied(record: SourceRecord, chance: random.Random) -> SourceRecord:
    """One to four things changed, as databases and typists change them."""
    for change in chance.sample(CHANGES, chance.randint(1, 4)):
        record = change(record, chance)
    return record


def typed(record: SourceRecord, chance: random.Random) -> SourceRecord:
    title = record.title
    if len(title) < 8:
        return record
    at = chance.randint(1, len(title) - 3)
    swapped = title[:at] + title[at + 1] + title[at] + title[at + 2 :]
    return replace(
        record, title=chance.choice((title[:at] + title[at + 1 :], swapped, title[:at] + "e" + title[at:]))
    )


def initialled(record: SourceRecord, _: random.Random) -> SourceRecord:
    short = []
    for name in record.authors:
        surname, _, given = name.partition(",")
        short.append(f"{surname} {''.join(part[0] for part in given.replace('.', ' ').split())}".strip())
    return replace(record, authors=tuple(short))


def abbreviated(record: SourceRecord, _: random.Random) -> SourceRecord:
    words = [
        word[: max(3, len(word) // 2)]
        for word in record.journal.split()
        if word.lower() not in {"of", "the", "and", "&"}
    ]
    return replace(record, journal=" ".join(words) if len(words) > 1 else record.journal)


def short_pages(record: SourceRecord, _: random.Random) -> SourceRecord:
    first, _, last = record.pages.partition("-")
    return replace(record, pages=f"{first}-{last[-2:]}" if len(last) == len(first) > 2 else first)


CHANGES = (
    typed,
    initialled,
    abbreviated,
    short_pages,
    lambda record, _: replace(record, title=record.title.upper()),
    lambda record, _: replace(record, title=record.title + ". [Review] [87 refs]"),
    lambda record, _: replace(record, doi=""),
    lambda record, _: replace(record, issue=""),
    lambda record, _: replace(record, authors=record.authors[:3]),
    lambda record, _: replace(record, pages=""),
)
