"""A scene that was never drawn is measured beside its drawing, so that time left can be told."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from lecture.request.picture import picture
from lecture.request.steps import StepStatus
from lecture.run.progress import progress_of
from lecture.scene import measuring
from lecture.scene.job import DrawingJob
from tests.lecture.tiny_project import SQUARE, Project


def measurement_of(project: Project, media: Path, *, needed: bool) -> measuring.Measurement:
    media.mkdir()
    job = DrawingJob(project.root, project.root / "scenes/one.py", "One", media, picture("l"))
    job.write(job.path)
    return measuring.Measurement(job, project.environment(), needed=needed)


def test_a_scene_is_measured_without_being_drawn(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "PATIENCE", 0.0)
    found = None
    until = time.monotonic() + 60
    with measurement_of(project, tmp_path / "media", needed=True) as measurement:
        while found is None:
            assert time.monotonic() < until
            time.sleep(0.05)
            found = measurement.seconds()
        assert measurement.seconds() is None, "told once"
    assert found == pytest.approx(0.6, abs=0.1)
    assert not list((tmp_path / "media").rglob("*.mp4"))


def test_a_measurement_ends_with_the_drawing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("scenes/one.py", SQUARE.replace("from manim", "import time\ntime.sleep(60)\nfrom manim"))
    monkeypatch.setattr(measuring, "PATIENCE", 0.0)
    with measurement_of(project, tmp_path / "media", needed=True) as measurement:
        assert measurement.seconds() is None
    assert measurement.process is not None
    assert measurement.process.poll() is not None


def test_a_scene_of_known_length_is_not_measured(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "PATIENCE", 0.0)
    with measurement_of(project, tmp_path / "media", needed=False) as measurement:
        assert measurement.seconds() is None
        assert measurement.process is None


def test_a_drawn_scene_is_as_long_as_it_came_out() -> None:
    """Not as long as it was taken to be: the total would wait for frames that never come."""
    told = StepStatus("done", frames=90, expected=120, started=1.0)
    assert progress_of("One", told, 120, 2.0).expected == 90
    drawing = progress_of("One", replace(told, state="drawing"), 0, 2.0)
    assert (drawing.expected, drawing.seconds_left) == (120, pytest.approx(30 / 90))
