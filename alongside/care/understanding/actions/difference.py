"""Lay both sides beside each other when both are in, and let both say what becomes of a difference.

Every action takes ``by`` from either side; nothing is settled by one of them.
"""

from __future__ import annotations

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.record.holding import hold
from alongside.care.measures import sight as sights
from alongside.care.measures.actions.occasion import open_item
from alongside.care.measures.models import Assessment, Occasion, RatingAudience
from alongside.care.measures.rules.occasions import plan
from alongside.care.measures.rules.sides import Outcome
from alongside.care.measures.rules.sight import Side, Sight
from alongside.care.partnership import authority
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Refused, Relation, Verb
from alongside.care.partnership.models import AttentionItem, Partnership
from alongside.care.partnership.rules.words import tidy
from alongside.care.understanding import attention as kinds
from alongside.care.understanding import both_events
from alongside.care.understanding.both_figures import keep_differences
from alongside.care.understanding.models import Difference
from alongside.care.understanding.pairs import Pair, pairs_of
from alongside.care.understanding.rules.settling import Move, NotPossible, State, after

MOST_FOUND = 5_000

__all__ = [
    "Changed",
    "NoWords",
    "NotPossible",
    "agree",
    "compare",
    "leave_open",
    "not_how",
    "reopen",
    "require_reader",
    "say_found",
    "talk",
]


class Changed(Exception):
    """It was changed since the page was shown: look again before answering."""


class NoWords(ValueError):
    """What was found must be said, in at most ``MOST_FOUND`` characters."""


@transaction.atomic
def compare(*, occasion: Occasion, by: Account) -> list[Difference]:
    """Make a row of every pair that says *we see this differently*; called when both sides are in.

    Where the person chose that this professional does not read their rating there is no row, and one that
    was there is withdrawn. Earlier differences about the same question are past. Calling it again is safe.
    """
    person, professional = _both(occasion)
    if person is None or professional is None:
        return []
    first_time = not Difference.objects.filter(occasion=occasion).exists()
    if _rater_may_read(occasion, professional):
        rows = [
            _row(occasion, professional, pair)
            for pair in pairs_of(occasion, person, professional)
            if pair.outcome is Outcome.SEE_DIFFERENTLY
        ]
    else:
        rows = []
    _withdraw(occasion, keep=rows)
    _put_past(occasion, by)
    _keep(occasion, by)
    if first_time:
        events.record(
            both_events.BOTH_IN.name,
            service=occasion.service,
            subject=occasion.partnership_id,
            by=by,
            about=occasion.pk,
            instrument=occasion.key,
            differences=len(rows),
        )
    return rows


@transaction.atomic
def compare_again(*, partnership: Partnership, by: Account) -> None:
    """The person chose anew who may read: what may no longer be read is withdrawn, what may is shown."""
    both_in = Occasion.objects.filter(partnership=partnership, key__in=plan().persons_choice).both_in()
    for occasion in both_in.order_by("made_at").select_related("partnership", "service"):
        compare(occasion=occasion, by=by)


@transaction.atomic
def talk(*, difference: Difference, by: Account) -> Difference:
    """Talk about it at the next visit."""
    return _move(difference, Move.TALK, by, both_events.TO_TALK.name)


@transaction.atomic
def leave_open(*, difference: Difference, by: Account) -> Difference:
    """It may stay as it is: both see it their way, and both know."""
    return _move(difference, Move.LEAVE_OPEN, by, both_events.LEFT_OPEN.name)


@transaction.atomic
def reopen(*, difference: Difference, by: Account) -> Difference:
    """Open again what was settled or left open."""
    return _move(difference, Move.REOPEN, by, both_events.REOPENED.name)


@transaction.atomic
def say_found(*, difference: Difference, found: str, by: Account) -> Difference:
    """One side says what both found when they talked; the other is asked whether that is so."""
    words = tidy(found)
    if not words or len(words) > MOST_FOUND:
        raise NoWords(str(difference))
    relation = require_reader(difference, by)
    return _move(
        difference,
        Move.SAY_FOUND,
        by,
        both_events.FOUND.name,
        found=words,
        said_side=_side(relation),
        said_by=by,
        said_at=clock.now(),
        why_not="",
    )


@transaction.atomic
def agree(*, difference: Difference, by: Account, revision: int | None = None) -> Difference:
    """The other side says: that is what we found. Raises ``Changed`` where the words are not those shown."""
    return _move(
        difference, Move.AGREE, by, both_events.SETTLED.name, revision=revision, settled_at=clock.now()
    )


@transaction.atomic
def not_how(*, difference: Difference, by: Account, why: str = "", revision: int | None = None) -> Difference:
    """The other side says: that is not how I see it; it stays marked to talk about."""
    return _move(
        difference,
        Move.NOT_HOW,
        by,
        both_events.NOT_HOW.name,
        revision=revision,
        why_not=tidy(why)[:MOST_FOUND],
    )


def require_reader(difference: Difference, by: Account) -> Relation:
    """Either side, and of the professionals only who may read both ratings."""
    partnership = difference.partnership
    relation = authority.require(by, Verb.TALK_ABOUT_DIFFERENCE, partnership)
    person, _professional = _both(difference.occasion)
    viewer = sights.viewer_of(by, relation, partnership)
    if person is None or sights.sight_of(person, difference.occasion, viewer) is not Sight.ALL:
        raise Refused(Verb.TALK_ABOUT_DIFFERENCE, partnership)
    return relation


