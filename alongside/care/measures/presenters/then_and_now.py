"""What the person's own scores were at the start and are now, beside the change that matters."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.care.measures import catalogue
from alongside.care.measures.models import Score
from alongside.care.measures.presenters.scores import ScoreLine, score_lines
from alongside.care.measures.rules.occasions import OccasionKind, plan
from alongside.care.measures.rules.sight import Side, Sight
from alongside.care.measures.sight import Viewer, sight_of
from alongside.care.partnership.definitions_said import in_words
from alongside.care.partnership.models import Partnership


@dataclass(frozen=True, slots=True)
class Compared:
    """One check, answered at the start and again."""

    title: str
    lines: list[ScoreLine]


def then_and_now(partnership: Partnership, viewer: Viewer) -> list[Compared]:
    """Every planned check that was answered at the start and again, as far as ``viewer`` may read both."""
    rows = (
        Score.objects.filter(
            superseded_by=None,
            assessment__partnership=partnership,
            assessment__side=Side.PERSON,
            assessment__occasion__key__in=plan().planned,
        )
        .select_related("assessment__occasion", "assessment__instrument")
        .defer("assessment__instrument__questionnaire", "assessment__instrument__scoring")
        .order_by("assessment__completed_at", "pk")
    )
    by_key: dict[str, list[Score]] = {}
    for row in rows:
        if sight_of(row.assessment, row.assessment.occasion, viewer) is Sight.ALL:
            by_key.setdefault(row.assessment.occasion.key, []).append(row)
    found = (_compared(by_key.get(key, []), for_person=viewer.side is Side.PERSON) for key in plan().planned)
    return [one for one in found if one is not None]


def _compared(rows: list[Score], *, for_person: bool) -> Compared | None:
    first = [row for row in rows if row.assessment.occasion.kind == OccasionKind.BASELINE]
    later = [row for row in rows if row.assessment.occasion.kind != OccasionKind.BASELINE]
    if not first or not later:
        return None
    newest = later[-1].assessment
    now = [row for row in later if row.assessment_id == newest.pk]
    read = catalogue.reading(newest.instrument)
    lines = score_lines(read, now, {row.name: row for row in first}, for_person=for_person)
    changed = [line for line in lines if line.change]
    return Compared(in_words(read.title), changed) if changed else None
