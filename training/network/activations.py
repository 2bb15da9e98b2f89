"""Activation functions, each with its derivative.

A row of the registry is all that a new activation needs: `python -m training NAME` does the rest.
At a hinge the derivative is the one TensorFlow uses (relu'(0) = 0), so that pictures of the
gradient agree with the gradient that trained the network.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.naming import refuse_unknown
from training.network.special import erf, expit

Array = NDArray[Any]

INFINITY = float("inf")
"""The limit of an activation that has none."""
LEAKY_SLOPE = 0.2
"""Keras's slope of leaky_relu below 0 (PyTorch's is 0.01)."""
SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805
"""SELU's alpha and scale: the fixed point of mean 0 and variance 1 (Klambauer et al. 2017)."""


@dataclass(frozen=True)
class Activation:
    """One activation function sigma.

    Parameters
    ----------
    name : str
        As Keras spells it.
    label : str
        sigma(z) in Typst maths.
    f, derivative : callable
        sigma and sigma', elementwise, any shape; the dtype of the argument is kept.
    limits : (float, float)
        Infimum and supremum of sigma; infinities allowed.
    hinges : tuple of float
        Every z at which sigma' jumps.
    inverse : callable or None
        sigma^-1 on the open interval `limits`, where sigma is one-to-one; None where it is not.
    flat : (bool, bool)
        Whether sigma is constant below its first hinge and above its last one.
    """

    name: str
    label: str
    f: Callable[[Array], Array]
    derivative: Callable[[Array], Array]
    limits: tuple[float, float]
    hinges: tuple[float, ...] = ()
    inverse: Callable[[Array], Array] | None = None
    flat: tuple[bool, bool] = (False, False)

    @property
    def bounded(self) -> bool:
        """Whether sigma has a finite limit on both sides, so that it squashes."""
        return bool(np.isfinite(self.limits).all())


def _negative(z: Array) -> Array:
    return np.minimum(z, 0)


def _sigmoid_derivative(z: Array) -> Array:
    return expit(z) * expit(-z)


def _softplus(z: Array) -> Array:
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def _gelu_derivative(z: Array) -> Array:
    density = np.exp(-z * z / 2) * z.dtype.type(1 / np.sqrt(2 * np.pi))
    return (1 + erf(z * z.dtype.type(np.sqrt(0.5)))) / 2 + z * density


def _silu_derivative(z: Array) -> Array:
    return expit(z) * (1 + z * expit(-z))


def _mish_derivative(z: Array) -> Array:
    bend = np.tanh(_softplus(z))
    return bend + z * (1 - bend * bend) * expit(z)


def _elementwise(function: Callable[[Array], Array]) -> Callable[[Array], Array]:
    """Let a function of floating arrays take anything array-like; whole numbers become float64."""

    def on_anything(z: Any) -> Array:
        values = np.asarray(z)
        return function(values if values.dtype.kind == "f" else values.astype(np.float64))

    return on_anything


def _row(
    name: str,
    label: str,
    f: Callable[[Array], Array],
    derivative: Callable[[Array], Array],
    limits: tuple[float, float],
    hinges: tuple[float, ...] = (),
    inverse: Callable[[Array], Array] | None = None,
    flat: tuple[bool, bool] = (False, False),
) -> Activation:
    back = None if inverse is None else _elementwise(inverse)
    return Activation(name, label, _elementwise(f), _elementwise(derivative), limits, hinges, back, flat)


