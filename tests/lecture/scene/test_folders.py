"""One scene rendered, verified and published in any folder; the whole command is tested with the run."""

from __future__ import annotations

from pathlib import Path

import pytest
import tiny_project
from tiny_project import frames

from lecture.joined.join_scenes import join_lecture
from lecture.request.layout import Layout
from lecture.request.picture import picture
from lecture.request.shots import read_shot_list
from lecture.scene.render_scene import render


@pytest.mark.parametrize("name", ["it's 100%d", "new\nline {media} #1", "back\\slash Vorträge"])
def test_a_scene_and_the_lecture_are_made_in_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    project = tiny_project.create(tmp_path / name / "project")
    monkeypatch.setenv("PYTHONPATH", str(project.root))
    shots = read_shot_list(project.root / "lecture.toml")
    layout = Layout(project.root, picture("l"))
    for shot in shots.shots:
        assert render(layout, shots, shot).frames == 9
        assert len(frames(project.film(shot.name))) == 9
    assert join_lecture(layout, shots, shots.shots)["frames"] == 18
    assert len(frames(project.folder() / "lecture.mp4")) == 18
