"""The kinds of event of calls, with the sentence each side reads."""

from __future__ import annotations

from alongside.base.record.kinds import Kind

KINDS: tuple[Kind, ...] = ()
