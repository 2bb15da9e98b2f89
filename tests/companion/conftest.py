"""The companion's modules in a browser of their own, and its page, for the tests of a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.export import exported_runs
from tests.companion.golden import Golden, golden_page
from tests.companion.reader import page_of
from tests.lecture.delivery.browser import Browser, browsing
from training.recipe.runs import named_recipe


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Golden]:
    """The modules in a browser, loaded once."""
    page = tmp_path_factory.mktemp("golden") / "golden.html"
    page.write_text(golden_page(), encoding="utf-8")
    with browsing() as browser:
        browser.open(page)
        browser.until(lambda: browser.run("return globalThis.ready"), "the modules are loaded")
        yield Golden(browser)


@pytest.fixture(scope="session")
def runs() -> dict[str, Any]:
    return exported_runs({name: named_recipe(name) for name in ("sigmoid", "dead_unit")})


@pytest.fixture(scope="session")
def page(runs: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(tmp_path_factory.mktemp("companion"), runs)


@pytest.fixture
def browser(browser: Browser) -> Browser:
    """The browser, as high as the companion with one run."""
    browser.size(1600, 1000)
    return browser
