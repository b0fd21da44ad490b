"""The settings of the tests: the product's own, with quick password hashing and e-mail kept in memory."""

import os
import tempfile

os.environ.setdefault("ALONGSIDE_HOME", tempfile.mkdtemp(prefix="alongside-tests-"))
os.environ.setdefault("ALONGSIDE_UNCHECKED_DEFINITIONS", "true")

from alongside.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
