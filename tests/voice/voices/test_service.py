"""Any speech service of manim-voiceover's contract is a voice; one that cannot be used gets one line."""

from __future__ import annotations

import numpy as np
import pytest

from tests.voice.fake_voice import RATE, FakeVoice
from training.errors import LectureError
from voice.voices.service import Service, boundaries

HERE = "tests.voice.voices.fake_service"
TEXT = "First the plane turns, then it flips over."
#: What the fake services' sound is made of.
EXACT = FakeVoice(lead=0.2, trail=0.3).speak(TEXT, {})


def starts(text: str = TEXT, name: str = "WithBoundaries", speed: float = 1.0) -> np.ndarray:
    speech = Service(f"{HERE}:{name}", {}, speed).speak(text, {})
    assert [word.word for word in speech.words] == text.split()
    return np.array([word.start for word in speech.words])


def test_a_services_boundaries_are_the_words_times() -> None:
    exact = [word.start for word in EXACT.words]
    assert starts() == pytest.approx(exact, abs=1e-3)


def test_words_that_a_transcription_heard_otherwise_lie_between_their_neighbours() -> None:
    exact = np.array([word.start for word in EXACT.words])
    found = starts(name="Transcribed")
    assert np.delete(found, 1) == pytest.approx(np.delete(exact, 1), abs=1e-3)
    assert found[0] < found[1] < found[2]


def test_without_boundaries_the_words_share_what_is_heard_by_their_characters() -> None:
    """The fake voice says every character in the same time, so here that is exact."""
    assert starts(name="Without") == pytest.approx([word.start for word in EXACT.words], abs=0.011)
    speech = Service(f"{HERE}:Without", {}).speak(TEXT, {})
    assert speech.words[-1].end == pytest.approx(EXACT.words[-1].end, abs=0.011)


def test_two_channels_become_one_of_the_same_samples() -> None:
    speech = Service(f"{HERE}:WithBoundaries", {}).speak(TEXT, {})
    assert speech.rate == RATE
    assert speech.samples.shape == EXACT.samples.shape
    assert np.abs(speech.samples - EXACT.samples).max() < 1e-3


def test_twice_as_fast_takes_half_the_time_at_the_same_pitch() -> None:
    long = "a" * 30
    slow, fast = (Service(f"{HERE}:WithBoundaries", {}, speed).speak(long, {}) for speed in (1.0, 2.0))
    assert len(fast.samples) == pytest.approx(len(slow.samples) / 2, rel=0.05)
    pitches = [np.abs(np.fft.rfft(speech.samples, 2 * len(slow.samples))).argmax() for speech in (slow, fast)]
    assert pitches[1] == pytest.approx(pitches[0], rel=0.02)
    assert starts(speed=2.0) == pytest.approx(starts() / 2, abs=1e-3)


def test_options_reach_the_service_and_no_transcription_is_asked_for() -> None:
    made = Service(f"{HERE}:WithBoundaries", {"tld": "ca", "transcription_model": "tiny"})._service
    assert (made.additional_kwargs, made.transcription_model) == ({"tld": "ca"}, "tiny")
    assert Service(f"{HERE}:WithBoundaries", {})._service.transcription_model is None


def test_boundaries_that_go_back_or_are_not_in_the_text_are_passed_over() -> None:
    given = [
        {"text": "two", "audio_offset": 20_000_000, "text_offset": 4},
        {"text": "one", "audio_offset": 30_000_000, "text_offset": 0},
        {"text": "four", "audio_offset": 40_000_000},
        {"text": "three", "audio_offset": 50_000_000},
        {"text": "three"},
        {"audio_offset": 1},
    ]
    assert boundaries("one two three", given) == [(4, 2.0), (8, 5.0)]


@pytest.mark.parametrize(
    ("name", "options", "line"),
    [
        ("gtts", {}, "'gtts' is no service, package.module:Class is expected"),
        ("no_such_package.services:A", {}, "pip install no-such-package"),
        (f"{HERE}:Nobody", {}, f"{HERE} has no Nobody"),
        (f"{HERE}:NoService", {}, f"{HERE} has no speech service NoService"),
        (f"{HERE}:Strict", {"voice": "hers"}, "cannot be made: no voice hers; correct"),
        (f"{HERE}:Strict", {}, r"\[voice.options\] of lecture.toml"),
        (
            f"{HERE}:Strict",
            {"voice": "mine"},
            "could not say 'First the plane.*': SystemExit; check the network",
        ),
        (f"{HERE}:Garbled", {}, "the service's error.mp3 cannot be read"),
    ],
)
def test_a_service_that_cannot_be_used_is_refused_in_one_line(
    name: str, options: dict[str, str], line: str
) -> None:
    with pytest.raises(LectureError, match=line) as refused:
        Service(name, options).speak(TEXT, {})
    assert "\n" not in refused.value.message
