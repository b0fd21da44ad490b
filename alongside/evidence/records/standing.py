"""Where files and duplicates stand, for the overview of a synthesis."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.evidence.records.models import Pair
from alongside.evidence.synthesis.models import Member
from alongside.evidence.synthesis.standing import Stand


def files(seat: Member) -> Stand | None:
    records = seat.synthesis.source_records.count()
    if not records:
        return None
    return Stand(ngettext("%(n)d record", "%(n)d records", records) % {"n": records}, "done")


def duplicates(seat: Member) -> Stand | None:
    pairs = seat.synthesis.pairs.filter(linked=False)
    waiting = pairs.filter(verdict=Pair.Verdict.OPEN).count()
    if waiting:
        return Stand(ngettext("%(n)d to look at", "%(n)d to look at", waiting) % {"n": waiting}, "started")
    if not seat.synthesis.source_records.exists():
        return None
    return Stand(_("nothing to look at now"), "done")
