"""Is a professional's page as quick in a large service as in a small one?"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

from bench.harness import Bench, Result, figure
from tests.durability.house import House, house

CASELOAD, SMALL, LARGE, MOST = 400, 1_000, 1_000_000, 1.2
PAGES = ("/", "/people/")
KINDS = ("vm_steps", "cpu_milliseconds", "queries")

# Ids in the order of their making, as UUIDv7 are, and of no one else.
ID = "printf('0f{kind:02x}0000000070008000%012x', n.value)"
TEAM = f"printf('0f010000000070008000%012x', n.value / {CASELOAD})"
PROFESSIONAL = f"printf('0f020000000070008000%012x', n.value / {CASELOAD})"

MEASURE = """
import json, time
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from alongside.base.accounts.models import Account
client = Client(headers={{"host": "localhost"}})
client.force_login(Account.objects.get(pk="{account}"), backend="django.contrib.auth.backends.ModelBackend")
found = {{}}
for path in {pages!r}:
    steps = 0
    def step():
        global steps
        steps += 1
    answer = client.get(path)  # templates are compiled, the visit is in the access log
    assert answer.status_code == 200, answer.status_code
    connection.connection.set_progress_handler(step, 1)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
        asked = len(queries)
    connection.connection.set_progress_handler(None, 0)
    taken = []
    for _ in range(40):
        started = time.process_time()
        client.get(path)
        taken.append(time.process_time() - started)
    found[path] = {{"vm_steps": steps, "queries": asked,
                   "cpu_milliseconds": min(taken) * 1e3}}
print(json.dumps(found))
"""


@figure(
    "caseload",
    work=f"a professional's pages with {CASELOAD} people on the caseload in a service of {LARGE:,}",
    against=f"the same in a service of {SMALL:,}: SQLite's steps, and CPU",
    aim=f"<= {MOST}, the same number of queries",
)
def caseload(bench: Bench) -> Result:
    sizes = (SMALL, bench.of(LARGE, SMALL * 10))
    measured = {size: measure(bench.folder / str(size), size) for size in sizes}
    small, large = measured[sizes[0]], measured[sizes[1]]
    ratios = {path: {kind: large[path][kind] / small[path][kind] for kind in KINDS} for path in PAGES}
    met = all(
        each["vm_steps"] <= MOST and each["cpu_milliseconds"] <= MOST and each["queries"] == 1
        for each in ratios.values()
    )
    said = "; ".join(
        f"{path} steps {each['vm_steps']:.2f}, CPU {each['cpu_milliseconds']:.2f}, "
        f"{large[path]['queries']} queries"
        for path, each in ratios.items()
    )
    return Result(said, met, {"people": sizes, "ratios": ratios, "measured": measured})


def measure(folder: Path, people: int) -> dict[str, dict[str, float]]:
    clinic = house(folder, "bench.settings")
    with closing(sqlite3.connect(clinic.installation.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        fill(connection, clinic, people)
    professional = f"0f020000000070008000{0:012x}"
    code = MEASURE.format(account=professional, pages=PAGES)
    found: dict[str, dict[str, float]] = json.loads(clinic.installation.python(code).splitlines()[-1])
    return found


def fill(connection: sqlite3.Connection, clinic: House, people: int) -> None:
    """Make ``people`` people with a contact each, ``CASELOAD`` to a contact, from the rows of the cast.

    Every fourth has something open. Rows are copied whole, so that a column more changes nothing here.
    """
    key = clinic.partnership.replace("-", "")
    mine = f"(SELECT * FROM care_partnership_partnership WHERE id = '{key}')"  # noqa: S608 - an id of ours
    professionals = -(-people // CASELOAD)
    priya = "(SELECT * FROM base_accounts_account WHERE email = 'priya@clinic.example')"
    joan = "(SELECT * FROM base_accounts_account WHERE email = 'joan@people.example')"
    team = "(SELECT * FROM care_partnership_team LIMIT 1)"
    seat = "(SELECT * FROM care_partnership_teammembership LIMIT 1)"
    membership = "(SELECT * FROM care_partnership_membership WHERE role = 'contact' LIMIT 1)"
    figures = f"(SELECT * FROM care_partnership_figures WHERE partnership_id = '{key}')"  # noqa: S608
    item = "(SELECT * FROM care_partnership_attentionitem LIMIT 1)"
    ids = {kind: ID.format(kind=kind) for kind in range(1, 9)}
    made = partial(copy, connection)
    made("base_accounts_account", priya, professionals, id=ids[2], email="'pro' || n.value || '@x.example'")
    made("care_partnership_team", team, professionals, id=ids[1], inbox_owner_id=ids[2])
    made("care_partnership_teammembership", seat, professionals, id=ids[3], team_id=ids[1], account_id=ids[2])
    name = "'Person ' || n.value"
    made("base_accounts_account", joan, people, id=ids[4], email="NULL", name=name)
    ours = {"id": ids[5], "person_id": ids[4], "team_id": TEAM, "known_as": name, "full_name": name}
    made("care_partnership_partnership", mine, people, **ours)
    ours = {"id": ids[6], "partnership_id": ids[5], "account_id": PROFESSIONAL}
    made("care_partnership_membership", membership, people, **ours)
    made("care_partnership_figures", figures, people, partnership_id=ids[5])
    ours = {"id": ids[7], "partnership_id": ids[5], "owner_id": PROFESSIONAL}
    still_open = {"closed_at": "NULL", "closed_by_id": "NULL", "outcome": "''"}
    made("care_partnership_attentionitem", item, people, "n.value % 4 = 0", **ours, **still_open)


def copy(
    connection: sqlite3.Connection, table: str, template: str, many: int, only: str = "1", **changed: str
) -> None:
    """Copy the one row ``template`` of ``table`` ``many`` times; ``changed`` is SQL of ``n.value``."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    unknown = set(changed) - set(columns)
    if unknown:
        raise LookupError(f"{table} has no {sorted(unknown)}")
    chosen: Mapping[str, str] = {name: changed.get(name, f't."{name}"') for name in columns}
    names = ", ".join(f'"{name}"' for name in chosen)
    connection.execute(
        # Names of tables and columns of ours: nothing here comes from anyone.
        "WITH RECURSIVE n (value) AS "  # noqa: S608
        f"(SELECT 0 UNION ALL SELECT value + 1 FROM n WHERE value + 1 < {many}) "
        f"INSERT INTO {table} ({names}) "
        f"SELECT {', '.join(chosen.values())} FROM n, {template} t WHERE {only}"
    )
