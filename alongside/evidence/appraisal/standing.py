"""Where appraisal, matrix and model stand, for the overview of a synthesis."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.evidence.appraisal.models import Appraisal, Arrow, Cell
from alongside.evidence.records.models import Record
from alongside.evidence.synthesis.models import Member
from alongside.evidence.synthesis.standing import Stand

_STUDY = {"merged_into": None, "title_state": Record.State.IN, "text_state": Record.State.IN}
_OF_STUDY = {f"record__{name}": value for name, value in _STUDY.items()}


def studies(seat: Member) -> Stand | None:
    """Only what I appraised: what others answered is not told before all have."""
    every = Record.objects.filter(synthesis=seat.synthesis, **_STUDY).count()
    if not every:
        return None
    mine = Appraisal.objects.filter(member=seat, ended_at=None, **_OF_STUDY).count()
    words = _("you appraised %(mine)d of %(all)d") % {"mine": mine, "all": every}
    return Stand(words, "done" if mine >= every else "started" if mine else "")


def matrix(seat: Member) -> Stand | None:
    cells = Cell.objects.filter(theme__synthesis=seat.synthesis, theme__ended_at=None, **_OF_STUDY)
    marked = cells.values("record").distinct().count()
    every = Record.objects.filter(synthesis=seat.synthesis, **_STUDY).count()
    if not marked:
        return None
    words = _("%(n)d of %(all)d studies speak of a theme") % {"n": marked, "all": every}
    return Stand(words, "done" if marked == every else "started")


def model(seat: Member) -> Stand | None:
    many = Arrow.objects.filter(synthesis=seat.synthesis, ended_at=None).count()
    return Stand(ngettext("%(n)d arrow", "%(n)d arrows", many) % {"n": many}, "started") if many else None
