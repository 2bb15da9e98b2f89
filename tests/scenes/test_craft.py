"""No still of any beat would be marked by a reviewer."""

from __future__ import annotations

import pytest
from manim import DOWN, RIGHT, UP, Circle, Square, Triangle, ValueTracker

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.text import words
from scenes.kit.stage.stage import LectureScene
from tests.scenes.harness import Play, scene_class, shot_list
from tests.scenes.performances import Performances
from tests.scenes.review import (
    CAPITAL_PER_SIZE,
    LEAST_CAPITAL_PX,
    PX_PER_UNIT,
    Findings,
    capital_px,
    caption_findings,
    inspect,
    watched_background,
)
from tests.scenes.timing import caption_timing_findings, line_findings, speech_findings

#: Frames a second at which scenes are played in tests.
RATE = 15.0


@pytest.mark.last
@pytest.mark.parametrize(("module", "name"), shot_list(), ids=lambda value: value.split(".")[-1])
def test_every_still_of_the_lecture_would_pass_a_review(
    module: str, name: str, performed: Performances
) -> None:
    performance = performed.reviewed(scene_class(module, name))
    scene = performance.scene
    assert performance.findings == []
    assert performance.changed_background == []
    assert caption_findings(scene) == []
    assert speech_findings(scene.spoken, scene.time) == []
    assert caption_timing_findings(scene.spoken, scene.timed_cues(), RATE) == []
    assert line_findings(performance.lines, scene.spoken, RATE) == []
    assert scene.narrations, "a scene explains itself"
    assert 25 <= scene.time <= 75, f"{name} lasts {scene.time:.0f} s"


def test_a_capital_is_as_high_as_the_table_says() -> None:
    for size in (28, 48):
        assert words("H", size).height * PX_PER_UNIT == pytest.approx(size * CAPITAL_PER_SIZE, rel=0.01)
    assert theme.LABEL_SIZE * CAPITAL_PER_SIZE >= LEAST_CAPITAL_PX


def test_a_counter_is_judged_by_the_size_it_is_painted_at() -> None:
    for number in (Counter(-3.25, sign="cell", size=28), Counter(63, 0, digits=3, suffix="%", size=28)):
        assert capital_px(number) == pytest.approx(28 * CAPITAL_PER_SIZE)
        assert capital_px(number.set_value(-7)) == pytest.approx(28 * CAPITAL_PER_SIZE)
        assert capital_px(number.scale(0.5)) == pytest.approx(14 * CAPITAL_PER_SIZE)


class Clumsy(LectureScene):
    """The control: each of its faults must be found."""

    def construct(self) -> None:
        self.next_section("Faults")
        self.add(words("tiny", 12).shift(2 * RIGHT))
        self.add(words("one over"), words("another"))
        self.add(words("beyond the margin").shift(6 * RIGHT))
        self.add(words("sunken").shift(3.5 * DOWN))
        paper = Square(3, fill_color=theme.POSITIVE, fill_opacity=1).shift(4 * RIGHT + 1.5 * DOWN)
        self.add(paper, words("pale", colour=theme.INK).move_to(paper))
        self.add(words("waits", colour=theme.MUTED).set_opacity(0.4).shift(2 * UP))
        self.add(words("faint", colour=theme.MUTED).set_opacity(0.41).shift(3 * UP))
        self.wait(1)


def test_the_review_finds_every_fault_of_a_clumsy_scene(play_scene: Play) -> None:
    found = Findings()
    play_scene(Clumsy, on_still=inspect(found))
    report = "\n".join(found.lines)
    for fault in ("capitals of 10", "lies over", "leaves the safe area", "in the strip", "contrast"):
        assert fault in report, fault
    # What waits is not to be read now; what is a little less faint is judged.
    assert "'faint' has contrast" in report
    assert "'waits' has contrast" not in report


class Stuck(LectureScene):
    """The control: three things under the first moving mobject change, which nobody would see."""

    def construct(self) -> None:
        self.next_section("Stuck")
        moved, faded, swollen, over = Square(), Circle(), Triangle(), Square()
        share = ValueTracker(0.0)
        self.add(moved, faded, swollen, over)
        over.add_updater(lambda _: moved.set_x(share.get_value()))
        over.add_updater(lambda _: faded.set_stroke(opacity=1 - share.get_value()))
        over.add_updater(
            lambda _: swollen.set_stroke(width=4 + share.get_value() * (1 - share.get_value()))  # and back
        )
        self.play(share.animate.set_value(1.0))


def test_a_background_that_changes_is_noticed(play_scene: Play) -> None:
    changed: list[str] = []
    with watched_background(changed):
        play_scene(Stuck)
    assert [line.split()[1] for line in changed] == ["Square", "Circle", "Triangle"]
