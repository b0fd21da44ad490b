"""Canaries: words that occur nowhere else, one for each field of each form that takes words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.canary.forms import WORDS, Field, Form

# What a radio button is set to where it is offered; otherwise the first. *No* passes the safety screen,
# *not quite* opens the box for the reason.
PREFERRED = ("no", "not-quite", "bring-in", "telephone", "too-much", "costs")
DATE = {"day": "4", "month": "3", "year": "1971"}
TO_COME = ("due_on", "look_again_on")
BIRD = re.compile(r"zq\d{4,}xanary|07700900\d{4}")
BOUNDS = {"least", "most"}  # of an amount, which nobody gives in words
FILE = b"TY  - JOUR\nTI  - Waving at a stranger\nAU  - May, A.\nPY  - 2001\nER  - \n"
Sent = str | SimpleUploadedFile
LEAVE = {"csrfmiddlewaretoken", "once", "next", "then", "code"}


@dataclass
class Aviary:
    """Gives out canaries and remembers where each was put."""

    put: dict[str, str] = field(default_factory=dict)  # canary -> where
    numbers: count[int] = field(default_factory=lambda: count(1))

    def words(self, where: str) -> str:
        bird = f"Zq{next(self.numbers):04d}xanary"
        self.put[bird] = where
        return bird

    def known(self, text: str) -> set[str]:
        """The canaries that are in ``text``, in capitals or not: the text is gone through once for all."""
        found = set(BIRD.findall(text.lower()))
        return {bird for bird in self.put if bird.lower() in found}

    def fill(self, form: Form, where: str, **known: str) -> dict[str, list[Sent]]:
        """What a browser would send after somebody has filled everything in."""
        sent: dict[str, list[Sent]] = {}
        for one in form.fields:
            value = self._value(one, f"{where} {one.name}", known)
            if one.name and value is not None and (one.kind != "radio" or one.name not in sent):
                sent[one.name] = [*sent.get(one.name, []), value]
            if one.kind == "radio" and one.value in PREFERRED:
                sent[one.name] = [one.value]
        return sent

    def _value(self, one: Field, where: str, known: dict[str, str]) -> Sent | None:
        if one.name in known:
            return known[one.name]
        if one.kind == "hidden" or one.name in LEAVE:
            return one.value
        if one.kind == "select":
            return next((option for option in one.options if option), "")
        if one.kind in {"radio", "checkbox"}:
            return one.value or "on"
        if one.kind in {"number", "range"}:
            return self._number(one)
        if one.kind == "file":
            return SimpleUploadedFile(f"{self.words(where)}.ris", FILE)
        if one.kind not in WORDS:
            return one.value
        return self._word(one, where)

    def _word(self, one: Field, where: str) -> str:
        if one.kind == "email" or "email" in one.name:
            return f"{self.words(where)}@people.example".lower()
        if one.kind == "tel" or "phone" in one.name:
            digits = f"07700900{next(self.numbers):04d}"
            self.put[digits] = where
            return digits
        return self._number(one) if _part(one) in DATE else self.words(where)

    @staticmethod
    def _number(one: Field) -> str:
        """What is set already; otherwise a day of birth, a day to come, or a small number."""
        if _part(one) == "year" and one.name.startswith(TO_COME):
            return "2027"
        return "" if one.name in BOUNDS else one.value or DATE.get(_part(one), "4")


def _part(one: Field) -> str:
    """The part of a date that a field takes, by the end of its name."""
    return one.name.rpartition("-")[2].rpartition("_")[2]
