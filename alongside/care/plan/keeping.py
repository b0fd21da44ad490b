"""What every action of the plan does besides its own rows: versions, attention, figures, a word by e-mail.

Actions hold the partnership's row (``held``) while they change the plan, so that two who write at once come
one after the other and each sees what the other did.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Max

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events, mail
from alongside.base.record.holding import hold
from alongside.base.record.models import Delivery
from alongside.care.partnership import agreeing, anchors, contacting, sources, way
from alongside.care.partnership.actions import attention
from alongside.care.partnership.models import AttentionItem, Partnership, TeamMembership
from alongside.care.partnership.names import named
from alongside.care.partnership.presenters import faces
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.authority import Relation
from alongside.care.partnership.rules.preferences import Purpose
from alongside.care.partnership.rules.side import Side
from alongside.care.plan import attention as kinds
from alongside.care.plan import figures
from alongside.care.plan.models import PlanVersion, Step, StepWording
from alongside.care.plan.rules.proposals import Proposal
from alongside.care.plan.rules.snapshot import Change, FrozenPlan, FrozenStep, frozen
from alongside.care.plan.rules.step import PART_ORDER, Part, PauseReason, State, StepWords, written_by

# Several changes in one visit make one e-mail: it waits this long, and the next ones join it.
GATHER = timedelta(minutes=20)
AT_MOST_EVERY = timedelta(hours=12)
CHANGED = "plan-changed"  # what weeks can be counted from


def held(partnership: Partnership) -> Partnership:
    """The partnership, locked until the action's transaction ends."""
    return hold(Partnership.objects.select_related("service", "team"), partnership.pk)


def profession_of(account: Account, partnership: Partnership) -> str:
    """What ``account`` is in the service, kept with what they write; empty for the person."""
    seats = TeamMembership.objects.filter(account=account, service=partnership.service_id)
    return seats.order_by("-from_at").values_list("profession", flat=True).first() or ""


def proposals_of(step: Step) -> list[Proposal]:
    """The open wordings of ``step`` as the rules read them."""
    return [
        Proposal(
            number=row.number,
            author=row.author_id,
            side=Side(row.author_side),
            person=row.answer_of(Side.PERSON),
            professional=row.answer_of(Side.PROFESSIONAL),
        )
        for row in StepWording.objects.filter(step=step).open()
    ]


def frozen_plan(partnership: Partnership) -> FrozenPlan:
    """The plan as it is in force now, from the rows."""
    rows = (
        Step.objects.filter(partnership=partnership)
        .in_force()
        .select_related("agreed__author", "agreed__professional")
    )
    steps = [_frozen_step(row, row.agreed, partnership) for row in rows if row.agreed is not None]
    orders = {str(row.pk): (row.order, str(row.pk)) for row in rows}
    steps.sort(key=lambda one: (PART_ORDER[one.part], orders[one.step]))
    names = tuple(named(face.name, face.profession) for face in faces(partnership))
    return FrozenPlan(person=partnership.known_as, professionals=names, steps=tuple(steps))


def _frozen_step(row: Step, agreed: StepWording, partnership: Partnership) -> FrozenStep:
    by_person = agreed.author_side == Side.PERSON
    professional = agreed.professional.name if agreed.professional is not None else ""
    zone = ZoneInfo(partnership.service.time_zone)
    at = agreed.agreed_at or agreed.written_at
    return FrozenStep(
        step=str(row.pk),
        wording=agreed.number,
        part=Part(row.part),
        words=agreed.words(),
        amount_now=row.amount_now,
        look_again_on=row.look_again_on,
        proposed_side=Side(agreed.author_side),
        proposed_by=partnership.known_as if by_person else agreed.author.name,
        agreed_with=professional,
        agreed_on=at.astimezone(zone).date(),
    )


def new_version(partnership: Partnership, change: Change, step: Step, *, by: Account) -> PlanVersion:
    """Freeze what is agreed now, because ``change`` happened to ``step``."""
    newest = PlanVersion.objects.filter(partnership=partnership).order_by("-number").first()
    version = PlanVersion.objects.create(
        service_id=partnership.service_id,
        partnership=partnership,
        number=(newest.number if newest else 0) + 1,
        content=frozen(frozen_plan(partnership)),
        changes=[{"change": change.value, "step": str(step.pk)}],
        by=by,
    )
    anchors.happened(partnership, CHANGED)
    return version


def last_changed_at(partnership: Partnership) -> datetime | None:
    """When what is agreed changed last; None before anything was."""
    rows = PlanVersion.objects.filter(partnership=partnership)
    at: datetime | None = rows.aggregate(at=Max("made_at"))["at"]
    return at


