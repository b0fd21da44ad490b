"""*What we agreed*: problems, goals and decisions, what waits for the reader first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from alongside.care.involvement.models import Decision, Matter
from alongside.care.involvement.presenters.options import chips_of_choice, title_of
from alongside.care.involvement.presenters.reader import Chip, Reader, chips_of, day
from alongside.care.involvement.presenters.words import first_words
from alongside.care.involvement.rules import deciding
from alongside.care.involvement.rules.matters import HIGHEST, Group, Kind, State, group_of
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.agreement import Standing
from alongside.care.partnership.rules.side import Side


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list."""

    kind: str
    title: str
    href: str
    chips: list[Chip]
    line: str
    rating: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The items that stand alike."""

    group: Group
    title: str
    lead: str
    items: list[Item]


def together_page(partnership: Partnership, reader: Reader) -> dict[str, Any]:
    """The context of the list. Two queries for what is on it."""
    found: dict[Group, list[Item]] = {group: [] for group in Group}
    for matter in Matter.objects.filter(partnership=partnership).with_words().order_by("-moved_at"):
        group = group_of(
            State(matter.state),
            Standing(matter.stands),
            matter.waits_for,
            has_agreed=matter.agreed_id is not None,
            me=reader.side,
        )
        found[group].append(_matter(matter, reader))
    for decision in Decision.objects.filter(partnership=partnership).with_words().order_by("-moved_at"):
        found[_group_of(decision, reader)].append(_decision(decision, reader))
    sections = [
        Section(group, title, lead, found[group])
        for group, (title, lead) in _titles(reader).items()
        if found[group]
    ]
    return {"sections": sections, "may_act": reader.may_act, "for_person": reader.is_person}


def _titles(reader: Reader) -> dict[Group, tuple[str, str]]:
    person = reader.is_person
    return {
        Group.WAITS_FOR_ME: (
            _("Waits for you"),
            _("Read it first. You can change the words, or say no.") if person else "",
        ),
        Group.AGREED: (_("What we agreed"), ""),
        Group.TALKED_ABOUT: (
            _("Being talked about"),
            _("Not agreed yet. Neither of you has to be wrong.") if person else _("Not agreed yet."),
        ),
        Group.NOT_NOW: (
            _("Not now"),
            _("It can wait. Take it up when you like.") if person else _("Respected. Either can take it up."),
        ),
        Group.BEHIND: (_("Behind us"), ""),
    }


def kind_word(kind: str) -> str:
    return _("Problem") if kind == Kind.PROBLEM else _("Goal")


def rating_line(matter: Matter) -> str:
    if matter.rating is None:
        return ""
    facts = {"value": matter.rating, "top": HIGHEST}
    if matter.kind == Kind.PROBLEM:
        return _("A problem of %(value)d out of %(top)d") % facts
    return _("%(value)d of %(top)d on the way") % facts


def _matter(matter: Matter, reader: Reader) -> Item:
    return Item(
        kind=kind_word(matter.kind),
        title=first_words(matter.wording.text),
        href=reverse("involvement:matter", args=[matter.partnership_id, matter.pk]),
        chips=chips_of(matter.wording, reader) if matter.state == State.OPEN else [],
        line=_line(matter, reader),
        rating=rating_line(matter),
    )


def _line(matter: Matter, reader: Reader) -> str:
    if matter.state != State.OPEN and matter.behind_at is not None:
        facts = {"day": day(matter.behind_at)}
        if matter.state == State.LET_GO:
            return _("Let go on %(day)s.") % facts
        if matter.kind == Kind.PROBLEM:
            return _("No longer a problem, since %(day)s.") % facts
        return _("Reached on %(day)s.") % facts
    if matter.agreed is not None and matter.agreed_id != matter.newest_id:
        return _("New words are being talked about. What you both agreed before still stands.")
    if reader.side in matter.waits_for:
        return _("%(who)s wrote this. What do you say?") % {"who": reader.author(matter.wording)}
    return ""


def _group_of(decision: Decision, reader: Reader) -> Group:
    waits = {Side.PERSON: decision.waits_for_person, Side.PROFESSIONAL: decision.waits_for_team}
    if reader.side is not None and waits[reader.side]:
        return Group.WAITS_FOR_ME
    return Group.AGREED if decision.state == deciding.State.DECIDED else Group.TALKED_ABOUT


def _decision(decision: Decision, reader: Reader) -> Item:
    decided = decision.state == deciding.State.DECIDED
    chips = []
    line = ""
    if decision.choice is not None:
        chips = chips_of_choice(decision.choice, decision, reader)
        facts = {"option": first_words(title_of(decision.choice.option))}
        line = (_("Decided: %(option)s") if decided else _("Put forward: %(option)s")) % facts
    elif decision.recommendation is not None:
        facts = {
            "who": reader.professional(decision.recommendation.by),
            "option": first_words(title_of(decision.recommendation.option)),
        }
        line = _("%(who)s would do this: %(option)s") % facts
    look_again = decision.choice.look_again_on if decided and decision.choice else None
    return Item(
        kind=_("Decision"),
        title=first_words(decision.question),
        href=reverse("involvement:decision", args=[decision.partnership_id, decision.pk]),
        chips=chips,
        line=line,
        rating=_("We look again on %(day)s") % {"day": formats.date_format(look_again, "j F Y")}
        if look_again
        else "",
    )
