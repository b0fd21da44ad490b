"""Set how a person wants to be reached, supported and heard. Every change is a new version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record import events
from alongside.care.access.attention import WAY_WORDS
from alongside.care.access.events import WAY_SET
from alongside.care.access.rules.preferences import OPTIONS, Kind, preference_questions
from alongside.care.partnership import authority, way
from alongside.care.partnership.actions import attention
from alongside.care.partnership.authority import Verb
from alongside.care.partnership.models import Partnership, Way
from alongside.care.partnership.rules.preferences import Preferences, protection

WORDS = {"needs_note": 300, "language": 60}  # and how long they may be


class ChangedMeanwhile(Exception):
    """Somebody changed the same question after the page was opened; ``current`` is what stands now."""

    def __init__(self, current: Way) -> None:
        super().__init__(str(current))
        self.current = current


@transaction.atomic
def set_way(
    *, partnership: Partnership, answers: Mapping[str, Any], by: Account, seen_version: int | None = None
) -> Way:
    """The person changes some answers; the others stay.

    ``answers`` maps question ids to an option's value (or a list of them), and ``language`` and
    ``needs_note`` to words. Raises ``ValueError`` for what is not a question or an option, and
    ``ChangedMeanwhile`` where ``seen_version`` is no longer current for one of these questions.
    """
    authority.require(by, Verb.SET_MY_WAY, partnership)
    before = _values(way.current(partnership))
    row = write(partnership=partnership, answers=answers, by=by, seen_version=seen_version)
    if any(getattr(row, name) not in ("", before[name]) for name in WORDS):
        attention.to_read(partnership=partnership, kind=WAY_WORDS, by=by)
    return row


def write(
    *, partnership: Partnership, answers: Mapping[str, Any], by: Account, seen_version: int | None = None
) -> Way:
    """The same, by an action that has checked its own permission (the door). Runs in its transaction."""
    checked = {name: _checked(name, value) for name, value in answers.items()}
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    current = way.current(partnership)
    if current is not None and seen_version is not None:
        _nobody_changed(current, seen_version, checked)
    values = {**_values(current), **checked}
    said = sorted({*(current.said if current else []), *(name for name in checked if name in OPTIONS)})
    row = Way.objects.create(
        service=partnership.service,
        partnership=partnership,
        version=current.version + 1 if current else 1,
        said=said,
        by=by,
        at=clock.now(),
        time_zone=current.time_zone if current else "",
        **values,
    )
    neutral = protection(row.preferences()).neutral_sender
    Account.objects.filter(pk=partnership.person_id).update(neutral_mail=neutral)
    events.record(
        WAY_SET.name,
        service=partnership.service,
        subject=partnership.pk,
        by=by,
        about=row.pk,
        version=row.version,
    )
    return row


def _nobody_changed(current: Way, seen_version: int, checked: Mapping[str, Any]) -> None:
    if current.version == seen_version:
        return
    seen = Way.objects.filter(partnership=current.partnership_id, version=seen_version).first()
    then = _values(seen)
    now = _values(current)
    if any(then[name] != now[name] and now[name] != value for name, value in checked.items()):
        raise ChangedMeanwhile(current)


def _values(row: Way | None) -> dict[str, Any]:
    """What stands now, in the model's own fields; the careful defaults where nothing does."""
    if row is not None:
        return {name: getattr(row, name) for name in (*OPTIONS, *WORDS)}
    usual = Preferences()
    return {
        **{name: _stored(getattr(usual, name)) for name in OPTIONS},
        "needs_note": "",
        "language": "",
    }


def _stored(value: Any) -> Any:
    return [str(each) for each in value] if isinstance(value, tuple | frozenset) else str(value)


def _checked(name: str, value: Any) -> Any:
    if name in WORDS:
        return str(value).strip()[: WORDS[name]]
    if name not in OPTIONS:
        raise ValueError(f"{name!r} is not asked")
    members = OPTIONS[name]
    if preference_questions().question(name).kind is Kind.ONE:
        return members(value).value
    return [members(each).value for each in dict.fromkeys(value)]
