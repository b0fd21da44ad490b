"""What a person can choose from for *What we have understood*: everything that was said or agreed here."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.base.accounts.models import Account
from alongside.care.partnership import sources
from alongside.care.partnership.models import Partnership
from alongside.care.partnership.presenters import name_and_role
from alongside.care.partnership.rules.authority import Relation
from alongside.care.plan.reading import StepNow, plan_of
from alongside.care.plan.rules.step import Part
from alongside.care.support.rules.statements import Line
from alongside.care.understanding.models import Reflection

GROWN_FROM = ("story", "problem", "goal")


def lines_offered(partnership: Partnership, *, by: Account, relation: Relation) -> list[Line]:
    """Every line, in the order of the page: what was heard, the story, what was agreed, the plan."""
    listed = sources.listed(GROWN_FROM, partnership=partnership, by=by, relation=relation)
    return [
        *_heard(partnership),
        *(Line(one.address, one.heading, one.words, str(one.side)) for one in listed if one.words),
        *(_step(one) for one in plan_of(partnership).steps if one.agreed),
    ]


def _heard(partnership: Partnership) -> list[Line]:
    """What a professional wrote back and the person called right: the newest."""
    said_right = Reflection.objects.filter(partnership=partnership, answer=Reflection.Answer.RIGHT)
    row = said_right.select_related("author").order_by("-number").first()
    if row is None:
        return []
    heading = _("Heard by %(name)s. I said that it is right") % {
        "name": name_and_role(row.author, partnership.service_id)
    }
    return [Line(f"heard:{row.pk}", heading, row.text, "shared")]


def _step(step: StepNow) -> Line:
    words = step.agreed.words if step.agreed else None
    heading = _("What I do in a flare-up") if step.part is Part.FLARE_UP else _("On our plan")
    what = words.what if words else ""
    return Line(f"step:{step.id}", heading, what, "shared")
