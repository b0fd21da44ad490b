"""What people type, made safe to keep; what was typed comes back where it was refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from alongside.base.pages.figures import REGIONS
from alongside.care.partnership.words_field import WordsField
from alongside.care.understanding.models import StoryVersion
from alongside.care.understanding.rules import sections as rule
from alongside.care.understanding.rules.content import MOST_CHARACTERS, Content
from alongside.care.understanding.rules.sections import Kind, Section

_UNSAID = "rather-not-say"
LETTER = 5_000


class SectionForm(forms.Form):
    """One section of a story. Nothing in it is required: a section may be left at any time."""

    text = WordsField(most=MOST_CHARACTERS, rows=9, required=False)
    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    window = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, section: Section, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.section = section
        words = self.fields["text"]
        words.label, words.help_text = now(section.question), now(section.hint)
        if section.kind is Kind.MEDICINES:
            self.fields["choice"] = forms.ChoiceField(
                label=_("For you, are your medicines too little, about right or too much?"),
                required=False,
                widget=forms.RadioSelect,
                choices=[
                    *((key, now(label)) for key, label in rule.story().choices.items()),
                    (_UNSAID, now("I would rather not say")),
                ],
            )
        if section.kind is Kind.BODY:
            self.fields["regions"] = forms.MultipleChoiceField(
                required=False,
                choices=[(region.id, now(region.label)) for region in REGIONS],
            )

    def content(self) -> Content:
        choice = self.cleaned_data.get("choice", "")
        known = {region.id: at for at, region in enumerate(REGIONS)}
        return Content(
            self.cleaned_data["text"],
            "" if choice == _UNSAID else choice,
            tuple(sorted(self.cleaned_data.get("regions", ()), key=known.__getitem__)),
        )

    @property
    def marked(self) -> list[str]:
        """The places marked on the body map, known ones only: the map is drawn from them."""
        known = {region.id for region in REGIONS}
        return [one for one in (self["regions"].value() or []) if one in known]


class ShareTypedForm(forms.Form):
    """How the person said it, and that it was read back to them."""

    how = forms.ChoiceField(
        label=_("How did they say it?"),
        widget=forms.RadioSelect,
        choices=[
            (StoryVersion.How.TELEPHONE, _("On the telephone")),
            (StoryVersion.How.PAPER, _("On paper")),
            (StoryVersion.How.IN_PERSON, _("Face to face")),
        ],
        error_messages={"required": _("Choose how they said it.")},
    )
    read_back = forms.BooleanField(
        label=_("I read it back and they said it is right"),
        error_messages={"required": _("Read it back to them first, then tick this.")},
    )


class WriteBackForm(forms.Form):
    text = WordsField(
        most=LETTER,
        rows=6,
        label=_("What I heard"),
        error_messages={"required": _("Write what you heard.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    said = forms.ChoiceField(choices=[("right", ""), ("not-quite", "")])
    reflection = forms.UUIDField(widget=forms.HiddenInput)
    why = WordsField(
        most=LETTER,
        rows=4,
        required=False,
        label=_("What is not quite right?"),
        help_text=_("Only if you like. A few words are enough."),
    )


class OfferForm(forms.Form):
    text = WordsField(
        most=LETTER,
        rows=8,
        label=_("What I can and cannot offer"),
        error_messages={"required": _("Write what you can and cannot offer.")},
    )


class ReleaseForm(forms.Form):
    when = forms.ChoiceField(
        label=_("When do you want to see what we write back?"),
        widget=forms.RadioSelect,
        choices=[
            ("working-hours", _("When the clinic is open, so that I can ring")),
            ("any-time", _("At any time, as soon as it is written")),
        ],
    )


class PlaceForm(forms.Form):
    """Where it was: places are data."""

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["place"] = forms.ChoiceField(
            label=_("Where did you have to tell it again?"),
            required=False,
            widget=forms.RadioSelect,
            choices=[(key, now(label)) for key, label in rule.story().places.items()],
        )
