"""What is usual for a person: one side writes it, the other agrees. It never reaches the assessment."""

from __future__ import annotations

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.access.attention import NORMAL_TO_AGREE
from alongside.care.access.events import NORMAL_AGREED, NORMAL_WRITTEN
from alongside.care.access.rules.screen_definition import safety_screen
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.models import MyNormal, Partnership
from alongside.care.partnership.professions import profession_of


class NotBothSides(Exception):
    """One side cannot agree with itself."""


class ChangedMeanwhile(Exception):
    """It was written anew since the page was opened; ``current`` stands now."""

    def __init__(self, current: MyNormal | None) -> None:
        super().__init__("my normal changed")
        self.current = current


@transaction.atomic
def write(*, partnership: Partnership, question: str, text: str, by: Account, seen: str = "") -> MyNormal:
    """Write what is usual about ``question``; the other side has to agree before it stands.

    ``seen`` is the id of the text that the writer saw (empty where there was none). Raises
    ``ChangedMeanwhile``, and ``ValueError`` for a question of which the screen shows no usual, or no
    words.
    """
    relation = authority.require(by, Verb.SET_MY_NORMAL, partnership)
    asked = {each.id for each in safety_screen().questions if each.my_normal}
    text = text.strip()
    if question not in asked or not text:
        raise ValueError("no such question, or no words")
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    now = MyNormal.objects.filter(partnership=partnership, question=question, until_at=None).first()
    if now is not None and now.text == text:
        return now
    if str(now.pk if now else "") != seen:
        raise ChangedMeanwhile(now)
    if now is not None:
        MyNormal.objects.filter(pk=now.pk).update(until_at=clock.now())
        attention.overtake(partnership=partnership, kind=NORMAL_TO_AGREE, by=by, about=now.pk)
    row = MyNormal.objects.create(
        service=partnership.service,
        partnership=partnership,
        question=question,
        text=text[:500],
        written_by=by,
        written_at=clock.now(),
    )
    events.record(
        NORMAL_WRITTEN.name, service=partnership.service, subject=partnership.pk, by=by, about=row.pk
    )
    if relation is Relation.PERSON:
        attention.to_read(partnership=partnership, kind=NORMAL_TO_AGREE, by=by, about=row.pk)
    return row


@transaction.atomic
def agree(*, normal: MyNormal, by: Account) -> MyNormal:
    """The other side agrees. Agreeing twice changes nothing.

    Raises ``NotBothSides`` for the side that wrote it, ``ChangedMeanwhile`` where it no longer stands.
    """
    partnership = normal.partnership
    relation = authority.require(by, Verb.SET_MY_NORMAL, partnership)
    row = MyNormal.objects.select_for_update().get(pk=normal.pk)
    if row.until_at is not None:
        raise ChangedMeanwhile(
            MyNormal.objects.filter(partnership=partnership, question=row.question, until_at=None).first()
        )
    wrote_themselves = row.written_by_id == partnership.person_id
    if wrote_themselves == (relation is Relation.PERSON):
        raise NotBothSides
    if row.agreed_at is None:
        row.agreed_by, row.agreed_at = by, clock.now()
        if relation is not Relation.PERSON:
            row.agreed_by_profession = profession_of(by, partnership.service_id)
        row.save(update_fields=["agreed_by", "agreed_by_profession", "agreed_at"])
        attention.overtake(partnership=partnership, kind=NORMAL_TO_AGREE, by=by, about=row.pk)
        events.record(
            NORMAL_AGREED.name,
            service=partnership.service,
            subject=partnership.pk,
            by=by,
            relation=relation,
            about=row.pk,
        )
    return row
