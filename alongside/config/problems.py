"""What goes wrong as expected: said in a sentence, with how to mend it, and an exit code."""

from __future__ import annotations

FAILED = 1
USAGE = 2


class Problem(Exception):
    """The command cannot do what was asked: ``what`` is wrong, ``mend`` says how to put it right."""

    def __init__(self, what: str, mend: str = "", *, code: int = FAILED) -> None:
        super().__init__(f"{what} {mend}".strip())
        self.what = what
        self.mend = mend
        self.code = code
