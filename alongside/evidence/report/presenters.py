"""The report: the flow, the methods in sentences, the tables."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from alongside import __version__
from alongside.evidence.appraisal import picture
from alongside.evidence.appraisal import presenters as appraisal
from alongside.evidence.appraisal.models import Arrow
from alongside.evidence.drawing.flow import Box, Step, flow
from alongside.evidence.report.archive import FORMAT_VERSION
from alongside.evidence.report.counts import Counts
from alongside.evidence.report.opening import NotAnArchive
from alongside.evidence.screening import sampling
from alongside.evidence.synthesis.actions.synthesis import latest
from alongside.evidence.synthesis.models import Protocol, Synthesis


def names() -> dict[str, str]:
    """What each number counts, as it stands in the flow."""
    return {
        "databases": _("records from databases"),
        "other-ways": _("records found otherwise"),
        "found": _("records together"),
        "duplicates": _("duplicates taken out"),
        "screened": _("records screened"),
        "title-out": _("left out on title or abstract"),
        "title-open": _("not settled on title yet"),
        "sought": _("full texts sought"),
        "not-got": _("could not be got"),
        "not-yet-got": _("not got yet"),
        "assessed": _("full texts assessed"),
        "text-out": _("left out on full text"),
        "text-open": _("not settled on full text yet"),
        "studies": _("studies included"),
    }


def why_not(fault: NotAnArchive) -> str:
    """Why an archive was not opened, and what to do; where, as far as that is known."""
    facts = {"part": fault.where, "line": fault.line, "what": fault.what, "version": FORMAT_VERSION}
    damaged = _("The archive is damaged. Make it again where it comes from.")
    words = {
        "no-zip": _("This is no archive of a synthesis. Under Report a synthesis makes one: a ZIP file."),
        "not-ours": _("This ZIP file is no archive of a synthesis. Under Report a synthesis makes one."),
        "version": _(
            "A newer Alongside made this archive (version %(what)s; this one reads up to %(version)s). Bring "
            "this Alongside up to date first."
        ),
        "locked": _("The archive is locked with a password. Unlock it first."),
        "too-large": _("Unpacked, the archive is larger than we take."),
        "too-many": _("There are more rows in “%(part)s” than we take."),
        "twice": _("“%(part)s” stands in the archive twice, so we cannot know which is right."),
        "unknown-part": _("“%(part)s” does not belong in an archive of a synthesis. Take it out, or make the "
            "archive again."),
        "missing": _("“%(part)s” is missing in the archive. Make it again where it comes from."),
        "clash": _("Two rows of “%(part)s” say that they are the same one, or break a rule of it."),
        "nowhere": _("A row of “%(part)s” leads to one that is not in the archive."),
        "circle": _("In “%(part)s” records were merged in a circle."),
        "no-protocol": _("There is no protocol in the archive."),
        "bytes": _("The file “%(part)s” in the archive is not the one that was brought in: its fingerprint "
            "is another. Somebody may have changed it."),
        "row": _("Line %(line)d of “%(part)s” is not as we write it (%(what)s). Somebody may have changed "
            "it."),
    }.get(fault.code, damaged)  # fmt: skip
    return " ".join((words % facts, _("Nothing was kept.")))


def flow_picture(synthesis: Synthesis, counts: Counts, *, linked: bool) -> Markup:
    """The PRISMA 2020 flow from the database; on the web each number leads to its records."""
    protocol = latest(synthesis)
    words = names()

    def box(what: str, *parts: tuple[str, int], count: int | None = None) -> Box:
        href = reverse("report:behind", args=[synthesis.pk, what]) if linked else ""
        return Box(words[what], counts.of[what] if count is None else count, href, parts)

    def open_(what: str) -> tuple[tuple[str, int], ...]:
        return ((words[what], counts.of[what]),) if counts.of[what] else ()

    why = tuple((protocol.text_of(code), number) for code, number in counts.reasons)
    steps = [
        Step(box("databases", *counts.sources), box("other-ways", *counts.otherwise)),
        Step(box("found"), box("duplicates")),
        Step(box("screened", *open_("title-open")), box("title-out")),
        Step(box("sought", *open_("not-yet-got")), box("not-got")),
        Step(box("assessed", *open_("text-open")), box("text-out", *why)),
        Step(box("studies")),
    ]
    return flow(
        steps,
        title=_("From records to studies"),
        description=_("%(found)d were found, %(screened)d screened, %(full)d read in full, %(n)d kept.")
        % {
            "found": counts.found,
            "screened": counts.of["screened"],
            "full": counts.of["assessed"],
            "n": counts.of["studies"],
        },
    )


def flow_rows(synthesis: Synthesis, counts: Counts) -> list[dict[str, Any]]:
    """Every number of the flow, also those within a box, each with the way to its records."""
    protocol = latest(synthesis)
    parts = {
        "databases": counts.sources,
        "other-ways": counts.otherwise,
        "text-out": tuple((protocol.text_of(code), number) for code, number in counts.reasons),
    }
    rows = []
    for what, name in names().items():
        href = reverse("report:behind", args=[synthesis.pk, what])
        rows.append({"name": name, "n": counts.of[what], "href": href, "part": False})
        rows += [
            {"name": line, "n": number, "href": f"{href}?part={at}", "part": True}
            for at, (line, number) in enumerate(parts.get(what, ()))
        ]
    return rows


def methods(synthesis: Synthesis, counts: Counts) -> list[str]:
    """What was done, in sentences that can go into a paper, with the versions of what did it."""
    protocol = latest(synthesis)
    sources = _list([f"{name} ({number:,})" for name, number in (*counts.sources, *counts.otherwise)])
    sure = synthesis.merges.filter(by=None, undone_at=None).count()
    by_hand = synthesis.merges.exclude(by=None).filter(undone_at=None).count()
    lines = [
        _("The question was: %(question)s") % {"question": protocol.question},
        _("The protocol was written on %(first)s; its version %(n)d is of %(last)s.")
        % {"first": _day(_first(synthesis)), "n": protocol.number, "last": _day(protocol)},
        _("Records came from %(sources)s.") % {"sources": sources or _("nowhere yet")},
        _(
            "%(all)d records were compared by Alongside %(version)s. It merged %(sure)d groups by itself; "
            "people merged %(hand)d more. %(out)d records were taken out as duplicates."
        )
        % {
            "all": counts.found,
            "version": __version__,
            "sure": sure,
            "hand": by_hand,
            "out": counts.of["duplicates"],
        },
        ngettext(
            "%(n)d reviewer decided about each record, first on title and abstract, then on the full text.",
            "%(n)d reviewers decided about each record without seeing what the others had decided, first on "
            "title and abstract, then on the full text. What they saw differently was settled by a talk or "
            "by a third.",
            protocol.reviewers_needed,
        )
        % {"n": protocol.reviewers_needed},
    ]
    if synthesis.rankings.exists():
        lines.append(
            _(
                "Records were put in order by a ranking that learned from the decisions. It changed what "
                "came first and decided about no record."
            )
        )
    lines += [f"{line['drawn']} {line['words']}" for line in sampling.drawn(synthesis) if not line["left"]]
    lines.append(
        _("%(assessed)d full texts were assessed and %(n)d studies included.")
        % {"assessed": counts.of["assessed"], "n": counts.of["studies"]}
    )
    if arrows := picture.arrows(synthesis):
        lines.append(_model_method(arrows))
    if not (counts.of["title-open"] == counts.of["not-yet-got"] == counts.of["text-open"] == 0):
        lines.append(_("The screening is not finished: these numbers will change."))
    return lines


def _model_method(arrows: list[Arrow]) -> str:
    resting = sum(bool(picture.line(arrow)["grounds"]) for arrow in arrows)
    return ngettext(
        "Reviewers drew what leads to what as a model of %(n)d arrow; %(resting)d of them names the studies "
        "on which it rests.",
        "Reviewers drew what leads to what as a model of %(n)d arrows; %(resting)d of them name the studies "
        "on which they rest.",
        len(arrows),
    ) % {"n": len(arrows), "resting": resting}


def _first(synthesis: Synthesis) -> Protocol:
    return synthesis.protocols.order_by("number")[0]


def _day(protocol: Protocol) -> str:
    return formats.date_format(protocol.at, "j F Y")


def _list(names_: list[str]) -> str:
    return ", ".join(names_)


def studies(synthesis: Synthesis) -> list[dict[str, Any]]:
    """The table of studies: who, when, where, how good, and of what they speak."""
    themes = appraisal.themes(synthesis)
    cells = appraisal.cells(synthesis)
    return [
        {
            "record": record,
            "name": appraisal.short(record),
            "rating": appraisal.rated(record).overall,
            "themes": [theme.name for theme in themes if (record.pk, theme.pk) in cells],
        }
        for record in appraisal.included(synthesis)
    ]


def matrix(synthesis: Synthesis) -> dict[str, Any]:
    """Which study speaks of which theme, and where; empty where there is nothing yet."""
    themes, cells = appraisal.themes(synthesis), appraisal.cells(synthesis)
    rows = [
        {
            "name": appraisal.short(record),
            "record": record,
            "cells": [cells.get((record.pk, theme.pk)) for theme in themes],
        }
        for record in appraisal.included(synthesis)
    ]
    return {"themes": themes, "rows": rows} if themes and rows else {}
