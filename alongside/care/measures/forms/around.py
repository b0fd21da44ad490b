"""What is asked around a check: how it was said, who may read it, which one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from alongside.base.accounts.models import Account
from alongside.care.measures.models import Assessment, RatingAudience


class ReadBackForm(forms.Form):
    """How the person said it, and that it was read back to them."""

    how = forms.ChoiceField(widget=forms.RadioSelect)
    read_back = forms.BooleanField()

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        how, read_back = self.fields["how"], self.fields["read_back"]
        how.label = _("How did they say it?")
        how.choices = [  # type: ignore[attr-defined]
            (Assessment.How.TELEPHONE, _("On the telephone")),
            (Assessment.How.PAPER, _("On paper")),
            (Assessment.How.IN_PERSON, _("Face to face")),
        ]
        how.error_messages["required"] = _("Choose how they said it.")
        read_back.label = _("I read it back and they said it is right")
        read_back.error_messages["required"] = _("Read it back to them first, then tick this.")


class CountedForm(forms.Form):
    """Whether the person's answers are counted."""

    counted = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["counted"]
        field.label = _("May we count your answers?")
        field.choices = [  # type: ignore[attr-defined]
            ("yes", _("Yes, you may count them")),
            ("no", _("No, leave mine out")),
        ]
        field.error_messages["required"] = _("Choose yes or no.")


class AudienceForm(forms.Form):
    """Who may read the person's rating of the partnership."""

    audience = forms.ChoiceField(widget=forms.RadioSelect)
    chosen = forms.ChoiceField(required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        contact: str,
        others: Sequence[Account],
        said: RatingAudience | None,
    ) -> None:
        super().__init__(data)
        kinds = RatingAudience.Audience
        audience, chosen = self.fields["audience"], self.fields["chosen"]
        audience.label = _("Who may read what you say here?")
        audience.error_messages["required"] = _("Choose who may read it.")
        choices: list[tuple[str, str]] = []
        if contact:
            choices.append((kinds.CONTACT, _("%(name)s, my contact") % {"name": contact}))
        if others:
            choices.append((kinds.SOMEONE_ELSE, _("Someone else here")))
        choices.append((kinds.ONLY_COUNTED, _("Nobody. Only count it, without my name")))
        audience.choices = choices  # type: ignore[attr-defined]
        chosen.label = _("If someone else, who?")
        chosen.choices = [("", _("Choose one")), *((str(one.pk), one.name) for one in others)]  # type: ignore[attr-defined]
        self.others = {str(one.pk): one for one in others}
        if said is not None:
            self.initial = {"audience": said.audience, "chosen": str(said.chosen_id or "")}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        wanted = said.get("audience") == RatingAudience.Audience.SOMEONE_ELSE
        if wanted and not said.get("chosen") and "chosen" not in self.errors:
            self.add_error("chosen", _("Choose who it is."))
        return said

    @property
    def who(self) -> Account | None:
        return self.others.get(self.cleaned_data.get("chosen", ""))


class AskForm(forms.Form):
    """A check on a day of its own."""

    key = forms.ChoiceField()
    label = forms.CharField(required=False, max_length=100)

    def __init__(self, data: QueryDict | None = None, *, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["key"].choices = choices  # type: ignore[attr-defined]
        self.fields["key"].label = _("Which check?")
        self.fields["label"].label = _("What is the occasion?")
