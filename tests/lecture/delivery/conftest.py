"""One lecture for all processes, for the tests that look at its pages."""

from __future__ import annotations

import os

import pytest

from tests.lecture.delivery.browser import Browser
from tests.lecture.delivery.counted import Film, counted_film


@pytest.fixture(scope="session")
def film(started: Browser, tmp_path_factory: pytest.TempPathFactory) -> Film:
    """A lecture whose frames tell their numbers; nobody makes it where no browser would show it."""
    base = tmp_path_factory.getbasetemp()
    return counted_film(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)
