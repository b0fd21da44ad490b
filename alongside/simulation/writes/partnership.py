"""Steps of the partnership room: taken on, a colleague brought in, something closed, a look at the record."""

from __future__ import annotations

from alongside.base.record import access
from alongside.care.measures.models import Occasion
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.actions import partnership as partnerships
from alongside.care.partnership.models import AttentionItem
from alongside.simulation.steps import Do, Step
from alongside.simulation.writes.living import Living, Take


def take_on(living: Living, step: Step) -> None:
    partnerships.take_on(partnership=living.partnership, by=living.who(step))


def bring_in(living: Living, step: Step) -> None:
    colleague = living.clinic.professionals[step.facts["colleague"]]
    partnerships.bring_in(partnership=living.partnership, colleague=colleague, by=living.who(step))


def close(living: Living, step: Step) -> None:
    """Whatever is open of one kind, or of any; nothing where something else has settled it.

    In an order that does not follow the ids: those of one instant are in no order that two lives share.
    """
    items = AttentionItem.objects.filter(partnership=living.partnership, closed_at=None).select_related(
        "partnership", "service"
    )
    if step.facts["kind"]:
        items = items.filter(kind=step.facts["kind"])
    checks = dict(Occasion.objects.filter(partnership=living.partnership).values_list("pk", "key"))
    for item in sorted(
        items, key=lambda item: (item.opened_at, item.kind, checks.get(item.about or item.pk, ""))
    ):
        attention.close(item=item, outcome=AttentionItem.Outcome(step.facts["outcome"]), by=living.who(step))


def look(living: Living, step: Step) -> None:
    seen(living, step, purpose=step.facts.get("purpose", "overview"))


def seen(living: Living, step: Step, *, purpose: str) -> None:
    """What the page of the step writes into the access log."""
    by = living.who(step)
    access.seen(
        service=living.clinic.service,
        viewer=by,
        relation=authority.relation_of(by, living.partnership),
        subject=living.partnership.pk,
        purpose=purpose,
    )


STEPS: dict[Do, Take] = {
    Do.IS_TAKEN_ON: take_on,
    Do.BRINGS_IN: bring_in,
    Do.CLOSES: close,
    Do.LOOKS: look,
}
