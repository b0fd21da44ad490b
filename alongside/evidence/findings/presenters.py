"""The founding synthesis in sentences and pictures."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from alongside.evidence.appraisal.rules.rating import checklists, every_count, rate
from alongside.evidence.drawing.flow import Box, Step, flow
from alongside.evidence.drawing.model import Line, Node, model
from alongside.evidence.findings.rules.founding import Certainty, Finding, Known, Study, Theme

RATINGS = ("high", "medium", "low")


def sure(certainty: Certainty) -> str:
    return {
        Certainty.FAIRLY: _("We are fairly sure."),
        Certainty.NOT_VERY: _("We are not very sure."),
        Certainty.UNSURE: _("We are unsure."),
    }[certainty]


def line(known: Known, finding: Finding) -> dict[str, Any]:
    """A finding in a list: what it says, how sure, and from how many studies."""
    number = len(finding.studies)
    return {
        "says": finding.says,
        "href": reverse("findings:finding", args=[finding.id]),
        "theme": known.theme_name(finding.theme),
        "sure": sure(finding.certainty),
        "from": (
            ngettext("From %(n)d study", "From %(n)d studies", number) % {"n": number}
            if number
            else _("No study is named")
        ),
    }


def theme_line(known: Known, theme: Theme) -> dict[str, Any]:
    return {
        "label": theme.name,
        "hint": _("%(about)s From %(studies)d of 10 studies. Findings: %(findings)d.")
        % {
            "about": theme.about,
            "studies": len(theme.studies),
            "findings": len(known.findings_of(theme=theme.id)),
        },
        "href": reverse("findings:theme", args=[theme.id]),
    }


def study_line(study: Study) -> dict[str, Any]:
    return {"name": study.name, "href": reverse("findings:study", args=[study.id]), "note": study.note}


def flow_picture(known: Known) -> Markup:
    """757 + 62 → 738 → 30 → 10, as PRISMA draws it."""
    counts = known.synthesis.counts
    steps = [
        Step(
            Box(
                _("records found"),
                counts.found,
                parts=((_("in databases"), counts.databases), (_("otherwise"), counts.other)),
            ),
            Box(_("duplicates taken out"), counts.duplicates),
        ),
        Step(
            Box(_("records screened"), counts.screened),
            Box(_("left out on title or abstract"), counts.excluded_on_abstract),
        ),
        Step(
            Box(_("full texts read"), counts.full_texts),
            Box(_("left out on full text"), counts.excluded_on_full_text),
        ),
        Step(Box(_("studies"), counts.studies)),
    ]
    return flow(
        steps,
        title=_("From records to studies"),
        description=_(
            "%(found)d records were found, %(screened)d screened, %(full)d read in full, %(studies)d kept."
        )
        % {
            "found": counts.found,
            "screened": counts.screened,
            "full": counts.full_texts,
            "studies": counts.studies,
        },
    )


def counts_table(known: Known) -> list[list[Any]]:
    counts = known.synthesis.counts
    return [
        [_("Records from five databases"), counts.databases, ""],
        [_("Records found otherwise"), counts.other, counts.why.other],
        [_("Together"), counts.found, ""],
        [_("Duplicates taken out"), counts.duplicates, counts.why.duplicates],
        [_("Screened"), counts.screened, ""],
        [_("Left out on title or abstract"), counts.excluded_on_abstract, counts.why.excluded_on_abstract],
        [_("Full texts read"), counts.full_texts, ""],
        [_("Left out on full text"), counts.excluded_on_full_text, counts.why.excluded_on_full_text],
        [_("Studies"), counts.studies, ""],
    ]


def how(word: str, *, plural: bool) -> str:
    if plural:
        return {"helps": _("help"), "is needed for": _("are needed for")}.get(word, _("limit"))
    return {"helps": _("helps"), "is needed for": _("is needed for")}.get(word, _("limits"))


def model_picture(known: Known) -> Markup:
    nodes = [
        Node(node.id, _name(known, node.id), node.kind, node.column, node.row) for node in known.model.node
    ]
    lines = [Line(edge.start, edge.end, edge.how) for edge in known.model.edge]
    return model(
        nodes,
        lines,
        title=_("What leads to what"),
        description=_("The list beside the picture says each line in words."),
    )


def model_lines(known: Known) -> list[dict[str, str]]:
    """Each line of the picture in words, numbered as it is there."""
    plural = {node.id for node in known.model.node if node.plural}
    return [
        {
            "line": _("%(one)s %(how)s %(other)s")
            % {
                "one": _name(known, edge.start),
                "how": how(edge.how, plural=edge.start in plural),
                "other": _name(known, edge.end).lower(),
            },
            "says": edge.says,
            "place": edge.place,
        }
        for edge in known.model.edge
    ]


def _name(known: Known, node: str) -> str:
    own = {each.id: each.name for each in known.model.node if each.name}
    return own.get(node) or known.theme_name(node)


def rule_table() -> tuple[list[list[Any]], int]:
    """The 66 counts of ten answers and their rating, and how many of them the rule itself defines."""
    checklist = checklists()["ten-questions"]
    rows = []
    for count in every_count(len(checklist.item)):
        rated = rate(checklist, count)
        words = rating(rated.rating.value)
        rows.append(
            [
                _("%(yes)d yes, %(cannot)d cannot tell, %(no)d no")
                % {"yes": count.yes, "cannot": count.cannot_tell, "no": count.no},
                words if rated.by_rule else _("not defined"),
                "" if rated.by_rule else words,
            ]
        )
    return rows, sum(1 for row in rows if not row[2])


def rating(value: str) -> str:
    return {"high": _("high"), "medium": _("medium")}.get(value, _("low"))
