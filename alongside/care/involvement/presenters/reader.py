"""Who reads, by which names they and the others go, and what each said in a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from alongside.base.accounts.models import Account
from alongside.care.partnership.models import Partnership, Wording
from alongside.care.partnership.names import first_up, short_name
from alongside.care.partnership.presenters import contact_of
from alongside.care.partnership.rules.agreement import Answer
from alongside.care.partnership.rules.authority import Relation, Verb, allows
from alongside.care.partnership.rules.side import Side

Chip = tuple[str, str]
"""What a side said in a word, and which side."""


@dataclass
class Reader:
    """Who reads a page of this room. ``side`` is None for a colleague of the team, who only reads."""

    account: Account
    relation: Relation
    partnership: Partnership

    @property
    def is_person(self) -> bool:
        return self.relation is Relation.PERSON

    @property
    def may_act(self) -> bool:
        return allows(self.relation, Verb.WORK_OUT_TOGETHER)

    @property
    def side(self) -> Side | None:
        if not self.may_act:
            return None
        return Side.PERSON if self.is_person else Side.PROFESSIONAL

    @property
    def person(self) -> str:
        """*You*, or what the person is called; at the start of a sentence."""
        return _("You") if self.is_person else self.partnership.known_as

    def professional(self, account: Account | None) -> str:
        """*You*, the professional's short name, or who would answer where nobody has."""
        if account is None:
            return self.our_side
        if account.pk == self.account.pk and not self.is_person:
            return _("You")
        return short_name(account.name)

    @cached_property
    def our_side(self) -> str:
        """Who answers for the professionals where nobody has yet: the contact by name."""
        contact = contact_of(self.partnership)
        if contact is None:
            return _("Your team") if self.is_person else _("The team")
        if contact.account_id == self.account.pk:
            return _("You")
        return short_name(contact.name)

    def who(self, side: str, account: Account | None) -> str:
        return self.person if side == Side.PERSON else self.professional(account)

    def author(self, wording: Wording) -> str:
        return self.who(wording.author_side, wording.author)


def day(at: datetime) -> str:
    """*3 November*, where the reader is."""
    return formats.date_format(timezone.localtime(at), "j F")


def in_a_word(answer: Answer | None) -> str:
    return {
        Answer.YES: _("yes"),
        Answer.NOT_NOW: _("not now"),
        Answer.DIFFERENT: _("I see it differently"),
        Answer.TALK: _("let us talk"),
        None: _("not answered yet"),
    }[answer]


def chips_of(wording: Wording, reader: Reader) -> list[Chip]:
    """Each side's answer with whose it is; one for both where both said yes."""
    if wording.agreed_at is not None:
        return [(_("Agreed by both, %(day)s") % {"day": day(wording.agreed_at)}, "shared")]
    professional = reader.professional(wording.professional)
    said = _("%(who)s: %(answer)s")
    return [
        (said % {"who": reader.person, "answer": in_a_word(wording.answer_of(Side.PERSON))}, "person"),
        (
            said % {"who": first_up(professional), "answer": in_a_word(wording.answer_of(Side.PROFESSIONAL))},
            "professional",
        ),
    ]
