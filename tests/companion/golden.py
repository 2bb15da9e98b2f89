"""A page that holds the companion's modules, and arrays handed to it and back."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lecture.delivery.html import Head, html_page
from tests.lecture.delivery.browser import Browser
from training.paths import ROOT

WEB = ROOT / "companion" / "web"


def golden_page() -> str:
    """Return a page whose scripts find all that the companion's modules export, under their own names."""
    modules = {f"companion/{path.stem}": path.read_text(encoding="utf-8") for path in WEB.glob("*.js")}
    modules["golden"] = Path(__file__).with_name("golden.js").read_text(encoding="utf-8")
    return html_page(Head("Golden values", "en", "", {}), [], "", modules, "golden", {})


class Golden:
    """The modules in a browser.

    Parameters
    ----------
    browser : Browser
        With the golden page.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def run(self, script: str, *words: Any) -> Any:
        """Return what a script returns; its words are ``arguments``."""
        return self.browser.run(script, *words)

    def numbers(self, script: str, *words: Any) -> NDArray[np.float64]:
        """Return the numbers of a list or typed array that an expression gives; words as in `run`."""
        return unpacked(self.run(f"return packed(await ({script}))", *words))


def f4(values: ArrayLike) -> str:
    """Return numbers as float32, for ``floats(...)`` in a script."""
    return base64.b64encode(np.asarray(values, dtype="<f4").tobytes()).decode()


def f8(values: ArrayLike) -> str:
    """Return numbers as float64, for ``doubles(...)`` in a script."""
    return base64.b64encode(np.asarray(values, dtype="<f8").tobytes()).decode()


def unpacked(text: str) -> NDArray[np.float64]:
    """Return what ``packed(...)`` gave."""
    return np.frombuffer(base64.b64decode(text), dtype="<f8")
