"""The sentences of the lead's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.evaluation.room.models import Job

NAMES = {
    "report": gettext_lazy("Read the report"),
    "pdf": gettext_lazy("Report as PDF"),
    "results": gettext_lazy("All numbers (JSON)"),
    "plan": gettext_lazy("The plan"),
}


@dataclass(frozen=True)
class Row:
    """One evaluation as it is shown."""

    asked_at: datetime
    state: str
    is_open: bool
    percent: int
    sentences: list[str]
    problems: list[str]
    files: list[tuple[str, str]]


def page(jobs: list[Job]) -> dict[str, Any]:
    rows = [row(job) for job in jobs]
    return {"rows": rows, "open": any(one.is_open for one in rows)}


def row(job: Job) -> Row:
    files = []
    if job.state == Job.State.DONE:
        files = [(str(name), reverse("evaluation:take", args=[job.pk, what])) for what, name in NAMES.items()]
    return Row(
        asked_at=job.asked_at,
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
    return _("It broke off twice. Whoever runs the server finds the reason in its log.")
