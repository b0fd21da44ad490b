"""A synthesis of a hundred thousand records: reading the file, comparing, ranking, and its pages."""

from __future__ import annotations

import json
from pathlib import Path

from bench import screenings
from bench.harness import Bench, Result, figure
from tests.durability.installation import Installation

SMALL, LARGE = 1_000, 100_000
RECORDS_A_WORK = 1.91
MOST_BYTES = 1_000_000_000
PAGES = (
    "", "files/", "records/", "duplicates/", "duplicates/merged/", "screening/", "screening/title/next/",
    "screening/title/conflicts/", "screening/sample/", "full-texts/", "report/", "report/records/found/",
    "report/records/duplicates/",
)  # fmt: skip

MEASURED = """
import json, re, time
from pathlib import Path
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from alongside.evidence.records.actions import importing
from alongside.evidence.screening.actions import decision
from alongside.evidence.synthesis import jobs
from tests.evidence import web

def anonymous():
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"RssAnon:\\s+(\\d+)", status)[1]) * 1024

def worked():
    begun, most = time.process_time(), [0]
    beat = jobs._beat
    def heard(job, done):
        most[0] = max(most[0], anonymous())
        beat(job, done)
    jobs._beat = heard
    assert jobs.work_once()
    jobs._beat = beat
    return {{"cpu_seconds": time.process_time() - begun, "bytes": max(most[0], anonymous())}}

call_command("collectstatic", interactive=False, verbosity=0)
ruth = web.account("Ruth Adler", professional=True)
made = web.begun(ruth)
with Path({file!r}).open("rb") as file:
    importing.bring_in(synthesis=made, file_name="many.ris", chunks=iter(lambda: file.read(1_000_000), b""),
                       source="Medline", other_way=False, by=ruth)
work = {{kind: worked() for kind in ("import", "dedupe")}}
for at, record in enumerate(made.records.filter(merged_into=None).order_by("number")[:20]):
    decision.decide(record=record, stage="title", verdict="out" if at % 3 else "in", reasons=[], by=ruth)
work["rank"] = worked()
type(ruth).objects.update(is_professional=False)
client = Client(headers={{"host": "localhost"}})
client.force_login(ruth, backend="django.contrib.auth.backends.ModelBackend")
pages = {{}}
for page in {pages!r}:
    path = f"/evidence/s/{{made.pk}}/{{page}}"
    assert client.get(path).status_code in {{200, 302}}, page
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
        asked = len(queries)
    taken = []
    for _ in range(5):
        begun = time.process_time()
        client.get(path)
        taken.append(time.process_time() - begun)
    pages[page] = {{"queries": asked, "cpu_milliseconds": min(taken) * 1e3}}
print(json.dumps({{"work": work, "pages": pages}}))
"""


@figure("synthesis", work=f"a file of {LARGE:,} records read, compared, ranked; the pages of its synthesis",
        against=f"the same with {SMALL:,}", aim="each job below 1 GB; as many queries a page")  # fmt: skip
def synthesis(bench: Bench) -> Result:
    small, large = (measured(bench.folder / str(size), size) for size in (SMALL, bench.of(LARGE, 5_000)))
    heaviest = max(job["bytes"] for job in large["work"].values())
    more = [page for page in PAGES if large["pages"][page]["queries"] > small["pages"][page]["queries"]]
    said = "; ".join(
        [
            *(f"{kind} {job['cpu_seconds']:.0f} s of CPU, {job['bytes'] / 1e6:.0f} MB"
              for kind, job in large["work"].items()),
            *(f"{page or 'overview'} {large['pages'][page]['cpu_milliseconds']:.0f} ms"
              f" ({small['pages'][page]['cpu_milliseconds']:.0f})" for page in PAGES),
        ]
    )  # fmt: skip
    return Result(said, heaviest < MOST_BYTES and not more, {"small": small, "large": large, "more": more})


def measured(folder: Path, records: int) -> dict[str, dict[str, dict[str, float]]]:
    folder.mkdir(parents=True)
    file = folder / "many.ris"
    screenings.write(file, round(records / RECORDS_A_WORK), seed=7)
    installation = Installation(folder / "home").with_tables()
    code = MEASURED.format(file=str(file), pages=PAGES)
    found: dict[str, dict[str, dict[str, float]]] = json.loads(installation.python(code).splitlines()[-1])
    return found
