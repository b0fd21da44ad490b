"""One problem or goal: its words, where both stand, how it went, and what it was before."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from markupsafe import Markup

from alongside.base.pages.figures import change_line
from alongside.base.services.reading import reading_sentence
from alongside.care.involvement.actions.matter import may_take_back
from alongside.care.involvement.models import Matter, MatterRating, MatterWording
from alongside.care.involvement.presenters.reader import Chip, Reader, chips_of, day
from alongside.care.involvement.presenters.together import kind_word, rating_line
from alongside.care.involvement.rules.matters import HIGHEST, PARTS, Kind, Part, State, Words
from alongside.care.partnership import sources, typed
from alongside.care.partnership.models import Typed
from alongside.care.partnership.rules.agreement import Standing
from alongside.care.partnership.rules.authority import Verb, allows
from alongside.care.partnership.rules.differences import Piece, differences
from alongside.care.partnership.rules.side import Side


@dataclass(frozen=True, slots=True)
class Said:
    """A part under its heading."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Voice:
    text: str
    side: str
    by: str


@dataclass(frozen=True, slots=True)
class Changed:
    label: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A wording that others followed: what it said, what each said to it, and what the next one changed."""

    number: int
    title: str
    text: str
    parts: list[Said]
    chips: list[Chip]
    whys: list[Voice]
    next_title: str
    next_reason: str
    changes: list[Changed]


def matter_page(matter: Matter, reader: Reader) -> dict[str, Any]:
    """The context of the page."""
    newest = matter.wording
    wordings = list(matter.wordings.select_related("author", "professional").order_by("-number"))
    kind = Kind(matter.kind)
    is_open = matter.state == State.OPEN
    me = reader.side
    waits = is_open and me in matter.waits_for
    older = matter.agreed if matter.agreed_id != matter.newest_id else None
    rated = ratings_in_order(matter)
    marks = typed.marks([one.pk for one in (*wordings, *rated)])
    return {
        "matter": matter,
        "newest": newest,
        "kind": kind_word(matter.kind),
        "is_goal": kind is Kind.GOAL,
        "is_open": is_open,
        "side": "shared" if newest.agreed_at else newest.author_side,
        "written": _written(newest, reader),
        "parts": parts_of(newest, kind, reader),
        "reason": newest.reason,
        "reason_by": reader.author(newest),
        "chips": chips_of(newest, reader) if is_open else [],
        "stands": stands(matter, reader),
        "whys": whys_of(newest, reader),
        "typed_line": _typed_line(marks.get(newest.pk), reader),
        "may_type": is_open and allows(reader.relation, Verb.TYPE_FOR_PERSON),
        "waits_for_person": Side.PERSON in matter.waits_for,
        "waits_for_me": waits,
        "may_answer": is_open and me is not None,
        "mine": (newest.answer_of(me) if me is not None else None) or "",
        "may_change": is_open and reader.may_act,
        "may_take_up": not is_open and reader.may_act,
        "may_let_go": is_open and _may_let_go(matter, reader),
        "reading_line": reading_sentence(reader.partnership.service)
        if reader.is_person and is_open and Side.PROFESSIONAL in matter.waits_for
        else "",
        "agreed_before": Voice(older.text, "shared", _agreed_on(older)) if older else None,
        "grown_from": _grown_from(matter, reader),
        "grows": sources.growths(
            matter.kind, str(matter.pk), partnership=reader.partnership, relation=reader.relation
        )
        if is_open
        else [],
        "rating": rating_line(matter),
        "rating_typed": _typed_line(marks.get(rated[-1].pk), reader) if rated else "",
        "ratings": ratings_of(rated, reader),
        "earlier": _earlier(wordings, kind, reader),
    }


def _typed_line(row: Typed | None, reader: Reader) -> str:
    return typed.sentence(row, reader.partnership, to_person=reader.is_person)


def _may_let_go(matter: Matter, reader: Reader) -> bool:
    return reader.is_person or (reader.may_act and may_take_back(matter))


def _written(wording: MatterWording, reader: Reader) -> str:
    facts = {"who": reader.author(wording), "day": day(wording.written_at)}
    return _("%(who)s, %(day)s") % facts


def _agreed_on(wording: MatterWording) -> str:
    return _("Agreed by both, %(day)s") % {"day": day(wording.agreed_at)} if wording.agreed_at else ""


def label_of(part: Part, *, is_person: bool) -> str:
    """The heading of a part, in the reader's words."""
    if is_person:
        return {
            Part.TEXT: _("The words"),
            Part.IMPACT: _("What it stops or makes harder"),
            Part.FEELING: _("How it makes you feel"),
            Part.LOOKS_LIKE: _("How you would know you are there"),
            Part.WHY_IT_MATTERS: _("Why it matters to you"),
        }[part]
    return {
        Part.TEXT: _("The words"),
        Part.IMPACT: _("Impact"),
        Part.FEELING: _("How it makes them feel"),
        Part.LOOKS_LIKE: _("What it would look like"),
        Part.WHY_IT_MATTERS: _("Why it matters to them"),
    }[part]


