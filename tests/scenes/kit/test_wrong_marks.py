"""Wrong points are marked in one way: red along every wrong stretch, rings on it, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Mobject

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import told
from scenes.kit.planes.wrong_marks import WrongMarks

SAMPLES = 241


def curve(height: float = 0.0, length: float = 8.0) -> np.ndarray:
    x = np.linspace(0.0, length, SAMPLES)
    return np.stack((x, np.full(SAMPLES, height), np.zeros(SAMPLES)), axis=1)


def wrong_at(*stretches: tuple[int, int]) -> np.ndarray:
    wrong = np.zeros(SAMPLES, bool)
    for start, end in stretches:
        wrong[start:end] = True
    return wrong


def middles(rings: Mobject) -> np.ndarray:
    return np.array(rings.points.reshape(-1, 16, 4, 3)[:, :, 0].mean(axis=1))


def test_red_covers_every_wrong_stretch_to_half_way_and_no_more() -> None:
    points = curve()
    marks = WrongMarks().show({0: points}, {0: wrong_at((3, 5), (100, 160))})
    step = points[1, 0]
    lines = marks.strokes.points.reshape(-1, 4, 3)[:, [0, -1], 0]
    covered = np.concatenate([np.linspace(start, end, 9) for start, end in lines])
    first, second = covered[covered < 50 * step], covered[covered > 50 * step]
    np.testing.assert_allclose([first.min(), first.max()], [2.5 * step, 4.5 * step], atol=1e-9)
    np.testing.assert_allclose([second.min(), second.max()], [99.5 * step, 159.5 * step], atol=1e-9)


def test_rings_stand_on_wrong_samples_apart_from_each_other_and_stay_there() -> None:
    long = WrongMarks().show({0: curve()}, {0: wrong_at((0, SAMPLES))})
    rings = middles(long.rings)
    assert 0.3 <= np.diff(rings[:, 0]).min() < 0.7
    # The same samples keep their rings when fewer are wrong.
    fewer = middles(WrongMarks().show({0: curve()}, {0: wrong_at((60, 200))}).rings)
    assert {tuple(ring.round(6)) for ring in fewer} < {tuple(ring.round(6)) for ring in rings}
    crowded = WrongMarks().show({0: curve(length=0.8)}, {0: wrong_at((0, SAMPLES))})
    assert 1 < len(middles(crowded.rings)) <= 4


def test_a_stretch_too_short_for_the_others_has_a_ring_in_its_middle() -> None:
    points = curve()
    marks = WrongMarks().show({0: points, 1: curve(1.0)}, {0: wrong_at((3, 6)), 1: wrong_at()})
    np.testing.assert_allclose(middles(marks.rings), points[[4]], atol=1e-9)


def test_scattered_points_are_red_dots_and_some_of_them_have_rings() -> None:
    points = np.random.default_rng(1).uniform(-3, 3, (SAMPLES, 3)) * [1, 1, 0]
    missed = np.random.default_rng(2).random(SAMPLES) < 0.5
    marks = WrongMarks(as_strokes=False).show({1: points}, {1: missed})
    dots = marks.strokes.points.reshape(-1, 4, 3).mean(axis=1)
    np.testing.assert_allclose(dots, points[missed], atol=1e-6)
    rings = middles(marks.rings)
    assert 5 <= len(rings) <= 25
    assert all(np.abs(points[missed] - ring).max(axis=1).min() < 1e-9 for ring in rings)
    one = WrongMarks(as_strokes=False).show({1: points}, {1: wrong_at((7, 8))})
    np.testing.assert_allclose(middles(one.rings), points[[7]], atol=1e-9)


def test_nothing_wrong_is_nothing_drawn() -> None:
    marks = WrongMarks().show({0: curve()}, {0: wrong_at((0, 9))})
    marks.show({0: curve()}, {0: wrong_at()})
    assert len(marks.strokes.points) == len(marks.rings.points) == 0


def test_many_small_pictures_are_marked_at_once_as_one_by_one() -> None:
    curves = np.stack([curve(height, 0.9) for height in (0.0, 1.0, 2.0)])
    wrong = np.stack([wrong_at((10, 40)), wrong_at(), wrong_at((0, 2), (200, SAMPLES))])
    together = WrongMarks(size=0.3).show({0: curves}, {0: wrong})
    assert together.radius == pytest.approx(0.3 * WrongMarks().radius)
    assert together.strokes.get_stroke_width() == pytest.approx(0.3 * WrongMarks().strokes.get_stroke_width())
    alone = [
        WrongMarks(size=0.3).show({0: one}, {0: missed}) for one, missed in zip(curves, wrong, strict=True)
    ]
    for part in ("strokes", "rings"):
        parts = np.concatenate([getattr(marks, part).points for marks in alone])
        np.testing.assert_allclose(getattr(together, part).points, parts)


def test_marks_have_the_hue_of_errors() -> None:
    marks = WrongMarks()
    assert {part.get_stroke_color().to_hex() for part in marks} == {theme.WRONG}


class Picture:
    """Stands for a picture of a run."""

    run = weights = None

    def __deepcopy__(self, memo: object) -> object:
        raise AssertionError("the picture is copied with its counter")


def test_a_counter_and_its_copies_tell_of_one_picture() -> None:
    picture = Picture()
    counter = told(Counter(0.5), "accuracy", picture)  # type: ignore[arg-type]
    for one in (counter, counter.copy(), counter.animate.set_value(1).mobject):
        assert (one.told.quantity, one.told.picture) == ("accuracy", picture)
    assert Counter(0.5).told is None
    with pytest.raises(ValueError, match="cannot tell 'acuracy', expected one of"):
        told(Counter(0.5), "acuracy", picture)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'loss' is told of a picture"):
        told(Counter(0.5), "loss")
    assert told(Counter(7, 0), "epoch").told.picture is None
