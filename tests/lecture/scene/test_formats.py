"""Other containers, transparency, other shapes, other lectures: whole films, none laid out wrongly."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from tests.lecture.tiny_project import Project

STAGE = """
from manim import RED, Rectangle, Scene, UR


class Stage(Scene):
    def construct(self):
        self.add_subcaption("A stage.", duration=0.3)
        edge = Rectangle(width=14, height=7.8, color=RED, stroke_width=8)
        self.add(edge, Rectangle(width=1, height=1, color=RED, fill_opacity=1).move_to(edge, aligned_edge=UR))
        self.wait(0.4)
"""


def decoded(path: Path, pixel_format: str = "rgba") -> np.ndarray:
    with av.open(str(path)) as film:
        return np.stack([frame.to_ndarray(format=pixel_format) for frame in film.decode(video=0)])


@pytest.fixture
def stage(project: Project) -> Project:
    project.write("scenes/stage.py", STAGE)
    project.list_shots(("scenes/stage.py", "Stage"))
    return project


def red_box(image: np.ndarray) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom of what is red."""
    red = (image[..., 0].astype(int) - image[..., 2]) > 60
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


def test_webm_holds_picture_chapters_and_captions(stage: Project) -> None:
    printed = stage.made("--format", "webm")
    lecture = stage.folder() / "lecture.webm"
    assert "lecture.webm" in printed
    assert len(decoded(lecture)) == 6
    with av.open(str(lecture)) as film:
        assert film.metadata["title"] == "Tiny"
        assert len(film.chapters()) == 1
        captions = [
            bytes(packet) for packet in film.demux(film.streams.subtitles[0]) if packet.pts is not None
        ]
        assert captions == [b"A stage."]


def test_gif_and_png_are_published_and_not_joined(stage: Project) -> None:
    printed = stage.made("--format", "gif")
    assert "Stage.gif" in printed
    assert "lecture" not in printed.replace("media/lecture", "")
    assert len(decoded(stage.folder() / "scenes/Stage.gif")) >= 1
    stage.made("--format", "png")
    with Image.open(stage.folder() / "scenes/Stage.png") as image:
        assert image.size == (854, 480)


def test_transparent_films_have_no_background(stage: Project) -> None:
    stage.made("--transparent")
    film = stage.folder("480p15-transparent") / "scenes/Stage.mov"
    image = decoded(film)[0]
    assert image[240, 427, 3] == 0
    left, top, _, _ = red_box(image)
    assert image[top + 2, left + 20, 3] == 255
    assert (stage.folder("480p15-transparent") / "lecture.mov").exists()


@pytest.mark.parametrize("size", ["270,480", "360,360", "640,270"])
def test_any_shape_shows_the_whole_stage_centred_and_undistorted(stage: Project, size: str) -> None:
    stage.made("-r", size)
    width, height = map(int, size.split(","))
    image = decoded(stage.folder(f"{width}x{height}p15") / "scenes/Stage.mp4", "rgb24")[0]
    assert image.shape == (height, width, 3)
    left, top, right, bottom = red_box(image)
    assert (right - left) / (bottom - top) == pytest.approx(14 / 7.8, rel=0.04)
    assert left + right == pytest.approx(width - 1, abs=4)
    assert top + bottom == pytest.approx(height - 1, abs=4)


def test_another_lecture_has_its_own_shots_and_title_without_touching_code(stage: Project) -> None:
    stage.write("mine/other.toml", 'title = "Mine"\n[[scene]]\nfile = "scenes/one.py"\nname = "One"\n')
    stage.made()
    own = (stage.folder() / "lecture.mp4").read_bytes()
    stage.made("--lecture", "mine/other.toml")
    assert (stage.folder() / "lecture.mp4").read_bytes() == own
    with av.open(str(stage.root / "media/other/480p15/lecture.mp4")) as film:
        assert film.metadata["title"] == "Mine"
        assert [chapter["metadata"]["title"] for chapter in film.chapters()] == ["One"]
