from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import models

from alongside.base import clock, ids
from alongside.care.partnership.rules import preferences as rules
from alongside.care.partnership.rules.preferences import Preferences


def _choices(members: type[StrEnum]) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in members]


class Way(models.Model):
    """How a person wants to be reached, supported and heard: one row a version, the highest counts.

    ``said`` holds the questions that they answered; for the others the careful defaults stand.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    service = models.ForeignKey("base_services.Service", on_delete=models.PROTECT, related_name="+")
    partnership = models.ForeignKey("Partnership", on_delete=models.CASCADE, related_name="ways")
    version = models.PositiveIntegerField()
    said = models.JSONField(default=list)
    seen_by_others = models.CharField(max_length=16, choices=_choices(rules.SeenByOthers))
    channels = models.JSONField(default=list)
    hours = models.JSONField(default=list)
    contact = models.CharField(max_length=16, choices=_choices(rules.MayContact))
    support = models.CharField(max_length=24, choices=_choices(rules.Support))
    from_whom = models.JSONField(default=list)
    gp = models.CharField(max_length=16, choices=_choices(rules.GpInvolved))
    say = models.CharField(max_length=16, choices=_choices(rules.Say))
    needs = models.JSONField(default=list)
    needs_note = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=60, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)  # empty: the service's
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "version"], name="one_way_a_version")]

    def __str__(self) -> str:
        return f"way {self.pk}"

    @staticmethod
    def of(preferences: Preferences) -> dict[str, Any]:
        """The fields of a row that says the same as ``preferences``; nothing of it was said by anybody."""
        return {
            "seen_by_others": preferences.seen_by_others.value,
            "channels": [each.value for each in preferences.channels],
            "hours": sorted(each.value for each in preferences.hours),
            "contact": preferences.contact.value,
            "support": preferences.support.value,
            "from_whom": sorted(each.value for each in preferences.from_whom),
            "gp": preferences.gp.value,
            "say": preferences.say.value,
            "needs": sorted(each.value for each in preferences.needs),
            "language": preferences.language,
        }

    def preferences(self) -> Preferences:
        """The same as plain, typed data, for the rules."""
        return Preferences(
            seen_by_others=rules.SeenByOthers(self.seen_by_others),
            channels=tuple(rules.Channel(each) for each in self.channels),
            hours=frozenset(rules.Hours(each) for each in self.hours),
            contact=rules.MayContact(self.contact),
            support=rules.Support(self.support),
            from_whom=frozenset(rules.SupportFrom(each) for each in self.from_whom),
            gp=rules.GpInvolved(self.gp),
            say=rules.Say(self.say),
            needs=frozenset(rules.Need(each) for each in self.needs),
            language=self.language,
        )
