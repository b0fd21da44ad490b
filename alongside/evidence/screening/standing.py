"""Where screening stands for one reviewer, for the overview of a synthesis."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from alongside.evidence.records.models import Record
from alongside.evidence.screening import queue
from alongside.evidence.screening.models import Stage
from alongside.evidence.synthesis.models import Member
from alongside.evidence.synthesis.standing import Stand


def titles(seat: Member) -> Stand | None:
    return _screened(seat, Stage.TITLE)


def texts(seat: Member) -> Stand | None:
    return _screened(seat, Stage.TEXT)


def full_texts(seat: Member) -> Stand | None:
    """Those got, or that cannot be got, of those let in on their title."""
    answered = Count("pk", filter=Q(got__in=[Record.Got.GOT, Record.Got.NOT_GOT]))
    let_in = queue.records(seat.synthesis).filter(title_state=Record.State.IN)
    found = let_in.aggregate(all=Count("pk"), answered=answered)
    if not found["all"]:
        return None
    words = _("%(n)d of %(all)d answered") % {"n": found["answered"], "all": found["all"]}
    return Stand(words, "done" if found["answered"] == found["all"] else "started")


def _screened(seat: Member, stage: Stage) -> Stand | None:
    """Only what I decided: what the others did is not shown while I decide."""
    found = queue.progress(seat, stage)
    if not found["all"]:
        return None
    words = _("you decided %(mine)d of %(all)d") % found
    return Stand(words, "done" if found["mine"] >= found["all"] else "started" if found["mine"] else "")
