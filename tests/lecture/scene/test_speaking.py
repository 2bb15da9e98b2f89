"""Sentences of a scene are spoken one after the other, and what is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lecture.request.steps import Status, StepStatus
from lecture.scene.speaking import Unspoken, speak
from training.errors import LectureError


class Speaker:
    """Notes what it is given to say, and what was told by then."""

    def __init__(self, status: Path) -> None:
        self.status = status
        self.told: list[tuple[str, int]] = []

    def make(self, sentence: str) -> None:
        now = StepStatus.read(self.status)
        self.told.append((sentence, now.takes))
        if sentence == "Unsayable.":
            raise LectureError("it cannot be said")


def test_takes_are_counted_as_they_are_made(tmp_path: Path) -> None:
    speaker = Speaker(tmp_path / "status.json")
    speak(Unspoken("One", ("First.", "Second.")), speaker, Status(speaker.status))
    assert speaker.told == [("First.", 0), ("Second.", 1)]
    now = StepStatus.read(speaker.status)
    assert (now.state, now.takes, now.expected_takes, now.started) == ("spoken", 2, 2, None)


def test_a_sentence_that_cannot_be_said_names_its_scene_and_keeps_the_takes_before_it(tmp_path: Path) -> None:
    speaker = Speaker(tmp_path / "status.json")
    with pytest.raises(LectureError, match="One: it cannot be said") as refused:
        speak(Unspoken("One", ("First.", "Unsayable.", "Third.")), speaker, Status(speaker.status))
    assert refused.value.exit_code == 2
    assert [sentence for sentence, _ in speaker.told] == ["First.", "Unsayable."]
    assert StepStatus.read(speaker.status).takes == 1
