"""Answer a check from either side: keep a draft, send it in.

    occasion = occasions.open_baseline(partnership=p, by=joan)[0]
    assessment.complete(occasion=occasion, side=Side.PERSON, sent={"helps": ["3"]}, by=joan)

Texts are as a form posts them: linkId to a list of values, of a choice the option's key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.prepared import prepared
from alongside.base.record import events
from alongside.base.record.holding import hold_only
from alongside.care.measures import attention, catalogue, figures, followers
from alongside.care.measures.actions import alert, score
from alongside.care.measures.actions import occasion as occasions
from alongside.care.measures.events import ANSWERED, RATED, TYPED
from alongside.care.measures.models import Assessment, Instrument, Occasion, RatingAudience
from alongside.care.measures.rules.answer_storage import dump_answers
from alongside.care.measures.rules.answers import MOST_ANSWERS
from alongside.care.measures.rules.documents import FORBIDDEN_CHARACTER
from alongside.care.measures.rules.occasions import OccasionKind, plan
from alongside.care.measures.rules.side_answers import MOST_KEPT, SideReading, has_free_text, read_side
from alongside.care.measures.rules.sight import Side
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention as items
from alongside.care.partnership.authority import Relation, Verb
from alongside.care.partnership.figures import at_once as figures_at_once
from alongside.care.partnership.models import AttentionItem, Partnership, TeamMembership

Sent = Mapping[str, Sequence[str]]

# What changes of a draft when it is sent.
SENT = (
    *("typed", "answers", "words", "revision", "window"),
    *("state", "changed_at", "completed_at", "how", "read_back_at"),
)


class AlreadyAnswered(Exception):
    """This side of the occasion is in already, by somebody else; ``assessment`` is theirs."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__(str(assessment))
        self.assessment = assessment


class NotSound(Exception):
    """Something is wrong with the answers, or nothing is answered: ``reading`` says what. Nothing is sent."""

    def __init__(self, reading: SideReading) -> None:
        super().__init__(f"{len(reading.reading.problems)} problems")
        self.reading = reading


class NotReadBack(Exception):
    """A professional typed it, and has not said how it was said and that it was read back."""


class NotBlind(Exception):
    """Who typed the person's answers knows them, and cannot give the professional's side any more."""


class OneSided(Exception):
    """Only the person answers this instrument."""


class TooMuch(Exception):
    """More characters than a draft keeps."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft as it is now. ``met``: by linkId, what another window has answered otherwise meanwhile; of
    these nothing was written, so that whoever answers sees both."""

    draft: Assessment
    reading: SideReading
    met: dict[str, list[str]] = field(default_factory=dict)


@transaction.atomic
def save(
    *,
    occasion: Occasion,
    side: Side,
    sent: Sent,
    by: Account,
    words: Mapping[str, str] | None = None,
    revision: int | None = None,
    window: UUID | None = None,
    by_itself: bool = False,
) -> Saved:
    """Keep ``sent`` (the questions that the form showed, blank ones too) in ``by``'s draft of ``side``.

    ``revision`` is the one the form was shown with, ``window`` the form's own key, ``by_itself`` says that no
    button was pressed. Alerts do not wait for the last page, but for a button: what a thumb touched in
    passing was not said to anybody yet. No event: a draft is its author's alone.
    Raises ``AlreadyAnswered``, ``NotBlind``, ``OneSided``, ``TooMuch``.
    """
    require_side(by, side, occasion.partnership)
    occasion = _locked(occasion)
    begun = _begun(occasion)
    draft = _draft(occasion, side, by, begun)
    stale = revision is not None and revision != draft.revision and (window is None or window != draft.window)
    changed, met = _lay(draft, sent, words or {}, window=window, stale=stale)
    if draft.is_new:
        begun.append(draft)
    if changed or draft.is_new:
        draft.save()
    reading = read(draft, complete=False)
    if side is Side.PERSON and not by_itself:
        alert.raise_alerts(draft, reading.reading.answers, by=by)
    return Saved(draft, reading, met)


