"""The order in which mini-batches are fed."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.recipe import Recipe

Array = NDArray[Any]


def batch_order(recipe: Recipe) -> tuple[Array, Array]:
    """Return which points make up each mini-batch of the whole run.

    One index array is shuffled in place anew at each epoch, so the shuffles accumulate, then cut
    into consecutive batches. The last batch of an epoch may be smaller: it is filled up with
    point 0 at weight 0.

    Returns
    -------
    rows : (U, batch_size) int32
    shares : (U, batch_size) float32
        1 for a real member of the batch, 0 for a filling.

    References
    ----------
    The protocol of the article's own recorded run (Keras 2.2 `fit` after seeding NumPy with 13).
    """
    points = 2 * recipe.points
    random = np.random.RandomState(recipe.order_seed)
    index = np.arange(points)
    per_epoch, size = recipe.updates_per_epoch, recipe.batch_size
    rows = np.zeros((recipe.epochs, per_epoch * size), dtype=np.int32)
    shares = np.zeros_like(rows, dtype=np.float32)
    for epoch in range(recipe.epochs):
        random.shuffle(index)
        rows[epoch, :points] = index
    shares[:, :points] = 1
    return rows.reshape(-1, size), shares.reshape(-1, size)
