"""What this room offers the person's today and the next visit's agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.care.involvement.models import Decision, Matter
from alongside.care.involvement.presenters.options import title_of
from alongside.care.involvement.presenters.words import first_words
from alongside.care.involvement.rules import deciding
from alongside.care.involvement.rules.matters import Kind
from alongside.care.partnership.cards import Card, Post
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.names import short_name
from alongside.care.partnership.rules.agreement import Answer, Standing
from alongside.care.partnership.rules.side import Side


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """Something to talk about at the next visit. ``side`` is who asked for it."""

    title: str
    why: str
    href: str
    side: str
    since: datetime


def cards(partnership: Partnership) -> list[Card]:
    """At most two: what waits for the person's answer, or, before there is anything, the question itself."""
    matters = Matter.objects.filter(partnership=partnership, waits_for_person=True)
    waiting = list(matters.with_words().order_by("moved_at"))
    decisions = Decision.objects.filter(partnership=partnership, waits_for_person=True)
    found = [
        *_proposals(waiting, partnership),
        *_decisions(list(decisions.with_words().order_by("moved_at"))),
    ]
    if found:
        return found
    return _what_you_want(partnership)


def _proposals(waiting: list[Matter], partnership: Partnership) -> list[Card]:
    if not waiting:
        return []
    if len(waiting) > 1:
        text = ngettext(
            "%(n)d thing to work on together waits for you. Change the words, or say no, if you like.",
            "%(n)d things to work on together wait for you. Change the words, or say no, if you like.",
            len(waiting),
        ) % {"n": len(waiting)}
        href = reverse("involvement:together", args=[partnership.pk])
        return [Card(_("What do you want to work on?"), text, _("Read them"), href, side="shared")]
    row = waiting[0]
    wording = row.wording
    key = [partnership.pk, row.pk]
    facts = {"who": short_name(wording.author.name)}
    changed = _("%(who)s changed the words") if wording.number > 1 else _("%(who)s proposed something")
    yes = Post(
        _("Yes, I agree"),
        reverse("involvement:matter-answer", args=key),
        (("number", str(wording.number)), ("says", Answer.YES.value)),
    )
    text = _("It counts when you say yes too. You can change the words, or say no.")
    action, href = _("Read it all"), reverse("involvement:matter", args=key)
    # More than its first words: then it is read before anything is agreed.
    whole = wording.text == first_words(wording.text) and not (wording.impact or wording.looks_like)
    return [
        Card(
            changed % facts,
            text,
            action,
            href,
            side="professional",
            quote=first_words(wording.text),
            posts=(yes,) if whole else (),
        )
    ]


def _decisions(waiting: list[Decision]) -> list[Card]:
    if not waiting:
        return []
    row = waiting[0]
    href = reverse("involvement:decision", args=[row.partnership_id, row.pk])
    question = first_words(row.question)
    title, text, action = _("There is something to decide"), "", _("See the choices")
    if row.choice is not None:
        who = {"who": short_name(row.choice.author.name)}
        text = first_words(title_of(row.choice.option))
        if row.state == deciding.State.DECIDED:
            title, action = _("%(who)s decided, as you asked") % who, _("Read why")
        else:
            title, action = _("%(who)s would choose this") % who, _("Read and answer")
    elif row.recommendation is not None and not row.recommendation.response:
        who = {"who": short_name(row.recommendation.by.name)}
        title, action = _("%(who)s says what they would do, and why") % who, _("Read it")
    return [Card(title, text, action, href, side="shared", quote=question)]


def _what_you_want(partnership: Partnership) -> list[Card]:
    """Nobody has asked yet what the person wants: once they have told their story, somebody does."""
    if not partnership.figures.story_versions or Matter.objects.filter(partnership=partnership).exists():
        return []
    return [
        Card(
            _("What do you want to work on?"),
            _("You told us your story. Pick one thing out of it that you would like to change."),
            _("Pick one thing"),
            reverse("involvement:goal-new", args=[partnership.pk]),
            side="person",
        )
    ]


def agenda(partnership: Partnership) -> list[AgendaLine]:
    """What one of them wants to talk about or sees differently, and open decisions: the oldest first."""
    lines = [
        _agenda_matter(row) for row in Matter.objects.filter(partnership=partnership).to_talk().with_words()
    ]
    open_ones = Decision.objects.filter(partnership=partnership).open().with_words()
    lines += [_agenda_decision(row) for row in open_ones]
    return sorted(lines, key=lambda line: line.since)


def _agenda_matter(row: Matter) -> AgendaLine:
    wording = row.wording
    asked = next(
        (side for side in Side if (said := wording.answer_of(side)) and said.value == row.stands), Side.PERSON
    )
    why = _("To talk about") if row.stands == Standing.TALK else _("Seen differently")
    kind = _("Problem") if row.kind == Kind.PROBLEM else _("Goal")
    title = _("%(kind)s: %(words)s") % {"kind": kind, "words": first_words(wording.text)}
    href = reverse("involvement:matter", args=[row.partnership_id, row.pk])
    return AgendaLine(title, why, href, asked.value, row.moved_at)


def _agenda_decision(row: Decision) -> AgendaLine:
    title = _("Decision: %(words)s") % {"words": first_words(row.question)}
    href = reverse("involvement:decision", args=[row.partnership_id, row.pk])
    return AgendaLine(title, _("To decide"), href, row.opened_side, row.moved_at)
