"""One scene rendered, verified and published in any folder; the whole command is tested with the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from lecture.freshness.production import looked_up
from lecture.joined.join_scenes import join_lecture
from lecture.request.picture import picture
from lecture.request.request import Request
from lecture.request.steps import Status
from lecture.scene.render_scene import render
from tests.lecture.tiny_project import create, frames


@pytest.mark.parametrize("name", ["it's 100%d", "new\nline {media} #1", "back\\slash Vorträge"])
def test_a_scene_and_the_lecture_are_made_in_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    project = create(tmp_path / name / "project")
    monkeypatch.setenv("PYTHONPATH", str(project.root))
    request = Request(project.root, project.root / "lecture.toml", "lecture", picture("l"), ("One", "Two"))
    for slug in request.chosen:
        assert render(request, slug, Status(None)).frames == 9
        assert len(frames(project.film(slug))) == 9
    production = looked_up(request)
    joined = join_lecture(production.layout, production.shots, production.chosen)
    assert joined.frames == 18
    assert len(frames(project.folder() / "lecture.mp4")) == 18
