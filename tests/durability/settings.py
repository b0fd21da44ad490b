"""The product's own settings, with one page more: it writes one row, so that a test can write many."""

from alongside.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.durability.pages"
