"""Two windows in one section: the second never overwrites the first unseen."""

from __future__ import annotations

from uuid import UUID

import pytest

from alongside.care.partnership.rules.windows import Held, Verdict, decide

ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    "held, revision, window, by_itself, verdict",
    [
        (Held(0, None, False), 0, ONE, True, Verdict.WRITE),
        (Held(3, ONE, False), 3, ONE, True, Verdict.WRITE),
        (Held(3, ONE, True), 3, OTHER, False, Verdict.WRITE),  # it has seen the first
        (Held(3, ONE, False), 2, ONE, True, Verdict.WRITE),  # the answer to its last save got lost
        (Held(3, ONE, False), 2, ONE, False, Verdict.WRITE),  # Save overtook its own autosave
        (Held(3, ONE, True), 2, ONE, False, Verdict.WRITE),  # back in the browser, and saved again
        (Held(3, ONE, True), 2, ONE, True, Verdict.SET_ASIDE),  # an autosave arrives after Save
        (Held(3, ONE, False), 2, OTHER, False, Verdict.SET_ASIDE),
        (Held(3, ONE, False), 2, OTHER, True, Verdict.SET_ASIDE),
        (Held(3, ONE, False), 9, OTHER, False, Verdict.SET_ASIDE),  # a revision that never was
    ],
)
def test_what_becomes_of_a_write(held, revision, window, by_itself, verdict):
    assert decide(held, revision=revision, window=window, by_itself=by_itself) is verdict
