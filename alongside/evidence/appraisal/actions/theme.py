from __future__ import annotations

from django.db import transaction

from alongside.base import clock
from alongside.base.accounts.models import Account
from alongside.base.record.holding import hold
from alongside.evidence.appraisal.models import Arrow, Theme
from alongside.evidence.synthesis.actions.synthesis import note
from alongside.evidence.synthesis.authority import Verb, require
from alongside.evidence.synthesis.models import Synthesis


class NameTaken(Exception):
    """Another theme of the synthesis has this name."""


class TakenOut(Exception):
    """The theme was taken out meanwhile."""


@transaction.atomic
def add(*, synthesis: Synthesis, name: str, about: str, by: Account, kind: str = Theme.Kind.THEME) -> Theme:
    """A new theme, or a new end of the model; one that is there already by this name is given back."""
    require(by, Verb.FILL_MATRIX, synthesis)
    synthesis = hold(Synthesis.objects.all(), synthesis.pk)
    theme, fresh = synthesis.themes.get_or_create(
        name=name, ended_at=None, defaults={"about": about, "kind": kind}
    )
    if fresh:
        note(synthesis, by, "theme", theme.pk)
    return theme


@transaction.atomic
def change(*, theme: Theme, name: str, about: str, by: Account) -> Theme:
    """Another name, other words on what belongs to it; what was marked and drawn stays.

    Raises ``NameTaken`` and ``TakenOut``.
    """
    require(by, Verb.FILL_MATRIX, theme.synthesis)
    synthesis = hold(Synthesis.objects.all(), theme.synthesis_id)
    theme = _standing(theme)
    if synthesis.themes.filter(name=name, ended_at=None).exclude(pk=theme.pk).exists():
        raise NameTaken
    theme.name, theme.about = name, about
    theme.save(update_fields=["name", "about"])
    note(synthesis, by, "theme-changed", theme.pk)
    return theme


@transaction.atomic
def take_out(*, theme: Theme, by: Account) -> None:
    """No longer in the matrix nor in the model, nor are the arrows from and to it. Raises ``TakenOut``."""
    require(by, Verb.FILL_MATRIX, theme.synthesis)
    synthesis = hold(Synthesis.objects.all(), theme.synthesis_id)
    theme = _standing(theme)
    now = clock.now()
    arrows = Arrow.objects.filter(synthesis=synthesis, ended_at=None)
    many = (arrows.filter(start=theme) | arrows.filter(end=theme)).update(ended_at=now)
    Theme.objects.filter(pk=theme.pk).update(ended_at=now)
    note(synthesis, by, "theme-out", theme.pk, arrows=many)


def _standing(theme: Theme) -> Theme:
    found = Theme.objects.filter(pk=theme.pk, ended_at=None).first()
    if found is None:
        raise TakenOut
    return found
