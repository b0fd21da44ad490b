from __future__ import annotations

import pytest
from django.test import Client


@pytest.fixture
def door(clinic):
    """A browser of somebody whom nobody knows yet."""
    return Client()
