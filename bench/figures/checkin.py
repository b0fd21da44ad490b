"""What it costs to take what a person says, against the least that a form can do."""

from __future__ import annotations

import json
import sqlite3
import statistics
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bench.costs import cpu_seconds
from bench.harness import Bench, Result, figure
from tests.durability.house import Visitor, hidden, house, require
from tests.durability.installation import Server

REQUESTS, ROUNDS, CLIENT_REQUESTS, LEAST, MOST_QUERIES = 300, 10, 300, 0.3, 10
TEXT = "It began when I lifted a box at work. Some days I can walk to the shop, other days I cannot. "

COUNT = """
import json, re
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from alongside.base import ids
from alongside.base.accounts.models import Account
from alongside.care.partnership.models import Partnership
joan = Account.objects.get(email="joan@people.example")
story = f"/p/{Partnership.objects.get(person=joan).pk}/story/"
client = Client(headers={"host": "localhost"})
client.force_login(joan, backend="django.contrib.auth.backends.ModelBackend")
counted = {}
checks = f"/p/{Partnership.objects.get(person=joan).pk}/checks/"
def hidden(page, name):
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]
    value = re.search(r'value="([^"]*)"', tag)
    return value[1] if value else ""
for turn in range(3):  # the last is the everyday one
    page = client.get(f"{story}part/happened/").content.decode()
    fields = {"text": f"{turn}", "window": str(ids.uuid7()), "revision": hidden(page, "revision")}
    check = client.post(f"{checks}ask/", {"key": "managing-check", "once": str(ids.uuid7())}).url
    page = client.get(check).content.decode()
    rating = {name: hidden(page, name) for name in ("revision", "window", "shown")}
    rating |= {f"q{number}": "5" for number in rating["shown"].split()}
    for name, path, form in (
        ("save", f"{story}part/happened/", fields), ("share", f"{story}share/", {}), ("rating", check, rating)
    ):
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(path, {**form, "once": str(ids.uuid7())})
        assert answer.status_code == 302 and "/answer/" not in answer.url, answer.status_code
        said = [query["sql"].split()[0].upper() for query in queries]
        counted[name] = {"queries": sum(word in {"SELECT", "INSERT", "UPDATE", "DELETE"} for word in said),
                         "commits": said.count("COMMIT")}
print(json.dumps(counted))
"""


class Story:
    """A person who writes one section of their story again and again."""

    def __init__(self, visitor: Visitor, partnership: str) -> None:
        self.visitor = visitor
        self.section = f"/p/{partnership}/story/part/happened/"
        self.sharing = f"/p/{partnership}/story/share/"
        page = visitor.get(self.section)
        self.revision = int(hidden(page, "revision") or 0)
        self.window = hidden(page, "window")
        self.turn = 0

    def save(self) -> None:
        self.turn += 1
        self.visitor.post(
            self.section, text=f"{TEXT * 5}{self.turn}", revision=str(self.revision), window=self.window
        )
        self.revision += 1

    def share(self) -> None:
        self.visitor.post(self.sharing)


class Rating:
    """A person who answers the same check again and again, each time one that was asked for anew."""

    def __init__(self, visitor: Visitor, partnership: str) -> None:
        self.visitor = visitor
        self.asking = f"/p/{partnership}/checks/ask/"
        self.ask()
        self.shown = hidden(visitor.get(self.check), "shown")

    def ask(self) -> None:
        self.check = self.visitor.post(self.asking, key="managing-check")

    def answer(self) -> None:
        answers = {f"q{number}": "5" for number in self.shown.split()}
        window = str(uuid.uuid4())
        led = self.visitor.post(self.check, shown=self.shown, revision="0", window=window, **answers)
        require("/answer/" not in led, "the rating was not taken")


def nothing() -> None:
    """Nothing comes before it."""


Work = tuple[Callable[[], object], Callable[[], object]]


def costs(server: Server, works: dict[str, Work], many: int) -> dict[str, float]:
    """CPU seconds of all the server's processes for one of each of ``works``, without what comes before it.

    In turns, because what else runs on the machine changes from minute to minute.
    """
    totals = dict.fromkeys(works, 0.0)
    for turn in range(ROUNDS + 1):
        for name, (before, work) in works.items():
            taken = cost(server, before, work, many // ROUNDS)
            totals[name] += taken if turn else 0.0  # the first warms up
    return {name: total / (many // ROUNDS * ROUNDS) for name, total in totals.items()}


def cost(server: Server, before: Callable[[], object], work: Callable[[], object], many: int) -> float:
    if before is nothing:
        return spent(server, work, many)
    total = 0.0
    for _ in range(many):
        before()
        total += spent(server, work, 1)
    return total


def spent(server: Server, work: Callable[[], object], many: int) -> float:
    started = cpu_seconds(server)
    for _ in range(many):
        work()
    return cpu_seconds(server) - started


@figure(
    "checkin",
    work="completing a rating, sharing a section of a story, and saving one, through the real server",
    against="the same server, session, CSRF and form, inserting one row: requests per CPU second",
    aim=f">= {LEAST}, <= {MOST_QUERIES} queries, 1 commit",
)
def checkin(bench: Bench) -> Result:
    clinic = house(bench.folder, "bench.settings")
    many = bench.of(REQUESTS, 100)
    with clinic.serving() as server:
        joan = clinic.visitor(server, "joan")
        story = Story(joan, clinic.partnership)
        rating = Rating(joan, clinic.partnership)
        works: dict[str, Work] = {
            "one row": (nothing, lambda: joan.post("/bench/one-row/", text=TEXT * 5)),
            "save": (nothing, story.save),
            "share": (story.save, story.share),
            "rating": (rating.ask, rating.answer),
        }
        taken = costs(server, works, many)
    ratios = {name: taken["one row"] / taken[name] for name in ("save", "share", "rating")}
    counted = json.loads(clinic.installation.python(COUNT).splitlines()[-1])
    met = min(ratios.values()) >= LEAST and all(
        one["queries"] <= MOST_QUERIES and one["commits"] == 1 for one in counted.values()
    )
    said = "; ".join(
        f"{name} {ratios[name]:.2f}, {counted[name]['queries']} queries, {counted[name]['commits']} commits"
        for name in ratios
    )
    milliseconds = {name: seconds * 1e3 for name, seconds in taken.items()}
    return Result(said, met, {"ratios": ratios, "counts": counted, "cpu_milliseconds": milliseconds})


@figure(
    "checkin.fsync",
    work="saving a section of a story, one client, until it is answered",
    against="a row inserted by a bare script and on the disk",
    aim="stated",
)
def fsynced(bench: Bench) -> Result:
    many = bench.of(CLIENT_REQUESTS, 50)
    clinic = house(bench.folder, "bench.settings")
    with clinic.serving() as server:
        story = Story(clinic.visitor(server, "joan"), clinic.partnership)
        saving = median_seconds(story.save, many)
    bare = bare_insert(bench.folder / "bare.sqlite3", many)
    said = f"{saving / bare:.1f} times ({saving * 1e3:.1f} ms, {bare * 1e3:.2f} ms, medians)"
    return Result(said, None, {"ratio": saving / bare, "seconds": {"save": saving, "bare": bare}})


def median_seconds(work: Callable[[], object], many: int) -> float:
    taken = []
    for _ in range(many):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def bare_insert(database: Path, many: int) -> float:
    """The median seconds of one insert with the same durability: WAL, synced at each commit."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, text TEXT)")
        return median_seconds(
            lambda: connection.execute("INSERT INTO said (text) VALUES (?)", [TEXT * 5]), many
        )
