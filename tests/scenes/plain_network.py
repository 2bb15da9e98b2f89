"""The network once more, in a few lines of plain NumPy: what numbers on screen are compared with."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from training.paths import CACHE

PLAIN: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0.0),
    "linear": lambda z: z,
}


def plain_p(inputs, weights, name):
    """Probability of the positive class in plain NumPy."""
    kernel, bias, output_kernel, output_bias = weights
    logit = PLAIN[name](inputs @ kernel + bias) @ output_kernel[:, 0] + output_bias[0]
    return 1 / (1 + np.exp(-logit))


def members(archive, *index):
    names = ("hidden_kernel", "hidden_bias", "output_kernel", "output_bias")
    with np.load(CACHE / archive) as arrays:
        return [arrays[name][index].astype(float) for name in names]