#: Every activation, by its name in Keras: a row is all that a new one needs.
ACTIVATIONS: dict[str, Activation] = {
    row.name: row
    for row in (
        _row("linear", "z", lambda z: z, np.ones_like, (-INFINITY, INFINITY), inverse=lambda a: a),
        _row(
            "sigmoid",
            "1 / (1 + e^(-z))",
            expit,
            _sigmoid_derivative,
            (0.0, 1.0),
            inverse=lambda a: np.log(a) - np.log1p(-a),
        ),
        _row(
            "hard_sigmoid",
            "max(0, min(1, z / 6 + 1 / 2))",
            lambda z: np.clip(z + 3, 0, 6) / 6,
            lambda z: np.where(np.abs(z) < 3, z.dtype.type(1 / 6), z.dtype.type(0)),
            (0.0, 1.0),
            hinges=(-3.0, 3.0),
            inverse=lambda a: 6 * a - 3,
            flat=(True, True),
        ),
        _row("tanh", "tanh z", np.tanh, lambda z: 1 - np.tanh(z) ** 2, (-1.0, 1.0), inverse=np.arctanh),
        _row(
            "softsign",
            "z / (1 + |z|)",
            lambda z: z / (1 + np.abs(z)),
            lambda z: 1 / (1 + np.abs(z)) ** 2,
            (-1.0, 1.0),
            inverse=lambda a: a / (1 - np.abs(a)),
        ),
        _row(
            "softplus",
            "ln(1 + e^z)",
            _softplus,
            expit,
            (0.0, INFINITY),
            inverse=lambda a: a + np.log(-np.expm1(-a)),
        ),
        _row(
            "relu",
            "max(0, z)",
            lambda z: np.maximum(z, 0),
            lambda z: (z > 0).astype(z.dtype),
            (0.0, INFINITY),
            hinges=(0.0,),
            inverse=lambda a: a,
            flat=(True, False),
        ),
        _row(
            "leaky_relu",
            f"max({LEAKY_SLOPE} z, z)",
            lambda z: np.maximum(z, z * z.dtype.type(LEAKY_SLOPE)),
            lambda z: np.where(z > 0, z.dtype.type(1), z.dtype.type(LEAKY_SLOPE)),
            (-INFINITY, INFINITY),
            hinges=(0.0,),
            inverse=lambda a: np.minimum(a, a / LEAKY_SLOPE),
        ),
        _row(
            "elu",
            "cases(z & z > 0, e^z - 1 & z <= 0)",
            lambda z: np.where(z > 0, z, np.expm1(_negative(z))),
            lambda z: np.exp(_negative(z)),
            (-1.0, INFINITY),
            inverse=lambda a: np.where(a > 0, a, np.log1p(_negative(a))),
        ),
        _row(
            "selu",
            "cases(lambda z & z > 0, lambda alpha (e^z - 1) & z <= 0)",
            lambda z: SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(_negative(z))),
            lambda z: SELU_SCALE * np.where(z < 0, SELU_ALPHA * np.exp(_negative(z)), 1).astype(z.dtype),
            (-SELU_SCALE * SELU_ALPHA, INFINITY),
            hinges=(0.0,),
            inverse=lambda a: np.where(
                a > 0, a / SELU_SCALE, np.log1p(_negative(a) / (SELU_SCALE * SELU_ALPHA))
            ),
        ),
        _row(
            "gelu",
            'z / 2 (1 + op("erf")(z / sqrt(2)))',
            lambda z: z * (1 + erf(z * z.dtype.type(np.sqrt(0.5)))) / 2,
            _gelu_derivative,
            (-0.16997120747990369, INFINITY),
        ),
        _row(
            "silu",
            "z / (1 + e^(-z))",
            lambda z: z * expit(z),
            _silu_derivative,
            (-0.27846454276107383, INFINITY),
        ),
        _row(
            "mish",
            "z tanh(ln(1 + e^z))",
            lambda z: z * np.tanh(_softplus(z)),
            _mish_derivative,
            (-0.30884341301725056, INFINITY),
        ),
    )
}


def activation_named(name: str) -> Activation:
    """Return the activation of that Keras name.

    Raises
    ------
    LectureError
        When no row has that name; the nearest name is given.
    """
    refuse_unknown("activation", name, ACTIVATIONS)
    return ACTIVATIONS[name]
