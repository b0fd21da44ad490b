"""The page on which a professional types what somebody says: the same in every room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.forms import BoundField, Form
from django.http import HttpResponse
from django.shortcuts import render

from alongside.care.partnership.pages import PartnershipRequest
from alongside.care.partnership.typed_forms import ReadBackForm


@dataclass(frozen=True, slots=True)
class Asked:
    """One field; ``low`` and ``high`` are the ends of a scale."""

    bound: BoundField
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that belong together, under a title where there are several."""

    fields: Sequence[Asked]
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TypingPage:
    """What is typed, and the words that are read out first."""

    title: str
    lead: str
    back: str
    back_href: str
    form: Form
    parts: Sequence[Part]
    quote: str = ""
    quote_side: str = ""
    notes: Sequence[str] = field(default_factory=list)


def render_typing(request: PartnershipRequest, page: TypingPage, read_back: ReadBackForm) -> HttpResponse:
    return render(request, "partnership/type_for_person.html", {"page": page, "read_back": read_back})