@transaction.atomic
def complete(
    *,
    occasion: Occasion,
    side: Side,
    by: Account,
    sent: Sent | None = None,
    words: Mapping[str, str] | None = None,
    how: str = "",
    read_back: bool = False,
    held: Assessment | None = None,
) -> Assessment:
    """Send ``by``'s side in: what the draft holds, and ``sent`` on top of it.

    A professional who sends the person's side has typed it, and says ``how`` (``Assessment.How``) and that it
    was read back. ``held`` is what ``save`` gave back in this very transaction, under its lock. Sending again
    what one has sent changes nothing. Raises ``AlreadyAnswered``, ``NotSound``, ``NotReadBack``,
    ``NotBlind``, ``OneSided``, ``TooMuch``.
    """
    relation = require_side(by, side, occasion.partnership)
    if held is not None and _is_mine(held, occasion, side, by):
        occasion, begun = held.occasion, [held]
    else:
        occasion = _locked(occasion)
        begun = _begun(occasion)
    for one in begun:
        if one.is_done and one.side == side and one.author_id == by.pk:
            return one
    draft = _draft(occasion, side, by, begun)
    _lay(draft, sent or {}, words or {})
    typed_for_person = side is Side.PERSON and relation is not Relation.PERSON
    if typed_for_person and (not read_back or how not in Assessment.How.values):
        raise NotReadBack(str(occasion))
    reading = read(draft, complete=True)
    if not reading.is_sound or reading.is_empty:
        raise NotSound(reading)
    _send(draft, reading, how=how if typed_for_person else "")
    with figures_at_once(draft.partnership), events.at_once():
        _after(draft, reading, by, relation)
    return draft


def read(draft: Assessment, *, complete: bool) -> SideReading:
    """What the texts of a draft amount to."""
    return read_side(
        catalogue.reading(draft.instrument),
        catalogue.two_sided(),
        Side(draft.side),
        draft.typed,
        draft.words,
        complete=complete,
    )


def require_side(by: Account, side: Side, partnership: Partnership) -> Relation:
    """The person answers their side, or a professional types it; named professionals answer theirs."""
    if side is Side.PROFESSIONAL:
        return authority.require(by, Verb.RATE_AS_PROFESSIONAL, partnership)
    return authority.require_either(
        by, partnership, person=Verb.RATE_AS_PERSON, professional=Verb.TYPE_FOR_PERSON
    )


def held(partnership: Partnership, key: UUID) -> Occasion:
    """The occasion ``key`` as it is now, with what was begun, held until the transaction around ends.

    For a page that looks at both before it saves: the actions do not read them again under the same lock.
    Raises ``Occasion.DoesNotExist``, also for another partnership's.
    """
    hold_only(Occasion, key)
    occasion = _occasions.one(key=key)
    if occasion.partnership_id != partnership.pk:
        raise Occasion.DoesNotExist(str(key))
    occasion.partnership = partnership
    occasion.begun = _begun(occasion)
    occasion.held_in = _transaction()
    return occasion


def _transaction() -> object | None:
    """The outermost block of the transaction that is under way; None outside of one."""
    blocks = transaction.get_connection().atomic_blocks
    return blocks[0] if blocks else None


def _is_held(occasion: Occasion) -> bool:
    return occasion.held_in is not None and occasion.held_in is _transaction()


def _locked(occasion: Occasion) -> Occasion:
    """The occasion as it is now, held until the transaction ends: who sends at once goes one by one."""
    if _is_held(occasion):
        return occasion
    hold_only(Occasion, occasion.pk)
    return _occasions.one(key=occasion.pk)


@prepared
def _occasions(*, key: UUID) -> QuerySet[Occasion]:
    """With the version of its instrument that is asked now, ``newest``: None where it was retired."""
    versions = Instrument.objects.in_use().filter(key=OuterRef("key")).order_by("-added_at", "-pk")
    rows = (
        Occasion.objects.with_instrument().filter(pk=key).annotate(newest=Subquery(versions.values("pk")[:1]))
    )
    return rows.select_related("instrument", "partnership__service", "partnership__team")


def _is_mine(held: Assessment, occasion: Occasion, side: Side, by: Account) -> bool:
    """Whether ``held`` is this draft, and its lock holds: a transaction is around the action's own."""
    same = (held.occasion_id, held.side, held.author_id) == (occasion.pk, side, by.pk)
    return same and len(transaction.get_connection().atomic_blocks) > 1


def _begun(occasion: Occasion) -> list[Assessment]:
    """Everything of ``occasion``: both sides, sent or not, whoever's."""
    if _is_held(occasion):
        return occasion.begun
    begun = _of_occasion(occasion=occasion.pk)
    for one in begun:
        one.occasion, one.partnership = occasion, occasion.partnership
    return begun


@prepared
def _of_occasion(*, occasion: UUID) -> QuerySet[Assessment]:
    return Assessment.objects.filter(occasion=occasion)


def _draft(occasion: Occasion, side: Side, by: Account, begun: Sequence[Assessment]) -> Assessment:
    """``by``'s draft of those that are ``begun``, or a new one; the first of all fixes the version."""
    there = [one for one in begun if one.side == side]
    for one in there:
        if one.is_done:
            raise AlreadyAnswered(one)
    if side is Side.PROFESSIONAL:
        if not occasion.two_sided:
            raise OneSided(str(occasion))
        if any(one.side == Side.PERSON and one.author_id == by.pk for one in begun):
            raise NotBlind(str(occasion))
    for draft in there:
        if draft.author_id == by.pk:
            draft.instrument = occasion.instrument
            return draft
    if not begun:
        _fix_version(occasion)
    return _new_draft(occasion, side, by)


def _lay(
    draft: Assessment,
    sent: Sent,
    words: Mapping[str, str],
    *,
    window: UUID | None = None,
    stale: bool = False,
) -> tuple[bool, dict[str, list[str]]]:
    """Lay what was sent over the draft, unwritten: whether it changed, and what another window met."""
    texts, met = _merged(draft.typed, _clean(sent), stale=stale)
    beside, met_words = _merged(
        {key: [text] for key, text in draft.words.items()},
        _clean({key: [text] for key, text in words.items()}),
        stale=stale,
    )
    kept_words = {key: values[0] for key, values in beside.items()}
    held = [*kept_words.values(), *(text for values in texts.values() for text in values)]
    if sum(map(len, held)) > MOST_KEPT:
        raise TooMuch(str(draft.occasion_id))
    changed = texts != draft.typed or kept_words != draft.words
    if changed:
        draft.typed, draft.words = texts, kept_words
        draft.revision += 1
        draft.changed_at = clock.now()
        draft.window = window
    return changed, {**met_words, **met}


def _new_draft(occasion: Occasion, side: Side, by: Account) -> Assessment:
    """Not a row yet: who begins it writes it."""
    partnership = occasion.partnership
    return Assessment(
        service_id=occasion.service_id,
        partnership=partnership,
        occasion=occasion,
        instrument=occasion.instrument,
        questionnaire_hash=occasion.instrument.questionnaire_hash,
        scoring_hash=occasion.instrument.scoring_hash,
        side=side,
        rater_id=partnership.person_id if side is Side.PERSON else by.pk,
        author=by,
        profession=_profession(by, partnership) if by.pk != partnership.person_id else "",
        started_at=clock.now(),
        changed_at=clock.now(),
    )


def _fix_version(occasion: Occasion) -> None:
    """Nobody has begun: where there is a newer version of the instrument, it is asked instead."""
    # Retired since it was planned, it is asked as it was.
    if getattr(occasion, "newest", None) in {None, occasion.instrument_id}:
        return
    newest = catalogue.current(occasion.key)
    Occasion.objects.filter(pk=occasion.pk).update(instrument=newest)
    occasion.instrument = newest


def _profession(account: Account, partnership: Partnership) -> str:
    seats = TeamMembership.objects.filter(account=account, service=partnership.service_id).order_by(
        "-from_at"
    )
    return seats.values_list("profession", flat=True).first() or ""


def _clean(sent: Sent) -> dict[str, list[str]]:
    """Texts without blanks and without what no database keeps."""
    return {
        key: [
            text
            for text in (FORBIDDEN_CHARACTER.sub("", each) for each in values[: MOST_ANSWERS + 1])
            if text.strip()
        ]
        for key, values in sent.items()
    }


