"""An SQLite database with every table and no row, made by the migrations once and copied after that.

Making it runs every migration forward from nothing, as a new installation does; it is made anew whenever a
migration or a model has changed, and lies beside pytest's own cache (``pytest --cache-clear`` takes it away).
Whoever uses a copy still runs ``migrate`` on it, which would add what is missing.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache" / "tables"


def copy_tables(to: Path) -> None:
    """``to`` is now such a database."""
    to.parent.mkdir(parents=True, exist_ok=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = KEPT / f"{digest()}.sqlite3"
        if not kept.exists():
            for earlier in KEPT.glob("*.sqlite3"):
                earlier.unlink()
            _make(kept)
        shutil.copy(kept, to)


def digest() -> str:
    """What the tables follow from: the migrations, the models and Django."""
    house = ROOT / "alongside"
    made_of = {house / "base" / "making.py"}
    for kind in ("migrations/*.py", "models/**/*.py", "models.py"):
        made_of |= set(house.rglob(kind))
    said = hashlib.sha256(django.__version__.encode())
    for path in sorted(made_of):
        said.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return said.hexdigest()[:32]


def _make(to: Path) -> None:
    with tempfile.TemporaryDirectory() as home:
        given = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE_")}
        done = subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--settings", "tests.settings", "--verbosity", "0"],
            env={**given, "ALONGSIDE_HOME": home, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        shutil.move(Path(home) / "alongside.sqlite3", to)
