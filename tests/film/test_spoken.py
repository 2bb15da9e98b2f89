"""Sound begins when it should, and no second of it is lost."""

from __future__ import annotations

import wave
from pathlib import Path

import av
import numpy as np
import pytest
from manim import Scene, Square

from tests.film.drawn import MANIMS, draw, frames_of

RATE = 48_000
FILMS = pytest.mark.parametrize("form", ["mp4", "mov", "webm"])


def write_tone(path: Path, seconds: float, silence: float = 0.0) -> str:
    """A tone of 1,000 Hz that begins loud, with silence after it."""
    time = np.arange(round(RATE * seconds)) / RATE
    samples = np.append(30_000 * np.cos(2 * np.pi * 1000 * time), np.zeros(round(RATE * silence)))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(samples.astype("<i2").tobytes())
    return str(path)


def heard(film: Path) -> tuple[float, float]:
    """When a film's sound begins and ends, seconds, as a player times it."""
    with av.open(str(film)) as container:
        frames = list(container.decode(audio=0))
        start = float(frames[0].pts * frames[0].time_base)
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
        parts = [part.to_ndarray()[0] for frame in frames for part in resampler.resample(frame)]
    loud = np.flatnonzero(np.abs(np.concatenate(parts)) > 0.2)
    return start + loud[0] / RATE, start + loud[-1] / RATE


def scene_with(tone: str, seconds: float = 2.0) -> type[Scene]:
    class Spoken(Scene):
        def construct(self) -> None:
            self.add(Square())
            self.wait(1.0)
            self.add_sound(tone)
            self.wait(seconds - 1.0, frozen_frame=False)

    return Spoken


@FILMS
def test_sound_is_heard_at_its_time(tmp_path: Path, form: str) -> None:
    film = draw(scene_with(write_tone(tmp_path / "tone.wav", 0.3)), tmp_path, format=form)
    assert heard(film) == pytest.approx((1.0, 1.3), abs=0.003)


def test_manims_own_is_late_by_the_encoders_priming(tmp_path: Path) -> None:
    film = draw(scene_with(write_tone(tmp_path / "tone.wav", 0.3)), tmp_path, MANIMS, format="mp4")
    assert heard(film)[0] > 1.015


@FILMS
def test_the_last_picture_is_held_until_the_sound_has_ended(tmp_path: Path, form: str) -> None:
    film = draw(scene_with(write_tone(tmp_path / "tone.wav", 1.5), 1.4), tmp_path, format=form)
    assert heard(film) == pytest.approx((1.0, 2.5), abs=0.003)
    pictures = frames_of(film)
    assert len(pictures) == 38, "2.5 s are 37.5 frames; the scene itself has 21"
    assert np.abs(pictures[-1].astype(int) - pictures[20]).max() <= 8


def test_silence_at_a_recordings_end_holds_nothing(tmp_path: Path) -> None:
    film = draw(scene_with(write_tone(tmp_path / "tone.wav", 0.3, silence=2.0)), tmp_path, format="mp4")
    assert len(frames_of(film)) == 30
    with av.open(str(film)) as container:
        assert container.duration / av.time_base == pytest.approx(2.0, abs=0.03)


def test_manims_own_ends_its_pictures_before_the_sound(tmp_path: Path) -> None:
    film = draw(scene_with(write_tone(tmp_path / "tone.wav", 1.5), 1.4), tmp_path, MANIMS, format="mp4")
    assert len(frames_of(film)) == 21
    assert heard(film)[1] > 2.4
