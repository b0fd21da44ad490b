"""Nothing in the tree ties it to one machine, leaks a key, or has grown too large.

Looks at every file that git tracks or would add. The hosts of package registries are asked of pip, npm
and apt as they are set up here, so that none need be written down, this file included.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"}
LARGEST = 1_000_000  # bytes
LONGEST = 600  # lines of Python that somebody wrote; Django writes migrations

SLASH = "/"
MACHINE_PATHS = re.compile(
    rf"(?<![\w.)}}-]){SLASH}"
    rf"(?:(?:tmp{SLASH})?work{SLASH}|root{SLASH}|home{SLASH}[a-z][\w.-]*)"
)
PRIVATE_KEY = re.compile("-----BEGIN " + "[A-Z0-9 ]*PRIVATE KEY-----")
URL = re.compile(r"https?://[^\s'\"\],]+")


def output(*command: str) -> str:
    """Return what a program prints, or nothing when it is not installed or fails."""
    if shutil.which(command[0]) is None and not Path(command[0]).exists():
        return ""
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 else ""


def registry_urls() -> Iterator[str]:
    """Yield the addresses of the registries that pip, npm and apt know of here."""
    # Pip keeps its own default in its code only.
    yield output(
        sys.executable,
        "-c",
        "from pip._internal.models.index import PyPI, TestPyPI\n"
        "for index in (PyPI, TestPyPI): print(index.url, f'https://{index.file_storage_domain}')",
    )
    yield output(sys.executable, "-m", "pip", "config", "list")
    yield output("npm", "config", "get", "registry")
    settings = output("npm", "config", "list", "--long", "--json")
    if settings:
        yield str(json.loads(settings).get("registry", ""))
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX"):
        yield os.environ.get(name, "")
    apt = Path("/etc/apt")
    for path in [*apt.glob("sources.list"), *apt.glob("sources.list.d/*")]:
        yield path.read_text(encoding="utf-8", errors="replace")


def registry_hosts() -> set[str]:
    """Return the host names of the package registries, without this machine itself."""
    hosts = {urlsplit(url).hostname for text in registry_urls() for url in URL.findall(text)}
    return {host for host in hosts if host and "." in host and not re.fullmatch(r"[\d.]+", host)}


def files() -> list[Path]:
    """Return every file that git tracks or would add."""
    listed = output("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    return [ROOT / name for name in sorted(set(listed)) if name and (ROOT / name).is_file()]


def problems_in(path: Path, forbidden: re.Pattern[str]) -> Iterator[str]:
    """Yield what is wrong with one file."""
    name = path.relative_to(ROOT).as_posix()
    size = path.stat().st_size
    if path.suffix in PICTURES - {".svg"}:
        return
    if size > LARGEST:
        yield f"{name}: {size:,} bytes; {LARGEST:,} at most"
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    lines = text.splitlines()
    if path.suffix == ".py" and "migrations" not in path.parts and len(lines) > LONGEST:
        yield f"{name}: {len(lines)} lines; {LONGEST} at most"
    for number, line in enumerate(lines, start=1):
        for found in forbidden.finditer(line):
            yield f"{name}:{number}: a registry's host: {found[0]}"
        for found in MACHINE_PATHS.finditer(line):
            yield f"{name}:{number}: a path of one machine: {found[0]}"
        if PRIVATE_KEY.search(line):
            yield f"{name}:{number}: a private key"


def main() -> int:
    """Print everything that is wrong; return 1 if anything is."""
    hosts = registry_hosts()
    tree = files()
    if not hosts or not tree:
        print("Neither pip nor npm named a registry, or git listed no file: nothing could be checked.")
        return 1
    forbidden = re.compile("|".join(rf"(?<![\w-]){re.escape(host)}" for host in sorted(hosts)), re.IGNORECASE)
    problems = [problem for path in tree for problem in problems_in(path, forbidden)]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
