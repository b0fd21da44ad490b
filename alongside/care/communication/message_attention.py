"""What of the conversation needs a professional, and what a colleague would say about each."""

from __future__ import annotations

from alongside.care.partnership.reasons import Reason

REASONS: dict[str, Reason] = {}