def _side(relation: Relation) -> Side:
    return Side.PERSON if relation is Relation.PERSON else Side.PROFESSIONAL


def _move(
    difference: Difference,
    move: Move,
    by: Account,
    event: str,
    *,
    revision: int | None = None,
    **changes: object,
) -> Difference:
    relation = require_reader(difference, by)
    row = hold(
        Difference.objects.select_related("occasion", "partnership__service", "partnership__team"),
        difference.pk,
    )
    if revision is not None and revision != row.revision:
        raise Changed(str(row))
    said_by = Side(row.said_side) if row.said_side else None
    if move is Move.TALK and row.state == State.TO_TALK:
        return row  # the other side was quicker, and wanted the same
    row.state = after(State(row.state), move, by=_side(relation), said_by=said_by)
    for name, value in changes.items():
        setattr(row, name, value)
    row.revision += 1
    row.moved_at, row.moved_by = clock.now(), by
    row.save()
    _keep(row.occasion, by)
    events.record(
        event,
        service=row.partnership.service,
        subject=row.partnership_id,
        by=by,
        relation=relation,
        about=row.pk,
    )
    return row


def _both(occasion: Occasion) -> tuple[Assessment | None, Assessment | None]:
    rows = Assessment.objects.filter(occasion=occasion).done().select_related("author")
    by_side = {row.side: row for row in rows}
    return by_side.get(Side.PERSON), by_side.get(Side.PROFESSIONAL)


def _rater_may_read(occasion: Occasion, professional: Assessment) -> bool:
    """Whether who gave the professional's side may read the person's."""
    if occasion.key not in plan().persons_choice:
        return True
    said = RatingAudience.objects.filter(partnership=occasion.partnership_id).first()
    if said is None or said.audience == RatingAudience.Audience.ONLY_COUNTED:
        return False
    if said.audience == RatingAudience.Audience.SOMEONE_ELSE:
        return said.chosen_id == professional.author_id
    relation = authority.relation_of(professional.author, occasion.partnership)
    return relation is Relation.CONTACT


def _row(occasion: Occasion, professional: Assessment, pair: Pair) -> Difference:
    row, _made = Difference.objects.get_or_create(
        occasion=occasion,
        item=pair.item.item,
        defaults={
            "service_id": occasion.service_id,
            "partnership_id": occasion.partnership_id,
            "instrument": occasion.key,
            "person_value": str(pair.person),
            "professional_value": str(pair.professional),
            "professional_id": professional.author_id,
            "made_at": clock.now(),
            "moved_at": clock.now(),
        },
    )
    if row.state == State.WITHDRAWN:
        Difference.objects.filter(pk=row.pk).update(state=State.OPEN, moved_at=clock.now())
        row.state = State.OPEN
    return row


def _withdraw(occasion: Occasion, *, keep: list[Difference]) -> None:
    gone = Difference.objects.filter(occasion=occasion).exclude(pk__in=[row.pk for row in keep])
    gone.exclude(state__in=[State.PAST, State.SETTLED]).update(state=State.WITHDRAWN, moved_at=clock.now())


def _put_past(occasion: Occasion, by: Account) -> None:
    """Where both have answered a question again, what they said before is history, unless it was settled."""
    same = Occasion.objects.filter(partnership=occasion.partnership_id, key=occasion.key).both_in()
    newest = same.order_by("-person_done_at", "-pk").first()
    rows = Difference.objects.filter(partnership=occasion.partnership_id, instrument=occasion.key)
    old = rows.exclude(occasion=newest).exclude(state__in=[State.PAST, State.SETTLED, State.WITHDRAWN])
    passed = list(old.select_related("occasion__partnership__service", "occasion__partnership__team"))
    Difference.objects.filter(pk__in=[row.pk for row in passed]).update(
        state=State.PAST, moved_at=clock.now()
    )
    for earlier in {row.occasion_id: row.occasion for row in passed}.values():
        _keep(earlier, by)


def _keep(occasion: Occasion, by: Account) -> None:
    """The figure, and one open item for each thing that waits for a professional."""
    partnership = occasion.partnership
    rows = list(Difference.objects.filter(occasion=occasion).select_related("professional"))
    owner = rows[0].professional if rows and occasion.key in plan().persons_choice else None
    harm = AttentionItem.Harm
    wanted = [(kinds.SIDES_DIFFER, occasion.pk, harm.UNDERSTANDING, any(r.state == State.OPEN for r in rows))]
    for row in rows:
        told_us = row.state == State.FOUND and row.said_side == Side.PERSON
        wanted.append((kinds.DIFFERENCE_TO_TALK, row.pk, harm.ROUTINE, row.state == State.TO_TALK))
        wanted.append((kinds.DIFFERENCE_FOUND, row.pk, harm.UNDERSTANDING, told_us))
    there = set(
        AttentionItem.objects.filter(partnership=partnership, closed_at=None).values_list("kind", "about")
    )
    for kind, about, rank, needed in wanted:
        if needed and (kind, about) not in there:
            open_item(partnership, kind, rank, by=by, about=about, owner=owner)
        elif not needed and (kind, about) in there:
            attention.overtake(partnership=partnership, kind=kind, by=by, about=about)
    keep_differences(partnership)
