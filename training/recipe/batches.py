"""The order in which mini-batches are fed."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.recipe.recipe import Recipe

Array = NDArray[Any]


def batch_shares(recipe: Recipe) -> Array:
    """Return which entries of an epoch's batches are real, (updates per epoch, batch_size) float32.

    The last batch of an epoch may be smaller: it is filled up with point 0 at share 0.
    """
    shares = np.zeros(recipe.updates_per_epoch * recipe.batch_size, dtype=np.float32)
    shares[: 2 * recipe.points] = 1
    return shares.reshape(-1, recipe.batch_size)


def epoch_orders(recipe: Recipe) -> Iterator[Array]:
    """Yield, epoch by epoch, which points make up each batch: (updates per epoch, batch_size) int32.

    One index array is shuffled in place anew at each epoch, so the shuffles accumulate, then cut
    into consecutive batches.

    References
    ----------
    The protocol of the article's own recorded run (Keras 2.2 `fit` after seeding NumPy with 13).
    """
    random = np.random.RandomState(recipe.order_seed)
    index = np.arange(2 * recipe.points, dtype=np.int32)
    padded = np.zeros(recipe.updates_per_epoch * recipe.batch_size, dtype=np.int32)
    while True:
        random.shuffle(index)
        padded[: len(index)] = index
        yield padded.reshape(-1, recipe.batch_size).copy()
