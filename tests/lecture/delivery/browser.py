"""Chromium without a window, used as a reader does; what it asked for and what it complained of."""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains

T = TypeVar("T")
#: The browser and its driver, as Debian calls them.
NEEDED = ("chromium", "chromedriver")
OPTIONS = (
    "--headless=new",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--mute-audio",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
#: Seconds to wait for something at most, and between two looks.
PATIENCE, LOOK = 10.0, 0.02
AXE = """
const done = arguments[0];
const told = ({id, nodes}) => `${id}: ${nodes.map(({target}) => target.join(" ")).join(", ")}`;
axe.run(document, {resultTypes: ["violations"]})
  .then(({violations}) => done(violations.map(told)), (error) => done([String(error)]));
"""
#: Where a video's picture lies in the window: x, y, width, height in pixels of CSS.
PICTURE = """
const video = document.querySelector("#film");
const {x, y, width, height} = video.getBoundingClientRect();
const scale = Math.min(width / video.videoWidth, height / video.videoHeight);
const [w, h] = [video.videoWidth * scale, video.videoHeight * scale];
return [x + scrollX + (width - w) / 2, y + scrollY + (height - h) / 2, w, h];
"""


def missing() -> str:
    """Return why no browser can be started and what to type, empty where one can."""
    lost = [name for name in NEEDED if shutil.which(name) is None]
    if not lost:
        return ""
    return (
        f"NO BROWSER: {' and '.join(lost)} not found, so nobody looked at the pages; type: "
        "sudo apt-get update && sudo apt-get install --yes --no-install-recommends chromium chromium-driver"
    )


class Browser:
    """One browser with one window.

    Parameters
    ----------
    driver : webdriver.Chrome
        Which started it.
    """

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver
        source = find_spec("axe_playwright_python")
        assert source is not None
        assert source.origin is not None
        self.rules = Path(source.origin).with_name("axe.min.js").read_text(encoding="utf-8")

    def command(self, name: str, **words: Any) -> Any:
        """Return what the browser's own protocol answers."""
        return self.driver.execute_cdp_cmd(name, words)

    def run(self, script: str, *words: Any) -> Any:
        """Return what a script of the page returns."""
        return self.driver.execute_script(script, *words)

    def open(self, page: Path, place: str = "") -> None:
        """Load a page anew, with nothing logged before."""
        self.driver.get("about:blank")
        self.complaints()
        self.requests()
        self.driver.get(page.as_uri() + place)

    def size(self, width: int, height: int = 900) -> None:
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def prefer(self, scheme: str = "dark", motion: str = "no-preference") -> None:
        """Let the reader's system ask for colours and for motion."""
        asked = {"prefers-color-scheme": scheme, "prefers-reduced-motion": motion}
        features = [{"name": name, "value": value} for name, value in asked.items()]
        self.command("Emulation.setEmulatedMedia", features=features)

    def press(self, *keys: str) -> None:
        """Press keys one after another, wherever the keyboard is."""
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def focused(self) -> str:
        """Return what has the keyboard: its id or tag."""
        return str(self.run("const e = document.activeElement; return e.id || e.tagName.toLowerCase()"))

    def until(self, found: Callable[[], T], what: str, patience: float = PATIENCE) -> T:
        """Return the first true value; fail when there is none in time."""
        limit = time.monotonic() + patience
        while not (value := found()):
            if time.monotonic() > limit:
                pytest.fail(f"waited {patience} s in vain: {what}")
            time.sleep(LOOK)
        return value

    def ready(self) -> None:
        """Wait until the film shows a picture and goes nowhere."""
        script = "const f = document.querySelector('#film'); return f.readyState >= 2 && !f.seeking"
        self.until(lambda: self.run(script), "the film shows a picture")

    def picture(self) -> NDArray[np.uint8]:
        """Return the film's picture as it is shown, whatever lies over it: shape (height, width, 3)."""
        x, y, width, height = self.run(PICTURE)
        clip = {"x": x, "y": y, "width": width, "height": height, "scale": 1}
        return pixels(self.command("Page.captureScreenshot", clip=clip, optimizeForSpeed=True)["data"])

    def complaints(self) -> list[str]:
        """Return what the page's console said since this was last asked."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> dict[str, str]:
        """Return what was not inlined and asked for since this was last asked, each with why it failed."""
        asked, failed = {}, {}
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            told = message["params"]
            if message["method"] == "Network.requestWillBeSent":
                asked[told["requestId"]] = told["request"]["url"].partition("#")[0]
            elif message["method"] == "Network.loadingFailed":
                failed[told["requestId"]] = told.get("blockedReason", told["errorText"])
        return {
            url: failed.get(name, "")
            for name, url in asked.items()
            if not url.startswith(("data:", "blob:", "about:"))
        }

    def axe(self) -> list[str]:
        """Return which of axe's rules the page breaks, and where."""
        # Colours on their way are none that anybody reads.
        self.until(lambda: self.run("return document.getAnimations().length === 0"), "nothing moves")
        if not self.run("return 'axe' in window"):
            self.run(self.rules)
        found = self.driver.execute_async_script(AXE)
        assert isinstance(found, list)
        return found

    def names(self, role: str) -> list[str]:
        """Return the names of the elements of a role, as they are read out."""
        nodes = self.command("Accessibility.getFullAXTree")["nodes"]
        seen = [node for node in nodes if not node["ignored"] and node["role"]["value"] == role]
        return [str(node.get("name", {}).get("value", "")) for node in seen]

    def sideways(self) -> int:
        """Return how many pixels the page can be scrolled to the side."""
        return int(self.run("const e = document.documentElement; return e.scrollWidth - e.clientWidth"))

    @contextmanager
    def before_load(self, script: str) -> Iterator[None]:
        """Run a script in every page before its own."""
        name = self.command("Page.addScriptToEvaluateOnNewDocument", source=script)["identifier"]
        try:
            yield
        finally:
            self.command("Page.removeScriptToEvaluateOnNewDocument", identifier=name)

    @contextmanager
    def second_window(self, opened: Callable[[], None]) -> Iterator[tuple[str, str]]:
        """Yield the first window's handle and that of a second one, which something opens; close it after."""
        first = self.driver.current_window_handle
        opened()
        self.until(lambda: len(self.driver.window_handles) > 1, "a second window opens")
        second = next(handle for handle in self.driver.window_handles if handle != first)
        try:
            yield first, second
        finally:
            with suppress(WebDriverException):
                self.driver.switch_to.window(second)
                self.driver.close()
            self.driver.switch_to.window(first)


def pixels(png: str) -> NDArray[np.uint8]:
    """Return a picture that came in base64."""
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB"))


@contextmanager
def browsing(options: Sequence[str] = OPTIONS) -> Iterator[Browser]:
    """Start a browser and end it; skip, aloud, where there is none."""
    if reason := missing():
        pytest.skip(reason)
    wanted = webdriver.ChromeOptions()
    # As root it starts only without its sandbox.
    for option in (*options, *(["--no-sandbox"] if os.geteuid() == 0 else [])):
        wanted.add_argument(option)
    wanted.binary_location = str(shutil.which("chromium"))
    wanted.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with pytest.MonkeyPatch.context() as patch:
        # The driver is on this machine, whatever proxy the environment names.
        patch.setenv("no_proxy", "localhost,127.0.0.1")
        driver = webdriver.Chrome(options=wanted, service=Service(str(shutil.which("chromedriver"))))
    try:
        driver.set_script_timeout(30)
        yield Browser(driver)
    finally:
        driver.quit()
