"""Whose answers somebody may read: rows given to ``rules.sight``, for every page and every export.

Nothing else in the system may show an answer. ``answers_seen`` is what a copy or an export asks.
"""

from __future__ import annotations

from dataclasses import dataclass

from alongside.base.accounts.models import Account
from alongside.care.measures import catalogue
from alongside.care.measures.models import Assessment, Occasion, RatingAudience
from alongside.care.measures.rules.answer_storage import load_answers
from alongside.care.measures.rules.occasions import plan
from alongside.care.measures.rules.sides import Audience, Reader
from alongside.care.measures.rules.sight import Side, Sight, sight
from alongside.care.measures.rules.values import AnswerValue
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.authority import Relation


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks, and what the person's choice makes of them. Made once a page: ``viewer_of``."""

    account: Account
    side: Side
    audience: Audience
    reader: Reader
    has_said: bool  # whether the person has said who may read at all


@dataclass(frozen=True, slots=True)
class Seen:
    """What may be read of one assessment: answers and words by linkId; ``sight`` says why not more."""

    assessment: Assessment
    sight: Sight
    answers: dict[str, tuple[AnswerValue, ...]]
    words: dict[str, str]

    @property
    def is_whole(self) -> bool:
        """Whether everything may be read, and so what is made of everything: scores."""
        return self.sight is Sight.ALL


def viewer_of(account: Account, relation: Relation, partnership: Partnership) -> Viewer:
    """The viewer of a page of ``partnership``. One query."""
    said = RatingAudience.objects.filter(partnership=partnership).first()
    audience = Audience(said.audience) if said else Audience.ONLY_COUNTED
    reader = Reader.OTHER
    if said is not None and said.chosen_id == account.pk:
        reader = Reader.SOMEONE_ELSE_CHOSEN
    elif relation is Relation.CONTACT:
        reader = Reader.CONTACT
    side = Side.PERSON if relation is Relation.PERSON else Side.PROFESSIONAL
    return Viewer(account, side, audience, reader, said is not None)


def sight_of(assessment: Assessment, occasion: Occasion, viewer: Viewer) -> Sight:
    """How much of ``assessment`` the viewer may read."""
    # Who typed it for the person reads it by the same rules as everybody else once it is sent.
    whose = assessment.rater_id if assessment.is_done else assessment.author_id
    mine = whose == viewer.account.pk
    return sight(
        answered_by=Side(assessment.side),
        sent=assessment.is_done,
        mine=mine,
        i_am=viewer.side,
        both_in=occasion.is_both_in,
        two_sided=occasion.two_sided,
        persons_choice=occasion.key in plan().persons_choice,
        audience=viewer.audience,
        reader=viewer.reader,
    )


def seen(assessment: Assessment, occasion: Occasion, viewer: Viewer) -> Seen:
    """The answers that the viewer may read."""
    may = sight_of(assessment, occasion, viewer)
    if may in (Sight.NOT_SENT, Sight.NOT_BOTH, Sight.PERSONS_CHOICE):
        return Seen(assessment, may, {}, {})
    answers = load_answers(assessment.answers)
    words = dict(assessment.words)
    if may is Sight.ONE_SIDED:
        both_answer = {item.item for item in catalogue.two_sided().of(occasion.key)}
        answers = {key: values for key, values in answers.items() if key not in both_answer}
        words = {key: text for key, text in words.items() if key not in both_answer}
    return Seen(assessment, may, answers, words)


def answers_seen(partnership: Partnership, account: Account, relation: Relation) -> list[Seen]:
    """Everything sent in that ``account`` may read, oldest first: for copies and exports."""
    viewer = viewer_of(account, relation, partnership)
    rows = Assessment.objects.filter(partnership=partnership).done().order_by("completed_at", "pk")
    rows = rows.select_related("occasion", "instrument", "author").defer(
        "instrument__questionnaire", "instrument__scoring"
    )
    return [seen(row, row.occasion, viewer) for row in rows]
