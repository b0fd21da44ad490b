"""What somebody typed, made safe to keep: line ends of one kind, no invisible control characters."""

from __future__ import annotations

import re

# C0 and C1 controls except tab and line feed, lone surrogates, and the byte-order mark.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff]")
_LINE_ENDS = re.compile("\r\n|\r|\x85|\u2028|\u2029")


def tidy(text: str) -> str:
    """``text`` without what nobody can see; every visible character stays as it was typed."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)).strip()
