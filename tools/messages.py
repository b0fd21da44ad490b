"""The translators' template: every sentence of the pages, and every sentence of the definitions.

    python -m tools.messages [FILE]      # var/alongside.pot

Pages and code are read as they stand; definitions are read by their own loaders, so that what is translated
on a page (``care/partnership/definitions_said.py``) and what stands here are the same sentences. A clinic's
translation is ``LOCALE/LC_MESSAGES/django.mo`` in the folder ``locale`` of ``ALONGSIDE_HOME``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "alongside"
METHODS = [("**.py", "python"), ("**/jinja2/**.html", "jinja2")]
OPTIONS = {"**/jinja2/**.html": {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}}
KEYWORDS = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop", "lazy", "now")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}


def of_pages(catalog: Catalog) -> None:
    """What gettext is asked for by name, with where it stands."""
    for name, line, message, comments, context in extract_from_dir(
        str(HOUSE), METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("translators:",)
    ):
        catalog.add(message, locations=[(f"alongside/{name}", line)], auto_comments=comments, context=context)


def of_definitions(catalog: Catalog) -> None:
    """What pages say of definitions, with the definition that says it."""
    for name, sentences in definitions().items():
        for sentence in sentences:
            catalog.add(sentence, auto_comments=[f"definition: {name}"])


def definitions() -> dict[str, list[str]]:
    """Every sentence that is read, by the definition that it comes from."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()
    from alongside.care.access.rules import follow_up, referral  # noqa: PLC0415 - settings come first
    from alongside.care.access.rules.age import age_words  # noqa: PLC0415 - settings come first
    from alongside.care.access.rules.help_numbers import help_everywhere, help_numbers  # noqa: PLC0415
    from alongside.care.access.rules.preferences import preference_questions  # noqa: PLC0415
    from alongside.care.access.rules.screen_definition import safety_screen  # noqa: PLC0415
    from alongside.care.communication.rules.conversation import conversation  # noqa: PLC0415
    from alongside.care.communication.rules.visit_rules import visit_rules  # noqa: PLC0415
    from alongside.care.measures.rules.library import shipped  # noqa: PLC0415
    from alongside.care.partnership.definitions_said import words_in  # noqa: PLC0415
    from alongside.care.plan import catalogue  # noqa: PLC0415
    from alongside.care.understanding.rules.sections import story  # noqa: PLC0415

    read: dict[str, Any] = {
        "safety-screen": safety_screen(),
        "preferences": preference_questions(),
        "help-numbers": help_numbers(),
        "help-everywhere": help_everywhere(),
        "age": age_words(),
        "follow-up": follow_up.shipped(),
        "referral": referral.shipped(),
        "story": story(),
        "steps": catalogue.rulebook().library,
        "readiness": catalogue.readiness(),
        "checks": shipped(),
        "conversation": conversation(),
        "visits": visit_rules(),
    }
    return {name: words_in(definition) for name, definition in read.items()}


def template() -> Catalog:
    catalog = Catalog(project="Alongside", charset="utf-8", fuzzy=False)
    of_pages(catalog)
    of_definitions(catalog)
    return catalog


def main(arguments: list[str]) -> None:
    target = Path(arguments[0]) if arguments else ROOT / "var" / "alongside.pot"
    target.parent.mkdir(parents=True, exist_ok=True)
    made = template()
    with target.open("wb") as file:
        write_po(file, made, width=110, sort_by_file=True)
    print(f"{len(made)} sentences in {target}")


if __name__ == "__main__":
    main(sys.argv[1:])
