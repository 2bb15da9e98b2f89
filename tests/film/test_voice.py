"""A voice lies on its sample, is heard to its end, and is mastered; without one nothing is as it was not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from manim import Scene, Square

from film.sound import is_voice_alone
from tests.film.drawn import draw, frames_of
from tests.film.loud import RATE, decoded, loudness, speech, true_peak
from tests.film.test_spoken import write_tone

FILMS = pytest.mark.parametrize("form", ["mp4", "mov", "webm"])


def burst(seconds: float) -> np.ndarray:
    """A tone of 1,000 Hz whose ends are faded within 1 ms."""
    time = np.arange(round(RATE * seconds)) / RATE
    fade = np.minimum(1, 1000 * np.minimum(time, time[::-1]))
    return (0.3 * fade * np.sin(2 * np.pi * 1000 * time)).astype(np.float32)


def saying(*laid: tuple[np.ndarray, float], tone: str | None = None, seconds: float = 1.0) -> type[Scene]:
    class Saying(Scene):
        def construct(self) -> None:
            self.add(Square())
            writer: Any = self.renderer.file_writer
            for samples, second in laid:
                writer.lay(samples, second)
            if tone:
                self.add_sound(tone)
            self.wait(seconds)

    return Saying


def onsets(samples: np.ndarray) -> list[float]:
    """When sound comes after at least 50 ms of silence, in seconds."""
    loud = np.flatnonzero(np.abs(samples) > 0.05)
    return [loud[k] / RATE for k in range(len(loud)) if k == 0 or loud[k] - loud[k - 1] > RATE // 20]


def metadata(film: Path) -> tuple[bool, int]:
    with av.open(str(film)) as container:
        return is_voice_alone(container), len(container.streams.audio)


@FILMS
def test_a_sentence_is_heard_at_its_sample_and_the_last_picture_waits_for_it(
    tmp_path: Path, form: str
) -> None:
    spoken = saying((burst(0.2), 0.25), (burst(0.2), 0.85), (burst(0.3), 1.31))
    film = draw(spoken, tmp_path, format=form)
    heard = decoded(film)
    assert onsets(heard[0]) == pytest.approx([0.25, 0.85, 1.31], abs=0.002)
    assert len(frames_of(film)) == 25, "1.61 s are 24.15 frames; the scene itself has 15"
    assert np.abs(heard[0] - heard[1]).max() < 1e-3
    assert metadata(film) == (True, 1)


def test_a_film_with_a_voice_is_mastered(tmp_path: Path) -> None:
    film = draw(saying((0.02 * speech(6), 0.0)), tmp_path, format="mp4")
    assert loudness(decoded(film)) == pytest.approx(-16.0, abs=0.3)
    assert true_peak(decoded(film)) <= -1.0


def test_recorded_sound_and_voice_are_mixed(tmp_path: Path) -> None:
    tone = write_tone(tmp_path / "tone.wav", 0.2)
    film = draw(saying((burst(0.2), 0.6), tone=tone, seconds=1.0), tmp_path, format="mp4")
    assert onsets(decoded(film)[0]) == pytest.approx([0.0, 0.6], abs=0.003)
    assert metadata(film) == (False, 1)
    assert len(frames_of(film)) == 15


def test_without_a_voice_recorded_sound_is_as_it_was(tmp_path: Path) -> None:
    """The control: its level is its own, not a programme's."""
    film = draw(saying(tone=write_tone(tmp_path / "tone.wav", 0.9)), tmp_path, format="mp4")
    assert np.abs(decoded(film)[0, RATE // 10 : RATE // 2]).max() == pytest.approx(
        30_000 / 32_768 / 2**0.5, rel=0.35
    )
    assert metadata(film) == (False, 1)


@pytest.mark.parametrize("form", ["gif", "png"])
def test_a_file_without_sound_leaves_the_voice_out(tmp_path: Path, form: str) -> None:
    file = draw(saying((burst(0.2), 0.1), (burst(5), 0.2)), tmp_path, format=form)
    with av.open(str(file)) as container:
        assert not container.streams.audio
        assert sum(1 for _ in container.decode(video=0)) <= 15


def test_a_scene_that_says_nothing_has_no_sound_track(tmp_path: Path) -> None:
    assert metadata(draw(saying(), tmp_path, format="mp4")) == (False, 0)
