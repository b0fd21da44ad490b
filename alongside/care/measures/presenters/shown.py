"""One occasion: what was sent and may be read, what is made of it, and what happens now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.care.measures import catalogue
from alongside.care.measures.models import Alert, Assessment, Occasion, Score
from alongside.care.measures.presenters.answers import Line, lines_of
from alongside.care.measures.presenters.listing import href_of, title_of
from alongside.care.measures.presenters.scores import ScoreLine, score_lines
from alongside.care.measures.rules.library import Instrument as Read
from alongside.care.measures.rules.occasions import OccasionKind, plan
from alongside.care.measures.rules.sight import Side, Sight
from alongside.care.measures.sight import Viewer, seen
from alongside.care.partnership.definitions_said import in_words
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.presenters import TeamFace, contact_of
from alongside.care.partnership.resting import there
from alongside.care.partnership.rules.authority import Relation, Verb, allows

ASKED_BECAUSE: Mapping[str, tuple[str, ...]] = {
    "partnership-check": ("goes-with-managing",),
    "managing-check": ("goes-with-managing",),
    "medicines-check": ("medicines",),
    "readiness-check": ("stay-as-i-am",),
}
"""The findings why a check of our own is asked, by its key."""


@dataclass(frozen=True, slots=True)
class SidePart:
    """One side of an occasion on the page that shows it: what may be read, or the sentence why not."""

    title: str
    side: str
    lines: list[Line]
    notes: list[str]
    by: str


@dataclass(frozen=True, slots=True)
class AlertLine:
    """What the person reads at once, or what the professional reads: never the answer itself."""

    text: str
    owner: str


def alert_lines(
    read: Read, alerts: Iterable[Alert], contact: TeamFace | None, *, for_person: bool
) -> list[AlertLine]:
    rules = {rule.name: rule for rule in read.scoring.alert}
    lines = []
    for alert in alerts:
        rule = rules.get(alert.name)
        if rule is None:
            continue
        owner = alert.owner.name if alert.owner else ""
        if not for_person:
            lines.append(AlertLine(in_words(rule.reason), owner))
        elif alert.owner is None:
            nobody = _("Thank you for telling us. We have nobody here to read it. Please ring us now.")
            lines.append(AlertLine(nobody, ""))
        else:
            name = contact.name if contact and contact.account_id == alert.owner_id else owner
            lines.append(AlertLine(in_words(rule.shows).replace("%(contact)s", name).strip(), owner))
    return lines


def check_page(one: Occasion, partnership: Partnership, viewer: Viewer, relation: Relation) -> dict[str, Any]:
    """The page of one occasion: what was sent and may be read, what is made of it, what happens now."""
    for_person = viewer.side is Side.PERSON
    contact = contact_of(partnership)
    done = {
        row.side: row
        for row in Assessment.objects.filter(occasion=one).done().select_related("author", "instrument")
    }
    read = catalogue.reading(one.instrument)
    person = done.get(Side.PERSON)
    what = seen(person, one, viewer) if person else None
    whole = what is not None and what.is_whole
    alerts = list(Alert.objects.filter(assessment__occasion=one).select_related("owner"))
    return {
        "occasion": one,
        "title": title_of(one),
        "read": read,
        "for_person": for_person,
        "contact": contact,
        "parts": _parts(one, read, done, viewer, partnership),
        "scores": _scores(one, read, person, viewer) if person and whole else [],
        "alerts": alert_lines(read, alerts, contact, for_person=for_person),
        "next": what_happens(one, contact, for_person=for_person, name=partnership.known_as),
        "both_href": _both_href(one),
        "answer_href": _answer_href(one, done, relation),
        "persons_choice": one.key in plan().persons_choice,
        "asked_because": there(ASKED_BECAUSE.get(one.key, ())),
    }


def _both_href(one: Occasion) -> str:
    return reverse("understanding:both", args=[one.partnership_id]) if one.is_both_in else ""


def _answer_href(one: Occasion, done: Mapping[str, Assessment], relation: Relation) -> str:
    if relation is Relation.PERSON:
        return "" if Side.PERSON in done else href_of("answer", one)
    may = one.two_sided and allows(relation, Verb.RATE_AS_PROFESSIONAL)
    return href_of("answer", one) if may and Side.PROFESSIONAL not in done else ""


def _parts(
    one: Occasion, read: Read, done: Mapping[str, Assessment], viewer: Viewer, partnership: Partnership
) -> list[SidePart]:
    name = partnership.known_as
    parts = []
    for side in Side:
        row = done.get(side)
        if row is None:
            continue
        what = seen(row, one, viewer)
        labels = {}
        if side is Side.PROFESSIONAL:
            labels = {
                item.item: in_words(item.professional) % {"name": name}
                for item in catalogue.two_sided().of(one.key)
            }
        parts.append(
            SidePart(
                title=_side_title(side, row, viewer, name),
                side=side.value,
                lines=lines_of(read.questionnaire, what, labels),
                notes=_why_not(what.sight, viewer, name),
                by=_typed_line(row),
            )
        )
    return parts


def _side_title(side: Side, row: Assessment, viewer: Viewer, name: str) -> str:
    if side is Side.PERSON:
        return _("What you said") if viewer.side is Side.PERSON else _("What %(name)s said") % {"name": name}
    if row.author_id == viewer.account.pk:
        return _("What you said")
    return _("What %(name)s said") % {"name": row.author.name}


def _typed_line(row: Assessment) -> str:
    if not row.was_typed or row.read_back_at is None:
        return ""
    how = {
        Assessment.How.TELEPHONE: _("Said on the telephone. Typed by %(name)s and read back."),
        Assessment.How.PAPER: _("Written on paper. Typed by %(name)s and read back."),
        Assessment.How.IN_PERSON: _("Said face to face. Typed by %(name)s and read back."),
    }
    return how[Assessment.How(row.how)] % {"name": row.author.name}


def _why_not(may: Sight, viewer: Viewer, name: str) -> list[str]:
    if may in (Sight.ONE_SIDED, Sight.NOT_BOTH):
        if viewer.side is Side.PERSON:
            return [_("You can read this when you have answered too.")]
        return [_("What both of you answer is hidden until our side is in.")]
    if may is Sight.PERSONS_CHOICE:
        return [
            _("%(name)s has answered. It is counted, and %(name)s has not chosen you to read it.")
            % {"name": name}
        ]
    return []


def _scores(one: Occasion, read: Read, person: Assessment, viewer: Viewer) -> list[ScoreLine]:
    standing: QuerySet[Score] = Score.objects.filter(superseded_by=None)
    baseline = standing.filter(
        assessment__occasion__partnership=one.partnership_id,
        assessment__occasion__key=one.key,
        assessment__occasion__kind=OccasionKind.BASELINE,
        assessment__side=Side.PERSON,
    ).select_related("assessment__occasion")
    before = {
        score.name: score
        for score in baseline
        if seen(score.assessment, score.assessment.occasion, viewer).is_whole
    }
    rows = standing.filter(assessment=person)
    return score_lines(read, rows, before, for_person=viewer.side is Side.PERSON)


def what_happens(one: Occasion, contact: TeamFace | None, *, for_person: bool, name: str) -> list[str]:
    """What happens with what was sent: whole sentences, true for this occasion."""
    if not for_person:
        return _what_happens_for_us(one, name)
    who = contact.name if contact else _("Your team")
    nobody = _("Nobody watches these between visits.")
    if one.person_done_at is None:
        return [_("You have not answered this yet."), nobody]
    if not one.two_sided:
        return [_("Your team can read it now."), nobody]
    if one.is_both_in:
        return [_("Both of you have answered. You can see how you each see it."), nobody]
    return [
        _("%(who)s has been asked to answer too, without seeing your answers.") % {"who": who},
        _("When both have answered, both of you can see how you each see it."),
        nobody,
    ]


def _what_happens_for_us(one: Occasion, name: str) -> list[str]:
    if one.is_both_in:
        return [_("Both sides are in. Lay them beside each other and talk about what differs.")]
    if one.professional_done_at is not None:
        return [_("Our side is in. %(name)s sees it when they have answered too.") % {"name": name}]
    if one.two_sided and one.person_done_at is not None:
        return [_("%(name)s has answered, and waits for our side.") % {"name": name}]
    return []
