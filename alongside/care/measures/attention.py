"""What of this room needs a professional."""

from __future__ import annotations

ALERT = "instrument-alert"  # an answer that its instrument says somebody has to see; about the Alert
WORDS = "check-words"  # the person wrote something in a check; about the Assessment
RATING_DUE = "rating-due"  # the person's side is in, the professional's is missing; about the Occasion
THREE_MONTHS_DUE = "three-months-due"  # the day has come and nothing is answered; about nothing: one a person

KINDS = (ALERT, WORDS, RATING_DUE, THREE_MONTHS_DUE)
