"""In which order tests run, which run together, and the browser they share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.lecture.delivery.browser import Browser

# No test depends on how quick or how busy a machine is.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share files of tests among processes, in the place of xdist's loadfile; see `Units`."""
    if config.getoption("dist") != "loadfile":
        return None
    from tests.units import Units

    return Units(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with slow tests, so that no process is left with one at the end; review scenes once played."""

    def turn(item: pytest.Item) -> tuple[bool, bool]:
        return item.get_closest_marker("slow") is None, item.get_closest_marker("last") is not None

    items.sort(key=turn)


@pytest.fixture(scope="session")
def started() -> Iterator[Browser]:
    """The browser of this process."""
    from tests.lecture.delivery.browser import browsing

    with browsing() as browser:
        yield browser


@pytest.fixture
def browser(started: Browser) -> Browser:
    """The browser, large and dark as most see it."""
    started.size(1600)
    started.prefer()
    return started
