from __future__ import annotations

from django.db import models

from alongside.evidence.synthesis.models.synthesis import Synthesis


class Opening(models.Model):
    """A synthesis that is only half here: its archive is being opened, in pieces that others write between.

    As long as this stands, nobody has a seat in it; in the moment in which it is whole this goes, and the
    first seat comes. ``until_at`` moves on with each piece; once it has passed, or is null, all that there is
    of it is cleared away.
    ``people`` are the accounts that were made for it.
    """

    synthesis = models.OneToOneField(Synthesis, on_delete=models.PROTECT, primary_key=True)
    until_at = models.DateTimeField(null=True)
    people = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"opening of {self.synthesis_id}"