def parts_of(wording: MatterWording, kind: Kind, reader: Reader) -> list[Said]:
    """The parts that say something, under their headings; the first words stand alone above them."""
    words = wording.words()
    said = [
        Said(label_of(part, is_person=reader.is_person), words.of(part))
        for part in PARTS[kind]
        if part is not Part.TEXT and words.of(part)
    ]
    if words.by_when is not None:
        said.append(Said(_("By when"), formats.date_format(words.by_when, "j F Y")))
    return said


def stands(matter: Matter, reader: Reader) -> str:
    """Where both stand, in one sentence."""
    wording = matter.wording
    if matter.state != State.OPEN:
        return _behind(matter, reader)
    apart = {
        Standing.NOT_NOW: _("%(who)s said: not now. That is fine. You can take it up at any time."),
        Standing.DIFFERENT: _("%(who)s sees it differently. Neither of you has to be wrong."),
        Standing.TALK: _("%(who)s would like to talk about this. It is on the list for the next visit."),
    }
    if wording.standing in apart:
        return _from_me(matter, reader) or apart[wording.standing] % {"who": _who_said(wording, reader)}
    if wording.standing is Standing.AGREED and wording.agreed_at:
        return (
            _("You both said yes to these words on %(day)s.") % {"day": day(wording.agreed_at)}
            if (reader.may_act)
            else _("Both said yes to these words on %(day)s.") % {"day": day(wording.agreed_at)}
        )
    author = reader.author(wording)
    if reader.side in matter.waits_for:
        if matter.agreed is not None or wording.number > 1:
            return _("%(who)s changed the words. It counts when you say yes too.") % {"who": author}
        return _("%(who)s wrote this. It counts when you say yes too.") % {"who": author}
    other = reader.person if wording.author_side == Side.PROFESSIONAL else reader.our_side
    return _("%(other)s has not answered yet.") % {"other": other}


def _behind(matter: Matter, reader: Reader) -> str:
    if matter.behind_at is None:
        return ""
    side = Side.PERSON if matter.behind_by_id == reader.partnership.person_id else Side.PROFESSIONAL
    facts = {"who": reader.who(side.value, matter.behind_by), "day": day(matter.behind_at)}
    if matter.state == State.LET_GO:
        return _("%(who)s let this go on %(day)s.") % facts
    if matter.kind == Kind.PROBLEM:
        return _("%(who)s said on %(day)s that this is no longer a problem.") % facts
    return _("%(who)s said on %(day)s that this is reached.") % facts


def _who_said(wording: MatterWording, reader: Reader) -> str:
    person = wording.answer_of(Side.PERSON)
    if person is not None and person.value == wording.standing.value:
        return reader.person
    return reader.professional(wording.professional)


