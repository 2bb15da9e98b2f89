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
from lecture.system.cues import Spoken
from lecture.takes import refuse_loose, refuse_loose_of, rows_of, show
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
