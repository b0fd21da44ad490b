"""The one door through which answers leave for an evaluation: de-identified, counted, and written down.

Out go pseudonyms (their key stays here), days since baseline, ages in bands, answers as numbers and codes.
Never: names, dates, words, whoever objected. A rating of the partnership that nobody may read is counted: the
person was told so when they chose.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from alongside.base import clock, ids
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.base.services.installation import is_simulated
from alongside.base.services.models import Service
from alongside.care.measures import catalogue
from alongside.care.measures.models import Assessment, Instrument, Objection, Occasion, Pseudonym, Score
from alongside.care.measures.rules.answer_storage import load_answers
from alongside.care.measures.rules.occasions import OccasionKind
from alongside.care.measures.rules.questionnaire import ItemType
from alongside.care.measures.rules.sight import Side
from alongside.care.measures.rules.values import AnswerValue, Coding
from alongside.care.partnership.authority import is_lead
from alongside.care.partnership.models import Membership, Partnership
from alongside.care.support import continuity
from alongside.care.support.events import EXTRACTED
from alongside.care.support.rules import generalising

FEWEST = 5
AT_A_TIME = 500
KINDS = (OccasionKind.BASELINE.value, OccasionKind.THREE_MONTHS.value)

Cell = str | float | int | bool | None


class MayNot(PermissionError):
    """Only who leads the clinic takes its answers out."""


@dataclass(frozen=True)
class Extract:
    """A row a person and occasion. ``about`` are the columns that are no answers, ``answers`` those that
    are."""

    rows: list[dict[str, Cell]]
    about: tuple[str, ...]
    answers: tuple[str, ...]
    people: int
    objected: int
    hidden: int  # people whose age and way in were left out, because too few share them
    k: int
    made_at: datetime
    clinic: str
    simulated: bool
    reference: UUID
    meanings: Mapping[str, str] = field(
        default_factory=dict
    )  # of an answer its question, of a score its name


ABOUT = (
    *("person", "occasion", "days", "on_time", "professional"),
    *("age", "came_by", "continuity", "follow_up"),
)


# What does not leave, whatever is asked: words, and days.
STAY = (ItemType.GROUP, ItemType.DISPLAY, ItemType.DATE, ItemType.STRING, ItemType.TEXT)


def columns() -> dict[str, str]:
    """Every column that an extract may have, with what stands behind it: the question, or the score's name.

    Asks the instruments alone and nobody's answers, so that a plan can be written before they are seen.
    """
    found = dict.fromkeys(ABOUT, "")
    for row in Instrument.objects.order_by("key", "added_at"):
        read = catalogue.reading(row)
        found |= {
            f"{row.key}.{item.link_id}": item.text
            for item in read.questionnaire.questions()
            if item.type not in STAY and not item.repeats
        }
        found |= {f"{row.key}.{score.name}.score": score.title for score in read.scoring.score}
    return found


@transaction.atomic
def make(*, service: Service, by: Account | None, k: int = FEWEST) -> Extract:
    """Everything that may leave, and the event that it left. ``by`` None is who runs the installation.

    Raises ``MayNot``, and ``ValueError`` where ``k`` is under 2.
    """
    if k < 2:
        raise ValueError("k is how many must share something: at least 2.")
    if by is not None and not is_lead(by, service.pk):
        raise MayNot(str(service.pk))
    objected = set(Objection.objects.filter(service=service).values_list("partnership_id", flat=True))
    everybody = Partnership.objects.filter(service=service).exclude(state=Partnership.State.PAUSED)
    people = [one for one in everybody.order_by("pk") if one.pk not in objected]
    hidden, facts = _about(people, k)
    rows = _rows(people, facts)
    # Every column there may be, also where nobody answered: the next extract has the same.
    asked = columns()
    answers = tuple(sorted(({name for row in rows for name in row} | asked.keys()) - set(ABOUT)))
    reference = ids.uuid7()
    events.record(
        EXTRACTED.name,
        service=service,
        by=by,
        about=reference,
        people=len(people),
        objected=len(objected),
        k=k,
        through="page" if by is not None else "command-line",
    )
    return Extract(
        rows=sorted(rows, key=lambda row: (str(row["person"]), str(row["occasion"]))),
        about=ABOUT,
        answers=answers,
        people=len(people),
        objected=len(objected),
        hidden=hidden,
        k=k,
        made_at=clock.now(),
        clinic=service.name,
        simulated=is_simulated(),
        reference=reference,
        meanings=asked,
    )


def _about(people: list[Partnership], k: int) -> tuple[int, dict[UUID, dict[str, Cell]]]:
    """What is said of each person beside their answers; and of how many it had to be left out."""
    codes = _pseudonyms(people)
    ages = generalising.age_bands([_age(one.born_on, one.started_at.date()) for one in people], k)
    came_by = generalising.common([one.came_by for one in people], k)
    contacts = generalising.common(_contacts(people), k)
    hide = generalising.hidden(list(zip(ages, came_by, strict=True)), k)
    met = continuity.bands(people)
    same = generalising.common([met.get(one.pk) for one in people], k)
    alone = generalising.hidden(list(zip(ages, came_by, same, strict=True)), k)
    facts: dict[UUID, dict[str, Cell]] = {}
    for number, one in enumerate(people):
        facts[one.pk] = {
            "person": codes[one.pk],
            "professional": contacts[number],
            "age": None if hide[number] else ages[number],
            "came_by": None if hide[number] else came_by[number],
            "continuity": None if hide[number] or alone[number] else same[number],
        }
    return sum(hide), facts


def _age(born_on: date | None, on: date) -> int | None:
    if born_on is None:
        return None
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def _pseudonyms(people: list[Partnership]) -> dict[UUID, str]:
    known = dict(Pseudonym.objects.filter(partnership__in=people).values_list("partnership_id", "code"))
    made = [Pseudonym(partnership=one, service_id=one.service_id) for one in people if one.pk not in known]
    Pseudonym.objects.bulk_create(made, batch_size=AT_A_TIME)
    return known | {one.pk: one.code for one in made}


def _contacts(people: list[Partnership]) -> list[str | None]:
    """Who each person's contact is, by a letter and a number that mean nothing and are new in each
    extract."""
    contacts: dict[UUID, UUID] = dict(
        Membership.objects.filter(partnership__in=people, role=Membership.Role.CONTACT)
        .order_by("from_at")
        .values_list("partnership_id", "account_id")
    )
    accounts = sorted(set(contacts.values()))
    secrets.SystemRandom().shuffle(accounts)
    numbers = {account: f"T{number}" for number, account in enumerate(accounts, start=1)}
    return [numbers[contacts[one.pk]] if one.pk in contacts else None for one in people]


@dataclass
class _Answered:
    """One person at one occasion, as it fills."""

    at: datetime | None = None
    on_time: bool = True
    values: dict[str, Cell] = field(default_factory=dict)


def _rows(people: list[Partnership], facts: dict[UUID, dict[str, Cell]]) -> list[dict[str, Cell]]:
    rows: list[dict[str, Cell]] = []
    for start in range(0, len(people), AT_A_TIME):
        some = people[start : start + AT_A_TIME]
        answered = _answered(some)
        due = _not_due_yet(some)
        for one in some:
            rows += _rows_of(one, facts[one.pk], answered, due)
    return rows


def _rows_of(
    one: Partnership,
    facts: dict[str, Cell],
    answered: dict[tuple[UUID, str], _Answered],
    not_due: set[UUID],
) -> list[dict[str, Cell]]:
    """Everybody has a baseline row, if an empty one, so that they are counted; and one for what they came
    back to."""
    first = answered.get((one.pk, KINDS[0]), _Answered())
    began = first.at or one.started_at
    came_back = (one.pk, KINDS[1]) in answered
    why = None if came_back else "not due yet" if one.pk in not_due else "did not answer"
    rows = []
    for kind in KINDS:
        found = answered.get((one.pk, kind))
        if found is None and kind != KINDS[0]:
            continue
        found = found or _Answered()
        days = None if found.at is None else (found.at.date() - began.date()).days
        about: dict[str, Cell] = {
            "occasion": kind,
            "days": days,
            "on_time": found.on_time if found.at else None,
        }
        rows.append({**facts, **about, "follow_up": why, **found.values})
    return rows


def _not_due_yet(people: list[Partnership]) -> set[UUID]:
    """Whose three months are not over: the occasion has not closed, or they have not begun."""
    over = Occasion.objects.filter(partnership__in=people, kind=KINDS[1], closes_at__lt=clock.now())
    return {one.pk for one in people} - set(over.values_list("partnership_id", flat=True))


def _answered(people: list[Partnership]) -> dict[tuple[UUID, str], _Answered]:
    found: defaultdict[tuple[UUID, str], _Answered] = defaultdict(_Answered)
    rows = (
        Assessment.objects.filter(partnership__in=people, side=Side.PERSON.value, occasion__kind__in=KINDS)
        .done()
        .select_related("occasion", "instrument")
        .defer("instrument__questionnaire", "instrument__scoring", "words", "typed")
        .order_by("completed_at")
    )
    keys: dict[UUID, tuple[UUID, str]] = {}
    for row in rows:
        keys[row.pk] = key = (row.partnership_id, row.occasion.kind)
        one = found[key]
        one.at = one.at or row.completed_at
        one.on_time = one.on_time and _in_window(row)
        for item, values in load_answers(row.answers).items():
            value = _cell(values)
            if value is not None:
                one.values[f"{row.instrument.key}.{item}"] = value
    scores = Score.objects.filter(Q(assessment__in=list(keys)), superseded_by=None, value__isnull=False)
    for score in scores.values_list("assessment_id", "scoring_key", "name", "value"):
        found[keys[score[0]]].values[f"{score[1]}.{score[2]}.score"] = float(score[3] or 0)
    return dict(found)


def _in_window(row: Assessment) -> bool:
    window, at = row.occasion.window, row.completed_at
    return at is not None and window.opens <= at and (window.closes is None or at <= window.closes)


def _cell(values: Iterable[AnswerValue]) -> Cell:
    """One answer as a number or a code. Texts, dates and several answers at once do not leave."""
    several = list(values)
    if len(several) != 1 or isinstance(several[0], str | date):
        return None
    value = several[0]
    if isinstance(value, Coding):
        return value.code
    return value if isinstance(value, bool | int) else float(value)
