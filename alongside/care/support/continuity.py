"""Continuity from the rows of meetings: of one person in plain words, of the clinic as a distribution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db.models import Count
from django.utils import formats
from django.utils.translation import gettext as _

from alongside.base import clock
from alongside.base.services.models import Service
from alongside.care.partnership.models import Meeting, Partnership
from alongside.care.partnership.names import short_name
from alongside.care.partnership.rules.authority import Relation
from alongside.care.partnership.rules.continuity import (
    FEWEST,
    Band,
    Distribution,
    band,
    distribution,
    upc,
)

OVER = timedelta(days=365)
AT_A_TIME = 500  # people in one query


def of_clinic(service: Service) -> Distribution:
    """Everybody who met a professional in the last year, in one query that the rows stream through."""
    return distribution(_counts(service))


def _counts(service: Service) -> Iterator[list[int]]:
    rows = (
        Meeting.objects.filter(service=service, at__gte=clock.now() - OVER)
        .values_list("partnership", "professional")
        .annotate(n=Count("pk"))
        .order_by("partnership")
    )
    for _person, each in groupby(rows.iterator(chunk_size=2_000), key=itemgetter(0)):
        yield [n for _partnership, _professional, n in each]


def bands(people: Sequence[Partnership]) -> dict[UUID, str]:
    """In which band each of ``people`` is, over all meetings so far; whoever met fewer than ``FEWEST`` times
    is left out. A query for each ``AT_A_TIME``.
    """
    found: dict[UUID, str] = {}
    for start in range(0, len(people), AT_A_TIME):
        some = people[start : start + AT_A_TIME]
        rows = Meeting.objects.filter(partnership__in=some).values_list("partnership", "professional")
        counted = rows.annotate(n=Count("pk")).order_by("partnership")
        for person, each in groupby(counted, key=itemgetter(0)):
            share = upc([n for _partnership, _professional, n in each])
            if share is not None:
                found[person] = band(share).value
    return found


def line(partnership: Partnership, relation: Relation) -> str:
    """*You spoke with Priya 4 of 5 times.* Empty below two meetings: it would say nothing."""
    rows = (
        Meeting.objects.filter(partnership=partnership)
        .values_list("professional__name")
        .annotate(n=Count("pk"))
        .order_by("-n", "professional__name")
    )
    counts = list(rows)
    total = sum(n for _name, n in counts)
    if total < FEWEST:
        return ""
    name, most = counts[0]
    words = {"name": short_name(name), "n": most, "total": total}
    if most == total:
        text = (
            _("You spoke with %(name)s each time, %(total)d times.")
            if relation is Relation.PERSON
            else _("Spoke with %(name)s each time, %(total)d times.")
        )
    else:
        text = (
            _("You spoke with %(name)s %(n)d of %(total)d times.")
            if relation is Relation.PERSON
            else _("Spoke with %(name)s %(n)d of %(total)d times.")
        )
    return text % words


def rows_of(found: Distribution) -> list[tuple[str, str]]:
    """The distribution as label and *n of N*, for the clinic's page; never by professional."""
    labels = {
        Band.ALWAYS: _("The same one each time"),
        Band.MOSTLY: _("The same one three times of four or more"),
        Band.HALF: _("The same one half the time or more"),
        Band.LESS: _("The same one less than half the time"),
    }
    rows = [(_("Met a professional twice or more in a year"), str(found.people))]
    if not found.people:
        return rows
    rows += [
        (labels[each], _("%(n)d of %(total)d") % {"n": found.bands[each], "total": found.people})
        for each in Band
    ]
    mean = formats.number_format(float(found.mean_coc or 0), 2)
    rows.append((_("Continuity index (Bice and Boxerman), 0 to 1, mean"), mean))
    return rows
