"""What would run and why, on the lecture itself: no pipeline, only the questions it asks."""

from __future__ import annotations

import pytest
from tiny_project import Project

from lecture.freshness.inputs import difference, needs_of_shot, scene_inputs
from lecture.request.layout import Layout
from lecture.request.picture import picture
from lecture.request.shots import read_shot_list
from lecture.run.progress import SceneProgress, progress_of
from training.paths import ROOT

SHOTS = read_shot_list(ROOT / "lecture.toml")
LAYOUT = Layout(ROOT, picture("l"))


@pytest.mark.parametrize("shot", SHOTS.shots, ids=lambda shot: shot.slug)
def test_every_scene_of_the_lecture_has_its_sources_and_runs_among_its_inputs(shot) -> None:  # type: ignore[no-untyped-def]
    inputs = scene_inputs(LAYOUT, SHOTS, shot)
    assert {
        shot.file,
        "scenes/kit/theme.py",
        "manim.cfg",
        "requirements.lock",
        "film/encoding.py",
    } <= set(inputs)
    for run in needs_of_shot(LAYOUT, shot).runs:
        assert inputs[f"run {run}"] != "absent", f"{run} is declared and not cached"
    others = {other.file for other in SHOTS.shots} - {shot.file}
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
    assert lines[1:] == ["keep   One", "render Two: run relu is missing", "join   lecture: its scenes change"]


def test_progress_tells_speed_and_time_left() -> None:
    told = {"state": "drawing", "frames": 30, "expected": 90, "started": 100.0}
    progress = progress_of("A", told, 0, now=103.0)
    assert progress.rate == 10.0
    assert progress.seconds_left == 6.0
    assert progress.line() == "A  drawing  30/90 frames  10 fps  0:06 left"


def test_progress_without_an_earlier_render_invents_no_end() -> None:
    told = {"state": "drawing", "frames": 30, "expected": None, "started": 100.0}
    progress = progress_of("A", told, 0, now=103.0)
    assert progress.seconds_left is None
    assert progress.line() == "A  drawing  30/? frames  10 fps"


def test_a_waiting_or_failed_scene_says_for_what() -> None:
    assert progress_of("A", {"state": "waiting", "holder": "process 7 on x"}, 0, 0.0).line() == (
        "A  waiting  held by process 7 on x"
    )
    assert progress_of("A", {"state": "failed", "message": "A failed"}, 0, 0.0).note == "A failed"
    assert progress_of("A", None, 0, 0.0) == SceneProgress("A")
