from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.evidence.appraisal.models import Appraisal, Cell, Theme
from alongside.evidence.appraisal.rules.rating import Answer, checklists
from alongside.evidence.records.models import Record
from alongside.evidence.synthesis.actions.synthesis import note
from alongside.evidence.synthesis.authority import Verb, require
from alongside.evidence.synthesis.models import Synthesis

CHECKLIST = "ten-questions"


class NotAStudy(Exception):
    """Only what was let in on full text is appraised and stands in the matrix."""


class Incomplete(Exception):
    """An answer is missing, or is none of the three."""


@transaction.atomic
def appraise(*, record: Record, answers: Mapping[str, str], by: Account) -> Appraisal:
    """Answer every item of the checklist about one study. Raises ``NotAStudy`` and ``Incomplete``."""
    seat = require(by, Verb.APPRAISE, record.synthesis)
    _is_study(record)
    checklist = checklists()[CHECKLIST]
    allowed = {answer.value for answer in Answer}
    if set(answers) != {item.id for item in checklist.item} or not set(answers.values()) <= allowed:
        raise Incomplete
    Appraisal.objects.filter(record=record, member=seat, ended_at=None).update(ended_at=clock.now())
    made = Appraisal.objects.create(record=record, member=seat, checklist=checklist.id, answers=dict(answers))
    note(record.synthesis, by, "appraised", record.pk)
    return made


@transaction.atomic
def add_theme(*, synthesis: Synthesis, name: str, about: str, by: Account) -> Theme:
    """A new column of the matrix; one that is there already is given back."""
    require(by, Verb.FILL_MATRIX, synthesis)
    theme, fresh = Theme.objects.get_or_create(synthesis=synthesis, name=name, defaults={"about": about})
    if fresh:
        note(synthesis, by, "theme", theme.pk)
    return theme


@transaction.atomic
def fill(*, record: Record, themes: Mapping[Theme, str], by: Account) -> Sequence[Cell]:
    """Say of which themes one study speaks, and where. Themes left out are no longer marked."""
    require(by, Verb.FILL_MATRIX, record.synthesis)
    _is_study(record)
    if any(theme.synthesis_id != record.synthesis_id for theme in themes):
        raise NotAStudy
    Cell.objects.filter(record=record).exclude(theme__in=list(themes)).delete()
    made = []
    for theme, place in themes.items():
        cell, _fresh = Cell.objects.update_or_create(
            record=record, theme=theme, defaults={"place": place, "by": by, "at": clock.now()}
        )
        made.append(cell)
    note(record.synthesis, by, "matrix", record.pk, themes=len(made))
    return made


def _is_study(record: Record) -> None:
    if record.text_state != Record.State.IN or record.merged_into_id is not None:
        raise NotAStudy
