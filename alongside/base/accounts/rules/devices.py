"""What a browser calls itself, in words: *Chrome on Android*. For recognising one's own devices only."""

from __future__ import annotations

# The first that is found counts: Edge and Opera also say Chrome, and Chrome also says Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def browser(user_agent: str) -> str:
    """The browser's name, or empty where it is not known."""
    return next((name for sign, name in _BROWSERS if sign in user_agent), "")


def system(user_agent: str) -> str:
    """The device's kind or system, or empty where it is not known."""
    return next((name for sign, name in _SYSTEMS if sign in user_agent), "")
