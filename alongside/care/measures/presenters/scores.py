"""Scores, and what changed since the start, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.care.measures.models import Score
from alongside.care.measures.rules.change import NotComparable, Verdict, change_between
from alongside.care.measures.rules.library import Instrument as Read
from alongside.care.measures.rules.scoring_definition import Band, ScoreRule
from alongside.care.partnership.definitions_said import in_words


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score with what changed since the baseline."""

    title: str
    value: str
    band: str
    change: str
    matters: str


def score_lines(
    read: Read, scores: Iterable[Score], before: Mapping[str, Score], *, for_person: bool
) -> list[ScoreLine]:
    """The standing scores of one assessment; ``before`` those of the baseline, by name.

    A person reads no band: it would be a label put on them.
    """
    by_name = {score.name: score for score in scores}
    lines = []
    for rule in read.scoring.score:
        score = by_name.get(rule.name)
        if score is not None and rule.group_level is None:
            lines.append(_score_line(read, rule, score, before.get(rule.name), for_person=for_person))
    return lines


def _score_line(
    read: Read, rule: ScoreRule, score: Score, before: Score | None, *, for_person: bool
) -> ScoreLine:
    if score.value is None:
        return ScoreLine(in_words(rule.title), _(score.why_none) % score.why_details, "", "", "")
    value = _("%(value)s, on a scale from %(low)s to %(high)s") % {
        "value": _number(score.value),
        "low": _number(rule.range[0]),
        "high": _number(rule.range[1]),
    }
    band = "" if for_person else _band(rule.band, score.value)
    change = _change(read, rule, score, before) if before is not None and before.pk != score.pk else ""
    return ScoreLine(in_words(rule.title), value, band, change, _matters(rule) if change else "")


def _number(value: Decimal) -> str:
    return formats.number_format(value.normalize() + 0)


def _band(bands: Iterable[Band], value: Decimal) -> str:
    return next((in_words(band.label) for band in bands if band.lowest <= value <= band.highest), "")


def _change(read: Read, rule: ScoreRule, score: Score, before: Score) -> str:
    try:
        found = change_between(
            read.scoring,
            rule.name,
            before=before.value,
            after=score.value,
            before_id=before.scoring_key,
            before_version=before.scoring_version,
        )
    except NotComparable:
        return _(
            "At the start another version of these questions was asked. The two numbers cannot be compared."
        )
    if found.amount is None:
        return _(found.why) if found.why else ""
    facts = {"before": _number(before.value or Decimal(0)), "points": _number(abs(found.amount))}
    if found.amount == 0:
        return _("At the start it was %(before)s: the same.") % facts
    more = found.amount > 0
    said = (
        _("At the start it was %(before)s: %(points)s more now.") % facts
        if more
        else _("At the start it was %(before)s: %(points)s less now.") % facts
    )
    verdicts = {
        Verdict.BETTER: _("That is a change for the better, big enough to matter to most people."),
        Verdict.WORSE: _("That is harder than before, by enough to matter to most people."),
        Verdict.NO_CHANGE_THAT_MATTERS: _("Most people would not notice a change of this size."),
        Verdict.UNDETERMINED: _(found.why) if found.why else "",
    }
    return f"{said} {verdicts[found.verdict]}".strip()


def _matters(rule: ScoreRule) -> str:
    if rule.matters is None:
        return ""
    amounts = []
    if rule.matters.absolute is not None:
        amounts.append(
            ngettext("%(n)s point", "%(n)s points", int(rule.matters.absolute))
            % {"n": _number(rule.matters.absolute)}
        )
    if rule.matters.percent is not None:
        amounts.append(_("%(n)s percent") % {"n": _number(rule.matters.percent)})
    return _("A change that matters: %(amount)s. %(source)s") % {
        "amount": _(" or ").join(amounts),
        "source": rule.matters.source,
    }
