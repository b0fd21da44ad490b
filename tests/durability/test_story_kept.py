"""What a person wrote and was told is saved is there, whenever the server was killed."""

from __future__ import annotations

import json
import random
import sqlite3
import threading
from contextlib import closing
from http.client import HTTPException
from pathlib import Path

from tests.durability.house import House, hidden, house
from tests.durability.installation import Server

SEED = 20182
ROUNDS = 4


def write_until_killed(clinic: House, server: Server, seconds: float, last: int) -> int:
    """Joan saves her section again and again, each time a number higher; the last that was acknowledged."""
    joan = clinic.visitor(server, "joan")
    section = f"/p/{clinic.partnership}/story/part/happened/"
    page = joan.get(section)
    revision, window = int(hidden(page, "revision") or 0), hidden(page, "window")
    killing = threading.Timer(seconds, server.kill)
    while True:
        try:
            joan.post(section, text=f"number {last + 1}", revision=str(revision), window=window)
        except (OSError, HTTPException):
            killing.join()
            return last
        last += 1
        revision += 1
        if killing.ident is None:
            killing.start()


def written(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        (content,) = connection.execute("SELECT content FROM care_understanding_draft").fetchone()
    return int(json.loads(content)["text"].removeprefix("number "))


def test_a_story_that_was_saved_is_there_after_every_kill(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    clinic = house(tmp_path)
    last = 0
    for _round in range(ROUNDS):
        with clinic.serving() as server:
            acknowledged = write_until_killed(clinic, server, chance.uniform(0, 0.4), last)
        assert acknowledged > last
        last = written(clinic.installation.database)
        # The one that was on its way may have got there without the answer getting back.
        assert acknowledged <= last <= acknowledged + 1
