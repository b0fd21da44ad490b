"""Screening in sentences: a record to decide on, a conflict, and where it all stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.evidence.records.models import Record
from alongside.evidence.screening import queue
from alongside.evidence.screening.models import Decision, Ranking, Settling, Stage
from alongside.evidence.synthesis.models import Member, Protocol, Synthesis
from alongside.evidence.synthesis.presenters import name_of
from alongside.evidence.synthesis.rules.protocol import Piece, highlighted


def stage_name(stage: str) -> str:
    return _("Full text") if stage == Stage.TEXT else _("Title and abstract")


def marked(record: Record, protocol: Protocol) -> dict[str, Sequence[Piece]]:
    """Title and abstract in pieces, the words to look for marked."""
    return {
        "title": highlighted(record.title or _("No title"), protocol.wanted, protocol.unwanted),
        "abstract": highlighted(record.abstract, protocol.wanted, protocol.unwanted),
    }


def verdict(value: str) -> str:
    return {"in": _("include"), "out": _("exclude")}.get(value, _("undecided"))


def reasons(codes: Sequence[str], protocol: Protocol) -> list[str]:
    """Reasons in the words of the protocol version under which they were given."""
    must = {each.code for each in protocol.criteria_of("in")}
    return [
        _("Not so: %s") % protocol.text_of(code) if code in must else protocol.text_of(code) for code in codes
    ]


def word(decision: Decision | Settling) -> dict[str, Any]:
    """Who said what, when, under which version, and why."""
    return {
        "pk": decision.pk,
        "who": name_of(decision.member.account),
        "verdict": verdict(decision.verdict),
        "reasons": reasons(decision.reasons, decision.protocol),
        "at": decision.at,
        "version": decision.protocol.number,
    }


def last_said(last: Decision | None) -> str:
    """What I decided last, and about what: one sees that it has arrived."""
    if last is None:
        return ""
    return _("Last: %(verdict)s. %(title)s") % {
        "verdict": verdict(last.verdict),
        "title": last.record.title or _("No title"),
    }


def words_about(record: Record, stage: str) -> list[dict[str, Any]]:
    rows = Decision.objects.filter(record=record, stage=stage, ended_at=None)
    return [word(each) for each in rows.select_related("member__account", "protocol").order_by("at")]


def standing(seat: Member, synthesis: Synthesis) -> list[dict[str, Any]]:
    """Both stages: how many, how many settled, in conflict, and how many I decided."""
    stages = []
    for stage in (Stage.TITLE, Stage.TEXT):
        rows = queue.at_stage(synthesis, stage)
        states = {
            each[f"{stage}_state"]: each["n"]
            for each in rows.values(f"{stage}_state").annotate(n=Count("*")).order_by()
        }
        stages.append(
            {
                "stage": stage.value,
                "name": stage_name(stage),
                "all": sum(states.values()),
                "in": states.get("in", 0),
                "out": states.get("out", 0),
                "conflict": states.get("conflict", 0),
                "open": states.get("open", 0),
                "mine": queue.progress(seat, stage)["mine"],
            }
        )
    return stages


def ranked(synthesis: Synthesis) -> str:
    """What the order of the records rests on, in a sentence."""
    last = Ranking.objects.filter(synthesis=synthesis).order_by("-at").first()
    if last is None:
        return _(
            "The records stand in the order in which they came. After ten decisions, likely ones come first."
        )
    return ngettext(
        "The order was worked out from %(n)d decision. It changes what comes first, never a decision.",
        "The order was worked out from %(n)d decisions. It changes what comes first, never a decision.",
        last.decisions,
    ) % {"n": last.decisions}
