from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.base.accounts.models import Account
from alongside.care.partnership.models import Partnership, TeamMembership


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Colleagues by their names."""

    def label_from_instance(self, obj: Account) -> str:
        return obj.name


class ColleagueForm(forms.Form):
    """Choose a colleague of the service, to bring in or to hand over to."""

    colleague = ColleagueField(Account.objects.none(), label=_("Colleague"), empty_label=None)
    what = forms.ChoiceField(
        label=_("What should happen?"),
        widget=forms.RadioSelect,
        choices=[
            ("bring-in", _("Bring them in beside me")),
            ("hand-over", _("Hand over: they become the contact")),
        ],
    )

    def __init__(
        self, data: object = None, *, partnership: Partnership, me: Account, may_bring_in: bool = True
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        if not may_bring_in:
            what = self.fields["what"]
            what.initial = "hand-over"
            what.choices = [one for one in what.choices if one[0] == "hand-over"]  # type: ignore[attr-defined]
        seats = TeamMembership.objects.filter(service=partnership.service, until_at=None).exclude(account=me)
        self.fields["colleague"].queryset = Account.objects.filter(  # type: ignore[attr-defined]
            pk__in=seats.values("account")
        )
