from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care.partnership.models import AttentionItem


class DealForm(forms.Form):
    """What a professional does with an item: done, not useful, or later."""

    what = forms.ChoiceField(
        choices=[
            (AttentionItem.Outcome.DONE, _("Done")),
            (AttentionItem.Outcome.NOT_USEFUL, _("Not useful")),
            ("tomorrow", _("Tomorrow")),
            ("three-days", _("In three days")),
            ("week", _("In a week")),
        ]
    )


class SearchForm(forms.Form):
    """Find people by name. Posted, never in the address: a name must not land in a log."""

    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[("mine", _("Mine")), ("team", _("My team’s")), ("waiting", _("Waiting for a contact"))],
    )
    page = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
