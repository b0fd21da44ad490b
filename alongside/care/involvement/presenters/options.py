"""Options in words: what each asks, may bring and may cost; *wait* and *none of these* have ours."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.care.involvement.models import Decision, DecisionChoice, DecisionOption
from alongside.care.involvement.presenters.reader import Chip, Reader, chips_of
from alongside.care.involvement.rules.deciding import Ready, State
from alongside.care.partnership.rules.side import Side


@dataclass(frozen=True, slots=True)
class OptionShown:
    """One option as the page shows it."""

    id: UUID
    title: str
    asks: str
    may_bring: str
    may_cost: str
    by: str
    is_recommended: bool
    is_put_forward: bool
    may_change: bool


def title_of(option: DecisionOption) -> str:
    """What it is called; the ready-made ones in the reader's language."""
    return _ready(option.ready)[0] if option.ready else option.text


def _ready(ready: str) -> tuple[str, str, str, str]:
    """Title, asks, may bring, may cost."""
    if ready == Ready.WAIT:
        return (
            _("Wait and see"),
            _("Nothing for now. You name a day to look at it again."),
            _("Time to think, and to see how it goes by itself."),
            _("What is hard now may stay hard for longer."),
        )
    return (
        _("None of these"),
        _("Nothing. Things stay as they are."),
        _("No new effort. You can ask again at any time."),
        _("What is hard now may stay hard."),
    )


def options_of(decision: Decision, reader: Reader) -> list[OptionShown]:
    """Those that are there, in order."""
    return [
        _shown(option, decision, reader) for option in decision.options.there().select_related("added_by")
    ]


def earlier_options(decision: Decision, reader: Reader) -> list[OptionShown]:
    """Those that were changed or taken away, kept readable."""
    gone = decision.options.filter(gone_at__isnull=False).select_related("added_by").order_by("-gone_at")
    return [_shown(option, decision, reader) for option in gone]


def _shown(option: DecisionOption, decision: Decision, reader: Reader) -> OptionShown:
    title, asks, brings, costs = (
        _ready(option.ready)
        if option.ready
        else (option.text, option.asks, option.may_bring, option.may_cost)
    )
    recommended = decision.recommendation is not None and decision.recommendation.option_id == option.pk
    put_forward = decision.choice is not None and decision.choice.option_id == option.pk
    there = not option.ready and option.gone_at is None
    return OptionShown(
        id=option.pk,
        title=title,
        asks=asks,
        may_bring=brings,
        may_cost=costs,
        by="" if option.ready else reader.who(option.added_side, option.added_by),
        is_recommended=recommended,
        is_put_forward=put_forward,
        may_change=there and reader.may_act and not recommended and not put_forward,
    )


def chips_of_choice(choice: DecisionChoice, decision: Decision, reader: Reader) -> list[Chip]:
    """What each said; where one was asked to decide, the other owes no answer."""
    chips = chips_of(choice, reader)
    if decision.state != State.DECIDED or choice.agreed_at is not None:
        return chips
    return [chip for chip in chips if choice.answer_of(Side(chip[1])) is not None]
