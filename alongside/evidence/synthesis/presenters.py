"""A synthesis in sentences: what happened, what the software does, and its rooms."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.base.accounts.models import Account
from alongside.evidence.synthesis import jobs
from alongside.evidence.synthesis.models import Entry, Job, Synthesis


def name_of(account: Account | None) -> str:
    """Somebody's name on a page of a synthesis."""
    if account is None:
        return _("the software")
    return account.name or account.email or _("somebody")


def said(entry: Entry) -> str:
    """What happened, in a few words."""
    facts = entry.facts
    return {
        "begun": _("began the synthesis"),
        "protocol": _("wrote version %(number)s of the protocol") % {"number": facts.get("number", "")},
        "member-in": _("brought somebody in"),
        "member-out": _("ended somebody’s seat"),
        "imported": _("brought in a file"),
        "pair-same": _("said that two records are one"),
        "pair-different": _("said that two records are different"),
        "merge-undone": _("took a merge apart"),
        "sample-drawn": _("drew %(size)s of %(rest)s unread records at random")
        % {"size": facts.get("size", ""), "rest": facts.get("rest", "")},
        "settled": _("settled a conflict"),
        "reopened": _("opened a conflict again"),
        "full-text": _("said what became of a full text"),
        "appraised": _("appraised a study"),
        "appraisal-settled": _("settled how good a study is"),
        "appraisal-reopened": _("opened again how good a study is"),
        "theme": _("added a theme"),
        "theme-changed": _("changed a theme"),
        "theme-out": _("took a theme out"),
        "arrow": _("drew an arrow of the model"),
        "arrow-out": _("took an arrow of the model out"),
        "matrix": _("filled the matrix"),
        "work-again": _("had work tried again that had not succeeded"),
        "archive-opened": _("opened it from an archive"),
    }.get(entry.kind, entry.kind)


def history(synthesis: Synthesis, most: int = 200) -> list[dict[str, Any]]:
    entries = synthesis.entries.select_related("by").order_by("-at")[:most]
    return [{"who": name_of(entry.by), "said": said(entry), "at": entry.at} for entry in entries]


def work_under_way(synthesis: Synthesis) -> list[str]:
    """What the worker is doing or could not do, newest first."""
    words = {
        Job.Kind.IMPORT.value: _("Reading a file"),
        Job.Kind.DEDUPE.value: _("Looking for duplicates"),
        Job.Kind.RANK.value: _("Putting the likely ones first"),
        Job.Kind.RECOUNT.value: _("Counting anew what the new protocol settles"),
    }
    under_way = synthesis.jobs.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])
    lines = [_line(job, words[job.kind]) for job in under_way.order_by("wanted_at")[:5]]
    lines += [
        _("%(what)s did not work. Nothing was lost.") % {"what": words[job.kind]}
        for job in jobs.given_up(synthesis)[:2]
    ]
    return lines


def _line(job: Job, what: str) -> str:
    if not job.tries:
        return _("%(what)s: waiting for its turn.") % {"what": what}
    facts = {"what": what, "n": round(job.done * 100)}
    if jobs.unheard(job):
        return (
            _(
                "%(what)s: %(n)d%% done. We have heard nothing of it for a while. If it was interrupted, it "
                "goes on by itself within two minutes."
            )
            % facts
        )
    return _("%(what)s: %(n)d%% done.") % facts


def nav(request: Any, synthesis: Synthesis) -> list[dict[str, Any]]:
    """The rooms of one synthesis."""
    rooms: tuple[tuple[str, str, list[Any]], ...] = (
        (_("Overview"), "synthesis:overview", []),
        (_("Protocol"), "synthesis:protocol", []),
        (_("Files"), "records:imports", []),
        (_("Duplicates"), "records:duplicates", []),
        (_("Screening"), "screening:standing", []),
        (_("Full texts"), "screening:full-texts", []),
        (_("Studies"), "appraisal:studies", []),
        (_("Matrix"), "appraisal:matrix", []),
        (_("Model"), "appraisal:model", []),
        (_("Report"), "report:report", []),
        (_("Members"), "synthesis:members", []),
    )
    items = []
    for label, name, more in rooms:
        url = reverse(name, args=[synthesis.pk, *more])
        exact = name == "synthesis:overview"
        current = request.path == url if exact else request.path.startswith(url)
        items.append({"label": label, "url": url, "current": current})
    return items
