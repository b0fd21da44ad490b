"""The docs name every make target, every command and every setting; and nothing that is not there.

What exists is asked of the thing itself (the Makefile, the typer application, the model of settings), so
that a new command without a line in docs/ fails, and so does a line about a command that has gone.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
FRONT = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


def make_targets() -> set[str]:
    """Return the targets that `make help` shows."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z0-9-]*):.*?## ", makefile, re.MULTILINE))


def commands(command: Any, path: str = "alongside") -> Iterator[str]:
    """Yield every command below `command` that is not hidden, groups included, as it is typed."""
    for name, child in getattr(command, "commands", {}).items():
        if not child.hidden:
            yield f"{path} {name}"
            yield from commands(child, f"{path} {name}")


def command_lines() -> set[str]:
    """Return every command of the `alongside` command line."""
    typer_main = importlib.import_module("typer.main")
    app = importlib.import_module("alongside.config.cli").app
    return set(commands(typer_main.get_command(app)))


def settings() -> set[str]:
    """Return the names of the environment variables that Alongside reads."""
    model = importlib.import_module("alongside.config.environment").Environment
    prefix = model.model_config.get("env_prefix", "")
    names: set[str] = set()
    for name, field in model.model_fields.items():
        alias = field.validation_alias or field.alias
        if alias is None:
            names.add(f"{prefix}{name}".upper())
        else:
            names.update(str(choice).upper() for choice in getattr(alias, "choices", [alias]))
    return names


def named(phrase: str, text: str) -> bool:
    """Whether `phrase` stands in `text` as whole words (`make test` is not named by `make test-r`)."""
    return re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", text) is not None


def missing(text: str, wanted: dict[str, set[str]]) -> Iterator[str]:
    """Yield what exists and is not named in the docs."""
    for kind, phrases in wanted.items():
        for phrase in sorted(phrases):
            if not named(phrase, text):
                yield f"{kind} `{phrase}` is not named in docs/"


def stale(name: str, text: str, wanted: dict[str, set[str]]) -> Iterator[str]:
    """Yield what the page `name` says in code marks that does not exist."""
    for code in CODE.findall(text):
        for target in re.findall(r"\bmake ([a-z][a-z0-9-]*)", code):
            if f"make {target}" not in wanted["make target"]:
                yield f"{name} names `make {target}`, which is not there"
        for setting in re.findall(r"\bALONGSIDE_[A-Z0-9_]*[A-Z0-9]", code):
            if setting not in wanted["setting"]:
                yield f"{name} names {setting}, which is not there"
        for first in re.findall(r"(?:^|[`$]|bin/)\s*alongside ([a-z][a-z-]*)", code, re.MULTILINE):
            if f"alongside {first}" not in wanted["command"]:
                yield f"{name} names `alongside {first}`, which is not there"


def main() -> int:
    """Print everything that is missing or stale; return 1 if anything is."""
    sys.path.insert(0, str(ROOT))
    pages = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in [*sorted(DOCS.rglob("*.md")), *(ROOT / name for name in FRONT)]
        if path.exists()
    }
    docs = "\n".join(text for name, text in pages.items() if name.startswith("docs/"))
    wanted = {
        "make target": {f"make {target}" for target in make_targets()},
        "command": command_lines(),
        "setting": settings(),
    }
    problems = list(missing(docs, wanted))
    for name, text in pages.items():
        problems.extend(stale(name, text, wanted))
    for problem in dict.fromkeys(problems):
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
