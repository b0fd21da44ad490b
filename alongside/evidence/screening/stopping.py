"""Whether one may stop, and how well reviewers agree: what the engines said, in words and drawn.

The test for stopping runs in the worker with the ranking; here its last word is read.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from markupsafe import Markup

from alongside.evidence.agreement import Agreement, cohen, pabak
from alongside.evidence.drawing.curve import curve
from alongside.evidence.screening.models import Decision, Ranking, Stage, Verdict
from alongside.evidence.synthesis.models import Member, Synthesis
from alongside.evidence.synthesis.presenters import name_of


def standing(synthesis: Synthesis) -> dict[str, Any]:
    """What the test said last, in a sentence, and the curve; empty before there was a ranking."""
    last = Ranking.objects.filter(synthesis=synthesis).order_by("-at").first()
    if last is None or not last.stop:
        return {}
    stop = last.stop
    facts = {
        "sure": round(float(stop["sure"]) * 100),
        "screened": stop["screened"],
        "total": stop["total"],
        "relevant": stop["relevant"],
        "last": stop["last"],
    }
    words = {
        "enough": _(
            "After %(screened)d of %(total)d records, %(relevant)d were let in by somebody. It is %(sure)d%% "
            "sure that at least 95%% of what is relevant was found. Look at some of the rest by chance too."
        ),
        "nearly": _(
            "After %(screened)d of %(total)d records, %(relevant)d were let in by somebody. It is %(sure)d%% "
            "sure that 95%% were found: nearly enough. Go on for a while."
        ),
        "all screened": _("All %(total)d records were looked at."),
        "nothing found": _("After %(screened)d of %(total)d records nothing was let in yet. Go on."),
    }.get(
        stop["word"],
        _(
            "After %(screened)d of %(total)d records, %(relevant)d were let in by somebody. It is too early "
            "to stop: only %(sure)d%% sure that 95%% were found."
        ),
    )
    return {"words": words % facts, "picture": _picture(synthesis, stop["total"])}


def _picture(synthesis: Synthesis, total: int) -> Markup:
    """How many were let in after how many were looked at."""
    rows = (
        _standing(synthesis)
        .values("record")
        .annotate(first=Min("at"), let_in=Count("pk", filter=Q(verdict=Verdict.IN)))
    )
    points, sum_ = [0], 0
    for let_in in rows.order_by("first", "record").values_list("let_in", flat=True):
        sum_ += bool(let_in)
        points.append(sum_)
    return curve(
        points,
        total,
        title=_("Let in, by how many were looked at"),
        description=_("%(in)d let in after %(n)d of %(all)d.")
        % {"in": sum_, "n": len(points) - 1, "all": total},
        words=(_("let in"), _("looked at")),
    )


def agreement(synthesis: Synthesis) -> dict[str, Any]:
    """κ and the prevalence-adjusted κ for each two reviewers, on title and abstract; empty before any.

    Only over records on which both have decided: nobody learns of one that they still have to see.
    """
    rows = _standing(synthesis)
    seats = Member.objects.select_related("account").filter(
        pk__in=rows.order_by().values("member").distinct()
    )
    lines = []
    for one, other in combinations(seats.order_by("since", "pk"), 2):
        first, second = _both(rows, one, other)
        if not first:
            continue
        lines.append(
            {
                "label": _("%(one)s and %(other)s")
                % {"one": name_of(one.account), "other": name_of(other.account)},
                "value": _("κ %(kappa)s; adjusted for rarity %(pabak)s; the same on %(same)d%% of %(n)d")
                % {
                    "kappa": _shown(cohen(first, second)),
                    "pabak": _shown(pabak(first, second, categories=3)),
                    "same": round(100 * sum(map(str.__eq__, first, second)) / len(first)),
                    "n": len(first),
                },
            }
        )
    if not lines:
        return {}
    words = _(
        "Over the records on which both have decided. Where almost nothing is let in, κ is low although they "
        "nearly always say the same; the adjusted one is not."
    )
    return {"words": words, "rows": lines}


def _standing(synthesis: Synthesis) -> QuerySet[Decision]:
    return Decision.objects.filter(member__synthesis=synthesis, stage=Stage.TITLE, ended_at=None)


def _both(rows: QuerySet[Decision], one: Member, other: Member) -> tuple[list[str], list[str]]:
    """What two said of the records on which both have decided, counted by the database."""
    theirs = rows.filter(member=other, record=OuterRef("record")).values("verdict")[:1]
    pairs = rows.filter(member=one).annotate(theirs=Subquery(theirs)).exclude(theirs=None)
    first: list[str] = []
    second: list[str] = []
    for mine, their, many in pairs.values_list("verdict", "theirs").annotate(n=Count("*")).order_by():
        first += [mine] * many
        second += [their] * many
    return first, second


def _shown(found: Agreement) -> str:
    return _("not defined") if found.value is None else f"{found.value:.2f}"
