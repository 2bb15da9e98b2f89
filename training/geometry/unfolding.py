"""A path from an affine map's matrix back to the identity that never crushes the plane to a line."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.geometry.decomposition import rotation

Array = NDArray[Any]


def unfolded(kernel: Array, share: float, size: float = 1.0) -> tuple[Array, Array]:
    """Return the matrix on the way from W to `size` times the identity, with the depth of each input axis.

    W = P Q, first a stretch P (symmetric, positive), then a turn Q. The stretch fades
    geometrically; a rotation Q turns back in the plane; a reflection Q is turned over like a page,
    half a turn in space about its axis, so that no area is ever lost: it only faces elsewhere.

    Parameters
    ----------
    kernel : (2, 2) array
        W, invertible; x @ W maps the row x.
    share : float
        0 at W, 1 at the end.
    size : float
        Scale at the end.

    Returns
    -------
    matrix : (2, 2) array
        x @ matrix is where the row x appears.
    depth : (2,) array
        x @ depth is how far it stands in front of the plane, in the same unit; 0 at both ends.
    """
    left, stretch, right = np.linalg.svd(np.asarray(kernel, dtype=np.float64))
    turn = left @ right
    faded = left @ np.diag(stretch ** (1 - share) * size**share) @ left.T
    if np.linalg.det(turn) > 0:
        angle = np.arctan2(turn[0, 1], turn[0, 0])
        return faded @ rotation((1 - share) * angle), np.zeros(2)
    values, axes = np.linalg.eigh((turn + turn.T) / 2)
    across, hinge = axes[:, values.argmin()], axes[:, values.argmax()]
    page = np.pi * (1 - share)
    flat = np.outer(hinge, hinge) + np.cos(page) * np.outer(across, across)
    return faded @ flat, np.sin(page) * (faded @ across)
