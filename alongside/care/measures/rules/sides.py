"""The two-sided rating: who may rate what, what each may see, and what a pair of ratings means.

**Two kinds of item.** `felt`: only the person can know (pain, feelings, how able they are). A professional
never rates it; they answer *what I think you would say*, and a gap means *I had not understood*.
`judged`: a matter of judgement. A professional gives their own view, with a reason, which is required.

**Neither sees the other's before both are in**: `visible`.

**What a pair means** is data (`definitions/outcomes.toml`): for ratings 0 to 8 a 9 x 9 table, rows the
person's rating, columns
the professional's; for medicines a 3 x 3 table. A service may change the tables and the thresholds; what no
table may say is refused at load (see `_check_meaning`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError

from .documents import read_toml
from .questionnaire import ItemType, Questionnaire
from .refusals import Problems
from .scoring_definition import LinkId, Name, Part, Signed, Words
from .scoring_reading import fault_in_words, key_path

LOWEST, HIGHEST = 0, 8
MEDICINES = ("too-little", "about-right", "too-much")

Sent = TypeVar("Sent")
PartModel = TypeVar("PartModel", bound=BaseModel)


class Outcome(StrEnum):
    """What two ratings of the same thing say together."""

    STRENGTH_SHARED = "strength_shared"
    BOTH_HARD = "both_hard"
    SEE_DIFFERENTLY = "see_differently"


class Kind(StrEnum):
    """What a professional's answer to an item is: a guess at the person's, or their own view."""

    FELT = "felt"
    JUDGED = "judged"


class Audience(StrEnum):
    """Who may see the person's rating of the partnership: theirs to say."""

    CONTACT = "contact"
    SOMEONE_ELSE = "someone_else"
    ONLY_COUNTED = "only_counted"


class Reader(StrEnum):
    """Who asks to see it."""

    CONTACT = "contact"
    SOMEONE_ELSE_CHOSEN = "someone_else_chosen"
    OTHER = "other"


_LETTERS = {"S": Outcome.STRENGTH_SHARED, "H": Outcome.BOTH_HARD, "D": Outcome.SEE_DIFFERENTLY}
_AGREED = (Outcome.STRENGTH_SHARED, Outcome.BOTH_HARD)


class _RatingsWire(Part):
    note_under: Annotated[int, Field(ge=LOWEST, le=HIGHEST)]
    note_gap_over: Annotated[int, Field(ge=0, le=HIGHEST)]
    sides_weigh_alike: bool
    rows: Annotated[tuple[str, ...], Field(strict=False)]


class _MedicinesWire(Part):
    rows: Annotated[tuple[str, ...], Field(strict=False)]


class _OutcomesWire(Part):
    id: Name
    version: Words
    signed: Signed
    ratings: _RatingsWire
    medicines: _MedicinesWire


@dataclass(frozen=True, slots=True)
class OutcomeTables:
    """What each pair means, and when a note is asked for. `signed` says who wrote it and who has checked
    it."""

    id: str
    version: str
    signed: Signed
    ratings: tuple[tuple[Outcome, ...], ...]
    medicines: Mapping[tuple[str, str], Outcome]
    note_under: int
    note_gap_over: int

    def of_ratings(self, person: int, professional: int) -> Outcome:
        """The outcome of two ratings. Raises ValueError unless both are whole numbers from 0 to 8."""
        for rating in (person, professional):
            if type(rating) is not int or not LOWEST <= rating <= HIGHEST:
                raise ValueError(f"{rating!r} is not a rating from {LOWEST} to {HIGHEST}")
        return self.ratings[person][professional]

    def of_medicines(self, person: str, professional: str) -> Outcome:
        """The outcome of two answers about medicines, each one of `MEDICINES`. Raises ValueError
        otherwise."""
        if (person, professional) not in self.medicines:
            raise ValueError(f"{person!r}, {professional!r} are not two of {', '.join(MEDICINES)}")
        return self.medicines[person, professional]

    def note_wanted(self, person: int, professional: int) -> bool:
        """Whether a note is asked for: a rating is low, or the two are far apart."""
        low = min(person, professional) < self.note_under
        return low or abs(person - professional) > self.note_gap_over

    def note_wanted_of_one(self, rating: int) -> bool:
        """Whether a note is asked for before the other side is known."""
        return rating < self.note_under


