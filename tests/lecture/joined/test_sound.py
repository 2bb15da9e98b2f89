"""Scenes with and without sound join to one lecture whose sound is where its scene is."""

from __future__ import annotations

import wave
from pathlib import Path

import av
import numpy as np
import pytest

from lecture.joined.sound import RATE
from tests.lecture.tiny_project import CIRCLE, SQUARE, Project

SPOKEN = CIRCLE.replace("self.add_sub", "self.add_sound('data/tone.wav')\n        self.add_sub")


def write_tone(path: Path, seconds: float) -> None:
    """A loud A of 440 Hz, mono at 22,050 Hz: neither the rate nor the layout of the lecture."""
    path.parent.mkdir(exist_ok=True)
    time = np.arange(round(22_050 * seconds)) / 22_050
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 22_050, 0, "NONE", ""))
        file.writeframes((20_000 * np.sin(2 * np.pi * 440 * time)).astype("<i2").tobytes())


def heard(path: Path) -> np.ndarray:
    """The left channel of a film, sample by sample from its start."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
        parts = [
            part.to_ndarray() for frame in container.decode(audio=0) for part in resampler.resample(frame)
        ]
    return np.concatenate(parts, axis=1)[0]


def loudness(samples: np.ndarray, start: float, end: float) -> float:
    return float(np.sqrt(np.mean(samples[round(start * RATE) : round(end * RATE)] ** 2)))


@pytest.mark.parametrize("words", [(), ("--format", "webm")], ids=["mp4", "webm"])
def test_the_sound_of_one_scene_is_heard_at_its_time(project: Project, words: tuple[str, ...]) -> None:
    write_tone(project.root / "data/tone.wav", 0.3)
    project.write("scenes/two.py", SPOKEN)
    project.write("scenes/three.py", SQUARE.replace("class One", "class Three"))
    shots = (("scenes/one.py", "One"), ("scenes/two.py", "Two"), ("scenes/three.py", "Three"))
    project.list_shots(*shots)
    project.made(*words)
    film = project.folder() / f"lecture.{words[-1] if words else 'mp4'}"
    samples = heard(film)
    # One is 0.6 s long, the tone lasts from there on for 0.3 s: a sine of 20,000 of 32,768, which manim
    # spreads over two channels at equal power.
    assert loudness(samples, 0.62, 0.88) == pytest.approx(20_000 / 32_768 / 2, rel=0.05)
    assert loudness(samples, 0.0, 0.57) < 0.01
    assert loudness(samples, 0.95, 1.7) < 0.01
    loud = np.flatnonzero(np.abs(samples) > 0.1)
    assert loud[0] / RATE == pytest.approx(0.6, abs=0.003), "an encoder's priming would make it 21 ms late"
    cycle = np.fft.rfftfreq(round(0.2 * RATE), 1 / RATE)
    spectrum = np.abs(np.fft.rfft(samples[round(0.65 * RATE) :][: round(0.2 * RATE)]))
    assert cycle[spectrum.argmax()] == pytest.approx(440, abs=5)
    assert len(samples) / RATE == pytest.approx(1.8, abs=0.06)
    with av.open(str(film)) as container:
        assert [stream.type for stream in container.streams][:3] == ["video", "audio", "subtitle"]
        assert sum(1 for _ in container.decode(video=0)) == 27
    if words:
        return
    write_tone(project.root / "data/tone.wav", 0.5)
    assert "render Two: data/tone.wav changed" in project.made("--why")


def test_sound_longer_than_its_scene_is_heard_to_its_end(project: Project) -> None:
    write_tone(project.root / "data/tone.wav", 1.5)
    project.write("scenes/two.py", SPOKEN)
    shots = (("scenes/one.py", "One"), ("scenes/two.py", "Two"), ("scenes/three.py", "Three"))
    project.write("scenes/three.py", SQUARE.replace("class One", "class Three"))
    project.list_shots(*shots)
    project.made()
    film = project.folder() / "lecture.mp4"
    samples = heard(film)
    assert loudness(samples, 1.9, 2.08) == pytest.approx(20_000 / 32_768 / 2, rel=0.05)
    assert loudness(samples, 2.15, 2.6) < 0.01
    assert project.receipt("Two")["frames"] == 23, "1.5 s of sound over 0.6 s of pictures, the last one held"
    with av.open(str(film)) as container:
        assert [float(part["start"] * part["time_base"]) for part in container.chapters()] == pytest.approx(
            [0.0, 9 / 15, 32 / 15], abs=1e-3
        )


def test_a_silent_lecture_has_no_sound_track(project: Project) -> None:
    project.made()
    with av.open(str(project.folder() / "lecture.mp4")) as container:
        assert not container.streams.audio
