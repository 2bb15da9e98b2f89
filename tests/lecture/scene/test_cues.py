"""What scenes write for production, in JSON of their own, is read as the messages production passes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from manim import tempconfig

from lecture.joined.lecture_receipt import LectureReceipt, read_lecture_receipt
from lecture.request.layout import Layout
from lecture.request.picture import picture
from lecture.scene.cues import own_cues
from lecture.scene.stills import StillNote
from lecture.system.cues import Caption, Cues, RunShown, Section, Spoken
from scenes.kit.stage.captions import Cue
from scenes.kit.stage.stage import LectureScene
from training.errors import LectureError


class Untold(LectureScene):
    title = "Nothing yet"
    runs = ("tanh",)


@pytest.fixture
def scene(tmp_path: Path) -> LectureScene:
    with tempconfig({"media_dir": str(tmp_path / "media"), "quality": "low_quality", "verbosity": "ERROR"}):
        made = Untold(skip_animations=True)
        made.setup()
    return made


def test_the_record_of_a_lecture_scene_is_read_as_its_cues(scene: LectureScene, tmp_path: Path) -> None:
    scene.beats = [("First", 0.0), ("Second", 2.5)]
    scene.cues = [Cue("Said\nin two lines.", 0.0, 0.0)]
    file = tmp_path / "cues.json"
    file.write_text(json.dumps(scene.record()), encoding="utf-8")
    sections = (Section("First", 0.0), Section("Second", 2.5))
    assert own_cues(file) == Cues("Nothing yet", sections, (Caption("Said\nin two lines.", 0.0, 0.0),))


def test_what_a_scene_says_is_read_and_a_record_without_it_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "cues.json"
    record = {"title": "", "sections": [], "captions": []}
    file.write_text(json.dumps(record), encoding="utf-8")
    assert own_cues(file).spoken == ()
    said = {"sentence": "Why?", "section": "First", "start": 1, "seconds": 0.5, "source": "take 0"}
    file.write_text(json.dumps({**record, "spoken": [said]}), encoding="utf-8")
    assert own_cues(file).spoken == (Spoken("Why?", "First", 1.0, 0.5, "take 0"),)
    file.write_text(json.dumps({**record, "spoken": [{"sentence": "Why?"}]}), encoding="utf-8")
    with pytest.raises(LectureError, match="spoken"):
        own_cues(file)


def test_the_epochs_a_scene_shows_are_read_and_a_record_without_them_shows_none(
    scene: LectureScene, tmp_path: Path
) -> None:
    file = tmp_path / "cues.json"
    scene.epoch.set_value(66)
    scene.wait(1)
    file.write_text(json.dumps(scene.record()), encoding="utf-8")
    assert own_cues(file).epochs == (RunShown("tanh", ((0.0, 66.0),)),)
    file.write_text(json.dumps({"title": "", "sections": [], "captions": []}), encoding="utf-8")
    assert own_cues(file).epochs == ()


@pytest.mark.parametrize(
    "change",
    [
        {"captions": None},
        {"sections": [{"name": "First"}]},
        {"title": 3},
        {"epochs": [{"run": "tanh", "knots": [["a", 1]]}]},
    ],
)
def test_cues_of_another_form_are_refused_in_one_line(
    scene: LectureScene, tmp_path: Path, change: dict[str, object]
) -> None:
    file = tmp_path / "cues.json"
    file.write_text(json.dumps({**scene.record(), **change}), encoding="utf-8")
    with pytest.raises(LectureError, match=next(iter(change))):
        own_cues(file)


def test_the_note_beside_a_still_of_a_lecture_scene_is_read(
    scene: LectureScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LECTURE_STILLS", str(tmp_path / "stills"))
    scene.next_section("First")
    scene.next_section("Second")
    assert StillNote.read(tmp_path / "stills" / "001.json") == StillNote("First", "", 0.0)


def test_a_joined_lecture_whose_receipt_has_another_form_has_none(tmp_path: Path) -> None:
    layout = Layout(tmp_path, picture("l"))
    layout.folder.mkdir(parents=True)
    assert read_lecture_receipt(layout) is None
    made = LectureReceipt("k", "t", 1.0, 60, ("One",), (Section("One", 0.0),), (), {"lecture.mp4": "0"})
    made.write(layout.lecture_receipt)
    assert read_lecture_receipt(layout) == made
    layout.lecture_receipt.write_text('{"key": "k"}', encoding="utf-8")
    assert read_lecture_receipt(layout) is None
