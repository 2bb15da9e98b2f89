"""A section's still shows what was said: complete, and not yet faded at the end of the scene."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lecture.delivery.contents import Part
from lecture.delivery.stills import Moment, best, pictures, stills
from tests.lecture.delivery.small_film import RATE, contents, picture, section, write_film
from training.errors import LectureError


def moments(*shown: tuple[int, float]) -> list[Moment]:
    return [Moment(frame, detail) for frame, detail in shown]


SPOKEN = section("spoken", 10, 40, ("Look.", 25))
SILENT = section("silent", 10, 40)


@pytest.mark.parametrize(
    ("part", "there", "frame"),
    [
        (SPOKEN, moments((12, 9), (26, 5), (34, 5), (39, 1)), 26),
        (SPOKEN, moments((12, 9), (26, 5), (34, 8), (39, 1)), 34),
        (SPOKEN, moments((12, 9), (39, 5)), 39),
        (SILENT, moments((12, 9), (24, 9), (30, 5), (39, 2)), 30),
        (section("to the end", 10, 40, ("Look.", 40)), moments((12, 9), (30, 8), (39, 1)), 30),
        (SPOKEN, moments((5, 9), (10, 9), (26, 5), (39, 5), (41, 9)), 26),
    ],
    ids=["said, then fades", "completed later", "one animation", "silent", "said while it fades", "others'"],
)
def test_the_still_is_the_fullest_picture_since_the_last_sentence(
    part: Part, there: list[Moment], frame: int
) -> None:
    assert best(part, RATE, there).frame == frame


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sections of two animations each: lines are drawn; the second fades them at its end."""
    drawn = [picture(number + 1) for number in range(20)]
    rest = [picture(20)] * 10
    faded = [picture(20, 250 - 25 * number) for number in range(11)]
    made = [*drawn, *rest, *drawn, *rest, *faded]
    path = tmp_path_factory.mktemp("stills") / "lecture.mp4"
    return write_film(path, made, (0, 20, 30, 50, 60), sound=False)


def lines_in(still: bytes) -> int:
    """Return how many lines a still shows clearly."""
    row = np.asarray(Image.open(io.BytesIO(still)).convert("L"))[40].astype(int)
    return int(((row > 128) & (np.roll(row, 1) <= 128)).sum())


def test_every_section_has_a_still_of_its_complete_picture(film: Path) -> None:
    told = contents(("A", [section("one", 0, 30, ("Lines.", 15)), section("two", 30, 71, ("More.", 52))]))
    made = stills(film, told, 160)
    assert [lines_in(still) for still in made] == [20, 20]
    # The control: the film's own last picture shows nothing.
    (last,) = stills(film, contents(("A", [section("end", 69, 71, ("Gone.", 71))])), 160)
    assert lines_in(last) == 0


def test_a_still_is_no_larger_than_asked_for(film: Path) -> None:
    (still,) = stills(film, contents(("A", [section("one", 0, 30)])), 80)
    assert Image.open(io.BytesIO(still)).size == (80, 45)


def test_a_picture_is_decoded_exactly_wherever_it_lies(film: Path) -> None:
    # All of them: some are frames that no other refers to.
    numbers = [70, *range(70)]
    assert pictures(film, RATE, numbers, lambda frame: round(frame.time * RATE)) == numbers


def test_a_frame_that_the_film_has_not_is_refused(film: Path) -> None:
    with pytest.raises(LectureError, match="has no frame 90"):
        pictures(film, RATE, [90], lambda frame: frame)
