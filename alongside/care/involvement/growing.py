"""Problems and goals as something to grow from, and where problems, goals and decisions grow in this room."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from alongside.base.accounts.models import Account
from alongside.care.involvement.models import Matter
from alongside.care.involvement.rules.matters import Kind
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.authority import Relation, Verb, allows
from alongside.care.partnership.rules.side import Side
from alongside.care.partnership.sources import Growth, Listing, Read, Source

TOLD_AND_FOUND = frozenset({"story", "difference", "message"})
GROWTHS = (
    Growth(TOLD_AND_FOUND, "involvement:problem-new", _("as a problem"), Verb.WORK_OUT_TOGETHER),
    Growth(TOLD_AND_FOUND | {"problem"}, "involvement:goal-new", _("as a goal"), Verb.WORK_OUT_TOGETHER),
    Growth(
        frozenset({"difference", "problem", "goal"}),
        "involvement:decision-new",
        _("as a decision"),
        Verb.WORK_OUT_TOGETHER,
    ),
)


def _read(
    kind: Kind,
    *,
    partnership: Partnership,
    by: Account,  # noqa: ARG001 - every reader is asked alike; agreements are everyone's who is in it
    relation: Relation,
    key: str,
) -> Source | None:
    """The words that both agreed on; where they never did, the newest."""
    try:
        pk = UUID(key)
    except ValueError:
        return None
    if not allows(relation, Verb.SEE_AGREEMENTS):
        return None
    rows = Matter.objects.filter(partnership=partnership, kind=kind, pk=pk).with_words()
    return next((_source(row) for row in rows), None)


def _listing(
    kind: Kind,
    *,
    partnership: Partnership,
    by: Account,  # noqa: ARG001 - every reader is asked alike; agreements are everyone's who is in it
    relation: Relation,
) -> Iterable[Source]:
    """What is worked on, the agreed first."""
    if not allows(relation, Verb.SEE_AGREEMENTS):
        return []
    rows = Matter.objects.filter(partnership=partnership, kind=kind).worked_on().with_words()
    return [_source(row) for row in sorted(rows, key=lambda row: (row.agreed_id is None, row.made_at))]


def _source(row: Matter) -> Source:
    words = row.agreed or row.wording
    heading = now("A problem") if row.kind == Kind.PROBLEM else now("A goal")
    page = reverse("involvement:matter", args=[row.partnership_id, row.pk])
    side, day = Side(words.author_side), words.written_at.date()
    return Source(row.kind, str(row.pk), heading, words.text, side, day, page)


problem: Read = partial(_read, Kind.PROBLEM)
goal: Read = partial(_read, Kind.GOAL)
problems: Listing = partial(_listing, Kind.PROBLEM)
goals: Listing = partial(_listing, Kind.GOAL)
