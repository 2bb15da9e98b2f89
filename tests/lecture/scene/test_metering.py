"""Any author's scene gets the renderer that counts, and keeps the camera it made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from manim import RED, RIGHT, ImageMobject, MovingCameraScene, Scene, Square, ThreeDScene, tempconfig

from film.encoding import EncodingClock
from lecture.request.picture import picture
from lecture.scene.cues import cues_of
from lecture.scene.drawing import settings
from lecture.scene.metering import Meter, meter_frames
from lecture.system.films import frame_at


class TakesNothing(Scene):
    title = "Its own constructor"

    def __init__(self) -> None:
        super().__init__()
        self.camera.background_color = RED

    def construct(self) -> None:
        self.next_section("first")
        self.wait(0.2)
        self.next_section("second")
        self.play(Square().animate.shift(RIGHT), run_time=0.4)


class Moves(MovingCameraScene):
    def construct(self) -> None:
        self.add(Square())
        self.play(self.camera.frame.animate.scale(0.5), run_time=0.6)


class Turns(ThreeDScene):
    def construct(self) -> None:
        self.set_camera_orientation(phi=1)
        self.add(Square())
        self.play(Square().animate.shift(RIGHT), run_time=0.6)


class Shows(Scene):
    """A picture from a file or from numbers is what manim calls an ImageMobject."""

    def construct(self) -> None:
        image = ImageMobject(np.full((4, 4, 3), (200, 30, 30), np.uint8)).scale_to_fit_height(4)
        self.add(image)
        self.play(image.animate.shift(RIGHT), run_time=0.6)


def drawn(scene_class: Any, folder: Path, stop_after: int | None = None) -> tuple[Any, Meter]:
    meter = Meter(folder / "progress.json")
    with tempconfig(settings(picture("l"), folder)):
        scene = scene_class()
        camera = scene.camera
        meter_frames(scene, meter, EncodingClock(), stop_after)
        scene.render()
        assert scene.camera is camera
    return scene, meter


def frames(scene: Any) -> int:
    with av.open(str(scene.renderer.file_writer.movie_file_path)) as film:
        return sum(1 for _ in film.decode(video=0))


@pytest.mark.parametrize("scene_class", [TakesNothing, Moves, Turns, Shows])
def test_every_frame_is_counted(tmp_path: Path, scene_class: Any) -> None:
    scene, meter = drawn(scene_class, tmp_path)
    assert meter.frames == frames(scene) == 9


def test_a_picture_is_seen(tmp_path: Path) -> None:
    scene, _ = drawn(Shows, tmp_path)
    image = frame_at(scene.renderer.file_writer.movie_file_path, 0)
    middle = np.asarray(image).astype(int)[image.height // 2, image.width // 2]
    assert np.abs(middle - (200, 30, 30)).max() < 12


def test_title_and_sections_are_noted_and_what_the_constructor_did_stays(tmp_path: Path) -> None:
    scene, _ = drawn(TakesNothing, tmp_path)
    cues = cues_of(scene)
    assert cues.title == "Its own constructor"
    assert [(section.name, section.start) for section in cues.sections] == [
        ("first", 0.0),
        ("second", pytest.approx(0.2)),
    ]
    red, green, _ = np.asarray(frame_at(scene.renderer.file_writer.movie_file_path, 0))[5, 5]
    assert red > 200 > 150 > green


def test_an_excerpt_ends_after_its_frames(tmp_path: Path) -> None:
    scene, meter = drawn(TakesNothing, tmp_path, stop_after=5)
    assert meter.frames == frames(scene) == 5
