"""Two classes of points in the plane, as registered data sets.

Each takes the number of points per class and a seed; rows are points, and come shuffled by that
seed because the network must not be fed with neatly sorted inputs.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.naming import refuse_unknown

Points = NDArray[np.float32]
Array = NDArray[Any]
PARABOLA_SHIFT = 0.5


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


DATASETS: dict[str, Callable[[int, int], tuple[Points, Points]]] = {
    "parabolas": parabolas,
    "circles": circles,
    "moons": moons,
    "xor": xor,
    "spirals": spirals,
}


def dataset_named(name: str) -> Callable[[int, int], tuple[Points, Points]]:
    """Return the data set of that name.

    Raises
    ------
    LectureError
        When there is none; the nearest name is given.
    """
    refuse_unknown("data set", name, DATASETS)
    return DATASETS[name]
