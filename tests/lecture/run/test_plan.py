"""What would run and why, on the lecture itself: no pipeline, only the questions it asks."""

from __future__ import annotations

import pytest

from lecture.freshness.inputs import difference, scene_inputs
from lecture.freshness.production import Scene, looked_up
from lecture.request.picture import picture
from lecture.request.request import Request
from lecture.request.steps import StepStatus
from lecture.run.progress import SceneProgress, progress_of
from tests.lecture.tiny_project import Project
from training.paths import ROOT

LECTURE = looked_up(Request(ROOT, ROOT / "lecture.toml", "lecture", picture("l"), ()))
SHOTS = LECTURE.shots


@pytest.mark.parametrize("scene", LECTURE.scenes, ids=lambda scene: scene.slug)
def test_every_scene_of_the_lecture_has_its_sources_and_runs_among_its_inputs(scene: Scene) -> None:
    inputs = scene_inputs(scene)
    assert {
        scene.shot.file,
        "scenes/kit/theme.py",
        "manim.cfg",
        "requirements-render.lock",
        "film/encoding.py",
    } <= set(inputs)
    for run in scene.runs:
        assert inputs[f"run {run.name}"] != "absent", f"{run.name} is declared and not cached"
    # The file of a base class belongs to the scenes derived from it.
    others = {other.file for other in SHOTS.shots} - {scene.shot.file, "scenes/squashing.py"}
    assert not others & set(inputs), "a storyboard depends on another"
    assert not any(name.startswith(("tests/", ".venv/")) for name in inputs)
    assert "training/run/fit.py" not in inputs


def test_the_poster_and_every_slug_are_unique_and_listed() -> None:
    slugs = [shot.slug for shot in SHOTS.shots]
    assert len(set(slugs)) == len(slugs)
    assert SHOTS.poster in slugs


def test_a_difference_is_told_in_words() -> None:
    before = {"a": "1", "b": "2", "c": "3"}
    assert difference(before, {"a": "1", "b": "9", "d": "4"}) == ["b changed", "c is gone", "d is new"]
    assert difference(before, {**before, "a": "absent"}) == ["a is missing"]
    assert difference(before, dict(before)) == []


def test_a_runs_recipe_changes_only_the_scenes_that_read_it(project: Project) -> None:
    project.write("scenes/two.py", (project.root / "scenes/two.py").read_text().replace(
        "class Two(Scene):", "class Two(Scene):\n    runs = ('relu',)\n"
    ))  # fmt: skip
    for name in ("relu.npz", "manifest.json"):
        (project.root / "cache" / name).write_bytes((ROOT / "cache" / name).read_bytes())
    project.made()
    shots = (("scenes/one.py", "One"), ("scenes/two.py", "Two"))
    project.list_shots(*shots, more="[recipe]\nlearning_rate = 0.5\n")
    lines = project.made("--why").splitlines()
    assert lines[0].startswith("train  relu: relu-")
    assert lines[1:4] == [
        "keep   One",
        "render Two: run relu is missing",
        "join   lecture: its scenes change",
    ]


def test_progress_tells_speed_and_time_left() -> None:
    told = StepStatus("drawing", frames=30, expected=90, started=100.0)
    progress = progress_of("A", told, 0, now=103.0)
    assert progress.rate == 10.0
    assert progress.seconds_left == 6.0
    assert progress.line() == "A  drawing  30/90 frames  10 fps  0:06 left"


def test_progress_without_an_earlier_render_invents_no_end() -> None:
    told = StepStatus("drawing", frames=30, started=100.0)
    progress = progress_of("A", told, 0, now=103.0)
    assert progress.seconds_left is None
    assert progress.line() == "A  drawing  30/? frames  10 fps"


def test_a_waiting_or_failed_scene_says_for_what() -> None:
    assert progress_of("A", StepStatus("waiting", holder="process 7 on x"), 0, 0.0).line() == (
        "A  waiting  held by process 7 on x"
    )
    assert progress_of("A", StepStatus("failed", message="A failed"), 0, 0.0).note == "A failed"
    assert progress_of("A", None, 0, 0.0) == SceneProgress("A")
