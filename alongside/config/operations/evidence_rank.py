"""Ranking an export from the command line: what is undecided, or a screening acted again."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from alongside.config.operations.evidence_files import readable
from alongside.config.problems import USAGE, Problem
from alongside.evidence.importing import SourceRecord
from alongside.evidence.importing.understanding import NO, YES, label_columns
from alongside.evidence.ranking import Ranker, Text, simulate

#: A file of criteria is a text of a page or two.
LARGEST_CRITERIA: Final = 1_000_000


def simulated(path: Path, *, labels: str, seed: int, criteria: Path | None = None) -> dict[str, Any]:
    """WSS@95, ATD and the recall by rank of a screening started from one relevant and one irrelevant
    record."""
    records, decided = labelled(path, labels)
    known = [label for label in decided if label is not None]
    if len(known) < len(decided):
        missing = decided.index(None) + 1
        raise Problem(
            f"Record {missing} has no decision in “{labels}”.", "A simulation needs one for each record."
        )
    if len(set(known)) < 2:
        raise Problem(
            f"All decisions in “{labels}” are the same.",
            "A simulation needs relevant and irrelevant records.",
        )
    found = simulate(Ranker(texts(records), criteria=text_of(criteria)), known, seed)
    return {
        "wss95": round(found.wss95, 6),
        "atd": round(found.atd, 4),
        "recall": [[rank, round(recall, 6)] for rank, recall in found.recall],
    }


def ranked(path: Path, *, labels: str, criteria: Path | None = None) -> list[dict[str, Any]]:
    """The undecided records, likeliest relevant first."""
    records, decided = labelled(path, labels)
    ranker = Ranker(texts(records), criteria=text_of(criteria))
    ranking = ranker.rank({at: label for at, label in enumerate(decided) if label is not None})
    return [
        {"rank": rank, "id": records[at].id or f"#{records[at].position.number}", "title": records[at].title}
        for rank, at in enumerate(ranking.order, 1)
    ]


def labelled(path: Path, column: str) -> tuple[list[SourceRecord], list[bool | None]]:
    """The records, and what the column says of each: included, not, or nothing."""
    with readable(path) as reading:
        records = list(reading)
    if not any(column in record.raw for record in records):
        names = list(dict.fromkeys(name for record in records for name in record.raw))
        likely = ", ".join(label_columns(names) or names[:12])
        raise Problem(
            f"{path.name} has no column “{column}” with anything in it.", f"There is: {likely}.", code=USAGE
        )
    decided: list[bool | None] = []
    for record in records:
        word = (record.raw.get(column) or ("",))[0].strip().lower()
        if word and word not in YES | NO:
            where = f"Record {record.position.number} (line {record.position.line})"
            raise Problem(
                f"{where} says “{word[:40]}” in “{column}”.",
                "Decisions are 1 or 0, yes or no, include or exclude.",
            )
        decided.append(None if not word else word in YES)
    return records, decided


def texts(records: list[SourceRecord]) -> list[Text]:
    return [Text(record.title, record.abstract, record.keywords) for record in records]


def text_of(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        if path.stat().st_size > LARGEST_CRITERIA:
            raise Problem(
                f"{path.name} is too long for criteria.", "Give the question and the criteria, a page or two."
            )
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as refused:
        raise Problem(f"{path}: {refused.strerror}.", "Is it there, and may it be read?") from refused
