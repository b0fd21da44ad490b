from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record.holding import hold
from alongside.evidence.appraisal.models import Appraisal, Cell, Settled, Theme
from alongside.evidence.appraisal.rules.joint import Standing, standing
from alongside.evidence.appraisal.rules.rating import Answer, Checklist, checklists
from alongside.evidence.records.models import Record
from alongside.evidence.synthesis.actions.synthesis import latest, note
from alongside.evidence.synthesis.authority import Verb, require

CHECKLIST = "ten-questions"


class NotAStudy(Exception):
    """Only what was let in on full text is appraised and stands in the matrix."""


class NotATheme(Exception):
    """It was taken out meanwhile, or is where themes lead: no study is marked with it."""


class Incomplete(Exception):
    """An answer is missing, or is none of the three."""


class Complete(Exception):
    """As many have appraised it as the protocol asks for. What differs is settled, and not said anew."""


class NothingToSettle(Exception):
    """They say the same, one is missing, or it is settled."""


@transaction.atomic
def appraise(*, record: Record, answers: Mapping[str, str], by: Account) -> Appraisal:
    """Answer every item of the checklist about one study, without seeing what others answered.

    Raises ``NotAStudy``, ``Incomplete``, and ``Complete``, once those others can be seen.
    """
    seat = require(by, Verb.APPRAISE, record.synthesis)
    record = hold(Record.objects.select_related("synthesis"), record.pk)
    _is_study(record)
    checklist = _complete(answers)
    others = record.appraisals.filter(ended_at=None).exclude(member=seat).exists()
    if others and stands(record) is not Standing.OPEN:
        raise Complete
    Appraisal.objects.filter(record=record, member=seat, ended_at=None).update(ended_at=clock.now())
    made = Appraisal.objects.create(record=record, member=seat, checklist=checklist.id, answers=dict(answers))
    note(record.synthesis, by, "appraised", record.pk)
    return made


def stands(record: Record) -> Standing:
    """Whether all who should have appraised it, and whether they say the same."""
    answers = list(record.appraisals.filter(ended_at=None).order_by("at").values_list("answers", flat=True))
    settled = record.settled.filter(ended_at=None).exists()
    return standing(answers, latest(record.synthesis).reviewers_needed, settled=settled)


def _complete(answers: Mapping[str, str]) -> Checklist:
    checklist = checklists()[CHECKLIST]
    allowed = {answer.value for answer in Answer}
    if set(answers) != {item.id for item in checklist.item} or not set(answers.values()) <= allowed:
        raise Incomplete
    return checklist


@transaction.atomic
def settle(*, record: Record, answers: Mapping[str, str], by: Account) -> Settled:
    """The answers that stand where reviewers answered differently: of those two after a talk, or of a third.

    Raises ``NothingToSettle``, ``Incomplete``, and ``Refused`` for whoever is neither.
    """
    record = hold(Record.objects.select_related("synthesis"), record.pk)
    seat = require(by, Verb.APPRAISE, record.synthesis)
    own = record.appraisals.filter(member=seat, ended_at=None).exists()
    if not own:
        require(by, Verb.SETTLE, record.synthesis)
    _is_study(record)
    checklist = _complete(answers)
    if stands(record) is not Standing.DIFFERS:
        raise NothingToSettle
    made = Settled.objects.create(
        record=record, member=seat, how=Settled.How.TALK if own else Settled.How.THIRD,
        checklist=checklist.id, answers=dict(answers),
    )  # fmt: skip
    note(record.synthesis, by, "appraisal-settled", record.pk, how=made.how)
    return made


@transaction.atomic
def reopen(*, settled: Settled, by: Account) -> None:
    """Take back what one settled oneself: the answers stand against each other again."""
    seat = require(by, Verb.APPRAISE, settled.record.synthesis)
    if settled.member_id != seat.pk or settled.ended_at is not None:
        raise NothingToSettle
    Settled.objects.filter(pk=settled.pk, ended_at=None).update(ended_at=clock.now())
    note(settled.record.synthesis, by, "appraisal-reopened", settled.record_id)


@transaction.atomic
def fill(*, record: Record, themes: Mapping[Theme, str], by: Account) -> Sequence[Cell]:
    """Say of which themes one study speaks, and where. Themes left out are no longer marked.

    Raises ``NotAStudy`` and ``NotATheme``.
    """
    require(by, Verb.FILL_MATRIX, record.synthesis)
    _is_study(record)
    if any(theme.synthesis_id != record.synthesis_id for theme in themes):
        raise NotAStudy
    keys = [theme.pk for theme in themes]
    there = Theme.objects.filter(pk__in=keys, ended_at=None, kind=Theme.Kind.THEME)
    if there.count() != len(keys):
        raise NotATheme
    gone = Cell.objects.filter(record=record, theme__ended_at=None)
    gone.exclude(theme__in=keys).delete()
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
