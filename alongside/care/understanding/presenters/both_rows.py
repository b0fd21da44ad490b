"""One question from both sides: figure, words, and what has become of a difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from markupsafe import Markup

from alongside.base.pages.figures import change_line, two_sides
from alongside.care.measures import catalogue
from alongside.care.measures.models import Assessment, Occasion
from alongside.care.measures.rules.answer_storage import load_answers
from alongside.care.measures.rules.questionnaire import Item
from alongside.care.measures.rules.side_answers import is_medicines, plain
from alongside.care.measures.rules.sides import HIGHEST, Outcome
from alongside.care.measures.rules.sight import Side, Sight
from alongside.care.measures.sight import sight_of
from alongside.care.partnership.definitions_said import in_words
from alongside.care.partnership.names import first_up
from alongside.care.understanding.models import Difference, SideNote
from alongside.care.understanding.pairs import Pair, pairs_of
from alongside.care.understanding.presenters.both_reader import Reader
from alongside.care.understanding.rules.settling import Move, State, possible

Sides = tuple[Assessment, Assessment]
"""The person's answers and the professional's, both sent in."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's words beside a rating."""

    text: str
    side: str
    by: str


@dataclass(slots=True)
class Row:
    """One question from both sides."""

    id: str
    title: str
    question: str
    said: str
    """Both answers in one sentence, which says the same as the figure."""
    figure: Markup | str = ""
    ends: tuple[str, str] = ("", "")
    """The words at 0 and at 8; written below the figure, where they can wrap."""
    chips: list[tuple[str, str]] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    note_href: str = ""
    note_wanted: bool = False
    difference: DifferenceLine | None = None
    change: Markup | str = ""
    cells: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """What has become of a difference, and what the reader can do now."""

    row: Difference
    state: str
    found: str
    found_by: str
    why_not: str
    moves: frozenset[str]
    not_understood: str


def rows_of(
    shown: list[Occasion],
    both_in: list[Occasion],
    done: Mapping[tuple[UUID, str], Assessment],
    reader: Reader,
) -> list[tuple[Pair, Row]]:
    differences = {
        (row.occasion_id, row.item): row
        for row in Difference.objects.filter(occasion__in=shown).select_related("said_by")
    }
    notes: dict[tuple[UUID, str], list[SideNote]] = {}
    for note in (
        SideNote.objects.filter(occasion__in=shown).select_related("author").order_by("written_at", "pk")
    ):
        notes.setdefault((note.occasion_id, note.item), []).append(note)
    rows = []
    for one in shown:
        person, professional = done[one.pk, Side.PERSON], done[one.pk, Side.PROFESSIONAL]
        if not _whole(one, person, professional, reader):
            continue
        history = _history(one, both_in, done, reader)
        for pair in pairs_of(one, person, professional):
            key = (one.pk, pair.item.item)
            row = _row(one, pair, (person, professional), notes.get(key, []), reader)
            if key in differences:
                row.difference = _difference(differences[key], pair, professional, reader)
            row.change = _change(pair, history.get(pair.item.item, []), reader)
            rows.append((pair, row))
    return rows


def _whole(one: Occasion, person: Assessment, professional: Assessment, reader: Reader) -> bool:
    return all(sight_of(row, one, reader.viewer) is Sight.ALL for row in (person, professional))


def _row(one: Occasion, pair: Pair, sides: Sides, notes: list[SideNote], reader: Reader) -> Row:
    person, professional = sides
    item = catalogue.reading(one.instrument).questionnaire.index[pair.item.item]
    who = reader.professional_name(professional.author_id, professional.author.name)
    said = _said(pair, item, who, reader)
    row = Row(
        id=f"{one.key}-{pair.item.item}",
        title=_(pair.item.title),
        question=in_words(item.text),
        said=said,
        voices=_voices(pair, person, professional, notes, reader),
        note_href=reverse("understanding:note", args=[one.partnership_id, one.pk, pair.item.item]),
    )
    mine = {Side.PERSON: person, Side.PROFESSIONAL: professional}[reader.viewer.side].words
    written = pair.item.item in mine or any(note.side == reader.viewer.side for note in notes)
    row.note_wanted = pair.note_wanted and not written
    if is_medicines(pair.item):
        row.chips = _chips(pair, item, who, reader)
    else:
        row.figure = two_sides(
            _number(pair.person),
            _number(pair.professional),
            person_label=reader.person_name,
            professional_label=who,
            both_label=_("both"),
            title=_(pair.item.title),
            description=said,
        )
        row.ends = (in_words(item.hint("lower")), in_words(item.hint("upper")))
    row.cells = [row.title, _cell(pair.person, item), _cell(pair.professional, item), _shows(pair.outcome)]
    return row


def _number(value: int | str | None) -> int | None:
    return value if isinstance(value, int) else None


def _cell(value: int | str | None, item: Item) -> str:
    if value is None:
        return _("left out")
    if isinstance(value, int):
        return str(value)
    option = item.option(value)
    return in_words(option.label) if option else value


def _said(pair: Pair, item: Item, who: str, reader: Reader) -> str:
    """*You said 2. Priya thought you would say 7.*"""
    person, professional = _cell(pair.person, item), _cell(pair.professional, item)
    first = (
        _("You said: %(value)s.") % {"value": person}
        if reader.is_person
        else _("%(name)s said: %(value)s.") % {"name": reader.partnership.known_as, "value": person}
    )
    name = reader.partnership.known_as
    felt = pair.item.kind == "felt"
    is_me = who == _("you")
    if felt and reader.is_person:
        second = _("%(who)s thought you would say: %(value)s.")
    elif felt:
        second = (
            _("You thought %(name)s would say: %(value)s.")
            if is_me
            else _("%(who)s thought %(name)s would say: %(value)s.")
        )
    else:
        second = _("Your own view: %(value)s.") if is_me else _("%(who)s’s own view: %(value)s.")
    return f"{first} {second % {'who': who, 'name': name, 'value': professional}}"


