from __future__ import annotations

import secrets

from django.db import models

from alongside.base import clock


def new_code() -> str:
    """Chance alone: nothing about a person can be worked out from it."""
    return f"P{secrets.token_hex(5)}"


class Pseudonym(models.Model):
    """What a person is called in extracts: the key, which stays here. The same in each, so that they join."""

    partnership = models.OneToOneField(
        "care_partnership.Partnership", primary_key=True, on_delete=models.CASCADE, related_name="pseudonym"
    )
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=16, unique=True, default=new_code)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        """Not the code: what is printed may land in a log, beside the id."""
        return f"pseudonym of {self.pk}"
