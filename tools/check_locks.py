"""The three places that say what is installed agree: pyproject.toml, requirements/*.in, requirements/*.txt.

Needs no network, so it cannot say that a lock is the newest, only that it was made after the last change
of what it locks (`make lock`), that every line is hashed, and that the tests run on what is served.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; .*)? \\$")


def normal(name: str) -> str:
    """Return a package's name as the lock files spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def asked(path: Path) -> list[str]:
    """Return the requirements that an .in file lists itself."""
    lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("-")]


def locked(path: Path) -> dict[str, str]:
    """Return the versions in a lock file by name."""
    found = (LOCKED.match(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {normal(match[1]): match[2] for match in found if match}


def odd_lines(path: Path) -> Iterator[str]:
    """Yield each line of a lock file that is neither a version with hashes to follow nor a hash."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not LOCKED.match(line) and not re.match(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$", line):
            yield f"requirements/{path.name}:{number}: not a hashed version: {line}"


def problems() -> Iterator[str]:
    """Yield every disagreement."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for line in sorted(set(project["dependencies"]) ^ set(asked(REQUIREMENTS / "base.in"))):
        yield f"{line}: in one of pyproject.toml and requirements/base.in, not in the other"
    for source in sorted(REQUIREMENTS.glob("*.in")):
        if source.name.startswith("peers"):
            continue  # what others are measured with: the newest, never installed with Alongside
        lock = source.with_suffix(".txt")
        versions = locked(lock)
        for line in asked(source):
            name = normal(re.split(r"[\[=<>~!; ]", line)[0])
            if name not in versions:
                yield f"{line}: in requirements/{source.name}, not in {lock.name}: run make lock"
        yield from odd_lines(lock)
    for wing, lines in project["optional-dependencies"].items():
        for line in sorted(set(lines) ^ set(asked(REQUIREMENTS / f"{wing}.in"))):
            yield f"{line}: in one of pyproject.toml and requirements/{wing}.in, not in the other"
    tested = locked(REQUIREMENTS / "dev.txt")
    for name, version in locked(REQUIREMENTS / "base.txt").items():
        if tested.get(name) != version:
            yield f"{name}: {version} in base.txt, {tested.get(name)} in dev.txt: run make lock"


def main() -> int:
    """Print every disagreement; return 1 if there is one."""
    found = list(problems())
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
