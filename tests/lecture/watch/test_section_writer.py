"""A chosen section becomes a film of its own; what comes before it is played, what comes after is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from manim import BLUE, RED, Scene, Square, tempconfig

from lecture.request.picture import picture
from lecture.scene.drawing import settings
from lecture.scene.job import DrawingJob
from lecture.system.films import frame_at
from lecture.watch.drawing import section_writer
from lecture.watch.drawing.messages import Task, Told
from lecture.watch.drawing.section_names import key_of, parts_of, picture_path
from lecture.watch.drawing.section_writer import write_sections

PLAYED: list[str] = []


class Three(Scene):
    def construct(self) -> None:
        for name, colour, seconds in (("a", RED, 0.2), ("b", BLUE, 0.4), ("a", RED, 0.6)):
            self.next_section(name)
            PLAYED.append(name)
            self.add(Square(8, color=colour, fill_opacity=1))
            self.wait(seconds)


class Whole(Scene):
    def construct(self) -> None:
        self.wait(0.2)


def told_by(scene_class: Any, folder: Path, **wanted: Any) -> tuple[list[Told], Any]:
    PLAYED.clear()
    told: list[Told] = []
    job = DrawingJob(folder, folder / "none.py", scene_class.__name__, folder / "manim", picture("l"))
    choice: dict[str, Any] = {"sections": (), "kept": (), "survey": False} | wanted
    task = Task(7, job, None, folder, **choice)
    with tempconfig(settings(job.picture, job.media)):
        scene = scene_class()
        write_sections(scene, task, told.append, lambda key: None)
        scene.render()
    return told, scene.renderer.file_writer


def clips(told: list[Told]) -> list[tuple[str, float, float]]:
    return [
        (each.clip.section, round(each.clip.start, 3), round(each.clip.seconds, 3))
        for each in told
        if each.clip
    ]


def test_every_section_is_a_film(tmp_path: Path) -> None:
    told, writer = told_by(Three, tmp_path)
    assert clips(told) == [("a", 0.0, 0.2), ("b", 0.2, 0.4), ("a (2)", 0.6, 0.6)]
    assert writer.whole
    assert clips(told_by(Whole, tmp_path)[0]) == [("", 0.0, 0.2)]


def test_one_section_is_drawn_alone_and_the_scene_ends_behind_it(tmp_path: Path) -> None:
    told, writer = told_by(Three, tmp_path, sections=("b",))
    assert clips(told) == [("b", 0.2, 0.4)]
    assert PLAYED == ["a", "b"]
    assert not writer.whole
    assert told[-1].clip is not None
    film = tmp_path / told[-1].clip.file
    with av.open(str(film)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 6
    red, _, blue = np.asarray(frame_at(film, 0)).astype(int)[240, 427]
    assert blue > red + 50


def test_what_is_kept_is_not_drawn_again_and_a_survey_draws_nothing(tmp_path: Path) -> None:
    assert clips(told_by(Three, tmp_path, kept=("b",))[0]) == [("a", 0.0, 0.2), ("a (2)", 0.6, 0.6)]
    told, writer = told_by(Three, tmp_path, survey=True)
    assert told == []
    assert [section.name for section in writer.began] == ["a", "b", "a (2)"]


def test_stills_tell_how_far_a_section_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(section_writer, "PATIENCE", 0.0)
    told, _ = told_by(Three, tmp_path, sections=("b",))
    stills = [each.still for each in told if each.still]
    assert [still.section for still in stills] == ["b"]
    assert stills[0].seconds == pytest.approx(0.4)
    assert (tmp_path / stills[0].file).stat().st_size > 1000


def test_names_are_made_unique_and_files_have_no_others(tmp_path: Path) -> None:
    assert [key_of("a", ()), key_of("a", {"a"}), key_of("a", {"a", "a (2)"})] == ["a", "a (2)", "a (3)"]
    assert parts_of("Scene") == ("Scene", None)
    assert parts_of("Scene:What: is it?") == ("Scene", "What: is it?")
    assert picture_path(tmp_path, "12-3.mp4") == tmp_path / "12-3.mp4"
    for name in ("../1-1.mp4", "1-1.mp4/..", "log", "1-1.png", "1-1xmp4", "1-1.mp4\n", ".mp4", "١-1.mp4"):
        assert picture_path(tmp_path, name) is None
