"""The sentences of the lead's pages.

What the engine itself says (a plan's meaning, its problems, the answer) is English; the templates mark it so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.care.partnership.definitions_said import in_words
from alongside.evaluation.explaining import explain
from alongside.evaluation.plan.hashing import fingerprint
from alongside.evaluation.plan.notes import NOT_REGISTERED
from alongside.evaluation.plan.references import Meaning
from alongside.evaluation.problems import Refused
from alongside.evaluation.room.actions.plan import day_of, understood
from alongside.evaluation.room.models import Job, KeptPlan

NAMES = {
    "report": gettext_lazy("Read the report"),
    "pdf": gettext_lazy("Report as PDF"),
    "results": gettext_lazy("All numbers (JSON)"),
    "plan": gettext_lazy("The plan"),
}
MEANINGS = {
    "person": gettext_lazy("Who, by a code. Say it under [data]; nothing is worked out of one person."),
    "occasion": gettext_lazy("When: baseline or three-months."),
    "days": gettext_lazy("Days since the person’s baseline."),
    "on_time": gettext_lazy("Whether it was answered in the time meant for it."),
    "professional": gettext_lazy(
        "The person’s contact, by a code. Only as cluster under [data]; nothing is worked out of one of them."
    ),
    "age": gettext_lazy("Age when they came, in bands."),
    "came_by": gettext_lazy("How they came: self, invited, typed, others."),
    "continuity": gettext_lazy(
        "How much of all meetings so far was with the same professional: always, mostly, half or more, less."
    ),
    "follow_up": gettext_lazy("Why there is nothing at three months. Only as reasons under [dropout]."),
}


@dataclass(frozen=True)
class Row:
    """One evaluation as it is shown."""

    asked_at: datetime
    plan: str
    state: str
    is_open: bool
    percent: int
    sentences: list[str]
    problems: list[str]
    files: list[tuple[str, str]]


def page(jobs: Sequence[Job], kept: Sequence[KeptPlan]) -> dict[str, Any]:
    rows = [row(job) for job in jobs]
    return {"rows": rows, "open": any(one.is_open for one in rows), "kept": list(kept)}


def row(job: Job) -> Row:
    files = []
    if job.state == Job.State.DONE:
        files = [(str(name), reverse("evaluation:take", args=[job.pk, what])) for what, name in NAMES.items()]
    return Row(
        asked_at=job.asked_at,
        plan=job.plan.title if job.plan else _("The plan that comes with Alongside"),
        state=_how(job),
        is_open=job.is_open,
        percent=round(100 * job.done / job.total) if job.total else 0,
        sentences=list(job.summary),
        problems=list(job.problems),
        files=files,
    )


def _how(job: Job) -> str:
    if job.state == Job.State.WAITING:
        return _("It waits to begin. That takes a few seconds while the worker runs.")
    if job.state == Job.State.RUNNING:
        return _("It is being worked out: step %(done)s of %(total)s.") % {
            "done": job.done,
            "total": job.total,
        }
    if job.state == Job.State.DONE:
        return _("Done, about %(people)s people.") % {"people": job.people}
    if job.state == Job.State.REFUSED:
        return _("It could not be done.")
    return _(
        "It broke off twice. Nothing half-made was kept. Whoever runs the server finds the reason in its log."
    )


def unchecked() -> dict[str, Any]:
    return {"sections": [], "refused": "", "problems": [], "fingerprint": ""}


def checked(meaning: Meaning) -> dict[str, Any]:
    """What would be done."""
    return unchecked() | {"sections": _sections(meaning), "fingerprint": fingerprint(meaning.plan)}


def refused(wrong: Refused) -> dict[str, Any]:
    """Every problem at once."""
    return unchecked() | {"refused": wrong.what, "problems": [str(trouble) for trouble in wrong.troubles]}


def _sections(meaning: Meaning) -> list[tuple[str, list[str]]]:
    """Without the note that nobody registered it: here it is kept."""
    told = [(title, [one for one in said if one != NOT_REGISTERED]) for title, said in explain(meaning)]
    return [(title, said) for title, said in told if said]


def now_kept(kept: KeptPlan) -> str:
    return _("Kept since %(day)s. It cannot be changed here; a changed plan is another one, and says so.") % {
        "day": formats.date_format(day_of(kept))
    }


def plan(kept: KeptPlan) -> dict[str, Any]:
    """Since when it is kept, what it was written in the place of, what had been looked at, what it means."""
    return {
        "kept": kept,
        "standing": _standing(kept),
        "sections": _still(kept),
    }


def _still(kept: KeptPlan) -> list[tuple[str, list[str]]]:
    """What it means; where it is not understood any more (a questionnaire is gone), why."""
    try:
        return _sections(understood(kept.text.encode()))
    except Refused as wrong:
        return [(wrong.what, [str(trouble) for trouble in wrong.troubles])]


def _standing(kept: KeptPlan) -> list[str]:
    said = [now_kept(kept)]
    if kept.changes_on:
        said.append(
            _("It is a changed plan: the one before is of %(day)s. The report says so.")
            % {"day": formats.date_format(kept.changes_on)}
        )
    if kept.looked_before:
        said.append(
            ngettext(
                "Before it was kept, answers had been taken out once. The report says so.",
                "Before it was kept, answers had been taken out %(count)s times. The report says so.",
                kept.looked_before,
            )
            % {"count": kept.looked_before}
        )
    if kept.put_away_at:
        said.append(_("It is put away."))
    return said


def columns(found: Mapping[str, str]) -> dict[str, Any]:
    """About everybody first; then each questionnaire, what is worked out of it before what it asks."""
    groups: dict[str, list[list[str]]] = {}
    for name, text in found.items():
        group = "" if name in MEANINGS else name.split(".")[0]
        meaning = str(MEANINGS[name]) if name in MEANINGS else in_words(text)
        groups.setdefault(group, []).append([name, meaning])
    about = groups.pop("", [])
    for rows in groups.values():
        rows.sort(key=lambda row: not row[0].endswith(".score"))
    return {"everybody": about, "checks": groups}
