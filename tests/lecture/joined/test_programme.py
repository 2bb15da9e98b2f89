"""The joined lecture's voice comes from its takes: on its sample, encoded once, mastered as a whole."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from film.assembly import write_film
from film.sound import RATE, Mono, Samples, add_sound, encoded
from lecture.joined.mux import join
from lecture.joined.sound import Sounding, Source, programme, sound_packets
from lecture.joined.timeline import Span, Timeline
from lecture.system.cues import Spoken
from tests.film.loud import decoded, loudness, speech, true_peak
from tests.lecture.joined.test_mux import KINDS, languages, scene
from training.errors import LectureError

FRAMES_A_SECOND = 15


def clock(counts: list[int], frame_rate: int = FRAMES_A_SECOND) -> Timeline:
    """The timeline of scenes of so many frames, without captions."""
    edges = [Fraction(sum(counts[:k]), frame_rate) for k in range(len(counts) + 1)]
    chapters = tuple(Span(f"Scene {k}", *edges[k : k + 2]) for k in range(len(counts)))
    return Timeline(chapters, chapters, (), tuple(edges[:-1]), edges[-1], frame_rate)


def drawn(folder: Path, name: str, sound: Samples | None, frames: int = 30, *, alone: bool = True) -> Path:
    """A scene as the writer leaves it: `sound` is what its film has, of which a voice may be all."""
    pictures = scene(folder / f"{name}-pictures.mp4", frames, KINDS["mp4"])
    film = folder / f"{name}.mp4"
    spoken = sound is not None
    write_film(
        [pictures], film, Fraction(FRAMES_A_SECOND), sound, spoken=spoken, voice_alone=alone and spoken
    )
    return film


def said(start: float, source: str, seconds: float = 0.1) -> Spoken:
    return Spoken("Now.", "Section", start, seconds, source)


def burst(seconds: float = 0.1, pitch: int = 1000) -> Mono:
    """A tone that begins at its full height."""
    return (0.2 * np.cos(2 * np.pi * pitch * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def giving(**sources: Mono) -> Source:
    def source(name: str) -> Mono:
        if name not in sources:
            raise LectureError(f"{name} is gone; run: ./render.sh")
        return sources[name]

    return source


def onsets(samples: np.ndarray) -> np.ndarray:
    """The samples at which sound begins after a second of silence."""
    loud = np.flatnonzero(np.abs(samples) > 0.05)
    return loud[np.diff(loud, prepend=-RATE) >= RATE]


def first_heard(path: Path, second: float) -> float:
    """When sound is heard next after some second of a file, as a player times it that goes there."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        container.seek(int(second / stream.time_base), stream=stream)
        for frame in container.decode(stream):
            loud = np.flatnonzero(np.abs(frame.to_ndarray()[0]) > 0.05)
            if len(loud) and frame.time > second - 1:
                return float(frame.time + loud[0] / RATE)
    raise AssertionError("nothing is heard")


def test_at_the_end_of_a_quarter_of_an_hour_a_sentence_is_still_on_its_time(tmp_path: Path) -> None:
    film = drawn(tmp_path, "one", np.zeros((1, 2 * RATE), np.float32))
    counts = [1801 + 2 * k for k in range(30)]
    timeline = clock(counts, 60)
    assert timeline.duration > 900
    scenes = [Sounding(film, (said(1.0 + k / 7, "take"),)) for k in range(30)]
    exact = [float(start) + 1.0 + k / 7 for k, start in enumerate(timeline.starts)]
    lengths = np.diff([round(edge * RATE) for edge in (*timeline.starts, timeline.duration)])
    blocks = programme(scenes, [int(length) for length in lengths], giving(take=burst()))
    whole = np.concatenate([block[0] for block in blocks])
    assert len(whole) == round(timeline.duration * RATE)
    assert np.abs(onsets(whole) - np.array(exact) * RATE).max() <= 1
    path = tmp_path / "sound.mp4"
    with av.open(str(path), "w") as output:
        stream = add_sound(output, ".mp4", spoken=True)
        output.start_encoding()
        for packet in sound_packets(stream, scenes, timeline, giving(take=burst())):
            output.mux(packet)
    for number in (1, 29):
        assert first_heard(path, exact[number] - 1) == pytest.approx(exact[number], abs=0.003), (
            "a frame: 17 ms"
        )


