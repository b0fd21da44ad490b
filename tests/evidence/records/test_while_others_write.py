"""Looking for duplicates goes on while somebody decides: in a database that is a file, as people have it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.durability.installation import Installation

#: A stranger writes each time that work says how far it is, as somebody does who decides meanwhile.
COMPARED = """
import json, sqlite3
from django.db import connection
from alongside.evidence.dedupe import finding
from alongside.evidence.records import reading
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.models import Job
from tests.evidence import web
ruth = web.account("Ruth Adler", professional=True)
made = web.begun(ruth)
finding.A_BEAT = reading.AT_ONCE = 50
stranger = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
stranger.execute("CREATE TABLE written (number INTEGER)")
beat = jobs._beat
def while_somebody_decides(job, done):
    stranger.execute("INSERT INTO written VALUES (1)")
    beat(job, done)
jobs._beat = while_somebody_decides
web.bring_in(made, web.ris([f"Waving and pacing in group {at}" for at in range(600)]), ruth)
print(json.dumps({
    "jobs": list(Job.objects.order_by("wanted_at").values_list("kind", "state", "tries")),
    "written": stranger.execute("SELECT COUNT(*) FROM written").fetchone()[0],
}))
"""


def test_a_comparison_is_not_ended_by_somebody_who_writes_while_it_reads(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "home").with_tables()
    found = json.loads(installation.python(COMPARED).splitlines()[-1])
    assert found["jobs"] == [["import", "done", 1], ["dedupe", "done", 1]]
    assert found["written"] > 5