class TwoSidedItem(Part):
    """How one item is put to the professional. `professional` may hold `%(name)s`, the person's name.

    `title` is the short name both read above the two marks; `theme` the theme of the model it belongs to.
    """

    instrument: Name
    item: LinkId
    title: Words
    kind: Literal["felt", "judged"]
    answers: Literal["rating", "medicines"] = "rating"
    theme: Name
    professional: Words

    @property
    def reason_required(self) -> bool:
        """A professional's own judgement comes with its reason; a guess at the person's answer does not."""
        return self.kind == "judged"


class TwoSided(Part):
    """Every item that both sides answer."""

    id: Name
    version: Words
    signed: Signed
    item: Annotated[tuple[TwoSidedItem, ...], Field(strict=False, min_length=1)]

    def of(self, instrument: str) -> tuple[TwoSidedItem, ...]:
        """The two-sided items of one instrument, in order; none if it has one side only."""
        return tuple(item for item in self.item if item.instrument == instrument)

    def find(self, instrument: str, link_id: str) -> TwoSidedItem | None:
        """How one item is put to the professional, if it is at all."""
        return next((item for item in self.of(instrument) if item.item == link_id), None)


def visible(mine: Sent | None, theirs: Sent | None) -> Sent | None:
    """What I may see of theirs: nothing until both are sent in (None is: not sent in), then all of it."""
    return theirs if mine is not None and theirs is not None else None


def may_read(audience: Audience, reader: Reader) -> bool:
    """Whether a professional may read the person's rating of the partnership. Counting it is always
    allowed."""
    allowed = {Audience.CONTACT: Reader.CONTACT, Audience.SOMEONE_ELSE: Reader.SOMEONE_ELSE_CHOSEN}
    return allowed.get(audience) is reader


def read_outcomes(raw: bytes, *, name: str = "outcomes") -> OutcomeTables:
    """Read the tables. Raises `Refusals` for a missing cell, an unknown letter, or what no table may say."""
    problems = Problems()
    wire = _read(_OutcomesWire, read_toml(raw, name=name), problems)
    ratings = _table(wire.ratings.rows, HIGHEST - LOWEST + 1, "ratings.rows", problems)
    medicines = _table(wire.medicines.rows, len(MEDICINES), "medicines.rows", problems)
    problems.refuse_if_any()
    _check_meaning(wire.ratings, ratings, problems)
    _check_medicines(medicines, problems)
    problems.refuse_if_any()
    return OutcomeTables(
        id=wire.id,
        version=wire.version,
        signed=wire.signed,
        ratings=ratings,
        medicines={
            (person, professional): medicines[row][column]
            for row, person in enumerate(MEDICINES)
            for column, professional in enumerate(MEDICINES)
        },
        note_under=wire.ratings.note_under,
        note_gap_over=wire.ratings.note_gap_over,
    )


def read_two_sided(
    raw: bytes, questionnaires: Mapping[str, Questionnaire], *, name: str = "two-sided"
) -> TwoSided:
    """Read which items both sides answer, and check them against the instruments (by id). Raises
    `Refusals`."""
    problems = Problems()
    two_sided = _read(TwoSided, read_toml(raw, name=name), problems)
    seen: set[tuple[str, str]] = set()
    for position, item in enumerate(two_sided.item):
        where = f"item[{position}]"
        if (item.instrument, item.item) in seen:
            problems.add(where, f"{item.instrument} {item.item} is named twice.", "Name it once.")
        seen.add((item.instrument, item.item))
        questionnaire = questionnaires.get(item.instrument)
        if questionnaire is None:
            problems.add(where, f"there is no instrument {item.instrument!r}.", "Name one that is there.")
        else:
            _check_two_sided_item(item, questionnaire, where, problems)
        if "%" in item.professional.replace("%(name)s", ""):
            problems.add(where, "professional holds a % that is not %(name)s.", "Write it out.")
    problems.refuse_if_any()
    return two_sided


