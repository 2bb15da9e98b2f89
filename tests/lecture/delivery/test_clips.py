"""A clip is its section of the film: the same pictures, the same sound, from second 0."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from lecture.delivery.clips import clips
from tests.lecture.delivery.small_film import RATE, SAMPLES, numbered, section, write_film
from tests.lecture.tiny_project import frames
from training.errors import LectureError

SECTIONS = (section("one", 0, 16), section("two", 16, 40), section("three", 40, 60))


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty pictures; the sections, and a moment inside the second, begin on keyframes."""
    folder = tmp_path_factory.mktemp("film")
    return write_film(folder / "lecture.mp4", numbered(60), (0, 16, 30, 40))


@pytest.fixture(scope="module")
def cut(film: Path) -> list[Path]:
    return clips(film, SECTIONS, RATE, film.parent)


def samples(path: Path) -> tuple[float, Any]:
    """Return when a film's sound begins, in seconds, and its samples."""
    with av.open(str(path)) as container:
        decoded = list(container.decode(audio=0))
    return float(decoded[0].time or 0.0), np.concatenate([frame.to_ndarray()[0] for frame in decoded])


def test_a_clip_has_the_very_pictures_of_its_section(film: Path, cut: list[Path]) -> None:
    whole = frames(film)
    assert [path.name for path in cut] == ["001.mp4", "002.mp4", "003.mp4"]
    for path, (first, end) in zip(cut, ((0, 16), (16, 40), (40, 60)), strict=True):
        pictures = frames(path)
        assert np.array_equal(pictures, whole[first:end])
        # The control: a picture too early or too late would be seen.
        assert not np.array_equal(pictures, np.roll(whole, 1, axis=0)[first:end])


def test_a_clip_begins_at_zero_and_lasts_as_long_as_its_section(cut: list[Path]) -> None:
    for path, part in zip(cut, SECTIONS, strict=True):
        with av.open(str(path)) as container:
            times = [frame.time for frame in container.decode(video=0)]
            assert container.duration is not None
            assert container.duration / 1e6 == pytest.approx(part.end - part.start, abs=0.01)
        assert times == pytest.approx([number / RATE for number in range(len(times))], abs=1e-4)


def test_a_clip_sounds_as_its_section_does(film: Path, cut: list[Path]) -> None:
    begins, whole = samples(film)
    for path, part in zip(cut, SECTIONS, strict=True):
        late, heard = samples(path)
        assert 0 <= late <= 1024 / SAMPLES
        place = round((part.start + late - begins) * SAMPLES)
        # The first packet is decoded without the one before it.
        there, here = whole[place:][: len(heard)][2048:], heard[2048:]
        assert len(here) > 0.5 * SAMPLES
        assert np.abs(there - here).mean() < 0.02
        # The control: four milliseconds off would be heard.
        assert np.abs(np.roll(there, 200) - here).mean() > 0.1


def test_a_silent_film_has_silent_clips(tmp_path: Path) -> None:
    film = write_film(tmp_path / "silent.mp4", numbered(20), (0, 10), sound=False)
    parts = (section("one", 0, 10), section("two", 10, 20))
    for path in clips(film, parts, RATE, tmp_path):
        assert len(frames(path)) == 10
        with av.open(str(path)) as container:
            assert not container.streams.audio


def test_a_section_that_begins_between_keyframes_cannot_be_cut(film: Path, tmp_path: Path) -> None:
    with pytest.raises(LectureError, match=r"'late' does not begin with a keyframe at 1\.133 s") as refused:
        clips(film, (section("late", 17, 30),), RATE, tmp_path)
    assert "--force" in refused.value.message


def test_a_section_that_the_film_does_not_reach_cannot_be_cut(film: Path, tmp_path: Path) -> None:
    with pytest.raises(LectureError, match="'long' has 20 frames of 30"):
        clips(film, (section("long", 40, 70),), RATE, tmp_path)
