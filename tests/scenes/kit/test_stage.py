"""The stage keeps time: narration paces the scene, beats are chapters, runs are declared."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from manim import Dot, Square

from scenes.kit.stage.stage import LectureScene
from tests.scenes.fake_narrator import FakeNarrator
from training.errors import LectureError
from training.paths import ROOT


class TwoBeats(LectureScene):
    title = "Two beats"
    runs = ("sigmoid",)

    def construct(self) -> None:
        self.next_section("First")
        with self.voiceover("This sentence of ten words lasts four seconds of film."):
            self.play(self.epoch.animate.set_value(1), run_time=1)
        self.next_section("Second")
        with self.voiceover("Short."):
            self.add(Dot())
            self.wait(3)


def test_narration_nobody_speaks_lasts_as_long_as_reading_or_its_pictures(play_scene) -> None:
    scene = play_scene(TwoBeats, narrator=FakeNarrator(silent=True))
    assert [round(n.duration, 2) for n in scene.narrations] == [4.0, 1.0]
    assert scene.time == pytest.approx(4 + 3, abs=1 / 15)


def test_the_record_names_sections_and_captions(play_scene, tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "cues.json"
    monkeypatch.setenv("LECTURE_CUES", str(target))
    play_scene(TwoBeats, narrator=FakeNarrator(silent=True))
    record = json.loads(target.read_text())
    assert [section["name"] for section in record["sections"]] == ["First", "Second"]
    assert record["sections"][1]["start"] == pytest.approx(4, abs=1 / 15)
    assert record["captions"][-1]["text"] == "Short."
    assert record["captions"][-1]["end"] <= record["duration"]
    assert not list(tmp_path.glob("*.part"))


def test_a_run_that_is_not_declared_is_refused(play_scene) -> None:
    class Undeclared(LectureScene):
        def construct(self) -> None:
            self.trajectory("tanh")

    with pytest.raises(LectureError, match=r"tanh.*runs"):
        play_scene(Undeclared)


def test_stills_are_taken_after_each_narration_and_beat(play_scene) -> None:
    seen: list[tuple[str, str]] = []
    play_scene(TwoBeats, on_still=lambda scene, beat, text: seen.append((beat, text[:5])))
    assert seen == [("First", "This "), ("First", ""), ("Second", "Short"), ("Second", "")]


def test_the_stage_fits_into_an_upright_frame() -> None:
    from manim import tempconfig

    with tempconfig({"pixel_width": 270, "pixel_height": 480, "format": "none"}):
        scene = LectureScene()
        scene.setup()
        edge = Square(0.2).move_to([7.0, 3.8, 0])
        assert scene.camera.is_in_frame(edge)
        assert scene.camera.frame_width / scene.camera.frame_height == pytest.approx(270 / 480)


def plain_manim(media: Path, file: str | Path, scene: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | more
    return subprocess.run(
        [sys.executable, "-m", "manim", "-ql", "--media_dir", media, file, scene],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("variable", "content", "says"),
    [("LECTURE_TOML", "[lok]\n", "did you mean look"), ("LECTURE_CACHE", "no folder", "sigmoid.npz")],
)
def test_a_plain_manim_call_is_refused_in_one_line(tmp_path: Path, variable, content, says) -> None:
    (tmp_path / "given").write_text(content)
    # From 3.12 on, Python warns of pydub's escapes when it compiles pydub for the first time.
    given = {variable: str(tmp_path / "given"), "PYTHONWARNINGS": "ignore::SyntaxWarning"}
    done = plain_manim(tmp_path, "scenes/affine.py", "AffineTransform", **given)
    assert done.returncode == 2, done.stdout
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stdout


def test_a_fault_keeps_its_traceback_there(tmp_path: Path) -> None:
    """The control: only what we refuse is told in one line."""
    scene = "from scenes.kit.stage.stage import LectureScene\n\n\nclass S(LectureScene):\n"
    fault = "    def construct(self):\n        raise ValueError('the chalk broke')\n"
    (tmp_path / "s.py").write_text(scene + fault)
    done = plain_manim(tmp_path, tmp_path / "s.py", "S")
    assert done.returncode == 1
    assert "Traceback" in done.stderr + done.stdout
    assert "ValueError: the chalk broke" in done.stderr + done.stdout
