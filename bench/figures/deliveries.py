"""What is due among a million: found, leased and settled, against the least that SQL can do."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from bench.figures.caseload import ID, copy
from bench.harness import Bench, Result, figure
from tests.durability.house import house

SMALL, LARGE, TAKEN, MOST, GROWS = 1_000, 1_000_000, 2_000, 1.5, 1.2

# Begins in the past, so that all of it is due, each at a second of its own.
DUE = "strftime('%Y-%m-%d %H:%M:%S', '2026-01-01', '+' || n.value || ' seconds')"

PREPARE = """
from datetime import timedelta
from django.db import transaction
from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import deliveries
from alongside.base.services.models import Service
from alongside.care.partnership.actions import reminder
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.schedules import Every, Rhythm
from datetime import date, time
joan = Account.objects.get(email="joan@people.example")
mine = Partnership.objects.get(person=joan)
with transaction.atomic():
    deliveries.promise("something-new", service=Service.objects.get(), to=joan)
    reminder.remind(partnership=mine, cue="plan", by=joan,
                    rhythm=Rhythm(Every.WEEK, date(2026, 1, 1), time(9), frozenset(range(7))))
"""

# Ours: the product's own lease, in the batches of its worker, and its beginning of each; nothing is sent.
# Floor: for each one SELECT of the first that is due and one UPDATE that takes it, each in a transaction.
MEASURE = """
import json, time
from datetime import timedelta
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from alongside.base import clock, ids
from alongside.base.record import deliveries
from alongside.base.record.models import Delivery
many = {many}
def leased():
    left, asked = many, 0
    while left:
        batch = deliveries.lease(min(deliveries.AT_ONCE, left))
        assert batch
        left -= len(batch)
def floor():
    table = Delivery._meta.db_table
    skip = " FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    find = f"SELECT id FROM {{table}} WHERE state = %s AND due_at <= %s ORDER BY due_at LIMIT 1{{skip}}"
    take = f"UPDATE {{table}} SET state = %s, lease = %s, leased_until = %s WHERE id = %s AND state = %s"
    adapt = connection.ops.adapt_datetimefield_value
    field = Delivery._meta.get_field("lease")
    with connection.cursor() as cursor:
        for _ in range(many):
            now = clock.now()
            with transaction.atomic():
                cursor.execute(find, ["due", adapt(now)])
                key = cursor.fetchone()[0]
                lease = field.get_db_prep_value(ids.uuid7(), connection)
                cursor.execute(take, ["leased", lease, adapt(now + timedelta(minutes=5)), key, "due"])
