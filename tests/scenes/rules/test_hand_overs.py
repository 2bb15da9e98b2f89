"""Inside a chapter a scene begins with the picture the one before it has ended with."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from manim import DR, RIGHT, Circle, Square, VGroup
from scipy.ndimage import binary_dilation

from benchmarks.encoding import ssim_map
from scenes.kit.stage.stage import LectureScene
from tests.scenes.frames import FrameWatcher, luma
from tests.scenes.harness import Play, scene_class, shot_list
from tests.scenes.performances import Performances
from tests.scenes.watching import watched_frames

CHAPTERS = (
    ("TwoCurves", "AffineOnly", "ThreeSolutions"),
    ("AffineTransform", "SigmoidSquash", "TanhSquash", "ReluFold", "LinearBoundary"),
    ("SigmoidTraining", "TanhTraining", "ReluTraining"),
    ("FeatureSpaces", "LearningCurves"),
    ("SeedSensitivity", "DeadNeuron", "CheatSheet"),
)
JOINS = [join for chapter in CHAPTERS for join in pairwise(chapter)]
LEAST = 0.9
#: Of luma: what differs by more from the dark stage is drawn.
DRAWN = 6
#: Pixels around what is drawn that are compared with it.
AROUND = 6


def alike(last: np.ndarray, first: np.ndarray) -> tuple[float, float]:
    """SSIM over the whole frame, and where either has something: a dark stage alone would agree."""
    scores = ssim_map(last, first)
    ground = np.median(last)
    drawn = (np.abs(last - ground) > DRAWN) | (np.abs(first - ground) > DRAWN)
    assert drawn.any(), "an empty stage hands nothing over"
    return float(scores.mean()), float(scores[binary_dilation(drawn, iterations=AROUND)].mean())


@pytest.mark.last
@pytest.mark.parametrize(
    ("scene", "following"), [pytest.param(*join, id=" to ".join(join)) for join in JOINS]
)
def test_the_picture_a_scene_ends_with_is_the_one_the_next_begins_with(
    scene: str, following: str, performed: Performances
) -> None:
    modules = {name: module for module, name in shot_list()}
    last = performed.frames(scene_class(modules[scene], scene))[1]
    first = performed.frames(scene_class(modules[following], following))[0]
    whole, drawn = alike(last.astype(float), first.astype(float))
    assert min(whole, drawn) >= LEAST, (
        f"{whole:.3f} over the whole frame, {drawn:.3f} where something is drawn"
    )


def test_chapters_are_the_scenes_of_the_lecture_in_its_order() -> None:
    assert [name for chapter in CHAPTERS for name in chapter] == [name for _, name in shot_list()]


class Ending(LectureScene):
    """Hands a small plane over."""

    title = "Ending"

    def construct(self) -> None:
        plane = VGroup(Square(3), Circle(1, fill_opacity=1)).shift(2 * RIGHT)
        self.add(plane, Square(1))
        self.hand_over(plane)


class Beginning(Ending):
    """Takes it up where it was, and then moves it."""

    def construct(self) -> None:
        plane = VGroup(Square(3), Circle(1, fill_opacity=1)).shift(2 * RIGHT)
        self.add(plane)
        self.play(plane.animate.shift(DR), run_time=1)


class Jumping(Ending):
    """The control: begins with the plane a little further down."""

    def construct(self) -> None:
        self.add(VGroup(Square(3), Circle(1, fill_opacity=1)).shift(2 * RIGHT + 0.3 * DR))
        self.wait(1)


class Titled(Ending):
    """The control: begins with a heading beside the plane."""

    title = "A heading that is there from the first frame"

    def construct(self) -> None:
        self.add(self.heading(), VGroup(Square(3), Circle(1, fill_opacity=1)).shift(2 * RIGHT))
        self.wait(1)


def test_only_the_very_same_picture_at_the_first_frame_agrees(play_scene: Play) -> None:
    last = luma(play_scene(Ending)).astype(float)
    scores = {}
    for begun in (Beginning, Jumping, Titled):
        watcher = FrameWatcher()
        with watched_frames([watcher]):
            play_scene(begun)
        scores[begun] = alike(last, watcher.first.astype(float))
    assert min(scores[Beginning]) > 0.999
    assert scores[Jumping][1] < 0.7
    assert scores[Titled][1] < LEAST
