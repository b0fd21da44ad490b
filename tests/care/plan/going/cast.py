"""Joan with steps in force, and her days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from alongside.base import clock, ids
from alongside.care.partnership import figures
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.plan.actions import check_in
from alongside.care.plan.actions import step as steps
from alongside.care.plan.actions.check_in import Taken
from alongside.care.plan.models import Step
from alongside.care.plan.rules.checking_in import About, Did, Hard, Sending, StepSaid
from alongside.care.plan.rules.step import Part, StepWords, Unit
from tests.conftest import THURSDAY, Clinic

WALK = StepWords(what="The walk to the park", amount=15, unit=Unit.MINUTES, least=10, most=20)


@contextmanager
def on_day(days: float) -> Iterator[datetime]:
    """So many days after the Thursday of the tests."""
    at = THURSDAY + timedelta(days=days)
    with clock.frozen(at):
        yield at


def agreed(clinic: Clinic, words: StepWords = WALK, part: Part = Part.EVERYDAY) -> Step:
    """A step that both have said yes to."""
    wording = steps.propose(partnership=clinic.partnership, words=words, by=clinic.priya, part=part)
    steps.answer(wording=wording, says=Answer.YES, by=clinic.joan, seen=wording.number)
    return Step.objects.select_related("agreed", "partnership").get(pk=wording.step_id)


def sending(
    step: Step | None, did: Did | None = Did.YES, hard: Hard | None = None, **more: object
) -> Sending:
    worse = True if more.pop("worse", False) else None
    said = {str(step.pk): StepSaid(did, hard, worse)} if step is not None else {}
    return Sending(key=more.pop("key", None) or ids.uuid7(), steps=said, **more)


def tell(
    clinic: Clinic, step: Step | None, *said: object, about: About = About.TODAY, **more: object
) -> Taken:
    """Joan checks in."""
    one = sending(step, *said, **more)
    return check_in.send(partnership=clinic.partnership, sending=one, about=about, by=clinic.joan)


def open_kinds(clinic: Clinic) -> set[str]:
    items = AttentionItem.objects.filter(partnership=clinic.partnership).open()
    return set(items.values_list("kind", flat=True))


def same_figures(clinic: Clinic) -> bool:
    partnership = Partnership.objects.get(pk=clinic.partnership.pk)
    return figures.rebuilt(partnership) == figures.kept(partnership)