def timed(work):
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return {{"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}}
def counted(work):
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)
deliveries.lease(1)  # everything is loaded
found = {{"floor": [], "ours": []}}
for _ in range(3):
    found["floor"].append(timed(floor))
    found["ours"].append(timed(leased))
found["queries"] = counted(lambda: deliveries.lease(deliveries.AT_ONCE))
print(json.dumps({{
    "floor": min(each["wall"] for each in found["floor"]) / many,
    "ours": min(each["wall"] for each in found["ours"]) / many,
    "floor_cpu": min(each["cpu"] for each in found["floor"]) / many,
    "ours_cpu": min(each["cpu"] for each in found["ours"]) / many,
    "queries": found["queries"],
}}))
"""

REMIND = """
import json, time
from django.db import connection
from django.test.utils import CaptureQueriesContext
from alongside.care.partnership import reminding
assert reminding.send_due(1) == 1  # everything is loaded
steps = 0
def step():
    global steps
    steps += 1
if connection.vendor == "sqlite":
    connection.connection.set_progress_handler(step, 1)
with CaptureQueriesContext(connection) as queries:
    assert reminding.send_due() == reminding.AT_ONCE
if connection.vendor == "sqlite":
    connection.connection.set_progress_handler(None, 0)
taken = []
for _ in range(5):
    started = time.process_time()
    assert reminding.send_due() == reminding.AT_ONCE
    taken.append(time.process_time() - started)
print(json.dumps({"vm_steps": steps, "queries": len(queries), "cpu_milliseconds": min(taken) * 1e3}))
"""


@figure(
    "deliveries",
    work=f"e-mails due among {LARGE:,}, found and leased as the worker does it",
    against="one hand-written SELECT and UPDATE for each, in the same database",
    aim=f"<= {MOST} of its time; no more queries than among {SMALL * 20:,}",
)
def leased(bench: Bench) -> Result:
    # More than three rounds of both take, in the small one too.
    sizes = (SMALL * 20, bench.of(LARGE, SMALL * 30))
    measured = {
        size: measure(bench.folder / str(size), size, MEASURE.format(many=bench.of(TAKEN, 500)))
        for size in sizes
    }
    small, large = measured[sizes[0]], measured[sizes[1]]
    ratio, cpu = large["ours"] / large["floor"], large["ours_cpu"] / large["floor_cpu"]
    grows = large["ours"] / small["ours"]
    met = ratio <= MOST and large["queries"] == small["queries"]
    said = (
        f"{ratio:.2f} of the floor's time, {cpu:.2f} of its CPU; {large['queries']:.0f} queries for "
        f"a batch of 20; {grows:.2f} times as long as among {sizes[0]:,}"
    )
    return Result(said, met, {"sizes": sizes, "measured": measured})


@figure(
    "reminders",
    work=f"a hundred reminders due among {LARGE:,} schedules, sent on their way",
    against=f"the same among {SMALL:,}: SQLite's steps, and CPU",
    aim=f"<= {GROWS}, the same number of queries",
)
def reminded(bench: Bench) -> Result:
    sizes = (SMALL * 2, bench.of(LARGE, SMALL * 20))
    measured = {size: measure(bench.folder / str(size), size, REMIND) for size in sizes}
    small, large = measured[sizes[0]], measured[sizes[1]]
    ratios = {kind: large[kind] / small[kind] for kind in ("vm_steps", "cpu_milliseconds", "queries")}
    met = ratios["vm_steps"] <= GROWS and ratios["cpu_milliseconds"] <= GROWS and ratios["queries"] == 1
    said = (
        f"steps {ratios['vm_steps']:.2f}, CPU {ratios['cpu_milliseconds']:.2f}, "
        f"{large['queries']:.0f} queries for a hundred"
    )
    return Result(said, met, {"sizes": sizes, "ratios": ratios, "measured": measured})


def measure(folder: Path, size: int, code: str) -> dict[str, float]:
    clinic = house(folder, "bench.settings")
    clinic.installation.python(PREPARE)
    with closing(sqlite3.connect(clinic.installation.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        fill(connection, size)
    found: dict[str, float] = json.loads(clinic.installation.python(code).splitlines()[-1])
    return found


def fill(connection: sqlite3.Connection, size: int) -> None:
    """``size`` deliveries that are due, and ``size`` schedules of which every hundredth is."""
    key = ID.format(kind=9)
    one = "(SELECT * FROM base_record_delivery WHERE template = 'something-new' AND state = 'due' LIMIT 1)"
    never = {"expires_at": "'2099-01-01 00:00:00'"}
    copy(connection, "base_record_delivery", one, size, id=key, due_at=DUE, **never)
    one = "(SELECT * FROM care_partnership_schedule LIMIT 1)"
    people = "(SELECT id FROM care_partnership_partnership ORDER BY id LIMIT 1)"
    connection.execute("UPDATE care_partnership_schedule SET next_at = NULL")
    soon = "strftime('%Y-%m-%d %H:%M:%S', 'now', '-60 seconds')"
    later = "strftime('%Y-%m-%d %H:%M:%S', '2099-01-01', '+' || n.value || ' seconds')"
    due = f"CASE WHEN n.value < 1000 THEN {soon} ELSE {later} END"
    copy(
        connection, "care_partnership_schedule", one, size, id=ID.format(kind=10), about=key,
        partnership_id=people, next_at=due,
    )  # fmt: skip
