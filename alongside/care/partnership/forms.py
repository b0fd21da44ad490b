from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.base.accounts.models import Account
from alongside.care.partnership.models import Partnership, TeamMembership


class ColleagueForm(forms.Form):
    """Choose a colleague of the team, to bring in or to hand over to."""

    colleague = forms.ModelChoiceField(Account.objects.none(), label=_("Colleague"), empty_label=None)
    what = forms.ChoiceField(
        label=_("What should happen?"),
        widget=forms.RadioSelect,
        choices=[
            ("bring-in", _("Bring them in beside me")),
            ("hand-over", _("Hand over: they become the contact")),
        ],
    )

    def __init__(self, data: object = None, *, partnership: Partnership, me: Account) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        seats = TeamMembership.objects.filter(team=partnership.team, until_at=None).exclude(account=me)
        field = self.fields["colleague"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Account.objects.filter(pk__in=seats.values("account"))
        field.label_from_instance = lambda account: account.name  # type: ignore[method-assign]
