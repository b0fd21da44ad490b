"""*How we each see it*: both sides of the same questions, grouped by what they say together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from alongside.care.measures import catalogue
from alongside.care.measures.models import Assessment, Occasion
from alongside.care.measures.presenters import title_of
from alongside.care.measures.rules.sides import Outcome
from alongside.care.measures.rules.sight import Side, Sight
from alongside.care.measures.sight import Viewer, sight_of
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.names import first_up, short_name
from alongside.care.understanding.pairs import Pair
from alongside.care.understanding.presenters.both_reader import Reader
from alongside.care.understanding.presenters.both_rows import Row, rows_of


@dataclass(slots=True)
class Group:
    """Rows that say the same kind of thing."""

    title: str
    lead: str
    rows: list[Row]
    kind: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An occasion that not both have answered: who has and who has not, never what."""

    title: str
    person: str
    professional: str
    href: str
    action: str


def both_page(partnership: Partnership, viewer: Viewer, *, chosen: UUID | None = None) -> dict[str, Any]:
    """The page: the newest of each check that both answered, or all that was answered on ``chosen``'s day."""
    reader = Reader(viewer, partnership)
    occasions = list(
        Occasion.objects.filter(partnership=partnership, two_sided=True)
        .filter(Q(person_done_at__isnull=False) | Q(professional_done_at__isnull=False))
        .with_instrument()
        .order_by("-person_done_at", "-pk")
    )
    done = _assessments(occasions)
    both_in = [one for one in occasions if one.is_both_in]
    shown = [one for one in both_in if one.pk == chosen] if chosen else _newest(both_in)
    rows = rows_of(shown, both_in, done, reader)
    return {
        "for_person": reader.is_person,
        "name": partnership.known_as,
        "groups": _groups(rows),
        "lead": _lead(shown, done, reader),
        "waiting": [] if chosen else _waiting(occasions, reader),
        "counted": _only_counted(shown, done, reader),
        "table": _table(rows, reader, shown, done),
        "earlier": _earlier(both_in, shown, partnership),
        "is_earlier": chosen is not None,
        "checks_href": reverse("measures:checks", args=[partnership.pk]),
    }


def _assessments(occasions: Iterable[Occasion]) -> dict[tuple[UUID, str], Assessment]:
    rows = Assessment.objects.filter(occasion__in=list(occasions)).done().select_related("author")
    return {(row.occasion_id, row.side): row for row in rows}


def _newest(both_in: Iterable[Occasion]) -> list[Occasion]:
    newest: dict[str, Occasion] = {}
    for one in both_in:  # the newest comes first
        newest.setdefault(one.key, one)
    order = list(dict.fromkeys(item.instrument for item in catalogue.two_sided().item))
    return sorted(newest.values(), key=lambda one: order.index(one.key))


def _groups(rows: list[tuple[Pair, Row]]) -> list[Group]:
    def of(outcome: Outcome | None) -> list[Row]:
        return [row for pair, row in rows if pair.outcome is outcome]

    groups = [
        Group(
            _("We see this differently"),
            _("Neither of you has to be wrong.") if of(Outcome.SEE_DIFFERENTLY) else "",
            of(Outcome.SEE_DIFFERENTLY),
            "different",
        ),
        Group(_("We both see this is hard"), "", of(Outcome.BOTH_HARD), "hard"),
        Group(_("Strengths we share"), "", of(Outcome.STRENGTH_SHARED), "strength"),
        Group(_("One of us left this out"), "", of(None), "left-out"),
    ]
    return [group for group in groups if group.rows]


def _lead(shown: list[Occasion], done: Mapping[tuple[UUID, str], Assessment], reader: Reader) -> str:
    if not shown:
        return ""
    newest = max(one.person_done_at for one in shown if one.person_done_at)
    authors = {done[one.pk, Side.PROFESSIONAL].author_id: done[one.pk, Side.PROFESSIONAL] for one in shown}
    day = formats.date_format(newest, "j F Y")
    if reader.is_person:
        names = _(" and ").join(short_name(row.author.name) for row in authors.values())
        return _(
            "You rated these, last on %(day)s. %(names)s answered too, without seeing what you said."
        ) % {
            "day": day,
            "names": names,
        }
    return _("%(name)s rated these, last on %(day)s. Our side was answered without seeing it.") % {
        "name": reader.partnership.known_as,
        "day": day,
    }


def _waiting(occasions: list[Occasion], reader: Reader) -> list[Waiting]:
    lines = []
    for one in occasions:
        if one.is_both_in:
            continue
        mine_done = one.person_done_at if reader.is_person else one.professional_done_at
        href = "" if mine_done else reverse("measures:answer", args=[one.partnership_id, one.pk])
        lines.append(
            Waiting(
                title=title_of(one),
                person=_answered(reader.person_name, one.person_done_at is not None, is_me=reader.is_person),
                professional=_answered(_("our side"), one.professional_done_at is not None, is_me=False)
                if not reader.is_person
                else _answered(_("your team"), one.professional_done_at is not None, is_me=False),
                href=href,
                action=_("Answer it") if reader.is_person else _("Answer our side"),
            )
        )
    return lines


def _answered(who: str, is_in: bool, *, is_me: bool) -> str:
    facts = {"who": first_up(who)}
    if is_me:
        return _("You have answered") if is_in else _("You have not answered yet")
    return (_("%(who)s: answered") if is_in else _("%(who)s: not answered yet")) % facts


def _only_counted(
    shown: list[Occasion], done: Mapping[tuple[UUID, str], Assessment], reader: Reader
) -> list[str]:
    """What both answered and this professional may not read."""
    return [
        _("%(title)s: %(name)s has answered. It is only counted here.")
        % {"title": title_of(one), "name": reader.partnership.known_as}
        for one in shown
        if sight_of(done[one.pk, Side.PERSON], one, reader.viewer) is Sight.PERSONS_CHOICE
    ]


def _table(
    rows: list[tuple[Pair, Row]],
    reader: Reader,
    shown: list[Occasion],
    done: Mapping[tuple[UUID, str], Assessment],
) -> dict[str, Any] | None:
    if not rows:
        return None
    names = {
        reader.professional_name(row.author_id, row.author.name)
        for one in shown
        if (row := done.get((one.pk, Side.PROFESSIONAL)))
    }
    person = reader.person_name
    professional = names.pop() if len(names) == 1 else _("our side")
    return {
        "head": [
            _("Question"),
            *(first_up(each) for each in (person, professional)),
            _("What it shows"),
        ],
        "rows": [row.cells for _pair, row in rows],
    }


def _earlier(
    both_in: list[Occasion], shown: list[Occasion], partnership: Partnership
) -> list[dict[str, str]]:
    """Other occasions that both answered, the newest first."""
    here = {one.pk for one in shown}
    return [
        {
            "label": _("%(title)s, %(day)s")
            % {"title": title_of(one), "day": formats.date_format(one.person_done_at, "j F Y")},
            "href": reverse("understanding:both-then", args=[partnership.pk, one.pk]),
        }
        for one in both_in
        if one.pk not in here and one.person_done_at
    ]
