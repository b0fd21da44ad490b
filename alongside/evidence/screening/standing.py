"""Where screening stands for one reviewer, for the overview of a synthesis."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.evidence.records.models import Record
from alongside.evidence.screening import queue
from alongside.evidence.screening.models import Decision, Settling, Stage
from alongside.evidence.synthesis.actions.synthesis import latest
from alongside.evidence.synthesis.models import Member, Synthesis
from alongside.evidence.synthesis.rules.authority import Role, Verb, allows
from alongside.evidence.synthesis.standing import Done, Stand


def titles(seat: Member) -> Stand | None:
    return _screened(seat, Stage.TITLE)


def texts(seat: Member) -> Stand | None:
    return _screened(seat, Stage.TEXT)


def title_conflicts(seat: Member) -> Stand | None:
    return _conflicts(seat, Stage.TITLE)


def text_conflicts(seat: Member) -> Stand | None:
    return _conflicts(seat, Stage.TEXT)


def titles_done(synthesis: Synthesis) -> Done:
    return _done(synthesis, Stage.TITLE)


def texts_done(synthesis: Synthesis) -> Done:
    return _done(synthesis, Stage.TEXT)


def full_texts(seat: Member) -> Stand | None:
    """Those got, or that cannot be got, of those let in on their title."""
    answered = Count("got", filter=Q(got__in=[Record.Got.GOT, Record.Got.NOT_GOT]))
    let_in = queue.records(seat.synthesis).filter(title_state=Record.State.IN)
    found = let_in.aggregate(all=Count("*"), answered=answered)
    if not found["all"]:
        return None
    words = _("%(n)d of %(all)d answered") % {"n": found["answered"], "all": found["all"]}
    left = found["all"] - found["answered"]
    if not left:
        return Stand(words, "done")
    waits = ngettext("%(n)d full text to get", "%(n)d full texts to get", left) % {"n": left}
    return Stand(words, "started", waits if _may(seat, Verb.GET_FULL_TEXTS) else "")


def _may(seat: Member, verb: Verb) -> bool:
    return allows(Role(seat.role), verb)


def _screened(seat: Member, stage: Stage) -> Stand | None:
    """Only what I decided: what the others said is not shown while I decide."""
    if not _may(seat, Verb.SCREEN):
        return _settled(seat, stage)
    found = queue.progress(seat, stage)
    if not found["all"]:
        return None
    words = _("you decided %(mine)d of %(all)d") % found
    left = sum(part.count() for part in queue.needing(seat, stage, latest(seat.synthesis).reviewers_needed))
    far = "done" if not left else "started" if found["mine"] else ""
    return Stand(words, far, _to_decide(stage, left) if left else "")


def _to_decide(stage: Stage, left: int) -> str:
    if stage == Stage.TITLE:
        return ngettext(
            "%(n)d title and abstract to decide on", "%(n)d titles and abstracts to decide on", left
        ) % {"n": left}
    return ngettext("%(n)d full text to decide on", "%(n)d full texts to decide on", left) % {"n": left}


def _settled(seat: Member, stage: Stage) -> Stand | None:
    """For those who do not screen: how many are settled."""
    rows = queue.at_stage(seat.synthesis, stage)
    settled = Count(f"{stage}_state", filter=Q(**{f"{stage}_state__in": [Record.State.IN, Record.State.OUT]}))
    found = rows.aggregate(all=Count("*"), settled=settled)
    if not found["all"]:
        return None
    words = _("%(n)d of %(all)d settled") % {"n": found["settled"], "all": found["all"]}
    return Stand(words, "done" if found["settled"] == found["all"] else "started")


def _conflicts(seat: Member, stage: Stage) -> Stand | None:
    """Not told to those who may not see conflicts, nor while there never was one."""
    if not _may(seat, Verb.SEE_CONFLICTS):
        return None
    left = queue.at_stage(seat.synthesis, stage).filter(**{f"{stage}_state": Record.State.CONFLICT}).count()
    if left:
        waits = ngettext("%(n)d conflict to settle", "%(n)d conflicts to settle", left) % {"n": left}
        return Stand(_("%(n)d open") % {"n": left}, "started", waits)
    settled = Settling.objects.filter(member__synthesis=seat.synthesis, stage=stage, ended_at=None)
    return Stand(_("nothing open"), "done") if settled.exists() else None


def _done(synthesis: Synthesis, stage: Stage) -> Done:
    """How many each has decided, those who have left too; of records that still stand for themselves."""
    here = queue.at_stage(synthesis, stage)
    rows = Decision.objects.filter(member__synthesis=synthesis, stage=stage, ended_at=None)
    by = rows.values("member").annotate(n=Count("*")).order_by()
    return Done(here.count(), {each["member"]: each["n"] for each in by})
