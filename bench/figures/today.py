"""Is a person's first page as quick after ten years of check-ins as after one week?"""

from __future__ import annotations

import json
from pathlib import Path

from bench.harness import Bench, Result, figure
from tests.durability.house import house

WEEK, YEARS, MOST = 7, 3_650, 1.2
KINDS = ("vm_steps", "cpu_milliseconds", "queries")

LIVE = """
from datetime import timedelta
from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.base.record.models import Event
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.plan import going_figures
from alongside.care.plan.actions import step
from alongside.care.plan.models import BadDay, CheckIn, EaseOffer, Step
from alongside.care.plan.rules import checking_in as rule
from alongside.care.plan.rules.step import StepWords, Unit
joan = Account.objects.get(email="joan@people.example")
priya = Account.objects.get(email="priya@clinic.example")
mine = Partnership.objects.get(person=joan)
now, days = clock.now(), {days}
with clock.frozen(now - timedelta(days=days)):
    words = StepWords(what="Walk", amount=15, unit=Unit.MINUTES, least=10, most=20)
    wording = step.propose(partnership=mine, words=words, by=priya)
    step.answer(wording=wording, says=Answer.YES, by=joan, seen=1)
walk = Step.objects.get()
said = {{str(walk.pk): rule.StepSaid(rule.Did.YES, rule.Hard.ABOUT_RIGHT)}}
rows, offers, bad, events = [], [], [], []
for back in range(days, 0, -1):
    at = now - timedelta(days=back)
    with clock.frozen(at):
        sent = rule.Sending(ids.uuid7(), pain=4, confidence=6, steps=said)
        kept = rule.merged({{}}, sent)
        rows.append(CheckIn(service=mine.service, partnership=mine, on=at.date(), said=kept, pain=4))
        events.append(Event(service=mine.service, subject=mine.pk, kind="going.checked-in", by=joan,
                            visibility="nobody", about=rows[-1].pk))
        if back % 7 == 0:
            offers.append(EaseOffer(service=mine.service, partnership=mine, step=walk, check_in=rows[-1],
                rule="too-hard", offers="less", answer="keep", answered_at=at, answered_by=joan,
                made_on=at.date(), answered_on=at.date()))
        if back % 30 == 8:
            bad.append(BadDay(service=mine.service, partnership=mine, on=at.date(), until_on=at.date()))
for model, made in ((CheckIn, rows), (EaseOffer, offers), (BadDay, bad), (Event, events)):
    model.objects.bulk_create(made, batch_size=500)
going_figures.keep_going(mine)
"""

MEASURE = """
import json, time
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from alongside.base.accounts.models import Account
client = Client(headers={"host": "localhost"})
joan = Account.objects.get(email="joan@people.example")
client.force_login(joan, backend="django.contrib.auth.backends.ModelBackend")
found = {}
for path in ("/",):
    steps = 0
    def step():
        global steps
        steps += 1
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    assert b"How did it go today?" in answer.content, "nothing of the plan is on the page"
    connection.connection.set_progress_handler(step, 1)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
        asked = len(queries)
    connection.connection.set_progress_handler(None, 0)
    taken = []
    for _ in range(60):
        started = time.process_time()
        client.get(path)
        taken.append(time.process_time() - started)
    found = {"vm_steps": steps, "queries": asked, "cpu_milliseconds": min(taken) * 1e3}
print(json.dumps(found))
"""


@figure(
    "today",
    work="a person's first page with ten years of check-ins behind it",
    against="the same with one week: SQLite's steps, and CPU",
    aim=f"<= {MOST}, the same number of queries",
)
def today(bench: Bench) -> Result:
    measured = {days: measure(bench.folder / str(days), days) for days in (WEEK, bench.of(YEARS, WEEK * 10))}
    week, years = measured.values()
    ratios = {kind: years[kind] / week[kind] for kind in KINDS}
    met = ratios["vm_steps"] <= MOST and ratios["cpu_milliseconds"] <= MOST and ratios["queries"] == 1
    said = f"steps {ratios['vm_steps']:.2f}, CPU {ratios['cpu_milliseconds']:.2f}, {years['queries']} queries"
    return Result(said, met, {"days": list(measured), "ratios": ratios, "measured": measured})


def measure(folder: Path, days: int) -> dict[str, float]:
    clinic = house(folder, "bench.settings")
    clinic.installation.python(LIVE.format(days=days))
    found: dict[str, float] = json.loads(clinic.installation.python(MEASURE).splitlines()[-1])
    return found
