"""The clinic's answers as a Parquet file with its data dictionary. What may leave is decided by care's one
door."""

from __future__ import annotations

import csv
import hashlib
import json
import tempfile
from pathlib import Path

import duckdb

from alongside.care.support.actions.extract import Extract
from alongside.evaluation.reading.source import quoted
from alongside.evaluation.results.writing import all_at_once
from alongside.evaluation.steps.numbers import Json

ANSWERS, DICTIONARY = "answers.parquet", "dictionary.json"

MEANINGS = {
    "person": "A pseudonym. Its key stays in Alongside; it is the same in each extract.",
    "occasion": "When it was answered: baseline, or three-months. Everybody has a baseline row, if an "
    "empty one.",
    "days": "Days since the person's baseline.",
    "on_time": "Whether it was answered within the occasion's window.",
    "professional": "The person's contact, by a name that means nothing and is new in each extract.",
    "age": "Age when they came, in bands that at least k people share.",
    "came_by": "How they came: self, invited, typed; rare ones together as others.",
    "continuity": "How much of all meetings so far was with the same professional: always, mostly (three "
    "quarters or more), half or more, less; empty below two meetings, or where too few share it.",
    "follow_up": "Why there is no row at three months, where there is none.",
}


def write(extract: Extract, out: Path) -> Json:
    """Write ``out`` all at once: the answers and their dictionary. Returns the dictionary."""
    with all_at_once(out, ours=DICTIONARY) as folder:
        _parquet(extract, folder / ANSWERS)
        dictionary = _dictionary(extract, folder / ANSWERS)
        (folder / DICTIONARY).write_text(
            json.dumps(dictionary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return dictionary


def kinds(extract: Extract) -> dict[str, str]:
    """Each column as DuckDB has it: what holds numbers only is a number."""
    texts = {"person", "occasion", "professional", "age", "came_by", "continuity", "follow_up"}
    found = {}
    for name in (*extract.about, *extract.answers):
        values = [row[name] for row in extract.rows if row.get(name) is not None]
        if name in texts or any(isinstance(value, str) for value in values):
            found[name] = "VARCHAR"
        elif name == "on_time" or (values and all(isinstance(value, bool) for value in values)):
            found[name] = "BOOLEAN"
        else:
            found[name] = "DOUBLE"
    return found


def _parquet(extract: Extract, path: Path) -> None:
    """By way of CSV, which DuckDB reads in one go; rows one by one would take minutes."""
    columns = kinds(extract)
    with tempfile.TemporaryDirectory(prefix="alongside-") as folder:
        file = Path(folder) / "rows.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            for row in extract.rows:
                writer.writerow(["" if row.get(name) is None else _text(row[name]) for name in columns])
        listed = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in columns.items())
        read = (
            f"read_csv({quoted(str(file))}, header = false, auto_detect = false, delim = ',', quote = '\"', "
            f"nullstr = '', columns = {{{listed}}})"
        )
        marks = {"alongside_simulated": _text(extract.simulated), "alongside_extract": str(extract.reference)}
        kept = ", ".join(f"{name}: {quoted(value)}" for name, value in marks.items())
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT * FROM {read}) TO {quoted(str(path))} (FORMAT parquet, KV_METADATA {{{kept}}})"
            )


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _dictionary(extract: Extract, path: Path) -> Json:
    columns = []
    for name, kind in kinds(extract).items():
        values = [row[name] for row in extract.rows if row.get(name) is not None]
        about = {
            "name": name,
            "type": kind,
            "known": len(values),
            "means": MEANINGS.get(name) or _answer(name, extract.meanings.get(name, "")),
        }
        if kind == "DOUBLE" and values:
            numbers = [float(value) for value in values]  # type: ignore[arg-type]
            about |= {"lowest": min(numbers), "highest": max(numbers)}
        columns.append(about)
    return {
        "clinic": extract.clinic,
        "simulated": extract.simulated,
        "made_at": extract.made_at.isoformat(),
        "reference": str(extract.reference),
        "people": extract.people,
        "rows": len(extract.rows),
        "objected": extract.objected,
        "k": extract.k,
        "generalised": f"Ages in bands and rare categories together, so that at least {extract.k} "
        f"people share each; "
        f"of {extract.hidden} people the combination was rarer and both were left out.",
        "never": "Names, dates, addresses, words that somebody wrote, and whoever objected.",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "columns": columns,
    }


def _answer(name: str, asked: str) -> str:
    instrument, _, item = name.partition(".")
    words = f": {asked}" if asked else "."
    if item.endswith(".score"):
        return f"The score {item.removesuffix('.score')!r} of {instrument}, as Alongside made it{words}"
    return f"The person's own answer to {item!r} of {instrument}{words}"
