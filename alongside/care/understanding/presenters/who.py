"""Who says and reads: names with what people are."""

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
