"""Who speaks where a professional types: the person, by somebody else's hand. The rooms' actions ask here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.partnership import authority
from alongside.care.partnership.agreeing import side_of
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.events import TYPED
from alongside.care.partnership.models import Partnership, Typed
from alongside.care.partnership.names import named
from alongside.care.partnership.professions import profession_of
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.rules.typed import How, NotReadBack, Said, What


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words these are (``side``, ``author``), and who typed them where it was somebody else."""

    relation: Relation
    side: Side
    author: Account
    by: Account
    said: Said | None

    def marked(self, partnership: Partnership, what: What, about: UUID) -> None:
        """Mark ``about`` as typed, where it was; in the same transaction as the row itself."""
        if self.said is None:
            return
        Typed.objects.create(
            service_id=partnership.service_id,
            partnership=partnership,
            what=what.value,
            about=about,
            how=self.said.how.value,
            typed_by=self.by,
            typed_by_profession=profession_of(self.by, partnership.service_id),
        )
        events.record(
            TYPED.name,
            service=partnership.service,
            subject=partnership.pk,
            by=self.by,
            relation=self.relation,
            about=about,
            what=what.value,
            how=self.said.how.value,
        )


def require(partnership: Partnership, *, by: Account, verb: Verb, said: Said | None) -> Voice:
    """The one who speaks. Raises ``Refused``, and ``NotReadBack`` for what was not read back."""
    if said is None:
        relation = authority.require(by, verb, partnership)
        return Voice(relation, side_of(relation), by, by, None)
    relation = authority.require(by, Verb.TYPE_FOR_PERSON, partnership)
    if not said.read_back:
        raise NotReadBack(str(partnership))
    return Voice(relation, Side.PERSON, partnership.person, by, said)


def marks(abouts: Iterable[UUID]) -> dict[UUID, Typed]:
    """What of ``abouts`` was typed for the person, by its key. One query."""
    rows = Typed.objects.filter(about__in=list(abouts)).select_related("typed_by").order_by("typed_at")
    return {row.about: row for row in rows}


def sentence(row: Typed | None, partnership: Partnership, *, to_person: bool) -> str:
    """*You said this on the telephone. Priya Shah, physiotherapist, typed it and read it back to you.*"""
    if row is None:
        return ""
    facts = {"who": named(row.typed_by.name, row.typed_by_profession), "person": partnership.known_as}
    return (_to_person() if to_person else _to_team())[How(row.how)] % facts


def _to_person() -> dict[How, str]:
    return {
        How.TELEPHONE: _("You said this on the telephone. %(who)s typed it and read it back to you."),
        How.PAPER: _("You wrote this on paper. %(who)s typed it and read it back to you."),
        How.IN_PERSON: _("You said this face to face. %(who)s typed it and read it back to you."),
    }


def _to_team() -> dict[How, str]:
    return {
        How.TELEPHONE: _("%(person)s said this on the telephone. Typed and read back by %(who)s."),
        How.PAPER: _("%(person)s wrote this on paper. Typed and read back by %(who)s."),
        How.IN_PERSON: _("%(person)s said this face to face. Typed and read back by %(who)s."),
    }
