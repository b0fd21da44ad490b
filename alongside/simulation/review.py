"""A synthesis in progress, so that a visitor finds the wing at work: invented records, real actions.

It stops before a ranking is due: that is left to the worker, which has the libraries for it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.evidence.records.actions import importing
from alongside.evidence.records.models import Record
from alongside.evidence.screening.actions import decision
from alongside.evidence.screening.models import Settling
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.actions import synthesis as actions
from alongside.evidence.synthesis.models import Member, Synthesis
from alongside.simulation.clinic import Clinic
from alongside.simulation.words import bank

_BEGAN = timedelta(days=20)
_SCREENED = timedelta(days=6)


def in_progress(there: Clinic, now: datetime) -> Synthesis:
    """Two of the clinic's professionals screen, a third settles; the lead reads."""
    written = bank("review")
    first, second, third = sorted(there.professionals.values(), key=lambda each: each.email or "")[:3]
    with clock.frozen(now - _BEGAN):
        made = _begun(written, first, (second, Member.Roles.REVIEWER), (third, Member.Roles.ARBITER))
        for each in written["file"]:
            importing.bring_in(
                synthesis=made, file_name=each["name"], chunks=[_ris(each["titles"])], source=each["source"],
                other_way=False, by=first,
            )  # fmt: skip
        while jobs.work_once():
            pass
    with clock.frozen(now - _SCREENED):
        for line in written["said"]:
            _say(made, line, first, second, third)
    return made


def _begun(written: dict[str, Any], lead: Account, *others: tuple[Account, str]) -> Synthesis:
    made = actions.begin(title=written["title"], question=written["question"], by=lead)
    for account, role in others:
        actions.bring_in(synthesis=made, email=account.email or "", name=account.name, role=role, by=lead)
    texts = ("question", "let_in", "left_out", "sources", "terms_for", "terms_against")
    actions.write_protocol(
        synthesis=made, reviewers_needed=2, why="", by=lead, **{name: written[name].strip() for name in texts}
    )
    return made


def _ris(titles: list[str]) -> bytes:
    """An export as a database writes it; the same title is the same record in both files."""
    return "".join(
        f"TY  - JOUR\nTI  - {title}\nAU  - Inventado, {title[1].upper()}.\nPY  - {2015 + len(title) % 10}\n"
        f"JO  - Journal of Invented Studies\nVL  - {len(title)}\nSP  - {len(title) * 3}\n"
        f"EP  - {len(title) * 3 + 9}\nAB  - An invented abstract, of no study. {title}.\nER  - \n\n"
        for title in titles
    ).encode()


def _say(made: Synthesis, line: dict[str, str], first: Account, second: Account, third: Account) -> None:
    record = Record.objects.get(synthesis=made, merged_into=None, title__contains=line["words"])
    for who, key in ((first, "first"), (second, "second")):
        if key in line:
            decision.decide(record=record, stage="title", by=who, **_verdict(line[key]))
    if "settled" in line:
        decision.settle(
            record=record, stage="title", how=Settling.How.THIRD, by=third, **_verdict(line["settled"])
        )


def _verdict(said: str) -> dict[str, Any]:
    """*in*, *undecided*, or a criterion's code, which is the reason for leaving it out."""
    if said in ("in", "undecided"):
        return {"verdict": said, "reasons": []}
    return {"verdict": "out", "reasons": [said]}