def _check_two_sided_item(
    item: TwoSidedItem, questionnaire: Questionnaire, where: str, problems: Problems
) -> None:
    asked = questionnaire.find(item.item)
    if asked is None:
        problems.add(where, f"{item.instrument} has no item {item.item!r}.", "Name one of its linkIds.")
    elif item.answers == "rating":
        if asked.type is not ItemType.INTEGER or (asked.minimum, asked.maximum) != (LOWEST, HIGHEST):
            problems.add(
                where, f"{item.item!r} is not a whole number from {LOWEST} to {HIGHEST}.", "Rate others."
            )
    elif tuple(option.key for option in asked.options) != MEDICINES:
        problems.add(
            where, f"{item.item!r} does not offer {', '.join(MEDICINES)}.", "Offer these three, in order."
        )


def _read(model: type[PartModel], document: Mapping[str, Any], problems: Problems) -> PartModel:
    try:
        return model.model_validate(dict(document))
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=False):
            problems.add(key_path(fault["loc"]), *fault_in_words(fault["type"], fault["msg"], fault["input"]))
        problems.refuse_if_any()
        raise AssertionError("a faulty file has been refused above") from error


def _table(
    rows: tuple[str, ...], size: int, where: str, problems: Problems
) -> tuple[tuple[Outcome, ...], ...]:
    if len(rows) != size:
        problems.add(where, f"it has {len(rows)} rows.", f"Write {size} rows.")
    table = []
    for number, row in enumerate(rows):
        letters = row.split()
        unknown = [letter for letter in letters if letter not in _LETTERS]
        if unknown:
            problems.add(f"{where}[{number}]", f"{unknown[0]!r} is no outcome.", "Use S, H and D.")
        if len(letters) != size:
            problems.add(f"{where}[{number}]", f"it has {len(letters)} cells.", f"Fill {size} cells.")
        table.append(tuple(_LETTERS[letter] for letter in letters if letter in _LETTERS))
    return tuple(table)


def _check_meaning(wire: _RatingsWire, table: tuple[tuple[Outcome, ...], ...], problems: Problems) -> None:
    """What no table may say: agreement where two are far apart, difference where they say the same, a shared
    strength where one side calls it hard, hardship where neither does, and (if so declared) sides that
    weigh unequally.
    """
    for person, row in enumerate(table):
        for professional, outcome in enumerate(row):
            where = f"ratings.rows[{person}], column {professional}"
            low = min(person, professional) < wire.note_under
            if abs(person - professional) > wire.note_gap_over and outcome in _AGREED:
                problems.add(where, f"they differ by more than {wire.note_gap_over}.", "Write D.")
            elif person == professional and outcome is Outcome.SEE_DIFFERENTLY:
                problems.add(where, "they say the same.", "Write S or H.")
            elif low and outcome is Outcome.STRENGTH_SHARED:
                problems.add(
                    where, f"one of them is under {wire.note_under}: no shared strength.", "Write H or D."
                )
            elif min(person, professional) > wire.note_under and outcome is Outcome.BOTH_HARD:
                problems.add(
                    where, f"both are above {wire.note_under}: neither calls it hard.", "Write S or D."
                )
            elif wire.sides_weigh_alike and table[professional][person] is not outcome:
                problems.add(where, "with the sides exchanged it says something else.", "Make both the same.")


def _check_medicines(table: tuple[tuple[Outcome, ...], ...], problems: Problems) -> None:
    for row, outcomes in enumerate(table):
        for column, outcome in enumerate(outcomes):
            if (row == column) is (outcome is Outcome.SEE_DIFFERENTLY):
                problems.add(
                    f"medicines.rows[{row}], column {column}",
                    "the same answer is agreement, and two answers are a difference.",
                    "Write D for two different answers, and only for them.",
                )
