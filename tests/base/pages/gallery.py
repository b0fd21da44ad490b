"""The gallery: every component with what Joan and Priya would see. Rendered by tests and by whoever looks.

``python -m tests.base.pages.gallery FOLDER`` writes the pages and their static files there.
"""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django
from django import forms
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from alongside.base.pages import figures
from alongside.base.pages.figures.body_regions import GROUPS
from alongside.base.pages.jinja import environment

PAGES = Path(figures.__file__).parents[1]
NAMES = ("gallery", "gallery_both", "gallery_today", "gallery_caseload")
ZERO_TO_EIGHT = [(str(n), str(n)) for n in range(9)]
ZERO_TO_TEN = [(str(n), str(n)) for n in range(11)]


class GalleryForm(forms.Form):
    day = forms.CharField(
        label="What is a day like?",
        help_text="From getting up to going to bed. Leave out what you like.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    pain = forms.ChoiceField(
        label="How bad was the pain this week?", choices=ZERO_TO_TEN, widget=forms.RadioSelect
    )
    able = forms.ChoiceField(
        label="How able are you to do something on a bad day?",
        choices=[*ZERO_TO_EIGHT, ("unsure", "I am not sure")],
        widget=forms.RadioSelect,
    )
    guess = forms.ChoiceField(
        label="What do you think Joan would say?", choices=ZERO_TO_EIGHT, widget=forms.RadioSelect
    )
    say = forms.ChoiceField(
        label="How much say do you want?",
        choices=[
            ("lead", "I decide"),
            ("both", "We decide together"),
            ("led", "I would rather be led"),
            ("unsure", "I am not sure yet"),
        ],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label="What do you need?",
        required=False,
        choices=[
            ("large", "Large print"),
            ("aloud", "Read aloud"),
            ("bsl", "Sign language"),
            ("easy", "Easy words"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    email = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    phone = forms.CharField(
        label="Telephone",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        required=False,
    )
    born = forms.DateField(
        label="When were you born?",
        help_text="For example 4 3 1971",
        widget=forms.SelectDateWidget(attrs={"autocomplete": "bday"}),
    )
    since = forms.ChoiceField(
        label="Since when?", choices=[("", "Choose"), ("months", "Months"), ("years", "Years")]
    )
    secret = forms.CharField(
        label="PIN", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), required=False
    )
    scan = forms.FileField(label="A picture of your scan", required=False)
    count = forms.IntegerField(label="How many nights did you wake?", required=False)
    sure = forms.BooleanField(label="I have read this to Joan, and she agrees", required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


TYPED = {
    "day": "I get up at five, before the stiffness does.\n<b>Then</b> the lifting.",
    "able": "2",
    "guess": "7",
    "pain": "6",
    "needs": ["large"],
    "email": "joan",
    "born_day": "31",
    "born_month": "2",
    "born_year": "1971",
    "since": "years",
}


def filled_form() -> GalleryForm:
    form = GalleryForm(TYPED)
    form.full_clean()
    return form


def sides(person: int | None, professional: int | None, title: str) -> Markup:
    return figures.two_sides(
        person,
        professional,
        person_label="you",
        professional_label="Priya",
        both_label="you and Priya",
        title=title,
        description=f"From 0 to 8, you said {person} and Priya said {professional}.",
        low="not at all",
        high="completely",
    )


def world() -> dict[str, Any]:
    chip = Markup('<p class="chips"><span class="chip {}">{}</span> <span class="chip {}">{}</span></p>')
    words = figures.BodyWords("Front", "Back", "left", "right")
    chosen = ["low_back_left", "buttock_left", "thigh_back_left", "calf_left", "neck"]
    values = [
        (date(2026, 8, 3), 6.0),
        (date(2026, 9, 7), 3.0),
        (date(2026, 10, 5), 4.0),
        (date(2026, 11, 12), 5.0),
    ]
    return {
        "form": filled_form(),
        "crisis": Markup(
            '<p class="crisis">If you cannot stay safe, or might end your life: '
            '<a href="tel:999">999</a> now, or Samaritans <a href="tel:116123">116 123</a>, at any hour.</p>'
        ),
        "sides": [
            sides(2, 7, "Keeping active on a bad day"),
            sides(2, 2, "Sleep"),
            sides(7, 7, "Knowing what helps"),
            sides(7, 6, "Being listened to"),
            sides(5, None, "Asking for help"),
        ],
        "medicine_chips": chip.format("person", "you: too much", "professional", "Priya: about right"),
        "ratings": [
            ["Keeping active on a bad day", 2, 7, "We see this differently"],
            ["Sleep", 2, 2, "We both see this is hard"],
            ["Knowing what helps", 7, 7, "A strength we share"],
            ["Being listened to", 7, 6, "A strength we share"],
        ],
        "caseload": _caseload(),
        "tasks": [
            {"label": "What happened", "href": "#", "state": "Shared", "state_kind": "done"},
            {"label": "What a day is like", "href": "#", "state": "Started", "state_kind": "started"},
            {
                "label": "What matters to me",
                "href": "#",
                "state": "Not started",
                "hint": "Fill in any order.",
            },
        ],
        "groups": [
            (label, [(r.id, r.label) for r in figures.REGIONS if r.group == group])
            for group, label in GROUPS.items()
        ],
        "chosen": chosen,
        "body_form": figures.body_map(chosen, live=True, words=words),
        "body_read": figures.body_map(
            chosen,
            title="Where Joan hurts",
            description="Low back, left leg and neck.",
            words=words,
        ),
        "change": figures.change_line(
            values,
            title="Confidence since August",
            description="It fell from 6 to 3 in September and is now 5.",
            first_when="3 August",
            last_when="12 November",
        ),
        "change_rows": [["3 August", 6], ["7 September", 3], ["5 October", 4], ["12 November", 5]],
        "events": _events(),
        "details": [
            {"label": "Ring me on", "value": "0113 496 0202", "href": "#", "change": "Change"},
            {"label": "Best time", "value": "After four", "href": "#", "change": "Change"},
            {"label": "Leave a message", "value": "Only that the clinic rang"},
        ],
        "language_lines": [
            {"code": "pl", "name": "Polski", "text": "Zadzwoń i powiedz „Polish”."},
            {"code": "ur", "dir": "rtl", "name": "اردو", "text": "فون کریں اور کہیں: اردو"},
            {"code": "cy", "name": "Cymraeg", "text": "Ffoniwch, a dywedwch ‘Welsh’."},
        ],
    }


def _caseload() -> list[dict[str, Any]]:
    not_quite = "Waits for your answer: said ‘not quite’ to your summary."
    ring = "Asked to be rung: promised today, 4 to 5. Do not leave a voicemail about his back."
    quiet = "Went quiet: 19 days since the last check-in. She likes to be called first."
    differ = "Sees his medicines differently (he 2, Dr Okafor 7)."
    due = "Three months on Thursday: review, both ratings missing."
    lines = (
        ("Joan A.", not_quite, "understanding", "2 days ago", "Read her correction"),
        ("Idris M.", ring, "communication", "today", "Ring now"),
        ("Wen L.", quiet, "roles", "19 days", "Ring her"),
        ("Tom B.", differ, "understanding", "open for 5 weeks", "Bring both together"),
        ("Marta K.", due, "service", "in 4 days", "Book the review"),
    )
    more = Markup(
        '<details class="why-details"><summary>Not now<span class="unseen">: {}</span></summary>'
        '<div class="buttons"><button class="button secondary" type="button">Remind me tomorrow</button>'
        '<button class="button quiet" type="button">Not useful</button></div></details>'
    )
    return [
        {
            "name": name, "href": "#", "why": why, "about": [theme], "since": since,
            "action": action, "action_href": "#", "more": more.format(name),
        }
        for name, why, theme, since, action in lines
    ]  # fmt: skip


def _events() -> list[dict[str, str]]:
    lines = (
        ("person", "JA", "Joan", "shared ‘What a day is like’.", "9 November", "2026-11-09"),
        ("professional", "PS", "Priya", "wrote back what she heard.", "10 November", "2026-11-10"),
        ("person", "JA", "Joan", "said ‘not quite’.", "10 November", "2026-11-10"),
        ("shared", "2", "Joan and Priya", "rated the same things.", "12 November", "2026-11-12"),
    )
    keys = ("side", "initials", "who", "text", "when", "datetime")
    return [dict(zip(keys, line, strict=True)) for line in lines]


def shell(**changes: Any) -> dict[str, Any]:
    """What the context processors give every page; ``display`` and the rest can be changed."""
    nav = [("Today", True), ("My story", False), ("How we each see it", False), ("My plan", False)]
    return {
        "service": SimpleNamespace(name="Riverside Pain Clinic", phone="0113 496 0101"),
        "simulated": True,
        "nav": [{"label": label, "url": "#", "current": current} for label, current in nav],
        "fonts": False,
        "display": SimpleNamespace(theme="auto", contrast="auto", text="normal"),
        "account": None,
        "partnership": None,
        "relation": None,
        "languages": [("en", "English"), ("cy", "Cymraeg")],
        "language": "en",
        "direction": "ltr",
        "csrf_input": "",
        "links": {
            "home": "#",
            "leave": "#",
            "worse": "#worse",
            "display": "#",
            "privacy": "#",
            "language": "#",
        },
        "quick_exit": "https://weather.example/",
    } | changes


PROFESSIONAL: dict[str, Any] = {
    "nav": [
        {"label": "Who needs you now", "url": "#", "current": True},
        {"label": "People", "url": "#", "current": False},
        {"label": "The clinic", "url": "#", "current": False},
    ],
    "links": {"home": "#", "display": "#", "privacy": "#", "language": "#"},
    "account": SimpleNamespace(is_professional=True),
}


def page_environment() -> Environment:
    """The product's own environment, over the pages of the base alone."""
    return environment(loader=FileSystemLoader(PAGES / "jinja2"), autoescape=True)


def render(name: str, **changes: Any) -> str:
    """One page of the gallery as HTML."""
    return page_environment().get_template(f"pages/{name}.html").render(**(shell(**changes) | world()))


def write(folder: Path, fonts_folder: Path | None = None) -> None:
    static = folder / "static"
    shutil.copytree(PAGES / "static", static, dirs_exist_ok=True)
    if fonts_folder is not None:
        shutil.copytree(fonts_folder, static / "fonts", dirs_exist_ok=True)
        shutil.copytree(PAGES / "with_fonts", static, dirs_exist_ok=True)
    for name in NAMES:
        side = PROFESSIONAL if name == "gallery_caseload" else {}
        page = render(name, fonts=fonts_folder is not None, **side)
        (folder / f"{name}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    write(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
