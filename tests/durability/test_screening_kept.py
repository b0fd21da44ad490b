"""Two reviewers decide about the same records at once; the machine dies; every acknowledged word is there."""

from __future__ import annotations

import json
import random
import re
import threading
import time
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.durability.installation import Installation, Server

SEED = 1981
ROUNDS = 3
RECORDS = 90

SEEDED = f"""
import json
from django.test import Client
from tests.evidence import web
ruth, eli = web.account("Rita Adler", professional=True), web.account("Emil Marks")
made = web.begun(ruth)
web.joins(made, eli)
words = ["waving", "pacing", "music", "rats", "letters", "walking"]
titles = [f"{{words[at % 6].title()}} and pain, {{at}}: {{words[at % 5]}}" for at in range({RECORDS})]
web.bring_in(made, web.ris(titles), ruth)
rows = made.records.filter(merged_into=None).order_by("number")
keys = [str(key) for key in rows.values_list("pk", flat=True)]
# She leads it now; a professional would need a second factor, which is not what is asked here.
type(ruth).objects.filter(pk=ruth.pk).update(is_professional=False)
ruth.refresh_from_db()
sessions = {{}}
for who in (ruth, eli):
    client = Client()
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    sessions[who.email] = {{name: each.value for name, each in client.cookies.items()}}
print(json.dumps({{"synthesis": str(made.pk), "records": keys, "sessions": sessions}}))
"""

LOOKED_AT = """
import json
from collections import defaultdict
from alongside.evidence.records.models import Record
from alongside.evidence.screening.models import Decision, Ranking
from alongside.evidence.synthesis.models import Job
said = defaultdict(dict)
for each in Decision.objects.filter(ended_at=None, stage="title").select_related("member__account"):
    said[str(each.record_id)][each.member.account.email] = each.verdict
states = {str(pk): state for pk, state in Record.objects.values_list("pk", "title_state")}
print(json.dumps({
    "said": said, "states": states, "failed": Job.objects.filter(state="failed").count(),
    "left": Job.objects.exclude(state__in=["done", "failed"]).count(), "rankings": Ranking.objects.count(),
}))
"""

#: The worker that was killed left a lease behind: as if it had ended. Then what waits is done.
WORKED = """
from datetime import timedelta
from alongside.base import clock
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.models import Job
Job.objects.filter(state="running").update(leased_until=clock.now() - timedelta(seconds=1))
while jobs.work_once():
    pass
"""

FORM = "application/x-www-form-urlencoded"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Reviewer(threading.Thread):
    """Decides about one record after the other until the server dies; keeps what was acknowledged."""

    def __init__(self, server: Server, who: str, seeded: dict, verdicts: dict[str, str]) -> None:
        super().__init__(daemon=True)
        self.server, self.who, self.verdicts = server, who, verdicts
        self.home = f"/evidence/s/{seeded['synthesis']}/screening/title/"
        self.cookies = dict(seeded["sessions"][who])
        self.acknowledged: dict[str, str] = {}

    def run(self) -> None:
        try:
            connection = self.server.connect()
            token = self._token(connection, next(iter(self.verdicts)))
            for record, verdict in self.verdicts.items():
                reasons = {"reasons": "out-animals"} if verdict == "out" else {}
                sent = urlencode({"csrfmiddlewaretoken": token, "verdict": verdict, **reasons})
                connection.request("POST", f"{self.home}{record}/", sent, self._headers(FORM))
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 302, (answer.status, record)
                self.acknowledged[record] = verdict
        except (OSError, HTTPException):
            return  # the server is dead: what was not acknowledged may be missing

    def _token(self, connection, record: str) -> str:
        connection.request("GET", f"{self.home}{record}/", headers=self._headers(""))
        answer = connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        found = TOKEN.search(page)
        assert found, page[:500]
        return found[1]

    def _headers(self, kind: str) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookies, **({"Content-Type": kind} if kind else {})}


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "home").with_tables()


def verdict(state: dict[str, str]) -> str:
    """What two who decided came to."""
    both = set(state.values())
    return both.pop() if len(both) == 1 else "conflict"


def test_every_acknowledged_decision_outlives_a_kill_between_deciding_and_ranking(
    installation: Installation,
) -> None:
    assert installation.alongside("migrate").returncode == 0
    seeded = json.loads(installation.python(SEEDED).splitlines()[-1])
    chance = random.Random(SEED)
    people = sorted(seeded["sessions"])
    acknowledged: dict[str, dict[str, str]] = {who: {} for who in people}
    for _round in range(ROUNDS):
        left = [key for key in seeded["records"] if any(key not in acknowledged[who] for who in people)]
        with installation.serving("--workers", "2") as server:
            reviewers = [
                Reviewer(
                    server, who, seeded,
                    {key: chance.choice(["in", "out"]) for key in left if key not in acknowledged[who]},
                )
                for who in people
            ]  # fmt: skip
            for each in reviewers:
                each.start()
            wanted = chance.randint(12, 30)
            give_up = time.monotonic() + 120
            while not _enough(reviewers, wanted) and time.monotonic() < give_up:
                time.sleep(0.005)
            server.kill()
            for each in reviewers:
                each.join(60)
                assert each.acknowledged, "nobody could decide"
                acknowledged[each.who].update(each.acknowledged)
    _all_there(json.loads(installation.python(LOOKED_AT)), acknowledged)
    installation.python(WORKED)
    looked = json.loads(installation.python(LOOKED_AT))
    _all_there(looked, acknowledged)
    assert (looked["left"], looked["failed"]) == (0, 0)
    assert looked["rankings"] > 0


def _enough(reviewers: list[Reviewer], wanted: int) -> bool:
    """So many decisions, and some of each: one may be answered long before the other's first."""
    done = [len(each.acknowledged) for each in reviewers]
    return all(done) and sum(done) >= wanted


def _all_there(looked: dict, acknowledged: dict[str, dict[str, str]]) -> None:
    missing = [
        (who, key)
        for who, said in acknowledged.items()
        for key, word in said.items()
        if looked["said"].get(key, {}).get(who) != word
    ]
    assert not missing
    for key, said in looked["said"].items():
        assert looked["states"][key] == (verdict(said) if len(said) == 2 else "open"), (key, said)
