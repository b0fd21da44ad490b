"""The plan's page: what waits for its reader first, then the parts, and what stands aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.care.partnership.rules.agreement import Standing
from alongside.care.plan import saying as say
from alongside.care.plan.presenters.card import StepCard, step_card
from alongside.care.plan.presenters.ring import numbers
from alongside.care.plan.reader import Reader
from alongside.care.plan.reading import PlanNow, StepNow, plan_of, stopped_of
from alongside.care.plan.rules.step import Part


@dataclass(frozen=True, slots=True)
class PartOfPlan:
    """One part with its steps, or what will be here and why."""

    part: Part
    title: str
    empty: str
    steps: tuple[StepCard, ...]
    add: str
    add_href: str


def plan_page(reader: Reader) -> dict[str, Any]:
    """The context of the plan's page."""
    partnership = reader.partnership
    plan = plan_of(partnership)
    cards = {one.id: step_card(one, reader) for one in (*plan.steps, *plan.proposed)}
    waits = [cards[one.id] for one in plan.waits(reader.side)] if reader.may_work else []
    later, with_other = _the_rest(plan, reader)
    return {
        "reader": reader,
        "waits": waits,
        "again": [cards[one.id] for one in plan.look_again],
        "parts": [part_of(part, plan, cards, reader) for part in Part],
        "with_other": [cards[one.id] for one in with_other],
        "later": [cards[one.id] for one in later],
        "stopped": [step_card(one, reader) for one in stopped_of(partnership)],
        "any_in_force": bool(plan.steps),
        "lead": lead(plan, reader),
        "version": plan.version,
        "version_at": plan.version_at,
        "numbers": numbers(reader),
    }


def _the_rest(plan: PlanNow, reader: Reader) -> tuple[list[StepNow], list[StepNow]]:
    """Proposals that nobody has to answer now, and those that wait for the other side only."""
    mine = {one.id for one in plan.waits(reader.side)} if reader.may_work else set()
    open_ones = [one for one in (*plan.proposed, *plan.steps) if one.proposals and one.id not in mine]
    waiting = [one for one in open_ones if any(p.standing is Standing.WAITS for p in one.proposals)]
    return [one for one in open_ones if one not in waiting], waiting


def part_of(part: Part, plan: PlanNow, cards: dict[Any, StepCard], reader: Reader) -> PartOfPlan:
    mine = reader.is_person
    empty = {
        Part.EVERYDAY: _("What you do, how much, and why. Nothing is on the plan before you both agree."),
        Part.FEELINGS: _("Pain wears people down. What helps you through the day belongs here too.")
        if mine
        else _("Nothing agreed yet. Pain wears people down: ask what steadies them."),
        Part.FLARE_UP: _("What helps when it is bad. Write it on a good day, and have it ready.")
        if mine
        else _("Nothing agreed yet. Worked out on a good day, it is ready on a bad one."),
        Part.RING: "",
    }
    add = {
        Part.EVERYDAY: _("Add a step"),
        Part.FEELINGS: _("Add what helps") if mine else _("Propose something"),
        Part.FLARE_UP: _("Add what helps") if mine else _("Propose something"),
        Part.RING: _("Add somebody"),
    }
    href = reverse("plan:propose", args=[reader.partnership.pk])
    return PartOfPlan(
        part=part,
        title=say.part_title(part, reader),
        empty=empty[part],
        steps=tuple(cards[one.id] for one in plan.part(part)),
        add=add[part] if reader.may_work else "",
        add_href=f"{href}?part={part.value}",
    )


def lead(plan: PlanNow, reader: Reader) -> str:
    """Whose plan it is, and how old; names always."""
    if not plan.version:
        if reader.is_person:
            return _(
                "What you and %(who)s will do, and why. It is yours: you can change or stop anything."
            ) % {"who": reader.professional}
        return _("What %(who)s and you will do, and why. Nothing is in force before both agreed.") % {
            "who": reader.partnership.known_as
        }
    if reader.is_person:
        return _("You and %(who)s agreed on this. You can change or stop anything.") % {
            "who": reader.professional
        }
    return _(
        "%(person)s and %(who)s agreed on this. Either can propose a change; "
        "nothing new is in force before both agreed."
    ) % {
        "person": reader.partnership.known_as,
        "who": reader.professional,
    }


def flare_up_page(reader: Reader) -> dict[str, Any]:
    """Only what is needed on a bad day: what I do, whom I ring."""
    plan = plan_of(reader.partnership)
    cards = {one.id: step_card(one, reader) for one in plan.steps}
    return {
        "reader": reader,
        "flare": [cards[one.id] for one in plan.part(Part.FLARE_UP)],
        "feelings": [cards[one.id] for one in plan.part(Part.FEELINGS)],
        "ring": [cards[one.id] for one in plan.part(Part.RING)],
        "numbers": numbers(reader),
        "add_href": f"{reverse('plan:propose', args=[reader.partnership.pk])}?part={Part.FLARE_UP.value}",
    }
