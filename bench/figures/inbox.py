"""Are the inbox and a conversation as quick in a clinic of a million messages as in one of a thousand?"""

from __future__ import annotations

import json
import sqlite3
import uuid
from contextlib import closing
from functools import partial
from pathlib import Path

from bench.figures.caseload import copy
from bench.harness import Bench, Result, figure
from tests.durability.house import House, house

SMALL, LARGE, MOST = 1_000, 1_000_000, 1.2  # messages
MESSAGES, PEOPLE = (
    25,
    40,
)  # in a conversation, and with one professional: one conversation each, every second waits
KINDS = ("vm_steps", "cpu_milliseconds", "queries")

# Ids in the order of their making, as UUIDv7 are, and of no one else: the kind of row, and its number.
ID = "printf('0f{kind:02x}0000000070008000%012x', n.value{over})"

TALK = """
from alongside.base.accounts.models import Account
from alongside.care.communication.actions import message
from alongside.care.communication.rules.words import Written
from alongside.care.partnership.models import Partnership
joan = Account.objects.get(email="joan@people.example")
priya = Account.objects.get(email="priya@clinic.example")
sent = message.begin(partnership=Partnership.objects.get(person=joan), by=joan,
                     written=Written("My leg is heavy after the walk. Is that all right? " * 4, "pain"))
message.read(thread=sent.thread, by=priya)
"""

MEASURE = """
import json, time
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from alongside.base.accounts.models import Account
found = {{}}
for name, who, path in {asked!r}:
    client = Client(headers={{"host": "localhost"}})
    client.force_login(Account.objects.get(pk=who), backend="django.contrib.auth.backends.ModelBackend")
    steps = 0
    def step():
        global steps
        steps += 1
    answer = client.get(path)  # templates are compiled, what is new is read, the visit is in the access log
    assert answer.status_code == 200, (name, answer.status_code)
    assert b"My leg is heavy" in answer.content or b"The pain" in answer.content, name
    connection.connection.set_progress_handler(step, 1)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
        many = len(queries)
    connection.connection.set_progress_handler(None, 0)
    taken = []
    for _ in range(40):
        started = time.process_time()
        client.get(path)
        taken.append(time.process_time() - started)
    found[name] = {{"vm_steps": steps, "queries": many, "cpu_milliseconds": min(taken) * 1e3}}
print(json.dumps(found))
"""


@figure(
    "inbox",
    work=f"the inbox, *Talk* and a conversation of {MESSAGES} messages in a clinic of {LARGE:,} messages",
    against=f"the same in a clinic of {SMALL:,}: SQLite's steps, and CPU",
    aim=f"<= {MOST}, the same number of queries",
)
def inbox(bench: Bench) -> Result:
    sizes = (SMALL, bench.of(LARGE, SMALL * 10))
    small, large = (measure(bench.folder / str(size), size) for size in sizes)
    ratios = {name: {kind: large[name][kind] / small[name][kind] for kind in KINDS} for name in large}
    met = all(
        each["vm_steps"] <= MOST and each["cpu_milliseconds"] <= MOST and each["queries"] == 1
        for each in ratios.values()
    )
    said = "; ".join(
        f"{name} steps {each['vm_steps']:.2f}, CPU {each['cpu_milliseconds']:.2f}, "
        f"{large[name]['queries']} queries"
        for name, each in ratios.items()
    )
    return Result(said, met, {"messages": sizes, "ratios": ratios, "small": small, "large": large})


