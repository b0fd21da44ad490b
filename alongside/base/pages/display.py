"""How a person wants pages to look: kept in a cookie of its own, so that it works before sign-in."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

COOKIE = "alongside_display"
THEMES = ("auto", "light", "dark")
CONTRASTS = ("auto", "more")
TEXTS = ("normal", "large", "largest")


@dataclass(frozen=True, slots=True)
class Display:
    theme: str = "auto"
    contrast: str = "auto"
    text: str = "normal"


def display_of(request: HttpRequest) -> Display:
    """The display settings in the request's cookie; what is not known there counts as not said."""
    theme, contrast, text = [*request.COOKIES.get(COOKIE, "").split("."), "", "", ""][:3]
    return Display(
        theme if theme in THEMES else "auto",
        contrast if contrast in CONTRASTS else "auto",
        text if text in TEXTS else "normal",
    )


def remember(response: HttpResponse, display: Display, *, secure: bool) -> None:
    """Keep ``display`` for a year."""
    response.set_cookie(
        COOKIE,
        f"{display.theme}.{display.contrast}.{display.text}",
        max_age=31_536_000,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )
