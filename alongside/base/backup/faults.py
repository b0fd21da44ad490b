"""Why a backup could not be made or restored."""

from __future__ import annotations


class BackupFault(Exception):
    """``what`` is wrong, ``mend`` says what would put it right. Nothing that was there has changed."""

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(f"{what} {mend}".strip())
        self.what = what
        self.mend = mend
