"""The figures of the conversation: how each follows from its rows, and the call that keeps them."""

from __future__ import annotations

from alongside.care.partnership.figures import FromRows

OWN: dict[str, FromRows] = {}
