"""What a room puts on the person's today: one thing, with its one natural answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Post:
    """A button that answers a card at once: what it posts, and where."""

    label: str
    href: str
    fields: tuple[tuple[str, str], ...] = ()
    kind: str = "primary"


@dataclass(frozen=True, slots=True)
class Card:
    """``posts`` answer it at once, ``action`` leads to the page ``href``.

    ``is_advice``: what we suggest, unasked; shown only to whoever wants advice. ``asks``: it wants something
    of the person, and rests on a bad day.
    """

    title: str
    text: str
    action: str = ""
    href: str = ""
    side: str = ""
    by: str = ""
    quote: str = ""
    more: str = ""
    posts: tuple[Post, ...] = ()
    is_advice: bool = False
    asks: bool = True
