"""Studies, how good they are, and of what they speak."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from alongside.evidence.appraisal.models import Appraisal, Cell
from alongside.evidence.appraisal.rules.rating import Answer, checklists, counted, rate
from alongside.evidence.records.models import Record
from alongside.evidence.synthesis.models import Synthesis
from alongside.evidence.synthesis.presenters import name_of


def included(synthesis: Synthesis) -> list[Record]:
    """The studies: what was let in on full text."""
    rows = Record.objects.filter(synthesis=synthesis, merged_into=None, text_state=Record.State.IN)
    return list(rows.filter(title_state=Record.State.IN).order_by("year", "number"))


def short(record: Record) -> str:
    """*Cooper 2008*: as a study is called in a table."""
    first = str(record.authors[0]).split(",")[0] if record.authors else record.title[:40] or _("No title")
    return f"{first} {record.year}" if record.year else first


def rating(value: str) -> str:
    return {"high": _("high"), "medium": _("medium")}.get(value, _("low"))


def appraisals(record: Record) -> list[dict[str, Any]]:
    """Each reviewer's rating, and whether the rule itself gives it."""
    lines = []
    for each in record.appraisals.filter(ended_at=None).select_related("member__account").order_by("at"):
        checklist = checklists()[each.checklist]
        count = counted({key: Answer(value) for key, value in each.answers.items()})
        rated = rate(checklist, count)
        lines.append(
            {
                "who": name_of(each.member.account),
                "rating": rating(rated.rating.value),
                "by_rule": rated.by_rule,
                "count": _("%(yes)d yes, %(cannot)d cannot tell, %(no)d no")
                % {"yes": count.yes, "cannot": count.cannot_tell, "no": count.no},
            }
        )
    return lines


def overall(lines: list[dict[str, Any]]) -> str:
    """One word for a study: its rating where all who appraised it agree."""
    ratings = {line["rating"] for line in lines}
    if not ratings:
        return _("not appraised yet")
    return str(ratings.pop()) if len(ratings) == 1 else _("rated differently")


def mine(record: Record, member: Any) -> Appraisal | None:
    return record.appraisals.filter(member=member, ended_at=None).first()


def cells(synthesis: Synthesis) -> dict[tuple[Any, Any], str]:
    rows = Cell.objects.filter(theme__synthesis=synthesis)
    return {(cell.record_id, cell.theme_id): cell.place for cell in rows}
