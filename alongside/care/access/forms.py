"""The forms of the door, of *my way* and of *something new or worse*."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.base import clock
from alongside.base.services.models import Service
from alongside.care.access.models import Found, Referral
from alongside.care.access.rules.age import OLDEST, AgeRefused, age_on
from alongside.care.access.rules.preferences import Kind, PreferenceQuestion
from alongside.care.access.rules.referral import ReferralRules
from alongside.care.access.rules.screen import Answer, Screen


class AnswerForm(forms.Form):
    """One question of the safety screen."""

    answer = forms.ChoiceField(
        label="",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer. “I am not sure” is one too.")},
    )

    def __init__(self, screen: Screen, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.choices = [(each.value, screen.labels[each]) for each in Answer]  # type: ignore[attr-defined]
        field.label = label


class BornForm(forms.Form):
    """The date of birth, before anything else is asked: under the age limit nothing may be kept."""

    born_on = forms.DateField(
        label=_("When were you born?"),
        widget=forms.SelectDateWidget(attrs={"autocomplete": "bday"}, years=[]),
        error_messages={
            "required": _("Write the day, the month and the year."),
            "invalid": _("That is not a date. Write it as 27 3 1971."),
        },
    )

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service = service
        self.age = 0

    def clean_born_on(self) -> Any:
        born_on = self.cleaned_data["born_on"]
        try:
            self.age = age_on(born_on, clock.today(self.service.time_zone))
        except AgeRefused as refused:
            raise ValidationError(_("That day is still to come. Look at the year.")) from refused
        if self.age > OLDEST:
            raise ValidationError(_("That is very long ago. Look at the year."))
        return born_on


class PlaceForm(forms.Form):
    """What the clinic's own rules ask: where somebody lives, and what it is about."""

    postcode = forms.CharField(
        label=_("What is your postcode?"),
        help_text=_("The first half is enough. We ask because we may only see people from some places."),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    about = forms.ChoiceField(
        label=_("Is it about one of these?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. “None of these” is an answer too.")},
    )

    def __init__(self, *args: Any, rules: ReferralRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rules.prefixes:
            del self.fields["postcode"]
        if not rules.not_for:
            del self.fields["about"]
            return
        about: Any = self.fields["about"]
        about.choices = [*((each.id, each.choice) for each in rules.not_for), ("none", _("None of these"))]


class DetailsForm(forms.Form):
    """As little as the team needs: a name, and one way to reach them."""

    full_name = forms.CharField(
        label=_("Your full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    known_as = forms.CharField(
        label=_("What shall we call you?"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    phone = forms.RegexField(
        r"^[+0-9 ()/.-]{5,40}$",
        label=_("Your telephone number"),
        help_text=_("Leave it empty if you do not want to be rung."),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"invalid": _("A telephone number has at least five digits. Look at it again.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("With it you can sign in and see what we write. We send you a code to check it."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("An e-mail address looks like name@example.com.")},
    )

    def __init__(self, *args: Any, known_email: str = "", typed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known_email:
            del self.fields["email"]
        self.known_email = known_email
        if typed:
            self.fields["full_name"].label = _("Their full name")
            self.fields["known_as"].label = _("What shall we call them?")
            self.fields["phone"].label = _("Their telephone number")
            self.fields["email"].label = _("Their e-mail address")
            self.fields["email"].help_text = _("With it they can sign in. Read it back letter by letter.")
            self.fields["phone"].help_text = ""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not (data.get("phone") or data.get("email") or self.known_email):
            self.add_error("phone", _("Give us a telephone number or an e-mail address. One is enough."))
        return data


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Write the code from the e-mail.")},
    )


class WayForm(forms.Form):
    """Some questions about how somebody wants it; each can be left out."""

    def __init__(
        self, questions: list[PreferenceQuestion], *args: Any, with_words: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            one = question.kind is Kind.ONE
            make = forms.ChoiceField if one else forms.MultipleChoiceField
            self.fields[question.id] = make(
                label=question.text,
                help_text=" ".join(question.help),
                choices=list(question.options.items()),
                required=False,
                widget=forms.RadioSelect if one else forms.CheckboxSelectMultiple,
            )
        if with_words:
            self.fields["language"] = forms.CharField(
                label=_("Which language is best for you?"), max_length=60, required=False
            )
            self.fields["needs_note"] = forms.CharField(
                label=_("Is there anything else we should know about this?"),
                max_length=300,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def answers(self) -> dict[str, Any]:
        """What was answered. A list that was left empty is an answer; a choice that was not made is none."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value != "" or name in {"language", "needs_note"}
        }


class StartTypingForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How do they tell you?"),
        widget=forms.RadioSelect,
        choices=[
            (Referral.How.TELEPHONE, _("On the telephone")),
            (Referral.How.IN_PERSON, _("Face to face")),
            (Referral.How.PAPER, _("On paper")),
        ],
        error_messages={"required": _("Choose how they tell you.")},
    )


class ReadBackForm(forms.Form):
    read_back = forms.BooleanField(
        label=_("I read this back to them, and they said that it is right."),
        error_messages={"required": _("Read it back to them first, then tick the box.")},
    )


class WordsForm(forms.Form):
    """What is new or worse, in the person's own words."""

    words = forms.CharField(
        label=_("What is new or worse?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what is new or worse. A few words are enough.")},
    )


class FoundForm(forms.Form):
    """What a professional found when they followed it up."""

    what = forms.ChoiceField(
        label=_("What did you find?"), widget=forms.RadioSelect, choices=Found.What.choices
    )
    words = forms.CharField(
        label=_("In a few words"),
        help_text=_("The person can read this."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NormalForm(forms.Form):
    text = forms.CharField(
        label=_("What is usual"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what is usual. A few words are enough.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
