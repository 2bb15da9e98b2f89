"""What illustrates a word begins with it: within 0.3 s where a block of narration marks it."""

from __future__ import annotations

import pytest
from manim import FadeIn, Square

from scenes.kit.stage.stage import LectureScene
from tests.scenes.harness import Play, scene_class, shot_list
from tests.scenes.performances import Performances
from tests.scenes.timing import Line, block_findings, watched_lines


@pytest.mark.last
@pytest.mark.parametrize(("module", "name"), shot_list(), ids=lambda value: value.split(".")[-1])
def test_a_movement_begins_at_each_marked_word(module: str, name: str, performed: Performances) -> None:
    assert performed.notes(scene_class(module, name)).moves == ()


class Waiting(LectureScene):
    """The control: of three marked words, the second has its movement late and the third none."""

    title = "Waiting"

    def construct(self) -> None:
        self.next_section("All")
        with self.voiceover("It moves [now], and then [here] it moves, but [not there].") as said:
            said.until("[now]")
            self.play(FadeIn(Square()), run_time=0.2)
            said.until("[here]")
            self.wait(0.4)
            self.play(FadeIn(Square()), run_time=0.2)
        self.say("A line that is [said] is looked at elsewhere.", FadeIn(Square()))


def test_a_word_without_its_movement_is_found(play_scene: Play) -> None:
    blocks: list[Line] = []
    with watched_lines([], blocks):
        scene = play_scene(Waiting)
    assert len(blocks) == 1
    late, never = block_findings(blocks, scene.spoken)
    assert late.startswith("[here]")
    assert "0.4" in late
    assert never.startswith("[not there]")