def _chips(pair: Pair, item: Item, who: str, reader: Reader) -> list[tuple[str, str]]:
    """Each side's answer in words, with whose it is."""
    said = _("%(who)s: %(answer)s")
    if pair.person == pair.professional and pair.person is not None:
        return [(said % {"who": _("Both"), "answer": _cell(pair.person, item)}, "shared")]
    return [
        (said % {"who": first_up(reader.person_name), "answer": _cell(pair.person, item)}, "person"),
        (said % {"who": first_up(who), "answer": _cell(pair.professional, item)}, "professional"),
    ]


def _voices(
    pair: Pair, person: Assessment, professional: Assessment, notes: list[SideNote], reader: Reader
) -> list[Voice]:
    key = pair.item.item
    voices = []
    if person.words.get(key):
        voices.append(Voice(person.words[key], "person", _by(person, reader)))
    if professional.words.get(key):
        who = reader.professional_name(professional.author_id, professional.author.name)
        voices.append(Voice(professional.words[key], "professional", first_up(who)))
    for note in notes:
        who = reader.professional_name(note.author_id, note.author.name)
        if note.side == Side.PERSON:
            who = reader.person_name
        voices.append(Voice(note.text, note.side, first_up(who)))
    return voices


def _by(person: Assessment, reader: Reader) -> str:
    name = first_up(reader.person_name)
    return _("%(name)s, typed by us") % {"name": name} if person.was_typed else name


def _shows(outcome: Outcome | None) -> str:
    return {
        Outcome.SEE_DIFFERENTLY: _("We see this differently"),
        Outcome.BOTH_HARD: _("We both see this is hard"),
        Outcome.STRENGTH_SHARED: _("A strength we share"),
        None: _("One of us left it out"),
    }[outcome]


def _difference(row: Difference, pair: Pair, professional: Assessment, reader: Reader) -> DifferenceLine:
    side = reader.viewer.side
    said_by = Side(row.said_side) if row.said_side else None
    moves = {move for move in Move if possible(State(row.state), move, by=side, said_by=said_by)}
    who = reader.professional_name(professional.author_id, professional.author.name)
    not_understood = ""
    if pair.item.kind == "felt":
        not_understood = (
            _("You had not understood this. Worth talking about.")
            if who == _("you")
            else _("%(who)s had not understood this. Worth talking about.") % {"who": who}
        )
    return DifferenceLine(
        row=row,
        state=_state(row, reader),
        found=row.found if row.state in (State.FOUND, State.SETTLED) or row.why_not else "",
        found_by=first_up(_said_by(row, reader)),
        why_not=row.why_not,
        moves=frozenset(move.value for move in moves),
        not_understood=not_understood,
    )


def _said_by(row: Difference, reader: Reader) -> str:
    if row.said_by is None:
        return ""
    if row.said_side == Side.PERSON:
        return reader.person_name
    return reader.professional_name(row.said_by_id or row.said_by.pk, row.said_by.name)


def _state(row: Difference, reader: Reader) -> str:
    who = _said_by(row, reader)
    mine = row.said_side == reader.viewer.side
    match State(row.state):
        case State.TO_TALK:
            return _("To talk about at the next visit.")
        case State.FOUND:
            if mine:
                return _("You wrote what you found. It is settled when they say so too.")
            return _("%(who)s wrote what you found when you talked. Is that how you see it?") % {
                "who": first_up(who)
            }
        case State.SETTLED:
            day = formats.date_format(row.settled_at, "j F") if row.settled_at else ""
            return _("Settled by both of you on %(day)s.") % {"day": day}
        case State.LEFT_OPEN:
            return _("Left open. Each sees it their way, and both know.")
        case _:
            return ""


def _history(
    one: Occasion,
    both_in: list[Occasion],
    done: Mapping[tuple[UUID, str], Assessment],
    reader: Reader,
) -> dict[str, list[tuple[Occasion, int]]]:
    """The person's ratings of each question until this occasion, where the very same words were asked."""
    values: dict[str, list[tuple[Occasion, int]]] = {}
    for earlier in reversed(both_in):
        person = done[earlier.pk, Side.PERSON]
        now = done[one.pk, Side.PERSON]
        comparable = (
            earlier.key == one.key
            and person.questionnaire_hash == now.questionnaire_hash
            and sight_of(person, earlier, reader.viewer) is Sight.ALL
            and (person.completed_at or earlier.made_at) <= (now.completed_at or one.made_at)
        )
        if not comparable:
            continue
        for key, answers in load_answers(person.answers).items():
            number = plain(answers[0]) if answers else None
            if isinstance(number, int):
                values.setdefault(key, []).append((earlier, number))
    return values


def _change(pair: Pair, history: list[tuple[Occasion, int]], reader: Reader) -> Markup | str:
    points = [(one.person_done_at.date(), float(value)) for one, value in history if one.person_done_at]
    if len(points) < 2 or is_medicines(pair.item):
        return ""
    first, last = points[0], points[-1]
    description = _("%(first)d at the start, %(last)d now, from 0 to 8.") % {
        "first": first[1],
        "last": last[1],
    }
    who = reader.person_name
    return change_line(
        points,
        title=_("%(title)s: what %(who)s said over time") % {"title": _(pair.item.title), "who": who},
        description=description,
        first_when=formats.date_format(first[0], "j M Y"),
        last_when=formats.date_format(last[0], "j M Y"),
        top=HIGHEST,
    )
