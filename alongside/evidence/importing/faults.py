"""What cannot be read at all, in sentences."""

from __future__ import annotations


class NotReadable(Exception):
    """The file is none that can be read: ``what`` is the matter, ``mend`` says what to do about it."""

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(f"{what} {mend}".strip())
        self.what = what
        self.mend = mend
