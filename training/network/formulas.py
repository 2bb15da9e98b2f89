"""The network as formulas: rows are points, z = xW + b, a = sigma(z), p = sigmoid(aV + c).

Every function broadcasts over leading axes of the weights: with kernels of shape (k, 2, 2) the
results gain a leading axis of length k, one entry per set of weights.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from training.network.activations import Activation
from training.network.special import expit

Array = NDArray[Any]
KERAS_EPSILON = 1e-7
"""How near p may come to 0 and to 1 in the loss, as in Keras."""
THRESHOLD = 0.5
"""p above which a point is called positive."""


@dataclass(frozen=True)
class Weights:
    """One set of weights, or a stack of them along leading axes.

    Parameters
    ----------
    hidden_kernel : (..., h, 2) array
        W of the 2-unit feature layer; h = 2 in the lecture's 2-2-1 network.
    hidden_bias : (..., 2) array
        b of the feature layer.
    output_kernel : (..., 2, 1) array
        V.
    output_bias : (..., 1) array
        c.
    earlier : tuple of (kernel, bias)
        Layers before the feature layer, in order; empty in the 2-2-1 network.
    """

    hidden_kernel: Array
    hidden_bias: Array
    output_kernel: Array
    output_bias: Array
    earlier: tuple[tuple[Array, Array], ...] = ()

    @classmethod
    def from_arrays(cls, arrays: Sequence[Array]) -> "Weights":
        """Return the weights whose `arrays` these are: W, b, V, c, then kernel and bias of earlier layers."""
        kernel, bias, output_kernel, output_bias, *rest = arrays
        return cls(kernel, bias, output_kernel, output_bias, tuple(zip(rest[::2], rest[1::2], strict=True)))

    @classmethod
    def from_layers(cls, arrays: Sequence[Array]) -> "Weights":
        """Return the weights from kernel and bias of every layer in turn, from the inputs to the output."""
        return cls.from_arrays([*arrays[-4:], *arrays[:-4]])

    def arrays(self) -> list[Array]:
        """Return all arrays in the order of the cache file: W, b, V, c, then those of earlier layers."""
        flat = [self.hidden_kernel, self.hidden_bias, self.output_kernel, self.output_bias]
        return flat + [array for layer in self.earlier for array in layer]

    def map(self, function: Callable[[Array], Array]) -> "Weights":
        """Return the weights with a function applied to each array."""
        return Weights.from_arrays([function(array) for array in self.arrays()])

    def __getitem__(self, index: Any) -> "Weights":
        """Return some sets out of a stack: every array indexed alike along its leading axes."""
        return self.map(lambda array: array[index])

    def astype(self, dtype: DTypeLike) -> "Weights":
        """Return the weights as numbers of another type, such as float64."""
        return self.map(lambda array: array.astype(dtype))


def _affine(rows: Array, kernel: Array, bias: Array) -> Array:
    return rows @ kernel + bias[..., None, :]


def before_features(inputs: Array, weights: Weights, activation: Activation | None = None) -> Array:
    """Return what the feature layer is given: the inputs x, or the values of the layer before it.

    Parameters
    ----------
    inputs : (n, 2) array
    weights : Weights
    activation : Activation, optional
        Needed only when there are earlier layers.

    Returns
    -------
    (n, 2) array, or (..., n, h) of h units before the feature layer

    Raises
    ------
    ValueError
        When the weights have earlier layers but no activation is given.
    """
    rows = np.asarray(inputs)
    if weights.earlier and activation is None:
        raise ValueError("weights with earlier layers need the activation to reach the feature layer")
    for kernel, bias in weights.earlier:
        assert activation is not None
        rows = activation.f(_affine(rows, kernel, bias))
    return rows


def pre_activation(inputs: Array, weights: Weights, activation: Activation | None = None) -> Array:
    """Return z = xW + b of the feature layer, (..., n, 2); parameters as in `before_features`."""
    rows = before_features(inputs, weights, activation)
    return _affine(rows, weights.hidden_kernel, weights.hidden_bias)


def activation_values(inputs: Array, weights: Weights, activation: Activation) -> Array:
    """Return a = sigma(z), the points in feature space, shape (..., n, 2)."""
    return activation.f(pre_activation(inputs, weights, activation))


def logit(inputs: Array, weights: Weights, activation: Activation) -> Array:
    """Return aV + c, the log-odds of the positive class, shape (..., n)."""
    values = activation_values(inputs, weights, activation)
    return _affine(values, weights.output_kernel, weights.output_bias)[..., 0]


def probability(inputs: Array, weights: Weights, activation: Activation) -> Array:
    """Return p = sigmoid(aV + c), the probability of the positive class, shape (..., n)."""
    return expit(logit(inputs, weights, activation))


def losses(p: Array, targets: Array) -> Array:
    """Return the binary cross-entropy of each point, -log p or -log(1 - p).

    p is clipped to [1e-7, 1 - 1e-7] as Keras does, so no loss exceeds 16.2.

    Parameters
    ----------
    p : (..., n) array in [0, 1]
    targets : (n,) array of 0 and 1

    Returns
    -------
    (..., n) array
    """
    clipped = np.clip(p, KERAS_EPSILON, 1 - KERAS_EPSILON)
    return -np.where(np.asarray(targets) > 0, np.log(clipped), np.log1p(-clipped))


def correct(p: Array, targets: Array) -> Array:
    """Return which points are right: positive is predicted where p > 0.5, strictly, as in Keras."""
    return (np.asarray(p) > THRESHOLD) == (np.asarray(targets) > THRESHOLD)


def accuracy(p: Array, targets: Array) -> Array:
    """Return the share of points that are right, shape (...)."""
    return correct(p, targets).mean(axis=-1)
