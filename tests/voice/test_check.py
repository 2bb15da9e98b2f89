"""Takes are compared with what their voice says today."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.voice.fake_voice import FakeVoice
from training.errors import LectureError
from voice import check
from voice.narrator import Narrator
from voice.settings import VoiceSettings
from voice.shelf.shelf import Shelf
from voice.voices.protocol import Speech

SENTENCES = ("Three small networks.", "Which one bends?", "It learns.")


@pytest.fixture
def narrator(tmp_path: Path) -> Narrator:
    found = Narrator(VoiceSettings(), Shelf(tmp_path / "committed", tmp_path / "made"))
    found.__dict__["voice"] = FakeVoice()
    for sentence in SENTENCES:
        found.make(sentence)
    found.shelf.commit([found.key(sentence) for sentence in SENTENCES])
    return found


def test_a_voice_that_says_the_same_agrees_to_the_byte(
    narrator: Narrator, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check.check(narrator) == 0
    assert capsys.readouterr().out.count("same bytes") == len(SENTENCES)


class Lower:
    """The same words at the same times, of another sound."""

    def speak(self, text: str, pronounced: dict[str, str]) -> Speech:
        said = FakeVoice().speak(text, pronounced)
        slower = np.sin(np.arange(len(said.samples)) / 7).astype(np.float32)
        return Speech(np.where(said.samples == 0, 0, slower).astype(np.float32), said.rate, said.words)


class Late:
    """The same sound, its words said to come a little later."""

    def speak(self, text: str, pronounced: dict[str, str]) -> Speech:
        said = FakeVoice().speak(text, pronounced)
        gap = np.zeros(said.rate // 10, dtype=np.float32)
        half = len(said.samples) // 2
        return Speech(np.concatenate([said.samples[:half], gap, said.samples[half:]]), said.rate, said.words)


@pytest.mark.parametrize("voice", [Lower(), Late()])
def test_another_sound_or_another_time_is_found(
    narrator: Narrator, voice: object, capsys: pytest.CaptureFixture[str]
) -> None:
    """The control."""
    narrator.__dict__["voice"] = voice
    assert check.check(narrator) == 1
    assert "OTHER" in capsys.readouterr().out


def test_without_committed_takes_there_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(LectureError, match=r"no takes are committed.*takes --keep"):
        check.check(Narrator(VoiceSettings(), Shelf(tmp_path / "a", tmp_path / "b")))
