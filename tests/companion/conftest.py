"""One browser with the companion's modules, for the tests of a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.companion.golden import Golden, golden_page
from tests.lecture.delivery.browser import browsing


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Golden]:
    """The modules in a browser, loaded once."""
    page = tmp_path_factory.mktemp("golden") / "golden.html"
    page.write_text(golden_page(), encoding="utf-8")
    with browsing() as browser:
        browser.open(page)
        browser.until(lambda: browser.run("return globalThis.ready"), "the modules are loaded")
        yield Golden(browser)
