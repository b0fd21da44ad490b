"""Propose a problem or a goal, change its words, answer them; rate it, reach it, let it go, take it up again.

Either side proposes and changes; it is agreed when both have said yes to the same words, and never before.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.kinds import Kind as EventKind
from alongside.care.involvement import events as kinds
from alongside.care.involvement.keeping import settle_matter, tell_person
from alongside.care.involvement.models import Matter, MatterRating, MatterWording
from alongside.care.involvement.rules.matters import HIGHEST, Kind, NoWords, State, Words, written_by
from alongside.care.partnership import agreeing, sources, typed
from alongside.care.partnership.actions import typed as typings
from alongside.care.partnership.agreeing import Changed, TooLong
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.professions import profession_of
from alongside.care.partnership.rules.agreement import Answer, Standing
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.rules.typed import NotReadBack, Said, What
from alongside.care.partnership.rules.words import tidy
from alongside.care.partnership.typed import Voice

__all__ = [
    "Changed",
    "NoWords",
    "NotPossible",
    "NotReadBack",
    "NothingNew",
    "TooLong",
    "answer",
    "change",
    "let_go",
    "propose",
    "rate",
    "reach",
    "take_up",
]


class NotPossible(Exception):
    """Somebody was quicker: as it stands now, this cannot be done."""


class NothingNew(Exception):
    """The words are the same as before: there is nothing to ask the other side."""


@transaction.atomic
def propose(
    *,
    partnership: Partnership,
    kind: Kind,
    words: Words,
    by: Account,
    source: str = "",
    rating: int | None = None,
    said: Said | None = None,
) -> Matter:
    """Propose a problem or a goal, perhaps grown from ``source``; the other side is asked.

    ``rating`` is the person's own. ``said``: ``by`` types the person's words, and has read them back. Raises
    ``NoWords``, ``NotReadBack``.
    """
    speaks = typed.require(partnership, by=by, verb=Verb.WORK_OUT_TOGETHER, said=said)
    side = speaks.side
    kept = written_by(words, kind=kind, side=side, before=None)
    if source and sources.read(source, partnership=partnership, by=by, relation=speaks.relation) is None:
        source = ""
    matter = Matter.objects.create(
        service_id=partnership.service_id,
        partnership=partnership,
        kind=kind.value,
        source=source,
        made_by=speaks.author,
        made_side=side.value,
    )
    _write(matter, kept, number=1, side=side, by=speaks.author)
    _record(kinds.PROPOSED, matter, speaks)
    speaks.marked(partnership, What.MATTER, matter.wording.pk)
    if rating is not None and side is Side.PERSON:
        _rate(matter, rating, speaks.author)
    settle_matter(matter, by)
    if side is Side.PROFESSIONAL:
        tell_person(partnership, answers=False)
    return matter


@transaction.atomic
def change(*, matter: Matter, number: int, words: Words, by: Account) -> Matter:
    """Put it in other words; both are asked again, and the earlier words stay readable.

    ``number`` is the wording that the author had before them. Raises ``Changed`` where there is a newer one,
    ``NothingNew``, ``NoWords``, and ``NotPossible`` for what is behind us.
    """
    speaks = typed.require(matter.partnership, by=by, verb=Verb.WORK_OUT_TOGETHER, said=None)
    row = Matter.objects.locked(matter.pk)
    newest = row.wording
    if newest.number != number:
        raise Changed(str(newest))
    if row.state != State.OPEN:
        raise NotPossible(str(row))
    side = speaks.side
    before = newest.words()
    kept = written_by(words, kind=Kind(row.kind), side=side, before=before)
    if _same(kept, before):
        raise NothingNew(str(row))
    _write(row, kept, number=number + 1, side=side, by=by)
    _by_own_hand(row, speaks, newest.pk)
    _record(kinds.CHANGED, row, speaks, number=number + 1)
    settle_matter(row, by)
    if side is Side.PROFESSIONAL:
        tell_person(row.partnership, answers=newest.author_side == Side.PERSON)
    return row


@transaction.atomic
def answer(
    *, matter: Matter, number: int, says: Answer, by: Account, why: str = "", said: Said | None = None
) -> Standing:
    """Say *yes*, *not now*, *I see it differently* or *let us talk* to the words ``number``.

    ``said``: ``by`` types what the person answered, and has read it back. Raises ``Changed`` where newer
    words were written meanwhile: they are read before anything is agreed.
    """
    speaks = typed.require(matter.partnership, by=by, verb=Verb.WORK_OUT_TOGETHER, said=said)
    row = Matter.objects.locked(matter.pk)
    if row.state != State.OPEN:
        raise NotPossible(str(row))
    newest, side, why = row.wording, speaks.side, tidy(why)
    if newest.number != number:
        raise Changed(str(newest))
    _by_own_hand(row, speaks, newest.pk)
    if newest.answer_of(side) is says and not why:
        return newest.standing
    stands = agreeing.answer(newest, newest=number, side=side, by=speaks.author, says=says, why=why)
    kind = kinds.AGREED if stands is Standing.AGREED else kinds.ANSWERED
    _record(kind, row, speaks, says=says.value, number=number)
    speaks.marked(row.partnership, What.MATTER_ANSWER, newest.pk)
    settle_matter(row, by)
    if side is Side.PROFESSIONAL:
        tell_person(row.partnership, answers=newest.author_side == Side.PERSON)
    return stands


@transaction.atomic
def rate(*, matter: Matter, value: int, by: Account, said: Said | None = None) -> MatterRating:
    """How the person sees it today, 0 to 8. Nobody else rates it. Raises ``ValueError`` off the scale.

    ``said``: ``by`` types the number that the person said, and has read it back.
    """
    speaks = typed.require(matter.partnership, by=by, verb=Verb.WORK_OUT_TOGETHER, said=said)
    if speaks.side is not Side.PERSON:
        raise Refused(Verb.WORK_OUT_TOGETHER, matter.partnership)
    row = Matter.objects.locked(matter.pk)
    if row.state != State.OPEN:
        raise NotPossible(str(row))
    if speaks.said is None:
        _by_own_hand(row, speaks, *row.ratings.order_by("-rated_at").values_list("pk", flat=True)[:1])
    rating = _rate(row, value, speaks.author)
    row.save(update_fields=["rating", "rated_at"])
    _record(kinds.RATED, row, speaks)
    speaks.marked(row.partnership, What.MATTER_RATING, rating.pk)
    return rating


@transaction.atomic
def reach(*, matter: Matter, by: Account) -> Matter:
    """The person says that a goal is reached, or that a problem no longer is one: only they can know."""
    speaks = typed.require(matter.partnership, by=by, verb=Verb.WORK_OUT_TOGETHER, said=None)
    if speaks.side is not Side.PERSON:
        raise Refused(Verb.WORK_OUT_TOGETHER, matter.partnership)
    return _put_behind(matter, State.REACHED, speaks)


@transaction.atomic
def let_go(*, matter: Matter, by: Account) -> Matter:
    """Let it go. The person may always; a professional only what nobody but their own side said yes to."""
    speaks = typed.require(matter.partnership, by=by, verb=Verb.WORK_OUT_TOGETHER, said=None)
    if speaks.side is not Side.PERSON and not may_take_back(matter):
        raise Refused(Verb.WORK_OUT_TOGETHER, matter.partnership)
    return _put_behind(matter, State.LET_GO, speaks)


@transaction.atomic
def take_up(*, matter: Matter, by: Account) -> Matter:
    """Work on it again, with the words and the answers it had."""
    speaks = typed.require(matter.partnership, by=by, verb=Verb.WORK_OUT_TOGETHER, said=None)
    row = Matter.objects.locked(matter.pk)
    if row.state == State.OPEN:
        raise NotPossible(str(row))
    row.state, row.behind_at, row.behind_by = State.OPEN.value, None, None
    _record(kinds.TAKEN_UP, row, speaks)
    settle_matter(row, by)
    return row


def may_take_back(matter: Matter) -> bool:
    """Whether it is a professional's proposal that the person never wrote in and never said yes to."""
    if matter.made_side == Side.PERSON:
        return False
    persons = matter.wordings.filter(author_side=Side.PERSON.value)
    agreed = matter.wordings.filter(person_answer=Answer.YES.value)
    return not persons.exists() and not agreed.exists()


