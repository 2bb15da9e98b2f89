"""The way of the plane through a hidden layer, from x over xW + b to its sigma, in a view that follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scenes.kit.drawing.easing import eased
from scenes.kit.drawing.shapes import Array
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.planes.feature_space import grid_of
from training.geometry.convex import UNIT_SQUARE
from training.geometry.unfolding import unfolded
from training.network.activations import Activation
from training.network.formulas import Weights, activation_values, pre_activation
from training.network.squashing import squash_path

Placing = Callable[[Array], Array]
"""From inputs x, shape ``(..., 2)``, to the stage, shape ``(..., 3)``."""

RAMP = 0.26
"""Share of the move, and of the squash, in which each gathers speed, and loses it again."""
NEARNESS = 0.3
"""How near the eye is to a sheet that turns over: half the view's side by its height above the plane."""
_FREE = 0.06
"""Share of a range without limits that is left free on every side."""
_POWER = 12
"""Of the mean that stands for the furthest corner."""
_STEP_BACK = 0.16
"""How far the view steps back at most beyond that mean, which a single far corner outruns."""
_SOONER = 0.7
"""Power of the share that a gain takes: its first tenths are as good as affine, and would look like rest."""
_FLAT = 1e-9
"""Stands for a singular value of exactly 0, far below what a picture shows."""


def feature_ranges(weights: Weights, activation: Activation) -> tuple[tuple[float, float], ...]:
    """Return what each axis of a feature space shows: sigma's limits, or what the input square reaches."""
    if activation.bounded:
        return (activation.limits,) * 2
    image = activation_values(grid_of().reshape(-1, 2), weights, activation)
    low, high = image.min(axis=0), image.max(axis=0)
    free = _FREE * (high - low) + _FLAT
    return tuple((float(a), float(b)) for a, b in zip(low - free, high + free, strict=True))


@dataclass(frozen=True)
class ForwardMap:
    """Where the input square stands on its way through the hidden layer; every step of it is exact.

    The move is one path of affine maps from the identity to W and b, a flip among them as the turn of a page
    in space. The squash turns the gain of a bounded sigma up and the leak of an unbounded one down, see
    :func:`squash_path`. The view follows, so that the square fills the place all the way.

    Parameters
    ----------
    weights, activation
        Of one hidden layer of two units.
    place
        A square of the stage. It is the input square in the beginning, the feature space in the end.
    """

    weights: Weights
    activation: Activation
    place: Viewport

    @cached_property
    def z_view(self) -> Viewport:
        """The place over the moved square, which touches its edges; one scale for both axes."""
        corners = pre_activation(UNIT_SQUARE, self.weights)
        low, high = corners.min(axis=0), corners.max(axis=0)
        half = float((high - low).max()) / 2 or 1.0
        (left, right), (bottom, top) = (((m - half), (m + half)) for m in ((low + high) / 2).tolist())
        return self.place.ranged((left, right), (bottom, top))

    @cached_property
    def a_view(self) -> Viewport:
        """The place over the feature space."""
        return self.place.ranged(*feature_ranges(self.weights, self.activation))

    def placing(self, way: float) -> Placing:
        """Return where inputs stand: at x for a way of 0, at z for 1, at a for 2, on their way between."""
        return self._moved(max(way, 0.0)) if way <= 1 else self._squashed(min(way, 2.0) - 1)

    def origin(self, way: float) -> Array:
        """Return where the axes of the plane that is shown cross on the stage, shape ``(3,)``."""
        if way <= 1:
            bias = np.asarray(self.weights.hidden_bias, float)
            return self._view(way).to_stage(-way * bias / self._half)
        return self._squashed_z(way - 1)(np.zeros(2))

    def _moved(self, share: float) -> Placing:
        matrix, depth = self._turned(share)
        view = self._view(share)

        def placed(x: Array) -> Array:
            nearer = 1 / (1 - NEARNESS * (x @ depth))
            return view.to_stage((x @ matrix) * nearer[..., None])

        return placed

    def _turned(self, share: float) -> tuple[Array, Array]:
        """Return the matrix at a share of the move and the depth it gives each input axis.

        Both by the passing size of the view, which grows evenly from that of x to that of z: the input
        square is of the order of 1 all the way.
        """
        left, stretch, right = np.linalg.svd(np.asarray(self.weights.hidden_kernel, float))
        matrix, depth = unfolded(left * np.maximum(stretch, _FLAT) @ right, 1 - share)
        return matrix / self._half**share, depth / self._half**share

    @cached_property
    def _half(self) -> float:
        """Half the range that is shown of z."""
        return (self.z_view.x_range[1] - self.z_view.x_range[0]) / 2

    def _view(self, share: float) -> Viewport:
        """Return the place over what it shows at a share of the move, in passing sizes.

        It holds the turning square: by a mean of high power, which follows its furthest corner smoothly.
        """
        size = [self._extent(at) for at in (share, 0.0, 1.0)]
        reach = size[0] / (size[1] ** (1 - share) * size[2] ** share)
        reach *= 1 + _STEP_BACK * float(np.sin(np.pi * share))
        dx, dy = self._middle(share).tolist()
        return self.place.ranged((dx - reach, dx + reach), (dy - reach, dy + reach))

    def _corners(self, share: float) -> Array:
        """Return the corners of the input square as they are seen from above, shape ``(4, 2)``."""
        matrix, depth = self._turned(share)
        return np.asarray((UNIT_SQUARE @ matrix) / (1 - NEARNESS * (UNIT_SQUARE @ depth))[:, None])

    def _middle(self, share: float) -> Array:
        return np.asarray(self._corners(share).mean(axis=0))

    def _extent(self, share: float) -> float:
        away = np.abs(self._corners(share) - self._middle(share))
        return float((away**_POWER).mean() ** (1 / _POWER))

    def _squashed(self, share: float) -> Placing:
        placed = self._squashed_z(share)
        return lambda x: placed(pre_activation(x, self.weights))

    def _squashed_z(self, share: float) -> Placing:
        """Return where points of the z-plane stand at a share of the squash."""
        ranges = self.z_view.x_range, self.z_view.y_range

        def placed(z: Array) -> Array:
            ways = [self._fraction(z[..., axis], share, ranges[axis], axis) for axis in range(2)]
            return self.place.ranged((0.0, 1.0), (0.0, 1.0)).to_stage(np.stack(ways, axis=-1))

        return placed

    def _fraction(self, z: Array, share: float, z_range: tuple[float, float], axis: int) -> Array:
        """Return where a coordinate stands between the place's edges (0 to 1) at a share of the squash."""
        if self.activation.bounded:
            return squash_path(self.activation, z, share**_SOONER, z_range)
        low, high = (
            (1 - share) * z_end + share * a_end
            for z_end, a_end in zip(z_range, (self.a_view.x_range, self.a_view.y_range)[axis], strict=True)
        )
        return ((1 - share) * z + share * self.activation.f(z) - low) / (high - low)


def breathing(breath: float = 0.03, move: float = 0.44) -> Callable[[float], float]:
    """Return a rate function that leads a way from 0 over 1 to 2 and takes a breath at 1.

    Parameters
    ----------
    breath
        Share of the time that is rest between the move and the squash.
    move
        Share of the remaining time that the move takes.
    """
    first = (1 - breath) * move
    second = 1 - breath - first

    def rate(time: float) -> float:
        times = np.clip([time / first, (time - first - breath) / second], 0.0, 1.0)
        return float(eased(times, RAMP).sum())

    return rate
