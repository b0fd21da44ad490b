"""The Jinja2 environment: undefined names are errors, and every string goes through gettext."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.templatetags.static import static
from django.urls import reverse
from django.utils import formats, timezone, translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from alongside.base import clock, ids


def environment(**options: Any) -> Environment:
    """Called by Django once; ``options`` carry the loader and autoescape."""
    options["undefined"] = StrictUndefined
    options["trim_blocks"] = options["lstrip_blocks"] = True
    # Django passes autoescape=True among the options.
    env = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(static=static, url=reverse, once_key=once_key, now=clock.now)
    env.filters.update(day=day, day_time=day_time, clock_time=clock_time, ring=ring, ringing=ringing)
    return env


def once_key() -> UUID:
    """The key with which a form counts once, however often it is sent."""
    return ids.uuid7()


def day(value: Any) -> str:
    """*12 November 2026*, in the active time zone and language."""
    return formats.date_format(_local(value), "j F Y")


def clock_time(value: Any) -> str:
    return formats.date_format(_local(value), "H:i")


def day_time(value: Any) -> str:
    """*Thursday 12 November, 16:05*."""
    return formats.date_format(_local(value), "l j F, H:i")


def ring(number: str) -> str:
    """A telephone number as a link that rings it, never broken over lines; text with no digit stays text."""
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    if not digits:
        return escape(number)
    return Markup('<a class="tel" href="tel:{}">{}</a>').format(digits, number)


def ringing(text: str, number: str) -> str:
    """A sentence made elsewhere, with the telephone number in it as a link that rings it."""
    said = escape(text)
    return said.replace(escape(number), ring(number)) if number else said


def _local(value: Any) -> Any:
    return timezone.localtime(value) if getattr(value, "tzinfo", None) else value