def _put_behind(matter: Matter, state: State, speaks: Voice) -> Matter:
    row = Matter.objects.locked(matter.pk)
    if row.state != State.OPEN:
        raise NotPossible(str(row))
    if speaks.side is not Side.PERSON and not may_take_back(row):
        raise Refused(Verb.WORK_OUT_TOGETHER, row.partnership)
    row.state, row.behind_at, row.behind_by = state.value, clock.now(), speaks.by
    _record(kinds.REACHED if state is State.REACHED else kinds.LET_GO, row, speaks)
    settle_matter(row, speaks.by)
    return row


def _by_own_hand(matter: Matter, speaks: Voice, *about: UUID) -> None:
    """The person says it themselves now: what was typed for them before need not be shown any more."""
    if speaks.relation is Relation.PERSON:
        typings.put_right(partnership=matter.partnership, about=about)


def _same(words: Words, before: Words) -> bool:
    """Whether nothing changed but the reason for changing it."""
    return {**_columns(words), "reason": ""} == {**_columns(before), "reason": ""}


def _columns(words: Words) -> dict[str, object]:
    return {name: getattr(words, name) for name in words.__slots__}


def _write(matter: Matter, words: Words, *, number: int, side: Side, by: Account) -> None:
    wording = MatterWording(
        service_id=matter.service_id,
        partnership_id=matter.partnership_id,
        matter=matter,
        number=number,
        author_profession=profession_of(by, matter.service_id) if side is Side.PROFESSIONAL else "",
        **_columns(words),
    )
    agreeing.written(wording, side=side, by=by).save()
    matter.newest = wording


def _rate(matter: Matter, value: int, by: Account) -> MatterRating:
    if not 0 <= value <= HIGHEST:
        raise ValueError(f"a rating is 0 to {HIGHEST}")
    rating = MatterRating.objects.create(
        service_id=matter.service_id,
        partnership_id=matter.partnership_id,
        matter=matter,
        wording=matter.wording,
        value=value,
        rated_by=by,
    )
    matter.rating, matter.rated_at = value, rating.rated_at
    return rating


def _record(kind: EventKind, matter: Matter, speaks: Voice, **facts: str | int) -> None:
    """What happened; what was typed for the person says so itself (``Voice.marked``)."""
    if speaks.said is not None:
        return
    events.record(
        kind.name,
        service=matter.partnership.service,
        subject=matter.partnership_id,
        by=speaks.by,
        relation=speaks.relation,
        about=matter.pk,
        what=matter.kind,
        **facts,
    )
