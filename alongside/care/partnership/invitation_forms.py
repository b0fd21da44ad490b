from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.base.accounts.models import Account
from alongside.care.partnership.actions.invitation import Invitee
from alongside.care.partnership.models import Team
from alongside.care.partnership.models.team import Profession


class _InviteForm(forms.Form):
    """Who, where to, and by which team."""

    name = forms.CharField(label=_("Their full name"), max_length=200)
    email = forms.EmailField(label=_("Their e-mail address"))

    field_order: tuple[str, ...] = ()

    def teams(self, me: Account) -> Any:
        """Where ``me`` may invite somebody to."""
        raise NotImplementedError

    def __init__(self, data: Any = None, *, me: Account) -> None:
        super().__init__(data)
        teams = self.teams(me)
        self._only: Team | None = teams.get() if teams.count() == 1 else None
        self.fields["team"] = forms.ModelChoiceField(
            teams,
            label=_("Team"),
            empty_label=None,
            required=self._only is None,
            widget=forms.HiddenInput if self._only else forms.RadioSelect,
        )
        self.order_fields(self.field_order)

    def team_chosen(self) -> Team:
        """The team that was chosen, or the only one there is."""
        chosen: Team = self._only or self.cleaned_data["team"]
        return chosen


class InvitePersonForm(_InviteForm):
    """A person, by a professional of one of their teams, who becomes their contact."""

    known_as = forms.CharField(label=_("What do they like to be called?"), max_length=100, required=False)
    neutral = forms.BooleanField(
        label=_("Somebody else may read their e-mail. Do not name the clinic in it."), required=False
    )
    field_order = ("name", "known_as", "email", "neutral", "team")

    def teams(self, me: Account) -> Any:
        return Team.objects.filter(memberships__account=me, memberships__until_at=None).order_by("name")

    def invitee(self) -> Invitee:
        said = self.cleaned_data
        return Invitee(said["email"], said["name"], said["known_as"], neutral=said["neutral"])


class InviteProfessionalForm(_InviteForm):
    """A professional, by the lead of a service."""

    profession = forms.ChoiceField(
        label=_("Profession"), choices=Profession.choices, widget=forms.RadioSelect
    )
    field_order = ("name", "email", "profession", "team")

    def teams(self, me: Account) -> Any:
        led = me.service_roles.filter(role="lead", until_at=None).values("service")
        return Team.objects.filter(service__in=led).order_by("name")

    def invitee(self) -> Invitee:
        return Invitee(self.cleaned_data["email"], self.cleaned_data["name"])
