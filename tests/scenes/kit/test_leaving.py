"""A scene hands its plane over: it alone is left, untouched, and everything else has faded where it was."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from manim import RIGHT, Dot, Mobject, Square, ValueTracker, VGroup

from scenes.kit import theme
from scenes.kit.stage.stage import LectureScene
from tests.scenes.harness import Play


class Handing(LectureScene):
    """A square in a group, between others; an updater would change it if it went on."""

    title = "Handing over"

    def construct(self) -> None:
        self.next_section("All")
        self.below, self.kept, self.above = Square(3), Square(2, fill_opacity=0.5), Dot()
        self.carried = Dot().shift(2 * RIGHT)
        clock = ValueTracker(0.0)
        restless = Square().add_updater(lambda mobject: mobject.set_stroke(opacity=1.0))
        self.add(clock, self.carried, VGroup(self.below, VGroup(self.kept, self.above)), restless)
        self.restless = restless
        self.orders: list[list[Mobject]] = []
        self.hand_over(self.kept, self.carried)
        self.after = self.camera.pixel_array.copy()

    def update_to_time(self, t: Any) -> None:
        super().update_to_time(t)
        self.orders.append(self.get_mobject_family_members())
        self.restless_shown = float(self.restless.get_stroke_opacity())


def test_what_is_kept_is_left_alone_and_as_it_was(play_scene: Play) -> None:
    scene = play_scene(Handing)
    assert isinstance(scene, Handing)
    assert scene.mobjects == [scene.carried, scene.kept], "in the order in which they were drawn"
    assert scene.kept.get_fill_opacity() == 0.5
    assert scene.time == pytest.approx(theme.QUICK + 1 / 15, abs=1 / 15)
    # Nothing is brought to the front while it fades, and no updater holds it back.
    order = [scene.orders[0].index(part) for part in (scene.carried, scene.below, scene.kept, scene.above)]
    assert order == sorted(order)
    assert scene.restless_shown == 0


def test_what_is_not_there_cannot_be_handed_over(play_scene: Play) -> None:
    class Elsewhere(LectureScene):
        def construct(self) -> None:
            self.hand_over(Square())

    with pytest.raises(ValueError, match="Square is not on the stage"):
        play_scene(Elsewhere)


def test_the_last_frame_of_the_film_shows_it_alone(tmp_path: Any) -> None:
    from tests.scenes.kit.test_say import drawn

    handed = drawn(Handing, tmp_path)

    class Alone(LectureScene):
        def construct(self) -> None:
            self.add(Dot().shift(2 * RIGHT), Square(2, fill_opacity=0.5))
            self.wait(0.1)
            self.after = self.camera.pixel_array.copy()

    alone = drawn(Alone, tmp_path)
    np.testing.assert_array_equal(handed.after, alone.after)
    assert alone.after.any()
