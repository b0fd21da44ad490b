"""Any questionnaire as a form: fields made from its items, checked by the rules and by nothing else.

Fields are called by an item's place in the questionnaire (``q3``; ``o3`` and ``w3`` for what is written
beside it), so that a linkId may hold any characters and a made-up name means nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _

from alongside.base import ids
from alongside.care.measures.models import Assessment
from alongside.care.measures.rules.answers import LONGEST_TEXT, first_answers
from alongside.care.measures.rules.library import Instrument
from alongside.care.measures.rules.questionnaire import Item, ItemType
from alongside.care.measures.rules.side_answers import MOST_WORDS, SideReading
from alongside.care.measures.rules.sides import TwoSidedItem
from alongside.care.measures.rules.sight import Side
from alongside.care.measures.rules.values import AnswerValue, same
from alongside.care.partnership.definitions_said import in_words

OTHER, NONE = "+other", "+none"
LONGEST_SCALE = 11
LONGEST_RADIOS = 12
MOST_BOXES = 20


@dataclass(frozen=True, slots=True)
class Ask:
    """One line of a page: a heading, a text, or a question with the names of its fields."""

    item: Item
    number: int
    two_sided: TwoSidedItem | None = None
    label: str = ""

    @property
    def name(self) -> str:
        return f"q{self.number}"

    @property
    def other(self) -> str:
        return f"o{self.number}"

    @property
    def words(self) -> str:
        return f"w{self.number}"

    @property
    def is_scale(self) -> bool:
        """A short row of whole numbers, drawn as points."""
        low, high = self.item.minimum, self.item.maximum
        whole = self.item.type is ItemType.INTEGER and not self.item.has_options and not self.item.repeats
        return (
            whole
            and isinstance(low, int)
            and isinstance(high, int)
            and low >= 0
            and 1 <= high - low < LONGEST_SCALE
        )

    @property
    def is_boxes(self) -> bool:
        """Several boxes below each other, one more each time it is asked for."""
        return self.item.repeats and not self.item.has_options

    @property
    def low(self) -> str:
        return in_words(self.item.hint("lower"))

    @property
    def high(self) -> str:
        return in_words(self.item.hint("upper"))

    @property
    def asks_why(self) -> bool:
        """A professional's own view, which comes with its reason."""
        return self.two_sided is not None and self.two_sided.reason_required


@dataclass(slots=True)
class Sheet:
    """What one page of a check shows: the lines, and which of them are answered here."""

    lines: list[Ask] = field(default_factory=list)

    @property
    def questions(self) -> list[Ask]:
        return [line for line in self.lines if line.item.is_question]


