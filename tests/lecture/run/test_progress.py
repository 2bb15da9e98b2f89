"""The line about the whole: what is done, how fast, how long it will take."""

from __future__ import annotations

import io
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console

from lecture.request.layout import Layout
from lecture.request.picture import picture
from lecture.request.steps import StepStatus, status_file
from lecture.run import progress
from lecture.run.progress import SceneProgress, Watcher


@pytest.fixture
def watcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watcher:
    """A watcher that has watched for 20 seconds."""
    production = SimpleNamespace(layout=Layout(tmp_path, picture("l")), scenes=())
    plan = SimpleNamespace(production=production, runs={}, scenes={}, gather=(), speak={})
    made = Watcher(plan, tmp_path, Console(file=io.StringIO()))  # type: ignore[arg-type]
    monkeypatch.setattr(progress.time, "time", lambda: made.started + 20.0)
    return made


DONE, KEPT = SceneProgress("A", "done", 100, 100), SceneProgress("B", "kept")


def test_what_is_left_is_told_from_the_speed_so_far(watcher: Watcher) -> None:
    drawing = SceneProgress("C", "drawing", 100, 300, 10.0)
    # 200 frames in 20 s; of 400 in all, 200 are left.
    assert watcher.total([DONE, KEPT, drawing]) == (
        "0:20  2/3 scenes (1 rendered, 1 kept), 10 fps, about 0:20 left"
    )


def test_a_scene_of_unknown_length_counts_as_long_as_the_others(watcher: Watcher) -> None:
    queued = SceneProgress("C")
    assert watcher.total([DONE, queued]).endswith("5 fps, about 0:20 left")


def test_a_scene_never_counts_for_less_than_is_drawn_of_it(watcher: Watcher) -> None:
    longer = SceneProgress("C", "drawing", 300, 0, 10.0)
    assert "left" not in watcher.total([DONE, longer])


def test_a_failed_scene_is_named_and_not_waited_for(watcher: Watcher) -> None:
    failed = SceneProgress("C", "failed", 50, 300)
    assert watcher.total([DONE, failed]) == "0:20  1/2 scenes (1 rendered, 0 kept, 1 failed), 5 fps"


def test_training_is_named_until_the_first_frame(watcher: Watcher) -> None:
    watcher.plan.runs["sigmoid"] = ["it is missing"]
    assert watcher.total([SceneProgress("A")]).endswith("0 fps, training sigmoid")
    assert "training" not in watcher.total([SceneProgress("A", "drawing", 1, 9)])


def test_in_the_first_seconds_no_end_is_invented(watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: watcher.started + 4.0)
    assert "left" not in watcher.total([DONE, SceneProgress("C", "drawing", 10, 300)])


def test_sentences_are_counted_until_all_are_spoken(watcher: Watcher) -> None:
    watcher.plan.speak.update(C=("One.", "Two.", "Three."), D=("Four.",))
    speaking = SceneProgress("C", "speaking", takes=1, expected_takes=3, rate=0.5)
    assert watcher.total([KEPT, speaking, SceneProgress("D")]).endswith("0 fps, 1/4 sentences spoken")
    assert speaking.line() == "C  speaking  1/3 sentences  0:04 left"
    drawing = SceneProgress("C", "drawing", 10, 300)
    assert watcher.total([drawing, SceneProgress("D")]).endswith(", 3/4 sentences spoken")
    assert "spoken" not in watcher.total([drawing, SceneProgress("D", "spoken", takes=1)])


def test_gathering_counts_scenes_alone(watcher: Watcher) -> None:
    vars(watcher.plan)["gather"] = ("C", "D")
    watcher.plan.runs["sigmoid"] = ["it is missing"]
    waiting = [SceneProgress("C", "gathering"), SceneProgress("D")]
    assert watcher.total(waiting) == "0:20  0/2 scenes gathered, training sigmoid"
    assert watcher.total([SceneProgress("C", "gathered"), waiting[1]]) == "0:20  1/2 scenes gathered"


def test_the_speed_of_drawing_counts_from_the_first_frame_and_not_from_the_first_word(
    watcher: Watcher, tmp_path: Path
) -> None:
    watcher.plan.scenes["C"] = ["never rendered"]
    vars(watcher.plan.production)["scenes"] = (SimpleNamespace(slug="C"),)
    (tmp_path / "status").mkdir()
    told = StepStatus("drawing", started=watcher.started + 10.0, frames=100, expected=300)
    told.write(status_file(tmp_path, "C"))
    assert watcher.total(watcher.scenes()).endswith("10 fps, about 0:20 left")
