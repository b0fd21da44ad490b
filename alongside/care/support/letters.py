"""The letter to the GP: its lines from what both agreed, and the sentences around it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from alongside.base.services.installation import is_simulated
from alongside.care.access import follow_up_presenters
from alongside.care.access.actions.letter import gp_is_out, may_leave
from alongside.care.access.catalogue import follow_up_rules
from alongside.care.access.models import FollowUp, Letter
from alongside.care.access.rules.follow_up import AtEnd, texts
from alongside.care.access.rules.letter import Line, Paper, kept
from alongside.care.involvement.models import Matter
from alongside.care.involvement.rules.matters import Kind
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.names import named
from alongside.care.partnership.rules.authority import Relation, Verb, allows
from alongside.care.plan.reading import plan_of
from alongside.care.plan.rules.step import Part
from alongside.care.support.models import Review
from alongside.care.support.reviews import difference_words
from alongside.care.support.rules.reviewing import MadeDifference

Said = Letter.Said


def lines_of(partnership: Partnership) -> list[Line]:
    """Every line there is to tell a GP: only what both agreed on, as it stands today."""
    return [*_matters(partnership), *_plan(partnership), *_review(partnership), *_follow_up(partnership)]


def _matters(partnership: Partnership) -> list[Line]:
    headings = {
        Kind.PROBLEM.value: _("What is hard, in the person’s words"),
        Kind.GOAL.value: _("What they want to get to"),
    }
    rows = Matter.objects.filter(partnership=partnership).agreed_by_both().select_related("agreed")
    found = [row for kind in headings for row in rows if row.kind == kind and row.agreed]
    return [Line(f"{row.kind}:{row.pk}", headings[row.kind], row.agreed.text) for row in found if row.agreed]


def _plan(partnership: Partnership) -> list[Line]:
    steps = [step for step in plan_of(partnership).steps if step.agreed and step.paused is None]
    everyday = [step for step in steps if step.part is not Part.FLARE_UP]
    flare_up = [step for step in steps if step.part is Part.FLARE_UP]
    headings = ((everyday, _("The plan both agreed on")), (flare_up, _("For a flare-up")))
    return [
        Line(f"step:{step.id}", heading, step.agreed.words.what)
        for part, heading in headings
        for step in part
        if step.agreed
    ]


def _review(partnership: Partnership) -> list[Line]:
    rows = Review.objects.filter(partnership=partnership, closed_at__isnull=False).order_by("-number")
    row = rows.first()
    if row is None or not row.made_difference or row.closed_at is None:
        return []
    words = _("Looked back on %(day)s. Has it made a difference? “%(said)s”") % {
        "day": _day(row.closed_at, partnership),
        "said": difference_words(MadeDifference(row.made_difference)),
    }
    return [Line(f"review:{row.pk}", _("Looking back together"), words)]


def _follow_up(partnership: Partnership) -> list[Line]:
    rows = FollowUp.objects.filter(partnership=partnership).in_force().select_related("agreed")
    row = rows.first()
    if row is None or row.agreed is None:
        return []
    heading, words, rules = _("Coming back when needed"), row.agreed, follow_up_rules()
    found = [follow_up_presenters.what_words(words)]
    if words.conditions:
        found.append(
            _("Comes back when: %(when)s.") % {"when": "; ".join(texts(rules.conditions, words.conditions))}
        )
    if words.watch_for:
        found.append(_("Watches for: %(what)s") % {"what": words.watch_for})
    if words.at_end:
        found.append(follow_up_presenters.at_end_words(AtEnd(words.at_end)))
    return [Line(f"follow-up:{at}", heading, each) for at, each in enumerate(found)]


def paper(letter: Letter) -> Paper:
    """What stands on the sheet: without the lines that the person left out, and without a word of that."""
    partnership = letter.partnership
    service = partnership.service
    born = formats.date_format(partnership.born_on, "j F Y") if partnership.born_on else _("not given")
    who = named(letter.drafted_by.name, letter.drafted_by_profession)
    head = (
        _("To the general practitioner of %(name)s, born %(born)s")
        % {"name": partnership.full_name, "born": born},
        _("From %(who)s, %(clinic)s, telephone %(phone)s")
        % {"who": who, "clinic": service.name, "phone": service.phone},
        _day(letter.drafted_at, partnership),
    )
    foot = [_("This is what both agreed on; it is not the whole record.")]
    if letter.said == Said.YES and letter.said_at is not None:
        foot.insert(
            0,
            _("%(name)s read this letter and said yes to it on %(day)s.")
            % {"name": partnership.full_name, "day": _day(letter.said_at, partnership)},
        )
    if is_simulated():
        foot.append(_("Simulated: this person does not exist."))
    lines = kept([Line.from_plain(plain) for plain in letter.lines], letter.left_out)
    return Paper(_("A letter to the GP"), head, lines, tuple(foot))


def index(partnership: Partnership, relation: Relation) -> dict[str, Any]:
    """All letters, the newest first, and whether one can be written."""
    rows = Letter.objects.filter(partnership=partnership).select_related("drafted_by").order_by("-number")
    out = gp_is_out(partnership)
    return {
        "for_person": relation is Relation.PERSON,
        "gp_is_out": out,
        "rows": [
            {
                "id": row.pk,
                "title": _("Because %(point)s") % {"point": row.get_point_display()},
                "about": _("%(name)s, %(day)s")
                % {"name": row.drafted_by.name, "day": _day(row.drafted_at, partnership)},
                "stands": stands_words(row, mine=relation is Relation.PERSON),
            }
            for row in rows
        ],
        "may_draft": allows(relation, Verb.WRITE_LETTER) and not out,
    }


def stands_words(row: Letter, *, mine: bool) -> str:
    """What became of it."""
    if row.handed_over_at is not None:
        return _("Handed over")
    if row.taken_back_at is not None:
        return _("Taken back, or replaced")
    if row.said == Said.YES:
        return _("You said yes") if mine else _("They said yes: it can be handed over")
    if row.said == Said.NOT_NOW:
        return _("Not this time")
    if row.said == Said.NEVER:
        return _("No letter to a GP")
    return _("You decide") if mine else _("They are asked")


def letter_page(row: Letter, relation: Relation) -> dict[str, Any]:
    """One letter: the person reads every line and decides; what they left out, nobody else reads."""
    mine = relation is Relation.PERSON
    lines = [Line.from_plain(plain) for plain in row.lines]
    open_ = row.taken_back_at is None and row.handed_over_at is None
    leave = may_leave(row) or row.handed_over_at is not None
    return {
        "row": row,
        "for_person": mine,
        "paper": paper(row),
        "lines": lines,
        "stands": stands_words(row, mine=mine),
        "gp_is_out": gp_is_out(row.partnership),
        "may_answer": mine and open_,
        "may_take": leave,
        "may_hand_over": leave
        and row.handed_over_at is None
        and (mine or allows(relation, Verb.WRITE_LETTER)),
    }


def _day(at: datetime, partnership: Partnership) -> str:
    return formats.date_format(at.astimezone(ZoneInfo(partnership.service.time_zone)), "j F Y")
