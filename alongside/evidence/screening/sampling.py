"""What a random sample of the unread proves, in words and drawn."""

from __future__ import annotations

import math
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.evidence.drawing.shares import Share, shares
from alongside.evidence.records.models import Record
from alongside.evidence.sampling import TARGET, most_in_rest, recall_at_least, sample_needed
from alongside.evidence.screening import queue
from alongside.evidence.screening.actions.sample import MOST
from alongside.evidence.screening.models import Decision, Drawn, Sample, Stage
from alongside.evidence.synthesis.models import Synthesis
from alongside.evidence.synthesis.presenters import name_of

LIMIT = 0.05  # one minus the confidence


def before(synthesis: Synthesis) -> dict[str, Any]:
    """What there is to draw from, how many would be enough, and both in a sentence."""
    rest, found = queue.untouched(synthesis).count(), queue.relevant(synthesis).count()
    if not rest:
        return {
            "rest": 0,
            "most": 0,
            "needed": 0,
            "words": _("Every record was looked at by somebody: there is no rest."),
        }
    needed = min(sample_needed(found=found, rest=rest), MOST)
    words = _(
        "Nobody has looked at %(rest)d records; %(found)d relevant ones are known. If %(needed)d of the rest "
        "are drawn by chance and none is relevant, it is 95%% sure that at least 95%% of all relevant "
        "ones were found."
    ) % {"rest": rest, "found": found, "needed": needed}
    return {"rest": rest, "most": min(rest, MOST), "needed": needed, "words": words}


def drawn(synthesis: Synthesis) -> list[dict[str, Any]]:
    """Every sample, the last first, with what it proves once all of it is decided on."""
    return [_line(sample) for sample in synthesis.samples.select_related("by").order_by("-at")]


def _line(sample: Sample) -> dict[str, Any]:
    keys = Drawn.objects.filter(sample=sample)
    records = Record.objects.filter(pk__in=keys.values("record"))
    # What was merged since counts as what it was merged into.
    standing = Record.objects.filter(pk__in=[each.merged_into_id or each.pk for each in records])
    left = standing.filter(title_state=Record.State.OPEN).count()
    line: dict[str, Any] = {
        "who": name_of(sample.by),
        "at": sample.at,
        "seed": sample.seed,
        "drawn": ngettext(
            "%(n)d of %(rest)d records was drawn.", "%(n)d of %(rest)d records were drawn.", sample.size
        )
        % {"n": sample.size, "rest": sample.rest},
        "left": left,
        "enough": "",
        "picture": "",
    }
    if left:
        line["words"] = ngettext(
            "%(n)d of them still needs a decision. Then the result stands here.",
            "%(n)d of them still need a decision. Then the result stands here.",
            left,
        ) % {"n": left}
        return line
    seen = standing.filter(title_state__in=[Record.State.IN, Record.State.CONFLICT]).count()
    return line | _result(sample, found_otherwise(sample), seen)


def found_otherwise(sample: Sample) -> int:
    """The relevant records now known of those that somebody had looked at when the sample was drawn."""
    earlier = Decision.objects.filter(record=OuterRef("pk"), stage=Stage.TITLE, at__lt=sample.at)
    return queue.relevant(sample.synthesis).filter(Exists(earlier)).count()


def _result(sample: Sample, found: int, seen: int) -> dict[str, Any]:
    seen = min(seen, sample.size)
    recall = recall_at_least(
        found=found, rest=sample.rest, sampled=sample.size, relevant_in_sample=seen, confidence=1 - LIMIT
    )
    most = most_in_rest(sample.rest, sample.size, seen, LIMIT) - seen
    percent = math.floor(100 * recall)
    facts = {"seen": seen, "n": sample.size, "percent": percent, "most": most}
    words = (
        _(
            "%(seen)d of the %(n)d are relevant. So it is 95%% sure that at least %(percent)d%% of all "
            "relevant records are found now, and that at most %(most)d are still among the unread."
        )
        % facts
    )
    enough = recall >= TARGET
    return {
        "words": words,
        "enough": _("That is enough for the usual aim of 95%.")
        if enough
        else _("The usual aim is 95%: go on screening."),
        "picture": shares(
            [
                Share(_("found before"), found, "found"),
                Share(_("found in the sample"), seen, "sample"),
                Share(_("at most still unread"), most, "unread"),
            ],
            title=_("What the sample proves"),
            description=words,
        ),
    }
