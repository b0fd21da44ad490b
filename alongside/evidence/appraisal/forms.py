from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.evidence.appraisal.models import Arrow, Theme
from alongside.evidence.appraisal.rules.rating import Checklist

ANSWERS = [("yes", _("Yes")), ("cannot-tell", _("I cannot tell")), ("no", _("No"))]


class AppraisalForm(forms.Form):
    """One question an item of the checklist, three answers each."""

    def __init__(
        self, data: Any = None, *, checklist: Checklist, initial: dict[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        for item in checklist.item:
            self.fields[item.id] = forms.ChoiceField(
                label=item.text,
                choices=ANSWERS,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of the three.")},
            )


class ThemeForm(forms.Form):
    name = forms.CharField(
        label=_("A new theme"), max_length=200, error_messages={"required": _("Give it a name.")}
    )
    about = forms.CharField(label=_("What belongs to it"), max_length=1000, required=False)


class CellsForm(forms.Form):
    """Of which themes a study speaks, and where it says so: a tick and a place for each theme."""

    def __init__(
        self, data: Any = None, *, themes: list[Theme], marked: dict[Any, str] | None = None
    ) -> None:
        super().__init__(data)
        marked = marked or {}
        for theme in themes:
            key = theme.pk.hex
            self.fields[f"on-{key}"] = forms.BooleanField(
                label=theme.name, help_text=theme.about, required=False, initial=theme.pk in marked
            )
            self.fields[f"place-{key}"] = forms.CharField(
                label=_("Where it says so: %s") % theme.name,
                max_length=1000,
                required=False,
                initial=marked.get(theme.pk, ""),
            )

    def chosen(self, themes: list[Theme]) -> dict[Theme, str]:
        return {
            theme: str(self.cleaned_data[f"place-{theme.pk.hex}"])
            for theme in themes
            if self.cleaned_data[f"on-{theme.pk.hex}"]
        }


class ThemeWordsForm(forms.Form):
    name = forms.CharField(
        label=_("Its name"), max_length=200, error_messages={"required": _("Give it a name.")}
    )
    about = forms.CharField(label=_("What belongs to it"), max_length=1000, required=False)


class EndForm(forms.Form):
    end_name = forms.CharField(
        label=_("Where does it all lead?"), max_length=200, error_messages={"required": _("Give it a name.")}
    )


class WayForm(forms.Form):
    """Which arrow is meant: from one theme to another."""

    start = forms.ChoiceField(label=_("From"), error_messages={"required": _("Choose where it begins.")})
    end = forms.ChoiceField(label=_("To"), error_messages={"required": _("Choose where it leads.")})

    def __init__(self, data: Any = None, *, themes: Sequence[Theme]) -> None:
        super().__init__(data)
        choices = [("", _("Choose")), *((theme.pk.hex, theme.name) for theme in themes)]
        self._themes = {theme.pk.hex: theme for theme in themes}
        for name in ("start", "end"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if cleaned and cleaned.get("start") and cleaned["start"] == cleaned.get("end"):
            self.add_error("end", _("An arrow leads from one theme to another one."))
        return cleaned

    def chosen(self) -> tuple[UUID, UUID]:
        return self._themes[self.cleaned_data["start"]].pk, self._themes[self.cleaned_data["end"]].pk


class ArrowForm(forms.Form):
    """What an arrow says, and the studies on which it rests: a tick and a place for each."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    how = forms.ChoiceField(
        label=_("How"),
        choices=Arrow.How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    says = forms.CharField(
        label=_("What the studies say"),
        help_text=_("In one sentence, as they found it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence what they found.")},
    )

    def __init__(
        self, data: Any = None, *, studies: Sequence[tuple[UUID, str, str]], arrow: Arrow | None,
        grounds: Mapping[UUID, str],
    ) -> None:  # fmt: skip
        first = {"how": arrow.how, "says": arrow.says, "seen": arrow.pk.hex} if arrow else {}
        super().__init__(data, initial=first)
        self._studies = [key for key, _name, _hint in studies]
        for key, name, hint in studies:
            self.fields[f"on-{key.hex}"] = forms.BooleanField(
                label=name, help_text=hint, required=False, initial=key in grounds
            )
            self.fields[f"place-{key.hex}"] = forms.CharField(
                label=_("Where it says so: %s") % name,
                max_length=1000,
                required=False,
                initial=grounds.get(key, ""),
            )

    def grounds(self) -> dict[UUID, str]:
        said = self.cleaned_data
        return {key: str(said[f"place-{key.hex}"]) for key in self._studies if said[f"on-{key.hex}"]}

    def now_seen(self, arrow: Arrow | None) -> None:
        """What stands there was shown with the form: sent again, it is written over knowingly."""
        self.data = {**dict(self.data.items()), "seen": arrow.pk.hex if arrow else ""}  # one value to a field

    def seen_key(self) -> UUID | None:
        """The arrow that stood there when the form was shown; a key that is none fits no arrow."""
        written = str(self.cleaned_data["seen"])
        try:
            return UUID(written) if written else None
        except ValueError:
            return UUID(int=0)