def _merged(
    kept: Mapping[str, list[str]], sent: Mapping[str, list[str]], *, stale: bool
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What is kept now, and what a stale form would have overwritten unseen."""
    merged, met = dict(kept), {}
    for key, texts in sent.items():
        before = kept.get(key, [])
        if stale and before and before != texts:
            if texts:
                met[key] = before
        elif texts:
            merged[key] = texts
        else:
            merged.pop(key, None)
    return merged, met


def _send(draft: Assessment, reading: SideReading, *, how: str) -> None:
    now = clock.now()
    draft.answers = dump_answers(reading.reading.answers)
    draft.words = {key: text for key, text in draft.words.items() if text.strip()}
    draft.typed = {}
    draft.state = Assessment.State.DONE
    draft.completed_at = draft.changed_at = now
    draft.how = how
    draft.read_back_at = now if how else None
    draft.save(update_fields=None if draft.is_new else SENT)
    done = {"person_done_at" if draft.side == Side.PERSON else "professional_done_at": now}
    Occasion.objects.filter(pk=draft.occasion_id).update(**done)
    for name, at in done.items():
        setattr(draft.occasion, name, at)


def _after(done: Assessment, reading: SideReading, by: Account, relation: Relation) -> None:
    """What follows when a side is in, all in the same transaction."""
    occasion, partnership = done.occasion, done.partnership
    if done.side == Side.PERSON:
        score.score(done)
        alert.raise_alerts(done, reading.reading.answers, by=by)
        _plan_three_months(occasion, by)
        _ask_for_professional(occasion, by)
        _ask_to_read(done, reading, by, relation)
        _settle_three_months(occasion, by)
    else:
        items.overtake(partnership=partnership, kind=attention.RATING_DUE, by=by, about=occasion.pk)
    figures.keep(partnership)
    kind = RATED if done.side == Side.PROFESSIONAL else TYPED if done.was_typed else ANSWERED
    events.record(
        kind.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        relation=relation,
        about=done.pk,
        instrument=occasion.key,
        occasion=occasion.kind,
        how=done.how,
    )
    if occasion.is_both_in:
        followers.both_in(occasion=occasion, by=by)


def _plan_three_months(occasion: Occasion, by: Account) -> None:
    if occasion.kind != OccasionKind.BASELINE or occasion.person_done_at is None:
        return
    there = Occasion.objects.filter(
        partnership=occasion.partnership_id, key=occasion.key, kind=OccasionKind.THREE_MONTHS
    )
    if not there.exists():
        occasions.make(
            occasion.partnership,
            occasion.instrument,
            OccasionKind.THREE_MONTHS,
            start=occasion.person_done_at,
            by=by,
        )


def _ask_for_professional(occasion: Occasion, by: Account) -> None:
    if occasion.two_sided and occasion.professional_done_at is None:
        occasions.open_item(
            occasion.partnership,
            attention.RATING_DUE,
            AttentionItem.Harm.UNDERSTANDING,
            by=by,
            about=occasion.pk,
        )


def _ask_to_read(done: Assessment, reading: SideReading, by: Account, relation: Relation) -> None:
    """What the person wrote is read by somebody who may; where they chose *only count it*, by nobody."""
    instrument = catalogue.reading(done.instrument)
    if relation is not Relation.PERSON or not has_free_text(instrument, reading.reading, done.words):
        return
    owner = None
    if done.occasion.key in plan().persons_choice:
        said = RatingAudience.objects.filter(partnership=done.partnership_id).first()
        if said is None or said.audience == RatingAudience.Audience.ONLY_COUNTED:
            return
        owner = said.chosen
    occasions.open_item(
        done.partnership,
        attention.WORDS,
        AttentionItem.Harm.UNDERSTANDING,
        by=by,
        about=done.pk,
        owner=owner,
    )


def _settle_three_months(occasion: Occasion, by: Account) -> None:
    """Off the list once nothing that was called up is left unanswered."""
    left = Occasion.objects.filter(
        partnership=occasion.partnership_id, called_up_at__isnull=False, person_done_at=None
    )
    if occasion.kind == OccasionKind.THREE_MONTHS and not left.exists():
        items.overtake(partnership=occasion.partnership, kind=attention.THREE_MONTHS_DUE, by=by)
