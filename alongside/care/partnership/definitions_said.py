"""Words of definitions in the language of whoever reads: questions, advice, steps of the library, prompts.

A definition is read once, in the language that it was written and signed in, and rules look at its codes
alone. ``said`` gives the same definition with its words through gettext, for a page. What is translated is
told by the names of fields (``WORDS``), so that a new definition needs nothing more than to be shown by
``said``; ``tests/test_translation.py`` finds the page that forgot. ``words_in`` finds the same words for the
translators' template (``make messages``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from django.utils.translation import get_language, gettext
from pydantic import BaseModel

from alongside.care.partnership.rules.signed import Signed

Definition = TypeVar("Definition")

WORDS = frozenset(
    {
        *("title", "heading", "label", "labels", "name", "text", "words", "lead", "hint", "help", "unit"),
        *(
            "question",
            "options",
            "option",
            "choice",
            "choices",
            "watch_for",
            "places",
            "prefix",
            "display",
            "rulers",
        ),
        *("what", "how", "where", "when", "whom", "why", "reason", "cost_words", "hours", "hospital"),
        *("do", "say", "says", "show", "shows", "told", "tick", "sign", "task", "beware"),
        *("held_title", "held_text", "professional"),
    }
)
"""Names of fields that hold words to be read. An enumeration in such a field is a code and stays."""


def said(definition: Definition) -> Definition:
    """``definition`` in the language of the page that is being made."""
    found: Definition = _kept(_Same(definition), get_language() or "").definition
    return found


def in_words(text: str) -> str:
    """One sentence of a definition, for a page; nothing where there is none."""
    return gettext(text) if text else ""


class _Same:
    """A definition as a key: it is the same only as itself, for what is read once lives as long as we do."""

    def __init__(self, definition: Any) -> None:
        self.definition = definition

    def __hash__(self) -> int:
        return id(self.definition)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.definition is self.definition


@cache
def _kept(same: _Same, language: str) -> _Same:  # noqa: ARG001 - the language is what is kept apart
    return _Same(_said(same.definition, gettext, words=False))


def forget() -> None:
    """Forget what was said in every language: a test spoke another."""
    _kept.cache_clear()


def words_in(definition: Any) -> list[str]:
    """Every sentence that ``said`` would translate, in order, as often as it occurs."""
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    _said(definition, keep, words=False)
    return found


def _said(value: Any, say: Callable[[str], str], *, words: bool) -> Any:
    """``value`` with what ``say`` makes of each of its words; who signed it is nobody's to translate."""
    if isinstance(value, Enum | Signed):
        return value
    if isinstance(value, str):
        return say(value) if words and value else value
    if is_dataclass(value) and not isinstance(value, type):
        now = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
        return replace(value, **{name: _said(each, say, words=name in WORDS) for name, each in now.items()})
    if isinstance(value, BaseModel):
        parts = {name: getattr(value, name) for name in type(value).model_fields}
        return value.model_copy(
            update={name: _said(each, say, words=name in WORDS) for name, each in parts.items()}
        )
    if isinstance(value, Mapping):
        return {key: _said(each, say, words=words) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_said(each, say, words=words) for each in value)
    return value
