"""A beat is a line of a screenplay: each animation plays while its words are said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from manim import RIGHT, UP, AnimationGroup, FadeIn, Square, VGroup, tempconfig

from film.writer import FilmWriter
from scenes.kit.stage import hearing
from scenes.kit.stage.captions import Cue
from scenes.kit.stage.pacing import groups
from scenes.kit.stage.stage import LectureScene
from tests.scenes.fake_narrator import FakeNarrator
from tests.scenes.harness import Play
from tests.scenes.timing import (
    Line,
    caption_timing_findings,
    line_findings,
    speech_findings,
    watched_lines,
)
from training.errors import LectureError

FRAME = 1 / 15


class Screenplay(LectureScene):
    """What every kind of line does; in frames of 1/15 s."""

    title = "A screenplay"

    def construct(self) -> None:
        self.next_section("All")
        square = self.square = Square()
        self.add(square)
        self.wait(0.5)
        up = square.animate(run_time=2).shift(UP)
        self.say("First it [moves along], then it [moves up again].", square.animate.shift(RIGHT), up)
        self.say(
            "Without a mark, both share the whole sentence.", square.animate.shift(RIGHT), FadeIn(Square())
        )
        both = (square.animate.shift(RIGHT), FadeIn(Square(), run_time=0.5))
        self.say("A long one [is] cut [where the next one begins].", both, FadeIn(Square()), run_time=3)
        self.say("Nothing moves here.")
        with self.voiceover("Here we wait [for a word]. Then for [another one].") as said:
            self.play(FadeIn(Square()), run_time=0.3)
            said.until("[another one]")
            self.waited = float(self.time)
            said.until("[for a word]")
            self.play(FadeIn(Square()), run_time=4)


@pytest.fixture(scope="module")
def played(play_scene: Play) -> tuple[LectureScene, list[Line]]:
    lines: list[Line] = []
    with watched_lines(lines):
        scene = play_scene(Screenplay)
    return scene, lines


def test_animations_play_while_their_words_are_said(played: tuple[LectureScene, list[Line]]) -> None:
    scene, (marked, whole, cut, still) = played
    start = 0.5
    # "moves along" is 9 letters into the sentence and 11 long, with its comma 12; "moves up again" is 30 in.
    (first, first_end), (second, second_end) = marked.played
    assert first == pytest.approx(start + 9 * 0.06, abs=FRAME / 2)
    assert first_end == pytest.approx(first + 1.0, abs=FRAME + 1e-6)  # its own run time is longer
    assert second == pytest.approx(start + 30 * 0.06, abs=FRAME / 2)
    assert second_end == pytest.approx(second + 2.0, abs=FRAME)  # it may outlast its words: nothing follows
    [(begin, end)] = whole.played
    assert end - begin == pytest.approx(46 * 0.06, abs=FRAME)
    assert cut.played[0][1] == pytest.approx(cut.played[1][0], abs=1e-6)
    assert cut.played[1][1] - cut.played[1][0] == pytest.approx(3.0, abs=FRAME)
    assert still.played == []
    assert speech_findings(scene.spoken, scene.time) == []
    assert caption_timing_findings(scene.spoken, scene.timed_cues(), 15.0) == []
    assert line_findings([marked, cut], scene.spoken, 15.0) == []


def test_a_mobject_goes_on_from_where_it_is(played: tuple[LectureScene, list[Line]]) -> None:
    scene, _ = played
    assert isinstance(scene, Screenplay)
    np.testing.assert_allclose(scene.square.get_center(), 3 * RIGHT + UP, atol=1e-9)


def test_a_block_waits_for_a_word_and_never_backwards(played: tuple[LectureScene, list[Line]]) -> None:
    scene, _ = played
    assert isinstance(scene, Screenplay)
    sentence = scene.spoken[-1]
    assert sentence["sentence"] == "Then for another one."
    assert scene.waited == pytest.approx(sentence["start"] + 9 * 0.06, abs=FRAME / 2)
    assert scene.time == pytest.approx(scene.waited + 4, abs=FRAME)


def test_brackets_reach_neither_voice_nor_caption(played: tuple[LectureScene, list[Line]]) -> None:
    scene, lines = played
    assert any("[" in line.text for line in lines)
    texts = [*(cue.text for cue in scene.cues), *(each.text for each in scene.narrations)]
    assert not [text for text in [*texts, *(line["sentence"] for line in scene.spoken)] if "[" in text]


def test_a_listener_would_mark_every_fault(played: tuple[LectureScene, list[Line]]) -> None:
    """The control: a sentence too early, a caption off its word, an animation off its span are found."""
    scene, (marked, _, cut, _) = played
    spoken: list[dict[str, Any]] = [dict(line) for line in scene.spoken]
    spoken[1]["start"] -= 0.8
    assert "runs into" in " ".join(speech_findings(spoken, scene.time))
    assert "runs into" in " ".join(speech_findings(scene.spoken, scene.time - 4))
    shown = scene.timed_cues()
    for shift, fault in ((0.2, "late"), (-0.2, "early"), (0.01, "between two frames")):
        moved = [Cue(cue.text, cue.start + shift, cue.end) for cue in shown]
        assert fault in " ".join(caption_timing_findings(scene.spoken, moved, 15.0))
    assert "brackets" in " ".join(
        caption_timing_findings([{"sentence": "[A]", "start": 1.0}], [Cue("[A]", 0.9333333, 2)], 15.0)
    )
    late = replace(marked, played=[(begin + 0.2, end) for begin, end in marked.played])
    short = replace(marked, played=[(begin, begin + 0.1) for begin, _ in marked.played])
    long = replace(cut, played=[(begin, begin + 3) for begin, _ in cut.played])
    for line, fault in ((late, "after its word"), (short, "before its words"), (long, "into the next span")):
        assert fault in " ".join(line_findings([line], scene.spoken, 15.0))


@pytest.mark.parametrize(
    ("text", "count", "says"),
    [
        ("It [turns], then [flips].", 1, r"2 spans \(\[turns\], \[flips\]\) and 1 anim"),
        ("It [turns].", 0, "0 anim"),
    ],
)
def test_spans_and_animations_of_other_numbers_are_refused(text: str, count: int, says: str) -> None:
    with pytest.raises(ValueError, match=says) as refused:
        groups(text, [FadeIn(Square())] * count)
    assert "\n" not in str(refused.value)
    assert len(groups("It turns.", [FadeIn(Square())] * 2)[0]) == 2


class OneLine(LectureScene):
    title = "One line"

    def construct(self) -> None:
        self.say("This is said.")
        self.say("This is not there.")


class Two(LectureScene):
    title = "Two at once"

    def construct(self) -> None:
        with self.voiceover("This is said."):
            self.say("This is said meanwhile.")


def test_two_narrations_are_not_said_at_once(play_scene: Play) -> None:
    with pytest.raises(ValueError, match="is still being said; end its block before: 'This is said mean"):
        play_scene(Two)


def test_takes_that_must_be_there_are_asked_for(play_scene: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(hearing.TAKES, "all")
    narrator = FakeNarrator(mute=frozenset({"This is not there."}))
    with pytest.raises(LectureError, match=r"OneLine has no take of 'This is not there.'") as refused:
        play_scene(OneLine, narrator=narrator)
    assert "\n" not in str(refused.value)
    assert len(play_scene(OneLine, narrator=FakeNarrator(silent=True)).spoken) == 2
    monkeypatch.setenv(hearing.TAKES, "every")
    with pytest.raises(LectureError, match='expected "all" or "some"'):
        play_scene(OneLine)


@pytest.mark.parametrize(("takes", "installed"), [("some", True), ("", True), ("", False)])
def test_a_plain_call_makes_what_is_missing_or_says_that_it_cannot(
    takes: str,
    installed: bool,
    play_scene: Play,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(hearing.TAKES, takes)
    monkeypatch.setattr(hearing, "installed", lambda settings: installed)
    narrator = FakeNarrator(mute=frozenset({"This is not there."}))
    scene = play_scene(OneLine, narrator=narrator)
    told = capsys.readouterr().err.splitlines()
    makes, complains = not takes and installed, not takes and not installed
    assert narrator.made == (["This is not there."] if makes else [])
    assert [bool(line["source"]) for line in scene.spoken] == [True, makes]
    line = "1 of 2 sentences are not spoken (no take, and the voice is not installed)"
    assert told == ([f"{line}; run: lecture/setup.sh voice"] if complains else [])


def drawn(cls: type[LectureScene], folder: Path, **settings: Any) -> LectureScene:
    """Draw a scene into a small film at 30 frames a second."""
    picture = {"format": "mp4", "pixel_width": 64, "pixel_height": 36, "frame_rate": 30}
    quiet = {"progress_bar": "none", "verbosity": "ERROR", "notify_outdated_version": False}
    with tempconfig({**picture, **quiet, "media_dir": str(folder), **settings}):
        scene = cls()
        scene.narrator = FakeNarrator(0.02)
        scene.render()
    return scene


class Filmed(LectureScene):
    """Stands still, moves, and stands still while something could move by itself."""

    title = "Filmed"

    def construct(self) -> None:
        self.next_section("Filmed")
        square = Square()
        self.play(FadeIn(square), run_time=0.31)
        self.say("It [turns a little].", square.animate.shift(UP))
        square.add_updater(lambda mobject, dt: mobject.shift(dt * RIGHT))
        self.say("It stands still [now].", AnimationGroup(FadeIn(VGroup(Square()))), reveal=True)


@pytest.fixture
def laid_sound(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, int, int]]:
    """Where sound is laid, how many samples it has, after how many frames it was laid."""
    found: list[tuple[float, int, int]] = []

    def lay(self: FilmWriter, samples: np.ndarray, second: float) -> None:
        found.append((second, len(samples), self.frames))

    monkeypatch.setattr(FilmWriter, "lay", lay, raising=False)
    return found


def test_sound_is_laid_on_the_frame_where_its_block_begins(
    tmp_path: Path, laid_sound: list[tuple[float, int, int]]
) -> None:
    scene = drawn(Filmed, tmp_path)
    assert [second for second, _, _ in laid_sound] == pytest.approx([line["start"] for line in scene.spoken])
    assert [second for second, _, _ in laid_sound] == pytest.approx([n / 30 for _, _, n in laid_sound])
    assert [samples for _, samples, _ in laid_sound] == [round(n * 0.02 * 48_000) for n in (18, 20)]
    # Ten frames; two to the word "turns" and a second's movement; then 0.4 s of speech, 3 s of silence.
    assert [n for _, _, n in laid_sound] == [10, 10 + 2 + 30]
    assert scene.renderer.file_writer.frames == round(scene.time * 30) == 42 + 12 + 90


def test_no_sound_is_laid_where_no_film_is_drawn(
    tmp_path: Path, play_scene: Play, laid_sound: list[tuple[float, int, int]]
) -> None:
    play_scene(Filmed)
    drawn(Filmed, tmp_path, format="gif")
    assert laid_sound == []


def test_a_film_of_the_last_animations_is_in_time_too(
    tmp_path: Path, laid_sound: list[tuple[float, int, int]]
) -> None:
    scene = drawn(Filmed, tmp_path, from_animation_number=3)
    [(second, _, frames)] = laid_sound
    assert (second, frames) == (0.0, 0)
    assert scene.spoken[1]["start"] > 1
