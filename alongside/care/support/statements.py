"""The sentences of *What we have understood*."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.care.partnership.models import Partnership
from alongside.care.partnership.presenters import profession_label
from alongside.care.partnership.rules.authority import Relation, Verb, allows
from alongside.care.support.models import Statement
from alongside.care.support.rules.statements import Line
from alongside.care.support.statement_forms import AUDIENCES


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list."""

    id: UUID
    label: str
    about: str
    stands: str
    waits: bool


def index(partnership: Partnership, relation: Relation) -> dict[str, Any]:
    """Everything the person chose to show and has not taken back, the newest first."""
    rows = Statement.objects.filter(partnership=partnership, withdrawn_at=None).order_by("-number")
    return {
        "for_person": relation is Relation.PERSON,
        "rows": [_listed(row, relation) for row in rows.select_related("confirmed_by", "not_quite_by")],
    }


def _listed(row: Statement, relation: Relation) -> Listed:
    about = ngettext("%(n)d line, %(day)s", "%(n)d lines, %(day)s", len(row.lines)) % {
        "n": len(row.lines),
        "day": formats.date_format(row.made_at, "j F Y"),
    }
    open_ = row.asked_at is not None and row.confirmed_at is None and not row.not_quite
    waits = open_ and allows(relation, Verb.CONFIRM_LINES)
    return Listed(row.pk, audience_words(row.audience), about, stands_words(row), waits)


def audience_words(audience: str) -> str:
    return str(dict(AUDIENCES)[audience])


def stands_words(row: Statement) -> str:
    """Who stands behind it now."""
    if row.confirmed_by is not None:
        return _("Confirmed by %(name)s") % {"name": row.confirmed_by.name}
    if row.not_quite_by is not None:
        return _("%(name)s would put it differently") % {"name": row.not_quite_by.name}
    return _("Your team has been asked") if row.asked_at else _("In the person’s own name")


def statement_page(row: Statement, relation: Relation) -> dict[str, Any]:
    """One statement, as it is shown and printed: dated, with the names of who stands behind it."""
    confirmed = ""
    if row.confirmed_by is not None and row.confirmed_at is not None:
        confirmed = _("%(name)s, %(profession)s, %(day)s") % {
            "name": row.confirmed_by.name,
            "profession": profession_label(row.confirmed_by_profession),
            "day": formats.date_format(row.confirmed_at, "j F Y"),
        }
    return {
        "row": row,
        "for_person": relation is Relation.PERSON,
        "lines": [Line.from_plain(plain) for plain in row.lines],
        "audience": audience_words(row.audience),
        "made_on": formats.date_format(row.made_at, "j F Y"),
        "confirmed": confirmed,
        "may_confirm": allows(relation, Verb.CONFIRM_LINES) and row.confirmed_at is None,
        "may_withdraw": allows(relation, Verb.CHOOSE_LINES),
    }
