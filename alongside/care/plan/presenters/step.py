"""The page of one step: the words in force, both sides' proposals, where it came from, its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from alongside.care.partnership import sources, typed
from alongside.care.partnership.names import first_up, initials, short_name
from alongside.care.partnership.sources import Source
from alongside.care.plan import saying as say
from alongside.care.plan.models import Step, StepWording
from alongside.care.plan.presenters.card import Said, said, step_card
from alongside.care.plan.reader import Reader
from alongside.care.plan.reading import StepNow, WordingNow, steps_of, wording_now
from alongside.care.plan.rules.step import PauseReason, State, StopReason, range_of


@dataclass(frozen=True, slots=True)
class Earlier:
    """One wording in the history, with what each side said to it."""

    who: str
    initials: str
    side: str
    at: datetime
    text: str
    note: str
    said: tuple[Said, ...]
    state: str


def step_page(row: Step, reader: Reader) -> dict[str, Any]:
    """The context of a step's page."""
    [step] = steps_of(reader.partnership, Step.objects.filter(pk=row.pk))
    words = step.agreed.words if step.agreed else None
    allowed = range_of(words) if words else None
    room = allowed is not None and (allowed.least, allowed.most) != (words and words.amount,) * 2
    in_force = step.state is State.IN_FORCE
    return {
        "reader": reader,
        "card": step_card(step, reader),
        "step": step,
        "in_force": in_force,
        "over": over(step),
        "ask_now": ask_now(step, reader),
        "part": say.part_title(step.part, reader),
        "sources": sources_of(step, reader),
        "typed_line": typed_line(step, reader),
        "history": history(row, step, reader),
        "room": room and in_force,
        "amount_now": step.amount_now or (words.amount if words else None),
    }


def typed_line(step: StepNow, reader: Reader) -> str:
    """That the person's answer to the words in force, or to the newest, was typed by somebody else."""
    words = step.agreed or (step.proposals[-1] if step.proposals else None)
    if words is None:
        return ""
    mark = typed.marks([words.id]).get(words.id)
    return typed.sentence(mark, reader.partnership, to_person=reader.is_person)


def over(step: StepNow) -> str:
    """That a step is no longer on the plan, since when, and why, where somebody said why."""
    if step.state not in (State.STOPPED, State.ENDED) or step.stopped_at is None:
        return ""
    facts = {"who": step.stopped_by, "day": say.on(step.stopped_at.date())}
    if step.state is State.ENDED:
        return _("This step has done its work. %(who)s ended it on %(day)s.") % facts
    if step.stop_reason is StopReason.NOT_SAID:
        return _("%(who)s stopped this step on %(day)s.") % facts
    return _("%(who)s stopped this step on %(day)s: %(why)s.") % {
        **facts,
        "why": str(say.STOP_REASONS[step.stop_reason]).lower(),
    }


def ask_now(step: StepNow, reader: Reader) -> str:
    """Whom to ask when a step made things worse: said to the person, with the number."""
    worse = step.stop_reason is StopReason.WORSE or step.paused is PauseReason.WORSE
    if not worse or not reader.is_person:
        return ""
    facts = {"who": reader.professional, "phone": reader.partnership.service.phone}
    return (
        _(
            "Ring %(phone)s and ask for %(who)s before you do it again. They also see it here. "
            "If something is new, or getting worse, press Something new or worse now."
        )
        % facts
    )


def sources_of(step: StepNow, reader: Reader) -> list[Source]:
    """What the step grew from, as far as the reader may read it."""
    newest = step.agreed or (step.proposals[-1] if step.proposals else None)
    if newest is None or (newest.hidden and reader.is_person):
        return []
    found = (
        sources.read(address, partnership=reader.partnership, by=reader.account, relation=reader.relation)
        for address in newest.words.grown_from
    )
    return [one for one in found if one is not None]


def history(row: Step, step: StepNow, reader: Reader) -> list[Earlier]:
    """Every wording, the newest first. What the person has not asked to see is not in their history."""
    wordings = StepWording.objects.filter(step=row).select_related("author", "professional")
    open_numbers = {one.number for one in step.proposals}
    found = []
    for kept in wordings.order_by("-number"):
        one = wording_now(kept, reader.partnership)
        if one.hidden and reader.is_person:
            continue
        found.append(_earlier(one, step, reader, is_open=one.number in open_numbers))
    return found


def _earlier(one: WordingNow, step: StepNow, reader: Reader, *, is_open: bool) -> Earlier:
    state = _("Set aside")
    if step.agreed is not None and one.id == step.agreed.id:
        state = _("In force")
    elif one.agreed_at is not None:
        state = _("Was in force")
    elif is_open:
        state = _("Open")
    dose = say.dose(one.words)
    text = _("%(what)s: %(much)s") % {"what": one.words.what, "much": dose} if dose else one.words.what
    return Earlier(
        who=first_up(reader.called(one.side, short_name(one.author), one.author_id)),
        initials=initials(one.author),
        side=one.side.value,
        at=one.written_at,
        text=text,
        note=one.words.note,
        said=said(one, reader),
        state=state,
    )
