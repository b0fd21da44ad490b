"""Who reads the plan, and what everybody on it is called for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.base.accounts.models import Account
from alongside.care.partnership.agreeing import side_of
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.names import named, short_name
from alongside.care.partnership.presenters import TeamFace, faces
from alongside.care.partnership.rules.authority import Relation, Verb, allows
from alongside.care.partnership.rules.side import Side


@dataclass
class Reader:
    """One reader of one plan."""

    account: Account
    relation: Relation
    partnership: Partnership

    @property
    def side(self) -> Side:
        return side_of(self.relation)

    @property
    def is_person(self) -> bool:
        return self.relation is Relation.PERSON

    @property
    def may_work(self) -> bool:
        """Whether they propose, change and answer; the rest of the team reads."""
        return allows(self.relation, Verb.WORK_OUT_TOGETHER)

    @cached_property
    def faces(self) -> list[TeamFace]:
        return faces(self.partnership)

    @cached_property
    def contact(self) -> TeamFace | None:
        return next((face for face in self.faces if face.is_contact), None)

    @property
    def person(self) -> str:
        """*you*, or the person's name."""
        return _("you") if self.is_person else self.partnership.known_as

    @property
    def professional(self) -> str:
        """What the other side is called where no one of them is meant: the contact, or *your team*."""
        if not self.is_person and self.contact and self.contact.account_id == self.account.pk:
            return _("you")
        if self.contact is not None:
            return short_name(self.contact.name)
        return _("your team") if self.is_person else _("the team")

    def called(self, side: Side, name: str, account_id: UUID | None = None) -> str:
        """*you*, or how somebody of ``side`` is called for short."""
        if side is Side.PERSON:
            return self.person
        return _("you") if account_id == self.account.pk else short_name(name)

    def with_role(self, side: Side, name: str, profession: str) -> str:
        """*Priya Shah, physiotherapist*; the person's own words are *your words* to them."""
        if side is Side.PERSON:
            return self.partnership.known_as
        return named(name, profession)
