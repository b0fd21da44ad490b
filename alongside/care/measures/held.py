"""What this room holds about a person, and what of it they may read: the same rules as on the pages."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.care.measures import catalogue
from alongside.care.measures.models import (
    Alert,
    Assessment,
    Objection,
    Occasion,
    Pseudonym,
    RatingAudience,
    Score,
)
from alongside.care.measures.presenters.answers import answer_in_words
from alongside.care.measures.presenters.listing import title_of
from alongside.care.measures.rules.answer_storage import load_answers
from alongside.care.measures.rules.sight import Side
from alongside.care.partnership.held import Held
from alongside.care.partnership.models import Partnership

BOTH_IN = Q(occasion__person_done_at__isnull=False, occasion__professional_done_at__isnull=False)


def may_read(partnership: Partnership) -> Q:
    """Their own, drafts included; the professional's when both are in."""
    mine = Q(author=partnership.person_id) | Q(side=Side.PERSON, state=Assessment.State.DONE)
    return mine | (Q(state=Assessment.State.DONE) & (BOTH_IN | Q(occasion__two_sided=False)))


def _scores(partnership: Partnership) -> Q:
    return Q(assessment__in=Assessment.objects.filter(may_read(partnership), partnership=partnership))


def answers_in_words(row: Assessment) -> list[str]:
    """Each question with its answer."""
    questionnaire = catalogue.reading(row.instrument).questionnaire
    answers = load_answers(row.answers)
    return [
        f"{item.text}: {answer_in_words(item, answers[item.link_id])}"
        for item in questionnaire.questions()
        if answers.get(item.link_id)
    ]


def _title(row: Occasion) -> str:
    return title_of(row)


HASHES = frozenset({"questionnaire_hash", "scoring_hash", "scoring_key", "scoring_version", "why_details"})
HELD = (
    Held(Occasion, _("What you were asked to rate"), read={"kind": _title}, related=("instrument",),
         quiet=frozenset({"called_up_at", "two_sided", "label"})),
    Held(Assessment, _("Ratings"), only=may_read, read={"answers": answers_in_words},
         related=("instrument", "occasion"), quiet=HASHES),
    Held(Score, _("Scores made from your ratings"), via="assessment__partnership", only=_scores,
         quiet=HASHES),
    Held(Alert, _("Answers that your team was told of at once")),
    Held(RatingAudience, _("Who may see how you rate us")),
    Held(Objection, _("You asked to be left out when the clinic counts")),
    # The code itself would let whoever gets hold of this file find its owner among answers without names.
    Held(Pseudonym, _("You have a code that stands for your name when the clinic counts"),
         without=frozenset({"code"})),
)  # fmt: skip
LEFT_OUT = {"care_measures.Instrument": "a questionnaire, the same for everybody"}
