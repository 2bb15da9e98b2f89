"""What is heard of a sentence, and when its written words are said."""

from __future__ import annotations

import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.voice.fake_voice import CHARACTER, FakeVoice
from training import paths
from training.errors import LectureError
from voice.language.spelling import Spelled
from voice.narrator import Narrator, written_times
from voice.settings import VoiceSettings
from voice.shelf.recordings import Recordings
from voice.shelf.shelf import Shelf
from voice.shelf.wording import identifier
from voice.voices.protocol import WordTime

SETTINGS = VoiceSettings()


@pytest.fixture
def narrator(tmp_path: Path) -> Narrator:
    shelf = Shelf(tmp_path / "committed", tmp_path / "made")
    found = Narrator(SETTINGS, shelf, Recordings(tmp_path / "takes", shelf, tell=lambda line: None))
    found.__dict__["voice"] = FakeVoice()
    return found


def test_a_sentence_without_a_take_is_not_heard_until_it_is_made(narrator: Narrator) -> None:
    sentence = "After 66 epochs, 93% are right."
    assert narrator.heard("One", sentence) is None
    source = narrator.source("One", sentence)
    narrator.make(sentence)
    heard = narrator.heard("One", sentence)
    assert heard is not None
    assert heard.source == source
    assert len(narrator.samples(source)) == round(heard.seconds * 48_000)


def test_each_written_word_has_the_time_of_the_words_it_is_said_by(narrator: Narrator) -> None:
    """The fake voice takes a fixed time a character of what is spoken, so the times are counted by hand."""
    sentence = "After 66 epochs, 93% are right."
    spoken = "After sixty-six epochs, ninety-three percent are right."
    narrator.make(sentence)
    heard = narrator.heard("One", sentence)
    assert heard is not None
    firsts = [spoken.index(part) for part in ("After", "sixty", "epochs", "ninety", "are", "right")]
    begins = [begin for begin, _ in heard.words]
    assert np.allclose(np.diff(begins), np.diff(firsts) * CHARACTER, atol=1e-3)
    assert len(heard.words) == len(sentence.split())


def test_a_sentence_of_signs_alone_is_refused_as_it_is_written(narrator: Narrator) -> None:
    with pytest.raises(LectureError, match="nothing to say in '… —'"):
        narrator.make("… —")


def test_a_take_is_made_once(narrator: Narrator) -> None:
    for _ in range(3):
        narrator.make("It bends.")
    assert narrator.voice.spoken == ["It bends."]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "other",
    [
        replace(SETTINGS, speed=1.1),
        replace(SETTINGS, pronounce={"plane": "plˈAn"}),
        replace(SETTINGS, name="espeak"),
        replace(SETTINGS, service="a.b:C"),
    ],
)
def test_another_voice_speed_or_pronunciation_is_another_take(
    narrator: Narrator, other: VoiceSettings
) -> None:
    there = Narrator(other, narrator.shelf)
    assert there.source("One", "The plane bends.") != narrator.source("One", "The plane bends.")


def test_a_pronunciation_of_a_word_that_is_not_said_changes_nothing(narrator: Narrator) -> None:
    """The control of the one above."""
    there = Narrator(replace(SETTINGS, pronounce={"curve": "kˈɜɹv"}), narrator.shelf)
    assert there.source("One", "The plane bends.") == narrator.source("One", "The plane bends.")


def test_a_recording_is_heard_in_place_of_the_take_in_its_own_scene_alone(
    narrator: Narrator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    sentence = "Three small networks bend the plane."
    narrator.make(sentence)
    file = tmp_path / "takes" / "One" / f"{identifier(sentence)}.wav"
    file.parent.mkdir(parents=True)
    record(file, seconds=2.0)
    mine, theirs = narrator.heard("One", sentence), narrator.heard("Two", sentence)
    assert mine is not None
    assert theirs is not None
    assert mine.source == narrator.source("One", sentence)
    assert mine.source.startswith(f"recording takes/One/{file.name} ")
    assert theirs.source.startswith("take ")
    assert mine.seconds == pytest.approx(2.0, abs=0.1)
    assert len(mine.words) == len(sentence.split())
    assert len(narrator.samples(mine.source)) == round(mine.seconds * 48_000)


def test_a_recording_needs_no_voice(
    narrator: Narrator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    sentence = "It bends."
    file = tmp_path / "takes" / "One" / f"{identifier(sentence)}.wav"
    file.parent.mkdir(parents=True)
    record(file, seconds=1.0)
    heard = narrator.heard("One", sentence)
    assert heard is not None
    assert narrator.voice.spoken == []  # type: ignore[attr-defined]


def record(file: Path, seconds: float) -> None:
    """Write a tone that goes up and down as speech does, with silence around."""
    time = np.arange(round(seconds * 44_100)) / 44_100
    tone = 0.3 * np.sin(2 * np.pi * 220 * time) * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * time))
    sound = np.concatenate([np.zeros(20_000), tone, np.zeros(20_000)])
    with wave.open(str(file), "wb") as written:
        written.setparams((1, 2, 44_100, 0, "NONE", ""))
        written.writeframes((sound * 32767).astype("<i2").tobytes())


def test_a_silent_lecture_hears_nothing(narrator: Narrator) -> None:
    narrator.make("It bends.")
    silent = Narrator(replace(SETTINGS, name="silent"), narrator.shelf)
    assert silent.heard("One", "It bends.") is None
    assert silent.source("One", "It bends.") == ""


def test_a_sign_that_is_not_said_is_passed_where_the_word_before_it_ends() -> None:
    words = (Spelled("one", ("one",)), Spelled("–", ()), Spelled("21", ("twenty", "one")))
    spoken = (WordTime("one", 0.1, 0.3), WordTime("twenty", 0.4, 0.6), WordTime("one", 0.6, 0.8))
    assert written_times(words, spoken) == ((0.1, 0.3), (0.3, 0.3), (0.4, 0.8))


def test_times_of_other_words_are_refused() -> None:
    with pytest.raises(LectureError, match="1 words of 'one two', expected 2"):
        written_times((Spelled("one", ("one",)), Spelled("two", ("two",))), (WordTime("one", 0, 1),))