def open_item(
    partnership: Partnership, kind: str, harm: AttentionItem.Harm, step: Step, *, by: Account | None
) -> None:
    """Make sure that somebody looks, also where the team's inbox has lost its owner."""
    owner = attention.owner_or_anyone(partnership)
    if owner is not None:  # a service in which nobody works at all
        attention.open_item(partnership=partnership, kind=kind, harm=harm, by=by, about=step.pk, owner=owner)


def settle(partnership: Partnership, step: Step, *, by: Account) -> None:
    """After a change to ``step``: the items a professional sees, and the figures."""
    harm = AttentionItem.Harm
    proposals = proposals_of(step) if step.state in (State.PROPOSED, State.IN_FORCE) else []
    talk = (Answer.TALK, Answer.DIFFERENT)
    worse = step.paused_at is not None and step.pause_reason == PauseReason.WORSE
    wanted = (
        (kinds.STEP_WAITS, harm.PROMISE, any(one.professional is None for one in proposals)),
        (kinds.STEP_TALK, harm.UNDERSTANDING, any(one.person in talk for one in proposals)),
        (kinds.STEP_WORSE, harm.WORSE, worse and step.state == State.IN_FORCE),
    )
    open_kinds = set(
        AttentionItem.objects.filter(partnership=partnership, about=step.pk)
        .open()
        .values_list("kind", flat=True)
    )
    for kind, rank, needed in wanted:
        if needed and kind not in open_kinds:
            open_item(partnership, kind, rank, step, by=by)
        elif not needed and kind in open_kinds:
            attention.overtake(partnership=partnership, kind=kind, by=by, about=step.pk)
    today = clock.today(partnership.service.time_zone)
    still_due = (
        step.state == State.IN_FORCE and step.look_again_on is not None and step.look_again_on <= today
    )
    if kinds.LOOK_AGAIN in open_kinds and not still_due:
        attention.overtake(partnership=partnership, kind=kinds.LOOK_AGAIN, by=by, about=step.pk)
    if kinds.STEP_STOPPED in open_kinds and step.state in (State.PROPOSED, State.IN_FORCE):
        attention.overtake(partnership=partnership, kind=kinds.STEP_STOPPED, by=by, about=step.pk)
    figures.keep_plan(partnership)


def tell_person(partnership: Partnership, *, answers_them: bool) -> Delivery | None:
    """Promise *there is something new*; None where one is on its way already, or left lately."""
    recent = Delivery.objects.filter(
        subject=partnership.pk,
        to=partnership.person_id,
        template=mail.SOMETHING_NEW,
        due_at__gt=clock.now() - AT_MOST_EVERY,
    )
    if answers_them:  # a reply may be welcome where something unasked was withheld
        recent = recent.exclude(state=Delivery.State.WITHHELD)
    if recent.exists():
        return None
    purpose = Purpose.REPLY if answers_them else Purpose.ROUTINE
    due_at = clock.now() + GATHER
    return contacting.notify(partnership, mail.SOMETHING_NEW, purpose, due_at=due_at, page="plan")


def written(
    step: Step,
    words: StepWords,
    *,
    relation: Relation,
    by: Account,
    follows: StepWording | None,
    asked_for: bool,
) -> StepWording:
    """The next wording of ``step``, filled in and not yet saved; ``step`` is held by the action.

    Only sources that ``by`` may read are kept. Raises ``NotWords`` for words that cannot stand.
    """
    partnership = step.partnership
    side = agreeing.side_of(relation)
    agreed = step.agreed.words() if step.agreed is not None else None
    kept = written_by(words, side=side, agreed=agreed)
    values = {each.name: getattr(kept, each.name) for each in fields(StepWords)}
    values["unit"] = kept.unit.value if kept.unit else ""
    values["whose"], values["cost"] = kept.whose.value, kept.cost.value
    values["grown_from"] = [
        address
        for address in kept.grown_from
        if sources.read(address, partnership=partnership, by=by, relation=relation) is not None
    ]
    newest = StepWording.objects.filter(step=step.pk).aggregate(most=Max("number"))["most"] or 0
    professional = side is Side.PROFESSIONAL
    wording = StepWording(
        service_id=partnership.service_id,
        partnership=partnership,
        step=step,
        number=newest + 1,
        follows=follows,
        author_profession=profession_of(by, partnership) if professional else "",
        asked_for=professional and asked_for,
        held=professional and not way.may_offer_advice(partnership, asked=asked_for),
        **values,
    )
    agreeing.written(wording, side=side, by=by)
    return wording


def record(
    kind: str, partnership: Partnership, step: Step, by: Account, relation: Relation, **facts: str | int
) -> None:
    """What happened to ``step``; facts are codes and numbers."""
    events.record(
        kind,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=step.pk,
        **facts,
    )
