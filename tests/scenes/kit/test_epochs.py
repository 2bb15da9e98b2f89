"""What a scene tells of its epochs is what its frames show."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Dot, Wait, linear, smooth, tempconfig

from scenes.kit.stage.epochs import TOLERANCE, ShownEpoch, thinned
from scenes.kit.stage.stage import LectureScene

#: Of the frames that are drawn here.
RATE = 15


class ThereAndBack(LectureScene):
    """Rests without and with an epoch, runs, stands still, is wound back and jumps."""

    runs = ("tanh",)

    shown: list[tuple[float, float]]

    def construct(self) -> None:
        self.shown = []
        dot = Dot()
        self.add(dot)
        self.wait(0.4)
        dot.add_updater(lambda _: self.shown.append((self.time, self.epoch.get_value())))
        self.play(self.epoch.animate.set_value(60), run_time=4, rate_func=smooth)
        self.wait(0.4)
        dot.clear_updaters()
        self.play(Wait(2))
        self.epoch.set_value(3)
        dot.add_updater(lambda _: self.shown.append((self.time, self.epoch.get_value())))
        self.play(self.epoch.animate.set_value(90), run_time=2, rate_func=linear)
        self.play(self.epoch.animate.set_value(0), run_time=0.4)
        self.wait(0.4)


@pytest.fixture(scope="module")
def drawn(media) -> ThereAndBack:
    """Return the scene after every one of its frames was gone to."""
    size = {"pixel_width": 32, "pixel_height": 18, "frame_rate": RATE}
    with tempconfig({"dry_run": True, "progress_bar": "none", "verbosity": "ERROR", **size}):
        scene = ThereAndBack()
        scene.render()
    return scene


def knots_of(scene: LectureScene) -> list[tuple[float, float]]:
    """Return the knots of a scene that shows one run."""
    (shown,) = scene.record()["epochs"]
    assert shown["run"] == "tanh"
    return list(shown["knots"])


def missed(knots: list[tuple[float, float]], shown: list[tuple[float, float]]) -> float:
    """Return by how much lines between knots miss what frames showed."""
    seconds, epochs = np.transpose(knots)
    times, values = np.transpose(shown)
    return float(np.abs(np.interp(times, seconds, epochs) - values).max())


def test_every_frame_lies_on_the_lines_between_the_knots(drawn: ThereAndBack) -> None:
    knots = knots_of(drawn)
    shown = drawn.shown[1:]  # The first is that of a scene that has not moved its epoch yet.
    assert missed(knots, shown) <= TOLERANCE + 0.02  # of rounding, at 340 epochs a second
    assert len(knots) < 0.6 * len(shown)
    assert np.all(np.diff([second for second, _ in knots]) > 0)
    # The control: without one of them frames are missed.
    middle = len(knots) // 2
    assert missed(knots[:middle] + knots[middle + 1 :], shown) > 2 * TOLERANCE


def test_a_picture_that_stands_still_keeps_its_epoch_until_the_next_frame(drawn: ThereAndBack) -> None:
    seconds, epochs = np.transpose(knots_of(drawn))
    assert np.interp([5.0, 6.7], seconds, epochs).tolist() == [60.0, 60.0]
    assert np.interp(6.8 + 1e-3, seconds, epochs) == pytest.approx(3.0, abs=0.1)
    assert epochs[-1] == 0.0


def test_an_epoch_that_no_scene_has_set_is_not_told(drawn: ThereAndBack, play_scene) -> None:
    class Nothing(LectureScene):
        runs = ("tanh",)

        def construct(self) -> None:
            self.wait(1)

    class Untrained(Nothing):
        def construct(self) -> None:
            self.epoch.set_value(0)
            super().construct()

    assert play_scene(Nothing).record()["epochs"] == []
    assert knots_of(play_scene(Untrained))[0] == (0.0, 0.0)
    # Of a scene that moves it without having set it, it is known from where it moves.
    assert knots_of(drawn)[0][0] == pytest.approx(0.4 + 1 / RATE, abs=1e-3)


def test_a_straight_way_needs_no_knot_between_its_ends() -> None:
    straight = [(k / RATE, 2.0 * k) for k in range(30)]
    assert thinned(straight) == straight[-1:]
    bent = [*straight, *((k / RATE, 58.0) for k in range(30, 60))]
    assert thinned(bent) == [straight[-1], bent[-1]]


def test_a_copy_that_is_moved_leaves_the_epoch_unknown() -> None:
    epoch = ShownEpoch(0.0)
    assert epoch.copy().set_value(4).known
    assert not epoch.known


def test_each_run_is_told_at_the_epochs_that_are_its_own(play_scene) -> None:
    class Several(LectureScene):
        runs = ("sigmoid", "tanh", "linear")

        def construct(self) -> None:
            self.epoch.begin("sigmoid", "tanh")
            self.play(self.epoch.animate.set_value(50), run_time=1)
            self.epoch.begin("linear")
            self.play(self.epoch.animate.set_value(20), run_time=1)

    told = {shown["run"]: shown["knots"] for shown in play_scene(Several).record()["epochs"]}
    assert told["sigmoid"] == told["tanh"]
    assert [told[run][-1][1] for run in ("sigmoid", "linear")] == [50.0, 20.0]
    assert [round(told[run][0][0], 3) for run in ("sigmoid", "linear")] == [0.0, 1.0]
