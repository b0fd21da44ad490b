"""Whether one may stop, and how well reviewers agree: what the engines said, in words and drawn.

The test for stopping runs in the worker with the ranking; here its last word is read.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

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
    rows = Decision.objects.filter(member__synthesis=synthesis, stage=Stage.TITLE, ended_at=None)
    found: dict[Any, bool] = {}
    for record, verdict in rows.order_by("at").values_list("record", "verdict"):
        found[record] = found.get(record, False) or verdict == Verdict.IN
    points, sum_ = [0], 0
    for relevant in found.values():
        sum_ += relevant
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
    said: dict[Any, dict[Any, str]] = {}
    rows = Decision.objects.filter(member__synthesis=synthesis, stage=Stage.TITLE, ended_at=None)
    for record, member, verdict in rows.values_list("record", "member", "verdict"):
        said.setdefault(member, {})[record] = verdict
    seats = Member.objects.select_related("account").in_bulk(list(said))
    lines = []
    for one, other in combinations(said, 2):
        both = [record for record in said[one] if record in said[other]]
        if not both:
            continue
        first, second = [said[one][each] for each in both], [said[other][each] for each in both]
        lines.append(
            {
                "label": _("%(one)s and %(other)s")
                % {"one": name_of(seats[one].account), "other": name_of(seats[other].account)},
                "value": _("κ %(kappa)s; adjusted for rarity %(pabak)s; the same on %(same)d%% of %(n)d")
                % {
                    "kappa": _shown(cohen(first, second)),
                    "pabak": _shown(pabak(first, second, categories=3)),
                    "same": round(100 * sum(map(str.__eq__, first, second)) / len(both)),
                    "n": len(both),
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


def _shown(found: Agreement) -> str:
    return _("not defined") if found.value is None else f"{found.value:.2f}"
