"""From protocol to flow, through the real pages."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.base.accounts.models import Account
from alongside.evidence.records.models import Record
from alongside.evidence.report.counts import counts
from alongside.evidence.synthesis.models import Synthesis
from tests.evidence.web import account, ris, work

pytestmark = pytest.mark.django_db

TITLES = [
    "Waving in clinics",
    "Waving by the sea",
    "Rats that wave",
    "A letter about waves",
    "Waving at work",
]
LET_IN = ("Waving in clinics", "Waving by the sea", "Waving at work")


def signed_in(who: Account) -> Client:
    client = Client()
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_two_reviewers_go_from_a_protocol_to_a_flow_that_adds_up() -> None:
    ruth = signed_in(account("Ruth Adler", professional=True))
    began = ruth.post("/evidence/syntheses/begin/", {"title": "Waving", "question": "Does waving help?"})
    synthesis = Synthesis.objects.get()
    home = f"/evidence/s/{synthesis.pk}/"
    assert began.headers["Location"] == f"{home}protocol/change/"
    protocol = {
        "question": "Does waving help?", "let_in": "Waving", "left_out": "Animals\nLetters",
        "reviewers_needed": "2",
    }  # fmt: skip
    assert ruth.post(f"{home}protocol/change/", protocol).status_code == 302
    member = {"email": "eli@university.example", "name": "Eli Marks", "role": "reviewer"}
    assert ruth.post(f"{home}members/", member).status_code == 302
    eli = signed_in(Account.objects.get(email="eli@university.example"))

    for name, data, other in (("one.ris", ris(TITLES[:3]), ""), ("two.ris", ris(TITLES[2:], first=2), "on")):
        sent = {"file": SimpleUploadedFile(name, data), "source": name, "other_way": other}
        assert ruth.post(f"{home}files/", sent).status_code == 302
    work()

    screens(ruth, home, "title")
    screens(eli, home, "title", differently="Waving at work")
    conflict = Record.objects.get(title_state=Record.State.CONFLICT)
    settled = eli.post(f"{home}screening/title/conflicts/{conflict.pk}/", {"verdict": "in"})
    assert settled.status_code == 302

    for record in Record.objects.filter(title_state=Record.State.IN):
        got = "not-got" if "sea" in record.title else "got"
        ruth.post(f"{home}full-texts/{record.pk}/", {"got": got, "why": "asked the library"})
    for who in (ruth, eli):
        screens(who, home, "text", out=("Waving at work",))

    numbers = counts(synthesis)
    assert numbers.adds_up()
    of = numbers.of
    assert (of["screened"], of["title-out"], of["sought"]) == (5, 2, 3)
    assert (of["not-got"], of["assessed"], of["text-out"], of["studies"]) == (1, 2, 1, 1)
    page = ruth.get(f"{home}report/").content.decode()
    for what in of:
        assert f"{home}report/records/{what}/" in page
        behind = ruth.get(f"{home}report/records/{what}/").content.decode()
        assert re.search(rf'class="display">{of[what]}<', behind) or of[what] == 0
    exported = b"".join(ruth.get(f"{home}report/export/json/").streaming_content)
    assert len(json.loads(exported)["records"] if b'"records"' in exported else json.loads(exported)) == 5


def screens(
    who: Client, home: str, stage: str, *, differently: str = "", out: tuple[str, ...] | None = None
) -> None:
    """Decide about everything that comes, by its title."""
    while True:
        goes = who.get(f"{home}screening/{stage}/next/").headers["Location"].partition("#")[0]
        if goes.endswith("/done/"):
            return
        title = Record.objects.get(pk=goes.rstrip("/").rsplit("/", 1)[1]).title
        leave = title in out if out is not None else title not in LET_IN
        if title == differently:
            leave = not leave
        protocol = "out-animals" if leave else ""
        sent = {"verdict": "out" if leave else "in", "reasons": [protocol] if protocol else []}
        answer = who.post(goes, sent)
        assert answer.status_code == 302, answer.content.decode()