@pytest.mark.parametrize("others", ["voice", "tone"])
def test_a_scene_without_other_sound_is_laid_from_its_takes(tmp_path: Path, others: str) -> None:
    """The film has its sentence at another pitch: one hears which of the two was taken."""
    in_film = np.zeros((1, 2 * RATE), np.float32)
    in_film[0, RATE : RATE + RATE // 2] = burst(0.5, 3000)
    film = drawn(tmp_path, "one", in_film, alone=others == "voice")
    scenes = [Sounding(film, (said(1.0, "take"),))]
    (block,) = programme(scenes, [2 * RATE], giving(take=burst(0.5, 1000)))
    piece = block[0, RATE : RATE + RATE // 2]
    pitch = np.abs(np.fft.rfft(piece)).argmax() * RATE / len(piece)
    assert pitch == pytest.approx(1000 if others == "voice" else 3000, abs=5)
    assert len(block) == (1 if others == "voice" else 2)


def test_where_a_take_is_gone_the_films_own_sound_is_heard_at_the_level_of_takes(tmp_path: Path) -> None:
    film = drawn(tmp_path, "one", 0.02 * speech(2.0)[None])
    scenes = [Sounding(film, (said(0.0, "gone", 2.0),))]
    (block,) = programme(scenes, [2 * RATE], giving())
    assert loudness(block) == pytest.approx(-20.0, abs=0.5)
    assert loudness(decoded(film)) == pytest.approx(-16.0, abs=0.5), "the control: mastered by itself"


@pytest.fixture
def lecture(tmp_path: Path) -> Path:
    """A silent scene, a spoken one, a foreign one with sound of its own, a spoken one; joined."""
    takes = {"first": 0.5 * speech(1.5, 1), "second": 0.5 * speech(1.8, 2)}
    foreign = np.stack([0.1 * speech(2, 3), 0.05 * speech(2, 4)])
    pictures = scene(tmp_path / "foreign-pictures.mp4", 30, KINDS["mp4"])
    write_film([pictures], tmp_path / "foreign.mp4", Fraction(FRAMES_A_SECOND), foreign)
    voice = np.zeros((1, 2 * RATE), np.float32)
    films = [
        drawn(tmp_path, "silent", None),
        drawn(tmp_path, "first", voice),
        tmp_path / "foreign.mp4",
        drawn(tmp_path, "second", voice),
    ]
    spoken = [(), (said(0.2, "first", 1.5),), (), (said(0.1, "second", 1.8), said(1.95, "", 0.0))]
    join(films, clock([30] * 4), "Title", tmp_path / "lecture.mp4", spoken, giving(**takes))
    return tmp_path / "lecture.mp4"


def test_a_lecture_in_which_some_scenes_speak_is_one_mastered_programme(lecture: Path) -> None:
    samples = decoded(lecture)
    assert loudness(samples) == pytest.approx(-16.0, abs=0.3)
    assert true_peak(samples) <= -1.0
    assert not samples[:, : 2 * RATE].any(), "a silent scene stays digital silence"
    voice = samples[:, round(2.2 * RATE) : round(3.7 * RATE)]
    likeness = np.corrcoef(voice[0], speech(1.5, 1))[0, 1]
    assert likeness > 0.95
    with av.open(str(lecture)) as film:
        assert languages(film) == {"video": "eng", "audio": "eng"}


def test_a_lecture_in_which_nobody_speaks_keeps_its_sound_as_it_was(tmp_path: Path) -> None:
    """The control: not mastered, and in a language nobody knows."""
    pictures = scene(tmp_path / "foreign-pictures.mp4", 30, KINDS["mp4"])
    foreign = np.stack([0.1 * speech(2, 3), 0.05 * speech(2, 4)])
    write_film([pictures], tmp_path / "foreign.mp4", Fraction(FRAMES_A_SECOND), foreign)
    join([tmp_path / "foreign.mp4"], clock([30]), "Title", tmp_path / "lecture.mp4", [()], giving())
    samples = decoded(tmp_path / "lecture.mp4")[:, : 2 * RATE]
    assert loudness(samples) == pytest.approx(loudness(foreign), abs=0.3)
    with av.open(str(tmp_path / "lecture.mp4")) as film:
        assert languages(film) == {"video": "eng", "audio": "und"}


def test_what_is_encoded_follows_without_a_gap(tmp_path: Path) -> None:
    """Blocks of odd lengths become packets of even ones."""
    with av.open(str(tmp_path / "x.mp4"), "w") as output:
        stream = add_sound(output, ".mp4", spoken=True)
        output.start_encoding()
        pieces = [np.zeros((2, size), np.float32) for size in (1, 4097, 0, 1023)]
        sizes = [packet.duration for packet in encoded(stream, pieces)]
    assert sum(sizes) >= 5121
