"""The table of takes: what is recorded, what lacks, what is heard nowhere; and what --strict refuses."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from lecture import takes
from lecture.freshness.narration import Narration, commit, gathered
from lecture.freshness.production import scene_of
from lecture.request.picture import picture
from lecture.request.request import Request
from lecture.system.cues import Spoken
from lecture.takes import refuse_loose, refuse_loose_of, rows_of, show
from tests.lecture.spoken_project import give_voice, spoken_scene
from tests.lecture.tiny_project import Project
from training import paths
from training.errors import LectureError
from voice.shelf.recordings import Row
from voice.shelf.wording import identifier

KEPT, EDITED, PLAIN = "The plane turns.", "It turns by 19 degrees.", "It flips over."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The recordings of a scene: one as it is said, one of another figure, one of a sentence that is gone."""
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    for sentence in (KEPT, "It turns by 18 degrees.", "Nobody says this now."):
        record(tmp_path / "takes" / "One", sentence)
    record(tmp_path / "takes" / "Gone", "A scene of another name.")
    return tmp_path


def record(folder: Path, sentence: str) -> None:
    """Record half a second of a tone as a sentence."""
    folder.mkdir(parents=True, exist_ok=True)
    tone = 0.3 * np.sin(2 * np.pi * 220 * np.arange(24_000) / 48_000)
    with wave.open(str(folder / f"{identifier(sentence)}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes((tone * 32767).astype("<i2").tobytes())
    (folder / f"{identifier(sentence)}.txt").write_text(sentence)


def test_every_sentence_and_every_recording_has_a_row(folder: Path) -> None:
    rows = rows_of({"One": [KEPT, EDITED, PLAIN]}, elsewhere=True)
    assert [(row.scene, row.sentence, row.state) for row in rows] == [
        ("One", KEPT, "recorded"),
        ("One", EDITED, "must be recorded again"),
        ("One", PLAIN, "missing"),
        ("One", "Nobody says this now.", "orphan"),
        ("Gone", "A scene of another name.", "orphan"),
    ]
    assert '"18" is now "19"' in rows[1].note
    assert [row.scene for row in rows_of({"One": [KEPT]}, elsewhere=False)] == ["One", "One", "One"]


def test_the_table_in_a_pipe_is_plain_lines_and_a_count(folder: Path) -> None:
    told = io.StringIO()
    show(rows_of({"One": [KEPT, "It [bold]turns[/bold]."]}, elsewhere=False), Console(file=told, width=60))
    lines = told.getvalue().splitlines()
    assert lines[0] == f"One  recorded  {identifier(KEPT)}  {KEPT}"
    assert lines[1].endswith("It [bold]turns[/bold].")
    assert lines[-1] == "recorded: 1, missing: 1, orphan: 2"
    terminal = io.StringIO()
    show([Row("One", "id", "It [bold]turns[/bold].", "missing")], Console(file=terminal, force_terminal=True))
    assert "[bold]turns[/bold]" in terminal.getvalue()


def test_strict_refuses_what_is_heard_nowhere_and_nothing_else(folder: Path) -> None:
    refuse_loose(
        rows_of({"One": [KEPT, "It turns by 18 degrees.", "Nobody says this now."]}, elsewhere=False)
    )
    with pytest.raises(
        LectureError, match=r"must be recorded again .*and 1 more; record or remove"
    ) as refused:
        refuse_loose(rows_of({"One": [KEPT, EDITED]}, elsewhere=False))
    assert refused.value.exit_code == 2
    assert f"takes/One/{identifier(EDITED)}: " in refused.value.message


def test_a_scene_not_asked_for_keeps_its_recordings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scenes of one class share a folder; what one does not say another may."""

    def production(*asked: str) -> Any:
        shots = [SimpleNamespace(name="One", slug=slug) for slug in ("One-a", "One-b")]
        scenes = [SimpleNamespace(shot=shot, slug=shot.slug, narrated=True) for shot in shots]
        listed = SimpleNamespace(shots=shots, source=paths.ROOT / "other.toml")
        return SimpleNamespace(scenes=[scene for scene in scenes if scene.slug in asked], shots=listed)

    said = {"One-a": (KEPT, "It turns by 18 degrees."), "One-b": ("Nobody says this now.",)}

    def narration(scene: Any) -> Any:
        return SimpleNamespace(spoken=[Spoken(text, "", 0.0, 1.0, "") for text in said[scene.slug]])

    monkeypatch.setattr(takes, "gathered", narration)
    refuse_loose_of(production("One-a"))
    refuse_loose_of(production("One-a", "One-b"))
    said["One-b"] = ()
    refuse_loose_of(production("One-a"))
    with pytest.raises(LectureError, match="orphan"):
        refuse_loose_of(production("One-a", "One-b"))


def test_what_the_default_lecture_says_is_known_until_something_that_decides_it_changes(
    project: Project,
) -> None:
    """A fresh machine gathers nothing for it; how a film is encoded does not count, what is said does."""
    give_voice(project, One=("Alpha is said.",))
    request = Request(project.root, project.root / "lecture.toml", "lecture", picture("l"), ("One",))
    narration = Narration("One", "", 1.0, (Spoken("Alpha is said.", "all", 0.0, 1.0, "take x"),), {})
    (project.root / "voice" / "takes").mkdir()
    commit(project.root, [(scene_of(request, "One"), narration)])
    assert gathered(scene_of(request, "One")) == narration
    with (project.root / "film" / "sound.py").open("a") as file:
        file.write("# louder\n")
    assert gathered(scene_of(request, "One")) == narration
    project.write("scenes/one.py", spoken_scene("One", "Beta is said."))
    assert gathered(scene_of(request, "One")) is None


@pytest.mark.parametrize("names", [("One",), ()])
def test_only_the_whole_default_lecture_keeps_takes(
    names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "LECTURE_TOML", tmp_path / "mine.toml" if not names else paths.LECTURE_TOML)
    with pytest.raises(LectureError, match=r"the whole of lecture\.toml") as refused:
        takes.keep_takes(names)
    assert refused.value.exit_code == 2
