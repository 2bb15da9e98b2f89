"""Two classes of points in the plane, as registered data sets.

A row of the registry is all that a new data set needs: how its points are made, how it is drawn and
what it is called. Rows are points, and come shuffled by the seed because the network must not be fed
with neatly sorted inputs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.naming import refuse_unknown

Points = NDArray[np.float32]
Array = NDArray[Any]
PARABOLA_SHIFT = 0.5
"""How far the positives' parabola lies below the negatives', in units of x2; the article's."""


@dataclass(frozen=True)
class Dataset:
    """Two classes of points in the plane.

    Parameters
    ----------
    points : callable
        (points per class, seed) -> (inputs (2 points, 2), targets (2 points,)), both float32, rows shuffled;
        targets are 0 for negatives, 1 for positives.
    spoken : str
        What both classes are together, as said in the middle of a sentence: "two parabolas".
    formulas : (str, str)
        Typst maths of the negatives and of the positives; empty where there is none.
    along : callable or None
        Where each point of one class lies along the curve that the class is, (n, 2) -> (n,), in any unit that
        grows; None when a class is no single curve.
    """

    points: Callable[[int, int], tuple[Points, Points]]
    spoken: str
    formulas: tuple[str, str] = ("", "")
    along: Callable[[Array], Array] | None = None

    @property
    def drawn_as_strokes(self) -> bool:
        """Whether each class is drawn as one continuous stroke; as dots otherwise."""
        return self.along is not None

    def drawn(self, points: Array, samples: int) -> Array:
        """Return what is drawn of the points of one class, (n, 2) -> (m, 2) float64.

        A stroke is in order along its curve and thinned to at most `samples` of its own points, both ends
        kept; dots are all points as they come.
        """
        points = np.asarray(points, dtype=np.float64)
        if self.along is None:
            return points
        ordered = points[np.argsort(self.along(points), kind="stable")]
        thinned: Array = ordered[np.unique(np.linspace(0, len(ordered) - 1, samples).round().astype(int))]
        return thinned


def _shuffled(negatives: Array, positives: Array, random: np.random.RandomState) -> tuple[Points, Points]:
    """Stack the classes (0 above 1), permute the rows once, cast to float32."""
    inputs = np.concatenate([negatives, positives])
    targets = np.concatenate([np.zeros(len(negatives)), np.ones(len(positives))])
    rows = random.permutation(len(inputs))
    return inputs[rows].astype(np.float32), targets[rows].astype(np.float32)


def parabolas(points: int, seed: int) -> tuple[Points, Points]:
    """x2 = x1^2 (negatives) above x2 = x1^2 - 0.5 (positives), x1 evenly spaced on [-1, 1].

    Parameters
    ----------
    points : int
        Points per class.
    seed : int
        Seeds the one permutation of the rows.

    Returns
    -------
    inputs : (2 points, 2) float32
    targets : (2 points,) float32
        0 for negatives, 1 for positives.

    References
    ----------
    D. V. Godoy, "Hyper-parameters in Action! Activation Functions".
    """
    x1 = np.linspace(-1.0, 1.0, points)
    upper = np.column_stack([x1, x1**2])
    lower = np.column_stack([x1, x1**2 - PARABOLA_SHIFT])
    return _shuffled(upper, lower, np.random.RandomState(seed))


def circles(points: int, seed: int) -> tuple[Points, Points]:
    """A ring of radius 0.9 (negatives) around a ring of radius 0.4 (positives), radii jittered by 0.05."""
    random = np.random.RandomState(seed)

    def ring(radius: float) -> Array:
        angle = np.linspace(0.0, 2 * np.pi, points, endpoint=False)
        jittered = radius + random.uniform(-0.05, 0.05, points)
        return jittered[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])

    return _shuffled(ring(0.9), ring(0.4), random)


def moons(points: int, seed: int) -> tuple[Points, Points]:
    """Two interleaved half circles inside [-1, 1]^2, jittered by a normal of 0.03."""
    random = np.random.RandomState(seed)
    angle = np.linspace(0.0, np.pi, points)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1 - np.cos(angle), 0.5 - np.sin(angle)])

    def centred(moon: Array) -> Array:
        return (moon - [0.5, 0.25]) * 0.6 + random.normal(0.0, 0.03, moon.shape)

    return _shuffled(centred(upper), centred(lower), random)


def xor(points: int, seed: int) -> tuple[Points, Points]:
    """The four quadrants of [-1, 1]^2: negatives where x1 x2 > 0, positives where x1 x2 < 0."""
    random = np.random.RandomState(seed)

    def quadrants(sign: float) -> Array:
        size = random.uniform(0.05, 1.0, (points, 2))
        side = random.choice([-1.0, 1.0], points)
        return size * np.column_stack([side, sign * side])

    return _shuffled(quadrants(1.0), quadrants(-1.0), random)


def spirals(points: int, seed: int) -> tuple[Points, Points]:
    """Two arms of one and a half turns, the second the first one's point reflection; jitter 0.01."""
    random = np.random.RandomState(seed)
    along = np.linspace(0.1, 1.0, points)
    angle = 3 * np.pi * along
    arm = 0.95 * along[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    negatives = arm + random.normal(0.0, 0.01, arm.shape)
    positives = -arm + random.normal(0.0, 0.01, arm.shape)
    return _shuffled(negatives, positives, random)


#: Every data set, by name: a row is all that a new one needs.
DATASETS: dict[str, Dataset] = {
    "parabolas": Dataset(
        parabolas,
        "two parabolas",
        formulas=("x_2 = x_1^2", f"x_2 = x_1^2 - {PARABOLA_SHIFT:g}"),
        along=lambda points: points[:, 0],
    ),
    "circles": Dataset(circles, "two rings"),
    "moons": Dataset(moons, "two half moons"),
    "xor": Dataset(xor, "two pairs of quadrants"),
    "spirals": Dataset(spirals, "two spirals"),
}


def dataset_named(name: str) -> Dataset:
    """Return the data set of that name.

    Raises
    ------
    LectureError
        When there is none; the nearest name is given.
    """
    refuse_unknown("data set", name, DATASETS)
    return DATASETS[name]
