"""The settings of the tests: the product's own, with quick password hashing and e-mail kept in memory."""

import os
import tempfile

os.environ.setdefault("ALONGSIDE_HOME", tempfile.mkdtemp(prefix="alongside-tests-"))
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
