"""A GIF of one palette: what rests is still, and the file is small."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from manim import BLUE, RIGHT, Dot, Scene, Square
from PIL import Image

from film.palette import begins_at
from tests.film.drawn import MANIMS, draw, frames_of


class Passing(Scene):
    """A dot passes over a stage whose colour is in no fixed palette, another waits; a square fades."""

    def construct(self) -> None:
        self.camera.background_color = "#0E1116"
        dot, square = Dot(), Square(color=BLUE, fill_opacity=1).shift(3 * RIGHT)
        self.add(Dot().shift(2 * RIGHT))
        self.play(dot.animate.shift(5 * RIGHT), square.animate.set_opacity(0.1), run_time=2)
        self.wait(0.2)


def flicker(film: Path) -> int:
    """How many levels a corner where nothing happens ever changes by."""
    corner = frames_of(film)[:, :40, :40, :3].astype(int)
    return int(np.ptp(corner, axis=0).max())


def test_what_rests_does_not_flicker_and_costs_nothing(tmp_path: Path) -> None:
    ours = draw(Passing, tmp_path / "ours", format="gif")
    assert flicker(ours) == 0
    assert tuple(frames_of(ours)[10, 0, 0, :3]) == (0x0E, 0x11, 0x16)
    manims = draw(Passing, tmp_path / "manims", MANIMS, format="gif")
    assert tuple(frames_of(manims)[10, 0, 0, :3]) != (0x0E, 0x11, 0x16)
    assert ours.stat().st_size < manims.stat().st_size / 2


@pytest.mark.parametrize("rate", [15, 30, 60])
def test_every_frame_comes_at_its_time(tmp_path: Path, rate: int) -> None:
    film = draw(Passing, tmp_path, format="gif", frame_rate=rate)
    shown, clock = [], 0
    with Image.open(film) as image:
        for number in range(image.n_frames):  # type: ignore[attr-defined]
            image.seek(number)
            shown.append(clock)
            clock += image.info["duration"]
            assert image.info["duration"] >= 20, "browsers would show it for a tenth of a second"
    assert clock / 1000 == pytest.approx(2.2, abs=0.02)
    grid = np.arange(round(2.2 * min(rate, 50))) / min(rate, 50) * 1000
    assert np.abs(np.array(shown) - grid).max() <= 5


def test_above_fifty_a_second_frames_are_left_out_evenly() -> None:
    kept = [begins_at(number, Fraction(60)) for number in range(13)]
    assert kept == [0, 2, 4, 6, 8, None, 10, 12, 14, 16, 18, None, 20]
    assert [begins_at(number, Fraction(15)) for number in range(4)] == [0, 7, 13, 20]
