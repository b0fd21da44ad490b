"""The navigation of each side: what a person finds in the header, and what a professional does."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.care.partnership.models import Partnership
from alongside.care.partnership.rules.authority import Relation


def navigation(request: HttpRequest) -> dict[str, Any]:
    """``nav`` (items with ``label``, ``url``, ``current``), ``mine`` and ``subnav`` for the shell.

    ``mine`` is the partnership that *Something new or worse* is about: the one being looked at by its
    person, else the signed-in person's own.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": [], "subnav": [], "mine": None}
    if user.is_professional:
        return {"nav": _professional(request), "subnav": _about(request), "mine": None}
    mine = _mine(request)
    return {"nav": _person(request, mine), "subnav": [], "mine": mine}


def _mine(request: HttpRequest) -> Partnership | None:
    if getattr(request, "relation", None) is Relation.PERSON:
        return request.partnership  # type: ignore[attr-defined, no-any-return]
    return Partnership.objects.filter(person=request.user).select_related("service").first()


def _person(request: HttpRequest, mine: Partnership | None) -> list[dict[str, Any]]:
    if mine is None:
        return []
    return [
        _item(request, _("Today"), reverse("support:home"), exact=True),
        _item(request, _("My story"), reverse("understanding:story", args=[mine.pk])),
        _item(request, _("How we each see it"), reverse("understanding:both", args=[mine.pk])),
        _item(request, _("Checks"), reverse("measures:checks", args=[mine.pk])),
        _item(request, _("My way"), reverse("access:way", args=[mine.pk])),
        _item(request, _("Who looked"), reverse("partnership:who-looked", args=[mine.pk])),
    ]


def _professional(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        _item(request, _("Who needs you now"), reverse("support:home"), exact=True),
        _item(request, _("People"), reverse("support:people")),
        _item(request, _("The clinic"), reverse("support:clinic")),
    ]


def _about(request: HttpRequest) -> list[dict[str, Any]]:
    partnership = getattr(request, "partnership", None)
    if partnership is None:
        return []
    key = [partnership.pk]
    return [
        _item(request, _("Overview"), reverse("support:overview", args=key), exact=True),
        _item(request, _("Story"), reverse("understanding:story", args=key)),
        _item(request, _("Both sides"), reverse("understanding:both", args=key)),
        _item(request, _("Checks"), reverse("measures:checks", args=key)),
        _item(request, _("Their way"), reverse("access:way", args=key)),
        _item(request, _("Timeline"), reverse("partnership:timeline", args=key)),
    ]


def _item(request: HttpRequest, label: str, url: str, *, exact: bool = False) -> dict[str, Any]:
    current = request.path == url if exact else request.path.startswith(url)
    return {"label": label, "url": url, "current": current}
