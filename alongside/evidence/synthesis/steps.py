"""The way from the protocol to the report: how far each step is, what waits, how far everybody is."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.evidence.synthesis import standing
from alongside.evidence.synthesis.models import Member, Protocol, Synthesis
from alongside.evidence.synthesis.presenters import name_of
from alongside.evidence.synthesis.rules.authority import Role, Verb, allows
from alongside.evidence.synthesis.standing import Stand


class Step(NamedTuple):
    """``verb``: who may not is led to where screening stands. ``about``: said before anything is told."""

    key: str
    label: str
    page: str
    stage: str = ""
    about: str = ""
    verb: Verb = Verb.OPEN
    only_told: bool = False


def way() -> tuple[Step, ...]:
    """The steps in their order. Conflicts are one only where there are some."""
    return (
        Step("protocol", _("Write the protocol"), "synthesis:protocol"),
        Step("files", _("Bring in files"), "records:imports", about=_("from databases and otherwise")),
        Step("duplicates", _("Look at possible duplicates"), "records:duplicates",
             about=_("what the software was not sure of")),
        Step("titles", _("Screen titles and abstracts"), "screening:next", "title",
             _("each for yourself"), Verb.SCREEN),
        Step("title-conflicts", _("Settle conflicts about titles"), "screening:conflicts", "title",
             verb=Verb.SEE_CONFLICTS, only_told=True),
        Step("full-texts", _("Get the full texts"), "screening:full-texts",
             about=_("and say what could not be got")),
        Step("texts", _("Screen full texts"), "screening:next", "text",
             _("with a reason for what is left out"), Verb.SCREEN),
        Step("text-conflicts", _("Settle conflicts about full texts"), "screening:conflicts", "text",
             verb=Verb.SEE_CONFLICTS, only_told=True),
        Step("studies", _("Appraise the studies"), "appraisal:studies", about=_("by a checklist")),
        Step("matrix", _("Fill the matrix"), "appraisal:matrix", about=_("studies and themes")),
        Step("model", _("Draw the model"), "appraisal:model", about=_("what leads to what")),
        Step("report", _("Report"), "report:report", about=_("the flow, tables, methods, files")),
    )  # fmt: skip


def steps(seat: Member, protocol: Protocol) -> list[dict[str, str]]:
    """Each step with how far it is for them, or what it is about; ``waits`` where it is their turn."""
    stands = {**standing.of(seat), "protocol": _protocol(seat, protocol)}
    made = []
    for step in way():
        if step.only_told and step.key not in stands:
            continue
        stand = stands.get(step.key, Stand(step.about, ""))
        made.append(
            {
                "label": step.label, "href": _href(seat, step), "state": stand.words,
                "state_kind": stand.far, "waits": stand.waits,
            }
        )  # fmt: skip
    return made


def _href(seat: Member, step: Step) -> str:
    if not allows(Role(seat.role), step.verb):
        return reverse("screening:standing", args=[seat.synthesis_id])
    return reverse(step.page, args=[seat.synthesis_id, *([step.stage] if step.stage else [])])


def _protocol(seat: Member, protocol: Protocol) -> Stand:
    words = _("version %(n)s") % {"n": protocol.number}
    if protocol.criteria:
        return Stand(words, "done")
    writes = allows(Role(seat.role), Verb.WRITE_PROTOCOL)
    return Stand(words, "started", _("The protocol has no criteria yet.") if writes else "")


def waiting(made: list[dict[str, str]]) -> list[dict[str, str]]:
    """The steps at which it is their turn, in the order of the way."""
    return [step for step in made if step["waits"]]


def everybody(synthesis: Synthesis) -> dict[str, Any] | None:
    """How many each has decided and appraised, side by side; None while one works alone, or none can yet."""
    names = {
        "titles": _("Titles and abstracts"),
        "texts": _("Full texts"),
        "studies": _("Studies appraised"),
    }
    counted = {key: done for key, done in standing.done(synthesis).items() if done.all}
    seats = [
        seat
        for seat in synthesis.members.select_related("account").order_by("since")
        if any(seat.pk in done.by for done in counted.values())
        or (seat.until_at is None and allows(Role(seat.role), Verb.SCREEN))
    ]
    if len(seats) < 2 or not counted:
        return None
    shown = [key for key in names if key in counted]
    return {
        "head": [_("Who"), *(names[key] for key in shown)],
        "rows": [[name_of(seat.account), *(_of(counted[key], seat) for key in shown)] for seat in seats],
    }


def _of(done: standing.Done, seat: Member) -> str:
    return _("%(n)d of %(all)d") % {"n": done.by.get(seat.pk, 0), "all": done.all}
