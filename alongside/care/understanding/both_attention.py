"""What of *How we each see it* needs a professional."""

from __future__ import annotations

SIDES_DIFFER = "sides-differ"  # about the occasion: until every difference was answered in one way or another
DIFFERENCE_TO_TALK = "difference-to-talk"  # about the difference: for the next visit
DIFFERENCE_FOUND = "difference-found"  # about the difference: the person said what was found; is it so?
SIDE_NOTE = "side-note"  # about the note: the person wrote beside a rating

KINDS = (SIDES_DIFFER, DIFFERENCE_TO_TALK, DIFFERENCE_FOUND, SIDE_NOTE)