def _from_me(matter: Matter, reader: Reader) -> str:
    """The same, where it was the reader who said it."""
    me = reader.side
    wording = matter.wording
    mine = wording.answer_of(me) if me is not None else None
    if mine is None or mine.value != wording.standing.value:
        return ""
    return {
        Standing.NOT_NOW: _("You said: not now. That is fine. You can take it up at any time."),
        Standing.DIFFERENT: _("You said that you see it differently. Neither of you has to be wrong."),
        Standing.TALK: _(
            "You said that you would like to talk about this. It is on the list for the next visit."
        ),
    }[wording.standing]


def whys_of(wording: MatterWording, reader: Reader) -> list[Voice]:
    """What each added to their answer."""
    voices = []
    if wording.person_why:
        voices.append(Voice(wording.person_why, "person", reader.person))
    if wording.professional_why:
        voices.append(
            Voice(wording.professional_why, "professional", reader.professional(wording.professional))
        )
    return voices


def _grown_from(matter: Matter, reader: Reader) -> sources.Source | None:
    """What it grew from, where the reader may read that."""
    if not matter.source:
        return None
    return sources.read(
        matter.source, partnership=reader.partnership, by=reader.account, relation=reader.relation
    )


@dataclass(frozen=True, slots=True)
class Ratings:
    """How the person rated it over time."""

    picture: Markup | str
    head: list[str]
    rows: list[list[str]]


def ratings_in_order(matter: Matter) -> list[MatterRating]:
    """What the person said over time, the first first."""
    return list(matter.ratings.order_by("rated_at", "pk"))


def ratings_of(rows: list[MatterRating], reader: Reader) -> Ratings | None:
    """The figure with its table; None before anything was rated."""
    if not rows:
        return None
    points = [(timezone.localtime(row.rated_at).date(), float(row.value)) for row in rows]
    first, last = points[0], points[-1]
    description = (
        _("%(first)d at first, %(last)d now, from 0 to 8.") % {"first": first[1], "last": last[1]}
        if len(points) > 1
        else _("%(value)d, from 0 to 8.") % {"value": first[1]}
    )
    whose = _("What you said") if reader.is_person else _("What %(name)s said") % {"name": reader.person}
    picture = change_line(
        points,
        title=whose,
        description=description,
        first_when=formats.date_format(first[0], "j M Y"),
        last_when=formats.date_format(last[0], "j M Y"),
        top=HIGHEST,
    )
    table = [[formats.date_format(when, "j F Y"), f"{value:g}"] for when, value in points]
    return Ratings(picture, [_("Day"), _("From 0 to 8")], table)


def _earlier(wordings: list[MatterWording], kind: Kind, reader: Reader) -> list[Earlier]:
    """Every wording but the newest, the newest of them first."""
    return [_followed(older, newer, kind, reader) for newer, older in pairwise(wordings)]


def _followed(older: MatterWording, newer: MatterWording, kind: Kind, reader: Reader) -> Earlier:
    facts = {"who": reader.author(newer), "day": day(newer.written_at)}
    return Earlier(
        number=older.number,
        title=_written(older, reader),
        text=older.text,
        parts=parts_of(older, kind, reader),
        chips=chips_of(older, reader),
        whys=whys_of(older, reader),
        next_title=_("Changed by %(who)s, %(day)s") % facts,
        next_reason=newer.reason,
        changes=changes(older.words(), newer.words(), kind, reader),
    )


def changes(before: Words, after: Words, kind: Kind, reader: Reader) -> list[Changed]:
    """What differs between two wordings, part by part, by words."""
    found = [
        Changed(label_of(part, is_person=reader.is_person), differences(before.of(part), after.of(part)))
        for part in PARTS[kind]
        if before.of(part) != after.of(part)
    ]
    if before.by_when != after.by_when:
        was, became = (
            formats.date_format(each, "j F Y") if each else "" for each in (before.by_when, after.by_when)
        )
        found.append(Changed(_("By when"), differences(was, became)))
    return found
