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

from alongside.base.ids import uuid7
from bench.costs import cpu_seconds
from bench.harness import Bench, Result, figure
from tests.durability.house import House, Visitor, hidden, house, require
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


AGREE = """
from datetime import timedelta
from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.plan.actions import check_in, step
from alongside.care.plan.rules.checking_in import About, Did, Hard, Sending, StepSaid
from alongside.care.plan.rules.step import StepWords, Unit
joan = Account.objects.get(email="joan@people.example")
priya = Account.objects.get(email="priya@clinic.example")
mine = Partnership.objects.get(person=joan)
now = clock.now()
with clock.frozen(now - timedelta(days=70)):
    words = StepWords(what="Walk", amount=15, unit=Unit.MINUTES, least=10, most=20)
    wording = step.propose(partnership=mine, words=words, by=priya)
    step.answer(wording=wording, says=Answer.YES, by=joan, seen=1)
said = {str(wording.step_id): StepSaid(Did.YES, Hard.ABOUT_RIGHT)}
for back in range(60, 0, -1):
    with clock.frozen(now - timedelta(days=back)):
        sent = Sending(ids.uuid7(), pain=4, confidence=6, steps=said)
        check_in.send(partnership=mine, sending=sent, about=About.TODAY, by=joan)
print(wording.step_id)
"""

COUNT_CHECK_IN = """
import json
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from alongside.base import ids
from alongside.base.accounts.models import Account
from alongside.care.partnership.models import Figures, Partnership
from alongside.care.plan.models import CheckIn, Step
joan = Account.objects.get(email="joan@people.example")
mine = Partnership.objects.get(person=joan)
step = str(Step.objects.get().pk)
client = Client(headers={"host": "localhost"})
client.force_login(joan, backend="django.contrib.auth.backends.ModelBackend")
for turn in range(3):  # the last is the everyday one
    newest, before = CheckIn.objects.order_by("-on")[:2]
    newest.delete()
    Figures.objects.filter(partnership=mine).update(last_check_in_on=before.on, quiet_from=None)
    form = {"key": str(ids.uuid7()), "shown": step, "everything": "yes", "hard-" + step: "about-right",
            "pain": str(4 + turn % 2), "confidence": "6"}
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(f"/p/{mine.pk}/plan/check-in/", form)
    assert answer.status_code == 302 and answer.url.count("check-in/") and len(answer.url) > 90, answer.url
    said = [query["sql"].split()[0].upper() for query in queries]
print(json.dumps({"queries": sum(word in {"SELECT", "INSERT", "UPDATE", "DELETE"} for word in said),
                  "commits": said.count("COMMIT"), "sql": [query["sql"][:160] for query in queries]}))
"""


class CheckIn:
    """A person who checks in, with sixty days behind them; each time it is the first of its day."""

    def __init__(self, visitor: Visitor, clinic: House) -> None:
        self.visitor = visitor
        self.step = clinic.installation.python(AGREE).split()[-1]
        self.path = f"/p/{clinic.partnership}/plan/check-in/"
        self.database = clinic.installation.database
        self.turn = 0

    def forget(self) -> None:
        """As on the morning of the day."""
        today = '(SELECT max("on") FROM care_plan_checkin)'
        before = '(SELECT max("on") FROM care_plan_checkin)'
        with closing(sqlite3.connect(self.database, timeout=10)) as connection, connection:
            if self.turn:  # there is one of today
                connection.execute(f'DELETE FROM care_plan_checkin WHERE "on" = {today}')  # noqa: S608
            connection.execute(
                f"UPDATE care_partnership_figures SET last_check_in_on = {before}, quiet_from = NULL"  # noqa: S608
            )

    def tell(self) -> None:
        self.turn += 1
        fields = {
            "key": str(uuid7()),
            "shown": self.step,
            "everything": "yes",
            f"hard-{self.step}": "about-right",
            "pain": str(4 + self.turn % 2),
            "confidence": "6",
        }
        led = self.visitor.post(self.path, **fields)
        require(led.startswith(self.path) and led != self.path, "the check-in was not taken")


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
    work="a check-in by which the plan is looked at, completing a rating, sharing a section of a story, and "
    "saving one, through the real server",
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
        check_in = CheckIn(joan, clinic)
        works: dict[str, Work] = {
            "one row": (nothing, lambda: joan.post("/bench/one-row/", text=TEXT * 5)),
            "save": (nothing, story.save),
            "share": (story.save, story.share),
            "rating": (rating.ask, rating.answer),
            "check-in": (check_in.forget, check_in.tell),
        }
        taken = costs(server, works, many)
    ratios = {name: taken["one row"] / taken[name] for name in works if name != "one row"}
    counted = json.loads(clinic.installation.python(COUNT).splitlines()[-1])
    counted["check-in"] = json.loads(clinic.installation.python(COUNT_CHECK_IN).splitlines()[-1])
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
