"""What people are called on pages: names with what they are, short names, initials."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.care.partnership.presenters import profession_label


def named(name: str, profession: str) -> str:
    """*Priya Shah, physiotherapist*."""
    if not profession:
        return name
    return _("%(name)s, %(profession)s") % {"name": name, "profession": profession_label(profession)}


def initials(name: str) -> str:
    """Up to two letters for the mark beside a name; a doctor's title gives none."""
    words = [word for word in name.split() if word[0].isalpha() and not word.endswith(".") and word != "Dr"]
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


def first_up(text: str) -> str:
    """With a capital at the start, for a name that begins a sentence or stands alone."""
    return text[:1].upper() + text[1:]


def short_name(name: str) -> str:
    """*Priya* of *Priya Shah*, *Dr Okafor* of *Dr Chidi Okafor*: short enough to stand at a mark."""
    words = name.split()
    if len(words) > 2 and words[0].rstrip(".") in ("Dr", "Mr", "Mrs", "Ms", "Prof"):
        return f"{words[0]} {words[-1]}"
    return words[0] if words else name
