"""One browser a process, and one lecture for all processes, for the tests that look at pages."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.lecture.delivery.browser import Browser, browsing
from tests.lecture.delivery.counted import Film, counted_film


@pytest.fixture(scope="session")
def started() -> Iterator[Browser]:
    """The browser of this process."""
    with browsing() as browser:
        yield browser


@pytest.fixture
def browser(started: Browser) -> Browser:
    """The browser, large and dark as most see it."""
    started.size(1600)
    started.prefer()
    return started


@pytest.fixture(scope="session")
def film(started: Browser, tmp_path_factory: pytest.TempPathFactory) -> Film:
    """A lecture whose frames tell their numbers; nobody makes it where no browser would show it."""
    base = tmp_path_factory.getbasetemp()
    return counted_film(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)
