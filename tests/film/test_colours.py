"""Colours come back as they were drawn, from every container, for players that believe the tags."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import Colorspace
from manim import Scene, Square
from PIL import Image

from lecture.system.films import frame_at
from tests.film.drawn import MANIMS, draw, frames_of, tags_of

GREEN = (0x9B, 0xE5, 0x64)
FILMS = pytest.mark.parametrize("form", ["mp4", "mov", "webm"])


class Green(Scene):
    def construct(self) -> None:
        self.camera.background_color = "#9BE564"
        self.add(Square(fill_opacity=1))
        self.wait(0.2)


def off(found: object) -> int:
    """How far a corner's colour is from the green, in levels of 255."""
    return int(np.abs(np.asarray(found)[:3].astype(int) - GREEN).max())


@FILMS
def test_a_colour_comes_back_within_two_levels(tmp_path: Path, form: str) -> None:
    film = draw(Green, tmp_path, format=form)
    assert tags_of(film) == (1, 1, 1, 1)
    assert off(frames_of(film)[0, 5, 5]) <= 2
    assert off(frame_at(film, 0.1).getpixel((5, 5))) <= 2


def test_an_untagged_film_is_off_where_players_expect_bt709(tmp_path: Path) -> None:
    """The control: manim's own conversion, seen as high definition is seen."""
    film = draw(Green, tmp_path, MANIMS, format="mp4")
    assert tags_of(film)[:3] == (2, 2, 2)
    with av.open(str(film)) as container:
        frame = next(container.decode(video=0))
        seen = frame.reformat(format="rgb24", src_colorspace=Colorspace.ITU709).to_ndarray()
    assert off(seen[5, 5]) >= 8


@pytest.mark.parametrize("form", ["mp4", "mov"])
def test_the_tags_stand_in_the_containers_own_box(tmp_path: Path, form: str) -> None:
    """`colr`: primaries, transfer and matrix 1; of type nclx also the range, 0 for limited."""
    content = draw(Green, tmp_path, format=form).read_bytes()
    start = content.index(b"colr")
    assert content[start + 4 : start + 7] == b"ncl"
    assert content[start + 8 : start + 14] == bytes((0, 1, 0, 1, 0, 1))
    if content[start + 7 : start + 8] == b"x":
        assert content[start + 14] == 0


def test_webm_has_them_in_its_colour_element(tmp_path: Path) -> None:
    """Matroska: MatrixCoefficients 55B1, Range 55B9, TransferCharacteristics 55BA, Primaries 55BB."""
    content = draw(Green, tmp_path, format="webm").read_bytes()
    for element in (b"\x55\xb1\x81\x01", b"\x55\xb9\x81\x01", b"\x55\xba\x81\x01", b"\x55\xbb\x81\x01"):
        assert element in content


def test_a_still_and_a_gif_have_the_very_colour(tmp_path: Path) -> None:
    with Image.open(draw(Green, tmp_path, format="png")) as image:
        assert image.getpixel((5, 5)) == (*GREEN, 255)
    assert off(frames_of(draw(Green, tmp_path, format="gif"))[0, 5, 5]) == 0
