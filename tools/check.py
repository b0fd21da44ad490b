"""Everything `make check` looks at, one after the other; reports all that is wrong, not the first only."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
FOLDERS = [name for name in ("alongside", "tests", "tools", "bench") if (ROOT / name).is_dir()]


def checks() -> dict[str, list[str]]:
    """Return each check's name and command, the quick ones first."""
    python = sys.executable
    return {
        "format (make fix mends it)": [
            str(BIN / "ruff"),
            "format",
            "--check",
            "--output-format",
            "concise",
            ".",
        ],
        "lint": [str(BIN / "ruff"), "check", "--output-format", "concise", "."],
        "tracked files": [python, "tools/check_tree.py"],
        "lock files": [python, "tools/check_locks.py"],
        "import rules": [str(BIN / "lint-imports"), "--no-logo"],
        "migrations": [python, "-m", "django", "makemigrations", "--check", "--dry-run"],
        "docs": [python, "tools/check_docs.py"],
        "types": [str(BIN / "mypy"), *FOLDERS],
    }


def environment(home: str) -> dict[str, str]:
    """Return the environment for the checks: none of the caller's settings, data in an empty folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE_")}
    return {**kept, "ALONGSIDE_HOME": home, "DJANGO_SETTINGS_MODULE": "alongside.config.settings"}


def main() -> int:
    """Run every check; return 1 if one failed."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="alongside-check-") as home:
        for name, command in checks().items():
            started = time.monotonic()
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=environment(home),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            verdict = "ok" if done.returncode == 0 else "FAILED"
            print(f"{verdict:6} {name} ({time.monotonic() - started:.1f} s)", flush=True)
            if done.returncode != 0:
                failed.append(name)
                print("\n".join(f"       {line}" for line in done.stdout.rstrip().splitlines()), flush=True)
    if failed:
        print(f"\nmake check: failed: {', '.join(failed)}")
        return 1
    print("\nmake check: all is well")
    return 0


if __name__ == "__main__":
    sys.exit(main())
