"""Where appraisal, matrix and model stand, for the overview of a synthesis."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.evidence.appraisal.models import Appraisal, Arrow, Cell, Settled
from alongside.evidence.appraisal.rules.joint import Standing, standing
from alongside.evidence.records.models import Record
from alongside.evidence.synthesis.actions.synthesis import latest
from alongside.evidence.synthesis.models import Member, Synthesis
from alongside.evidence.synthesis.rules.authority import Role, Verb, allows
from alongside.evidence.synthesis.standing import Done, Stand

_STUDY = {"merged_into": None, "title_state": Record.State.IN, "text_state": Record.State.IN}
_OF_STUDY = {f"record__{name}": value for name, value in _STUDY.items()}


def studies(seat: Member) -> Stand | None:
    """What I appraised, and what waits for me: what others answered is not told before all have."""
    every = set(Record.objects.filter(synthesis=seat.synthesis, **_STUDY).values_list("pk", flat=True))
    if not every:
        return None
    stands, own = _stands(seat.synthesis, every), _appraised_by(seat)
    role = Role(seat.role)
    screens, third = allows(role, Verb.SCREEN), allows(role, Verb.SETTLE)
    open_ = [key for key in every if stands[key] is Standing.OPEN and key not in own] if screens else []
    differ = [key for key in every if stands[key] is Standing.DIFFERS and (third or key in own)]
    if screens:
        counted, words = len(own & every), _("you appraised %(n)d of %(all)d")
    else:
        counted = sum(1 for each in stands.values() if each in (Standing.SAME, Standing.SETTLED))
        words = _("%(n)d of %(all)d settled")
    far = "done" if counted == len(every) and not differ else "started" if counted else ""
    return Stand(words % {"n": counted, "all": len(every)}, far, _waits(len(open_), len(differ)))


def _waits(to_appraise: int, differ: int) -> str:
    said = []
    if to_appraise:
        said.append(
            ngettext("%(n)d study to appraise", "%(n)d studies to appraise", to_appraise) % {"n": to_appraise}
        )
    if differ:
        said.append(
            ngettext("%(n)d study rated differently", "%(n)d studies rated differently", differ)
            % {"n": differ}
        )
    return ", ".join(said)


def _stands(synthesis: Synthesis, every: set[UUID]) -> dict[UUID, Standing]:
    """What stands of each study: three queries, however many there are."""
    answers: dict[UUID, list[Any]] = defaultdict(list)
    for record, said in Appraisal.objects.filter(
        record__synthesis=synthesis, ended_at=None, **_OF_STUDY
    ).values_list("record", "answers"):
        answers[record].append(said)
    settled = set(
        Settled.objects.filter(record__synthesis=synthesis, ended_at=None).values_list("record", flat=True)
    )
    needed = latest(synthesis).reviewers_needed
    return {key: standing(answers[key], needed, settled=key in settled) for key in every}


def _appraised_by(seat: Member) -> set[UUID]:
    rows = Appraisal.objects.filter(member=seat, ended_at=None, **_OF_STUDY)
    return set(rows.values_list("record", flat=True))


def studies_done(synthesis: Synthesis) -> Done:
    rows = Appraisal.objects.filter(record__synthesis=synthesis, ended_at=None, **_OF_STUDY)
    by = rows.values("member").annotate(n=Count("pk")).order_by()
    every = Record.objects.filter(synthesis=synthesis, **_STUDY).count()
    return Done(every, {each["member"]: each["n"] for each in by})


def matrix(seat: Member) -> Stand | None:
    cells = Cell.objects.filter(theme__synthesis=seat.synthesis, theme__ended_at=None, **_OF_STUDY)
    marked = cells.values("record").distinct().count()
    every = Record.objects.filter(synthesis=seat.synthesis, **_STUDY).count()
    left = every - marked
    if not every:
        return None
    waits = ngettext("%(n)d study without a theme", "%(n)d studies without a theme", left) % {"n": left}
    if not left or not allows(Role(seat.role), Verb.FILL_MATRIX):
        waits = ""
    if not marked:
        return Stand(_("studies and themes"), "", waits)
    words = _("%(n)d of %(all)d studies speak of a theme") % {"n": marked, "all": every}
    return Stand(words, "done" if marked == every else "started", waits)


def model(seat: Member) -> Stand | None:
    many = Arrow.objects.filter(synthesis=seat.synthesis, ended_at=None).count()
    return Stand(ngettext("%(n)d arrow", "%(n)d arrows", many) % {"n": many}, "started") if many else None
