"""Where files and duplicates stand, for the overview of a synthesis."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.evidence.records.models import Pair
from alongside.evidence.synthesis.models import Member
from alongside.evidence.synthesis.rules.authority import Role, Verb, allows
from alongside.evidence.synthesis.standing import Stand


def files(seat: Member) -> Stand | None:
    records = seat.synthesis.source_records.count()
    if not records:
        brings = allows(Role(seat.role), Verb.BRING_IN_RECORDS) and not seat.synthesis.imports.exists()
        return Stand(_("from databases and otherwise"), "", _("No file is in yet.") if brings else "")
    return Stand(ngettext("%(n)d record", "%(n)d records", records) % {"n": records}, "done")


def duplicates(seat: Member) -> Stand | None:
    pairs = seat.synthesis.pairs.filter(linked=False)
    waiting = pairs.filter(verdict=Pair.Verdict.OPEN).count()
    if waiting:
        words = ngettext("%(n)d to look at", "%(n)d to look at", waiting) % {"n": waiting}
        waits = ngettext("%(n)d possible duplicate", "%(n)d possible duplicates", waiting) % {"n": waiting}
        return Stand(words, "started", waits if allows(Role(seat.role), Verb.COMPARE_RECORDS) else "")
    if not seat.synthesis.source_records.exists():
        return None
    return Stand(_("nothing to look at now"), "done")