class CheckForm(forms.Form):
    """One page of a check, with what the draft holds."""

    use_required_attribute = False

    def __init__(
        self,
        data: QueryDict | None,
        *,
        sheet: Sheet,
        side: Side,
        instrument: Instrument,
        draft: Assessment | None,
    ) -> None:
        super().__init__(data)
        self.sheet, self.side = sheet, side
        self.typed: Mapping[str, Sequence[str]] = draft.typed if draft else {}
        if not any(ask.item.link_id in self.typed for ask in sheet.questions):  # a page not come to yet
            self.typed = {**_firsts(instrument), **self.typed}
        self.noted: Mapping[str, str] = draft.words if draft else {}
        self.revision = draft.revision if draft else 0
        self.window = _window(data) or ids.uuid7()
        self.boxes = {ask.name: self._boxes(ask) for ask in sheet.questions if ask.is_boxes}
        for ask in sheet.questions:
            self._add(ask)

    def _add(self, ask: Ask) -> None:
        texts = list(self.typed.get(ask.item.link_id, ()))
        self.fields[ask.name] = field_of(ask)
        self.initial[ask.name] = self._initial(ask, texts)
        if ask.item.type is ItemType.OPEN_CHOICE:
            self.fields[ask.other] = forms.CharField(
                required=False, label=_("If it is something else, what is it?")
            )
            self.initial[ask.other] = next((text for text in texts if ask.item.option(text) is None), "")
        if ask.two_sided is not None:
            self.fields[ask.words] = forms.CharField(
                label=self._words_label(ask),
                required=self.side is Side.PROFESSIONAL and ask.asks_why,
                max_length=MOST_WORDS,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.initial[ask.words] = self.noted.get(ask.item.link_id, "")

    def _initial(self, ask: Ask, texts: list[str]) -> Any:
        options = {option.key for option in ask.item.options}
        if ask.item.type is ItemType.OPEN_CHOICE:
            texts = [text if text in options else OTHER for text in texts]
        if ask.item.repeats and ask.item.has_options:
            return texts
        return texts[0] if texts else ""

    def _words_label(self, ask: Ask) -> str:
        if self.side is Side.PERSON:
            return _("In your own words")
        return _("My reason") if ask.asks_why else _("What makes me think so")

    def _boxes(self, ask: Ask) -> list[str]:
        """The texts of a question that takes several, with an empty box at the end."""
        if self.is_bound:
            texts = self.posted.getlist(ask.name)[:MOST_BOXES]
            return texts if texts and not texts[-1].strip() else [*texts, ""]
        return [*self.typed.get(ask.item.link_id, ()), ""]

    @property
    def posted(self) -> QueryDict:
        """What came, as a form posts it."""
        return cast("QueryDict", self.data)

    def sent(self) -> dict[str, list[str]]:
        """What the form says, for the questions it showed: blank where nothing was answered."""
        return {ask.item.link_id: self._texts(ask) for ask in self.sheet.questions if self._was_shown(ask)}

    def words(self) -> dict[str, str]:
        """What was written beside the answers."""
        return {
            ask.item.link_id: self.data.get(ask.words, "")
            for ask in self.sheet.questions
            if ask.words in self.fields and ask.words in self.data
        }

    def shown(self) -> str:
        """The numbers of the questions on this page, for the hidden field that says so."""
        return " ".join(str(ask.number) for ask in self.sheet.questions)

    def _was_shown(self, ask: Ask) -> bool:
        return str(ask.number) in self.data.get("shown", "")[:5_000].split()

    def _texts(self, ask: Ask) -> list[str]:
        if ask.item.type is ItemType.DATE and not ask.item.repeats:
            return _day(*(self.data.get(f"{ask.name}_{part}", "") for part in ("year", "month", "day")))
        texts = [text for text in self.posted.getlist(ask.name) if text not in ("", NONE)]
        if ask.item.type is not ItemType.OPEN_CHOICE:
            return texts
        other = self.data.get(ask.other, "")
        chosen = [text for text in texts if text != OTHER]
        if other.strip() and (ask.item.repeats or OTHER in texts or not texts):
            return [*chosen, other]
        return chosen

    def show(self, reading: SideReading, met: Mapping[str, Sequence[str]]) -> bool:
        """Put what is wrong with this page beside its fields; whether anything is."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
        if not self.is_bound:
            self.is_bound, self.data = True, self._as_data()
        for ask in self.sheet.questions:
            self._show_one(ask, reading, met)
        return bool(self._errors)

    def _show_one(self, ask: Ask, reading: SideReading, met: Mapping[str, Sequence[str]]) -> None:
        key = ask.item.link_id
        problem = reading.reading.problems.get(key)
        if problem is not None:
            self.add_error(ask.name, _(problem.sentence) % problem.details)
        if key in met:
            self.add_error(ask.name, self._met(ask, met[key]))
        if key in reading.reasons_missing:
            self.add_error(ask.words, _("Please write your reason."))
        if key in reading.too_long:
            self.add_error(
                ask.words, _("Please make this shorter: %(most)d characters fit.") % {"most": MOST_WORDS}
            )
        if OTHER in self.posted.getlist(ask.name) and not self.data.get(ask.other, "").strip():
            self.add_error(ask.other, _("Please write what it is, or choose another answer."))

    def _met(self, ask: Ask, texts: Sequence[str]) -> str:
        said = ", ".join(
            in_words(option.label) if (option := ask.item.option(text)) else text for text in texts
        )
        return _(
            "In another window this says: %(said)s. Check your answer here and press the button again."
        ) % {"said": said[:200]}

    def _as_data(self) -> QueryDict:
        """What the draft holds as a browser would have sent it."""
        data = QueryDict(mutable=True)
        for ask in self.sheet.questions:
            texts = list(self.typed.get(ask.item.link_id, ()))
            initial = self.initial[ask.name]
            data.setlist(
                ask.name, texts if ask.is_boxes else [initial] if isinstance(initial, str) else initial
            )
            for extra in (ask.other, ask.words):
                if extra in self.fields:
                    data[extra] = self.initial[extra]
            if ask.item.type is ItemType.DATE and texts:
                for part, text in zip(("year", "month", "day"), texts[0].split("-"), strict=False):
                    data[f"{ask.name}_{part}"] = text
        return data


def field_of(ask: Ask) -> forms.Field:
    """The field that draws one question. It only draws: the rules check."""
    item = ask.item
    options: dict[str, Any] = {
        "label": ask.label,
        "required": item.required,
        "help_text": in_words(item.hint("help")),
    }
    if ask.is_scale:
        return forms.ChoiceField(
            choices=[*_scale(item), *_skip(item)],
            widget=forms.RadioSelect(attrs={"data-look": "scale"}),
            **options,
        )
    if item.has_options:
        return _choice(item, options)
    match item.type:
        case ItemType.BOOLEAN:
            choices = [("true", _("Yes")), ("false", _("No")), *_skip(item)]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect(), **options)
        case ItemType.DATE if not item.repeats:
            return forms.DateField(widget=forms.SelectDateWidget(), **options)
        case ItemType.TEXT if not item.repeats:
            return forms.CharField(
                max_length=item.max_length or LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 5}),
                **options,
            )
        case ItemType.INTEGER | ItemType.DECIMAL:
            mode = "numeric" if item.type is ItemType.INTEGER else "decimal"
            return forms.CharField(
                widget=forms.NumberInput(attrs={"inputmode": mode, "autocomplete": "off"}), **options
            )
    return forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)


def _scale(item: Item) -> list[tuple[str, str]]:
    if not isinstance(item.minimum, int) or not isinstance(item.maximum, int):
        return []
    return [(str(number), str(number)) for number in range(item.minimum, item.maximum + 1)]


def _skip(item: Item) -> list[tuple[str, str]]:
    """A way to take an answer back: a chosen point cannot be unchosen by itself."""
    return [] if item.required else [(NONE, _("Leave this one out"))]


def _choice(item: Item, options: dict[str, Any]) -> forms.Field:
    choices = [(option.key, f"{option.prefix} {in_words(option.label)}".strip()) for option in item.options]
    if item.type is ItemType.OPEN_CHOICE:
        choices.append((OTHER, _("Something else")))
    if item.repeats:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple(), **options)
    if len(choices) > LONGEST_RADIOS:
        choices.insert(0, ("", _("Choose one")))
        return forms.ChoiceField(choices=choices, widget=forms.Select(), **options)
    return forms.ChoiceField(choices=[*choices, *_skip(item)], widget=forms.RadioSelect(), **options)


def _day(year: str, month: str, day: str) -> list[str]:
    """Three boxes as one text: a date as the rules read it where they are numbers, else as it was typed."""
    parts = [part.strip()[:12] for part in (year, month, day)]
    if not any(parts):
        return []
    if all(part.isascii() and part.isdigit() for part in parts):
        return [f"{int(parts[0]):04}-{int(parts[1]):02}-{int(parts[2]):02}"]
    return ["-".join(parts)]


def _firsts(instrument: Instrument) -> dict[str, list[str]]:
    """What the questionnaire itself suggests as first answers, as texts."""
    questionnaire = instrument.questionnaire
    return {
        key: [_text(questionnaire.index[key], value) for value in values]
        for key, values in first_answers(questionnaire).items()
    }


def _text(item: Item, value: AnswerValue) -> str:
    for option in item.options:
        if same(option.value, value):
            return option.key
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _window(data: QueryDict | None) -> UUID | None:
    try:
        return UUID(data.get("window", "")) if data is not None else None
    except ValueError:
        return None
