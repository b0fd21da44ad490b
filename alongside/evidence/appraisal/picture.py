"""The model of a synthesis: drawn, and in words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from alongside.evidence.appraisal import presenters
from alongside.evidence.appraisal.models import Arrow, Cell, Theme
from alongside.evidence.drawing import arcs
from alongside.evidence.synthesis.models import Synthesis


def themes(synthesis: Synthesis) -> list[Theme]:
    """All that an arrow may begin at or lead to: the columns of the matrix, then the ends."""
    return list(synthesis.themes.filter(ended_at=None).order_by("-kind", "at", "pk"))


def arrows(synthesis: Synthesis) -> list[Arrow]:
    rows = Arrow.objects.filter(synthesis=synthesis, ended_at=None).select_related("start", "end")
    return list(rows.prefetch_related("grounds__record"))


def sentence(start: str, how: str, end: str) -> str:
    """*Pacing helps managing the pain.*"""
    words = {
        "helps": _("%(one)s helps %(other)s"),
        "needed": _("%(one)s is needed for %(other)s"),
    }.get(how, _("%(one)s limits %(other)s"))
    return words % {"one": start, "other": end}


def drawn(synthesis: Synthesis) -> dict[str, Any]:
    """The picture, and its table: each arrow in words, numbered as it is drawn, and what it rests on."""
    nodes, lines = themes(synthesis), arrows(synthesis)
    return {
        "picture": _picture(nodes, lines) if lines else Markup(""),
        "lines": [line(arrow) for arrow in lines],
        "without": _without(nodes, lines),
    }


def line(arrow: Arrow) -> dict[str, Any]:
    grounds = [
        {"name": presenters.short(each.record), "place": each.place, "record": each.record}
        for each in sorted(arrow.grounds.all(), key=lambda each: (each.record.year or 0, each.record.number))
        if presenters.is_study(each.record)
    ]
    return {
        "arrow": arrow,
        "said": sentence(arrow.start.name, arrow.how, arrow.end.name),
        "says": arrow.says,
        "grounds": grounds,
        "rests": ngettext("%(n)d study", "%(n)d studies", len(grounds)) % {"n": len(grounds)}
        if grounds
        else _("No study is named yet"),
    }


def _picture(nodes: list[Theme], lines: list[Arrow]) -> Markup:
    used = {arrow.start_id for arrow in lines} | {arrow.end_id for arrow in lines}
    return arcs.arcs(
        [arcs.Theme(node.pk.hex, node.name, node.kind) for node in nodes if node.pk in used],
        [arcs.Arrow(arrow.start_id.hex, arrow.end_id.hex, arrow.how) for arrow in lines],
        title=_("What leads to what"),
        description=_("The table beside the picture says each line in words."),
    )


def _without(nodes: list[Theme], lines: list[Arrow]) -> str:
    """Which themes no arrow touches: said, not drawn."""
    used = {arrow.start_id for arrow in lines} | {arrow.end_id for arrow in lines}
    names = [node.name for node in nodes if node.pk not in used]
    return _("No arrow yet: %(themes)s.") % {"themes": ", ".join(names)} if names and lines else ""


def studies_for(synthesis: Synthesis, start: Theme, end: Theme) -> list[tuple[UUID, str, str]]:
    """Key, name and a hint for each study; those that speak of both themes first."""
    marked: dict[Any, dict[Any, str]] = {}
    for cell in Cell.objects.filter(theme__in=[start, end]).select_related("theme"):
        marked.setdefault(cell.record_id, {})[cell.theme_id] = cell.place
    rows = []
    for record in presenters.included(synthesis):
        speaks = marked.get(record.pk, {})
        names = [theme.name for theme in (start, end) if theme.pk in speaks]
        places = "; ".join(dict.fromkeys(place for place in speaks.values() if place))
        hint = _("Speaks of: %(themes)s.") % {"themes": ", ".join(names)} if names else ""
        rows.append((-len(names), record.pk, presenters.short(record), f"{hint} {places}".strip()))
    rows.sort(key=lambda row: row[0])
    return [(key, name, hint) for _many, key, name, hint in rows]
