"""The settings of the tests: the product's own, with quick password hashing and e-mail kept in memory."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "ALONGSIDE_HOME" not in os.environ:
    # In memory where there is such a folder: tests/durability has disks of its own, nothing else needs one.
    memory = Path("/dev/shm")  # noqa: S108
    home = tempfile.mkdtemp(prefix="alongside-tests-", dir=memory if memory.is_dir() else None)
    os.environ["ALONGSIDE_HOME"] = home
    atexit.register(shutil.rmtree, home, ignore_errors=True)
os.environ.setdefault("ALONGSIDE_UNCHECKED_DEFINITIONS", "true")
# Tests of the rooms sign in with one step; tests/base/accounts/test_second_factor.py asks for two.
os.environ.setdefault("ALONGSIDE_PROFESSIONALS_NEED_SECOND_FACTOR", "false")

from alongside.config.settings import *  # noqa: F403

if not ENVIRONMENT.database_url:  # noqa: F405
    # A file, as in life: SQLite's shared memory knows no waiting, so two windows could not be told apart.
    DATABASES["default"]["TEST"] = {"NAME": ENVIRONMENT.home / "tests.sqlite3"}  # noqa: F405
STATIC_ROOT = ENVIRONMENT.home / "static"  # noqa: F405
STATIC_ROOT.mkdir(exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