def measure(folder: Path, messages: int) -> dict[str, dict[str, float]]:
    clinic = house(folder, "bench.settings")
    clinic.installation.python(TALK)
    with closing(sqlite3.connect(clinic.installation.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        fill(connection, clinic, messages)
    professional, person, partnership, thread = (_key(kind) for kind in (0x12, 0x14, 0x15, 0x18))
    talk = f"/p/{partnership}/talk/"
    asked = [
        ("inbox", professional, "/inbox/"),
        ("talk, the person", person, talk),
        ("conversation, the person", person, f"{talk}{thread}/"),
        ("conversation, the team", professional, f"{talk}{thread}/"),
    ]
    printed = clinic.installation.python(MEASURE.format(asked=asked))
    found: dict[str, dict[str, float]] = json.loads(printed.splitlines()[-1])
    return found


def _key(kind: int) -> str:
    """The id of the first row of a kind."""
    return str(uuid.UUID(f"0f{kind:02x}0000000070008000{0:012x}"))


def fill(connection: sqlite3.Connection, clinic: House, messages: int) -> None:
    """Make conversations of ``MESSAGES`` from the one that Joan began through the real action.

    One a person, ``PEOPLE`` people to a professional with a team of their own; every second conversation
    waits for an answer and is its professional's. Rows are copied whole: a column more changes nothing.
    """
    key = clinic.partnership.replace("-", "")
    people = -(-messages // MESSAGES)
    professionals = -(-people // PEOPLE)
    ids = {kind: ID.format(kind=kind, over="") for kind in range(0x11, 0x1C)}
    of_team, of_professional = (ID.format(kind=kind, over=f" / {PEOPLE}") for kind in (0x11, 0x12))
    of_message = {kind: ID.format(kind=kind, over=f" / {MESSAGES}") for kind in (0x14, 0x15, 0x18)}
    made = partial(copy, connection)

    def of_joan(table: str) -> str:
        return f"(SELECT * FROM {table} WHERE partnership_id = '{key}' LIMIT 1)"  # noqa: S608 - names of ours

    team = "care_partnership_team"
    seat = "care_partnership_teammembership"
    account = "base_accounts_account"
    priya, joan = (f"(SELECT * FROM {account} WHERE email = '{one}')"  # noqa: S608 - addresses of ours
                   for one in ("priya@clinic.example", "joan@people.example"))  # fmt: skip
    made(account, priya, professionals, id=ids[0x12], email="'pro' || n.value || '@x.example'")
    made(team, f"(SELECT * FROM {team} LIMIT 1)", professionals, id=ids[0x11], inbox_owner_id=ids[0x12])  # noqa: S608
    seats = {"id": ids[0x13], "team_id": ids[0x11], "account_id": ids[0x12]}
    made(seat, f"(SELECT * FROM {seat} LIMIT 1)", professionals, **seats)  # noqa: S608
    name = "'Person ' || n.value"
    made(account, joan, people, id=ids[0x14], email="NULL", name=name)
    mine = f"(SELECT * FROM care_partnership_partnership WHERE id = '{key}')"  # noqa: S608 - an id of ours
    ours = {"id": ids[0x15], "person_id": ids[0x14], "team_id": of_team, "known_as": name, "full_name": name}
    made("care_partnership_partnership", mine, people, **ours)
    ours = {"id": ids[0x16], "partnership_id": ids[0x15], "account_id": of_professional}
    made("care_partnership_membership", of_joan("care_partnership_membership"), people, **ours)
    figures = "care_partnership_figures"
    made(figures, of_joan(figures), people, partnership_id=ids[0x15])

    thread = of_joan("care_communication_thread")
    ours = {"id": ids[0x18], "partnership_id": ids[0x15], "begun_by_id": ids[0x14], "last_by_id": ids[0x14]}
    made("care_communication_thread", thread, people, **ours, messages=str(MESSAGES))
    ours = {"id": ids[0x17], "partnership_id": of_message[0x15], "thread_id": of_message[0x18]}
    written = {"author_id": of_message[0x14], "window": "NULL", "number": f"n.value % {MESSAGES} + 1"}
    message = of_joan("care_communication_message")
    made("care_communication_message", message, people * MESSAGES, **ours, **written)
    waiting = "n.value % 2 = 0"
    item = "(SELECT * FROM care_partnership_attentionitem WHERE kind = 'message-waits' LIMIT 1)"
    ours = {"id": ids[0x19], "partnership_id": ids[0x15], "owner_id": of_professional, "about": ids[0x18]}
    made("care_partnership_attentionitem", item, people, waiting, **ours)
    ours = {"id": ids[0x1A], "partnership_id": ids[0x15], "team_id": of_team, "thread_id": ids[0x18]}
    wait = of_joan("care_communication_wait")
    made("care_communication_wait", wait, people, waiting, **ours, item_id=ids[0x19])
