"""How much of feature space changes class while a run learns."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.run.spread import grid_images
from training.run.trajectory import Trajectory

Array = NDArray[Any]
_LATTICE = 15
"""Places along each side of feature space at which the class is looked up."""


def reclassified(trajectory: Trajectory, epochs: Array) -> Array:
    """Return the share of feature space that has changed class so far, at ascending epochs, shape (n,).

    Along the smooth path through whole epochs; counted on a 15 x 15 lattice of sigma's range, or, where
    that has no end, of the widest the grid has been so far. May exceed 1: a place can change back.

    Parameters
    ----------
    epochs : (n,) array
        Real, within the run.
    """
    weights = trajectory.glide_each(epochs)
    low, high = _box(trajectory, np.asarray(epochs, float))
    along = (np.arange(_LATTICE) + 0.5) / _LATTICE
    lattice = np.stack(np.meshgrid(along, along), axis=-1).reshape(-1, 2)
    places = low[:, None] + lattice * (high - low)[:, None]
    odds = (places @ weights.output_kernel + weights.output_bias[:, None])[..., 0]
    positive = odds > 0
    changed = (positive[1:] != positive[:-1]).mean(axis=1)
    return np.concatenate(([0.0], np.cumsum(changed)))


def _box(trajectory: Trajectory, epochs: Array) -> tuple[Array, Array]:
    """Opposite corners of what is shown of feature space, each of shape (n, 2)."""
    low, high = trajectory.activation.limits
    if trajectory.activation.bounded:
        return np.full((len(epochs), 2), low), np.full((len(epochs), 2), high)
    images, whole = grid_images(trajectory), np.arange(trajectory.epochs + 1)
    least = np.minimum.accumulate(images.min(axis=1))
    most = np.maximum.accumulate(images.max(axis=1))
    corners = [np.stack([np.interp(epochs, whole, column) for column in end.T], 1) for end in (least, most)]
    return corners[0], corners[1]
