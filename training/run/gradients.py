"""The gradient that reaches each feature unit: by which it learns, or without which it is dead."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.network.activations import Activation
from training.network.formulas import Weights, before_features, pre_activation, probability
from training.run.milestones import for_good, milestones_of, reached
from training.run.trajectory import Trajectory

Array = NDArray[Any]


def unit_gradients(inputs: Array, targets: Array, weights: Weights, activation: Activation) -> Array:
    """Return the gradient of the mean loss on all points with respect to each unit's own weights.

    d loss / d (W[:, k], b_k) = mean over points of (p - t) V_k sigma'(z_k) (x1, x2, 1); in a deeper
    network the values of the layer before take the place of x.

    Parameters
    ----------
    inputs : (n, 2) array, rows are points
    targets : (n,) array of 0 and 1
    weights : Weights
    activation : Activation

    Returns
    -------
    (2, h + 1) array
        A row per unit: with respect to W[:, k], of h = 2 rows in a 2-2-1 network, and b_k.
    """
    points = np.asarray(inputs, dtype=np.float64)
    error = probability(points, weights, activation) - targets
    slope = activation.derivative(pre_activation(points, weights, activation))
    reaching = error[:, None] * weights.output_kernel[:, 0] * slope
    given = before_features(points, weights, activation)
    gradient: Array = reaching.T @ np.column_stack((given, np.ones(len(points)))) / len(points)
    return gradient


def gradient_length(inputs: Array, targets: Array, weights: Weights, activation: Activation) -> float:
    """Return the length of the gradient of the mean loss on all points, in all weights and biases.

    Parameters as in `unit_gradients`. Backwards through the layers, e = dloss/d(sums of a layer): its
    kernel's gradient is (values before)^T e, its bias's the sum of e, and the layer before has
    e K^T sigma'(its sums).
    """
    layers = [*weights.earlier, (weights.hidden_kernel, weights.hidden_bias)]
    values, slopes = [np.asarray(inputs, dtype=np.float64)], []
    for kernel, bias in layers:
        sums = values[-1] @ kernel + bias
        values.append(activation.f(sums))
        slopes.append(activation.derivative(sums))
    layers.append((weights.output_kernel, weights.output_bias))
    error = (probability(inputs, weights, activation) - targets)[:, None] / len(targets)
    squares = 0.0
    for depth in range(len(layers) - 1, -1, -1):
        squares += float(((values[depth].T @ error) ** 2).sum() + (error.sum(axis=0) ** 2).sum())
        if depth:
            error = (error @ layers[depth][0].T) * slopes[depth - 1]
    return float(np.sqrt(squares))


def switched_off(inputs: Array, weights: Weights, activation: Activation) -> Array:
    """Return the share of points at which some feature unit has sigma' = 0, shape (...) of the weights.

    Where sigma is constant 0 below its hinge, as ReLU, these are the points that lie on an axis.
    """
    slope = activation.derivative(pre_activation(np.asarray(inputs, np.float64), weights, activation))
    share: Array = (slope == 0).any(axis=-1).mean(axis=-1)
    return share


def switched_on(inputs: Array, weights: Weights, activation: Activation) -> Array:
    """Return the share of points at which sigma' is not 0, per feature unit, shape (2,)."""
    slope = activation.derivative(pre_activation(np.asarray(inputs, np.float64), weights, activation))
    share: Array = (slope != 0).mean(axis=0)
    return share


@dataclass(frozen=True)
class Death:
    """The loss of a feature unit: which, and the update after which sigma' is 0 on every point for good."""

    unit: int
    update: int


def death_of(trajectory: Trajectory) -> Death | None:
    """Return the first death of a feature unit in a run, to the update; None when both live to the end."""
    found = [(epoch, unit) for unit, epoch in enumerate(milestones_of(trajectory).dead) if epoch is not None]
    if not found:
        return None
    epoch, unit = min(found)
    start = max(epoch - 1, 0) * trajectory.updates_per_epoch
    times = np.arange(start, epoch * trajectory.updates_per_epoch + 1)
    weights = trajectory.at_each(times / trajectory.updates_per_epoch)
    slopes = trajectory.activation.derivative(
        pre_activation(trajectory.inputs.astype(np.float64), weights, trajectory.activation)
    )
    update = reached(for_good((slopes[:, :, unit] == 0).all(axis=1)))
    return Death(unit, start if update is None else start + update)
