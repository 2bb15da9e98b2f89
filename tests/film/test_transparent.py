"""A transparent film laid over a background is the film drawn on that background."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from manim import BLUE, RED, Circle, Scene, Square
from numpy.typing import NDArray
from PIL import Image

from tests.film.drawn import MANIMS, draw, frames_of

#: Neither the scene's own background nor black.
BACKDROP = (200, 180, 40)


class Glass(Scene):
    """Half a square over a circle, with soft edges; the stage has a colour, which must not show."""

    colour = "#0E1116"

    def construct(self) -> None:
        self.camera.background_color = self.colour
        self.add(Circle(2, color=BLUE, stroke_width=20), Square(2, color=RED, fill_opacity=0.5))
        self.wait(0.2)


class OnBackdrop(Glass):
    colour = "#{:02x}{:02x}{:02x}".format(*BACKDROP)


@pytest.fixture(scope="module")
def opaque(tmp_path_factory: pytest.TempPathFactory) -> NDArray[np.float64]:
    with Image.open(draw(OnBackdrop, tmp_path_factory.mktemp("opaque"), format="png")) as image:
        return np.asarray(image.convert("RGB"), float)


def over_backdrop(image: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Straight alpha: colour times alpha, backdrop times the rest."""
    alpha = image[..., 3:] / 255
    return np.asarray(image[..., :3] * alpha + np.array(BACKDROP) * (1 - alpha))


def transparent(folder: Path, form: str, renderer: type = draw.__defaults__[0]) -> NDArray[np.uint8]:  # type: ignore[index]
    film = draw(Glass, folder, renderer, format=form, transparent=True)
    if form == "png":
        with Image.open(film) as image:
            return np.asarray(image)
    return frames_of(film, codec="libvpx-vp9" if form == "webm" else None)[0]


@pytest.mark.parametrize(("form", "most", "average"), [("png", 3, 0.3), ("mov", 3, 0.3), ("webm", 90, 2.0)])
def test_laid_over_a_backdrop_it_is_the_opaque_film(
    tmp_path: Path, opaque: NDArray[np.float64], form: str, most: int, average: float
) -> None:
    """WebM halves the colours' resolution and loses some; the others are exact to rounding."""
    image = transparent(tmp_path, form)
    assert image[0, 0].tolist()[3] == 0
    wrong = np.abs(over_backdrop(image) - opaque)
    assert wrong.max() <= most
    assert wrong.mean() <= average


def test_manims_own_has_the_stages_colour_in_it_and_dark_edges(
    tmp_path: Path, opaque: NDArray[np.float64]
) -> None:
    wrong = np.abs(over_backdrop(transparent(tmp_path, "png", MANIMS)) - opaque)
    assert wrong.max() > 40


def test_webm_says_that_it_has_alpha(tmp_path: Path) -> None:
    """Matroska's AlphaMode, 53C0: without it no player looks for the alpha beside the pictures."""
    content = draw(Glass, tmp_path, format="webm", transparent=True).read_bytes()
    assert b"\x53\xc0\x81\x01" in content
    assert b"\x53\xc0\x81\x01" not in draw(Glass, tmp_path / "opaque", format="webm").read_bytes()


def test_a_transparent_gif_has_holes(tmp_path: Path) -> None:
    image = frames_of(draw(Glass, tmp_path, format="gif", transparent=True))[0]
    assert image[0, 0, 3] == 0
    assert image[90, 160, 3] == 255
