"""A professional's words to begin with, by where the person stands with change. Never shown to the person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from alongside.care.partnership.definitions_said import said
from alongside.care.partnership.resting import resting
from alongside.care.plan import catalogue
from alongside.care.plan.reader import Reader
from alongside.care.plan.rules.circumstances import Rating, Stage
from alongside.care.plan.rules.readiness import PromptKind, Ruler
from alongside.care.plan.situation import known

Text = str | Promise

KINDS: Mapping[PromptKind, tuple[Text, Text]] = {
    PromptKind.OPEN: (lazy("Ask openly"), lazy("A question without yes or no.")),
    PromptKind.AFFIRM: (lazy("See what is strong"), lazy("Say it where it is true.")),
    PromptKind.REFLECT: (lazy("Give back what you heard"), lazy("A guess, said as a statement.")),
    PromptKind.SUMMARISE: (lazy("Gather it, and hand it back"), lazy("Then let them correct it.")),
}
STAGES: Mapping[Stage | None, Text] = {
    None: lazy("Not answered lately: where they stand is not known."),
    Stage.PRECONTEMPLATION: lazy("Answered: I do not want to change anything just now."),
    Stage.CONTEMPLATION: lazy("Answered: I am thinking about it, in two minds."),
    Stage.PREPARATION: lazy("Answered: I want to try something soon."),
    Stage.ACTION: lazy("Answered: I have begun, not long ago."),
    Stage.MAINTENANCE: lazy("Answered: I have been doing it for a good while."),
    Stage.RELAPSE: lazy("Answered: I had begun, and then it slipped."),
}


def page(reader: Reader) -> dict[str, Any]:
    """The context of the prompts' page."""
    now = known(reader.partnership, account=reader.account, relation=reader.relation)
    definition = said(catalogue.readiness())
    approach = definition.approach(now.situation.stage)
    numbers = {
        Ruler.IMPORTANCE: now.importance,
        Ruler.CONFIDENCE: now.situation.ratings.get(Rating.CONFIDENCE),
    }
    labels = {Ruler.IMPORTANCE: _("How much it matters"), Ruler.CONFIDENCE: _("How sure they could")}
    return {
        "person": reader.partnership.known_as,
        "stands": STAGES[now.situation.stage],
        "task": approach.task,
        "beware": approach.beware,
        "groups": [
            {"title": title, "hint": hint, "texts": approach.of(kind)}
            for kind, (title, hint) in KINDS.items()
        ],
        "rulers": [
            {"label": labels[ruler], "number": number, "text": definition.ruler(ruler, number)}
            for ruler, number in numbers.items()
            if number is not None
        ],
        "silent": not now.situation.may_advise,
        "signed": definition.signed,
        "resting": resting(catalogue.rests_on().of_stage(now.situation.stage)),
    }
