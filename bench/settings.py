"""The product's own settings, with one page more: the least that a form can do, to measure others against."""

from alongside.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.pages"
