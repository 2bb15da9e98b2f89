"""How far the image of the input square spreads over feature space, epoch by epoch."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.network.activations import Activation
from training.network.formulas import Weights, activation_values
from training.run.interpolation import unit_grid
from training.run.trajectory import Trajectory

Array = NDArray[Any]
_EDGE_SAMPLES = 401
"""Samples along each edge of the square's outline, both corners among them."""


def grid_images(trajectory: Trajectory) -> Array:
    """Return the images of the input grid's crossings after every epoch, shape (E + 1, crossings, 2)."""
    return activation_values(unit_grid(), trajectory.after_epochs(), trajectory.activation)


def feature_sides(trajectory: Trajectory, images: Array) -> Array:
    """Return the side of feature space after every epoch, shape (E + 1,).

    The width of sigma's range where that is finite, else the largest extent the grid has had so far.
    """
    low, high = trajectory.activation.limits
    if trajectory.activation.bounded:
        return np.full(len(images), high - low)
    extent = np.maximum.accumulate(np.ptp(images, axis=1).max(axis=-1))
    return np.maximum(extent, 1e-12)


def spans(trajectory: Trajectory) -> Array:
    """Return the extent of the square's image along each feature axis, in sides, shape (E + 1, 2)."""
    images = grid_images(trajectory)
    share: Array = np.ptp(images, axis=1) / feature_sides(trajectory, images)[:, None]
    return share


def outlined_area(weights: Weights, activation: Activation) -> Array:
    """Return the area inside the image of the input square's outline, shape (...) of the weights' stack.

    The absolute value of the shoelace formula on 401 samples an edge; exact while the outline does not
    cross itself, as under any strictly rising sigma and an invertible W.
    """
    along = np.linspace(-1.0, 1.0, _EDGE_SAMPLES)[:-1]
    one = np.ones_like(along)
    edges = ((along, -one), (one, along), (-along, one), (-one, -along))
    outline = np.concatenate([np.stack(edge, axis=1) for edge in edges])
    image = activation_values(outline, weights, activation)
    x, y = image[..., 0], image[..., 1]
    area: Array = np.abs((x * np.roll(y, -1, axis=-1) - np.roll(x, -1, axis=-1) * y).sum(axis=-1)) / 2
    return area


def area_filled(weights: Weights, activation: Activation) -> Array:
    """Return `outlined_area` as a share of the square that a bounded sigma's values can fill."""
    low, high = activation.limits
    share: Array = outlined_area(weights, activation) / (high - low) ** 2
    return share


def covered(trajectory: Trajectory) -> Array:
    """Return the area inside the image of the square's outline over the area of feature space, (E + 1,)."""
    area = outlined_area(trajectory.after_epochs(), trajectory.activation)
    share: Array = area / feature_sides(trajectory, grid_images(trajectory)) ** 2
    return share


def motion(trajectory: Trajectory, reach: int = 2) -> Array:
    """Return how fast the grid moves, in sides of feature space per epoch, shape (E + 1,).

    The mean distance of the grid's crossings between `reach` epochs before and `reach` epochs after,
    over the epochs between: the to and fro of mini-batches cancels, lasting motion stays.
    """
    images = grid_images(trajectory)
    epochs = np.arange(len(images))
    before, after = np.maximum(epochs - reach, 0), np.minimum(epochs + reach, len(images) - 1)
    moved = np.linalg.norm(images[after] - images[before], axis=-1).mean(axis=-1)
    speed: Array = moved / np.maximum(after - before, 1) / feature_sides(trajectory, images)
    return speed
