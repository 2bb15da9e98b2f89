"""A recipe: everything a training run depends on.

The defaults are the article's. Two recipes that differ in anything have different digests.
"""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from training.errors import LectureError
from training.naming import refuse_unknown
from training.network.activations import activation_named
from training.network.datasets import dataset_named

RECIPE_VERSION = 1
"""Part of every digest: raise it when the same recipe comes to mean another training."""
FEATURE_UNITS = 2
"""Units of the feature layer: feature space is a plane."""
MOST_FLOATS = 100_000_000
"""Most weights kept of one run, over all updates: 400 MB as float32."""
#: Keras's own by their names in lower case, and SGD with momentum 0.9 without and with Nesterov's step.
OPTIMIZERS = (
    "sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw", "adagrad", "adadelta",
    "adamax", "nadam", "ftrl", "lion", "lamb", "adafactor",
)  # fmt: skip
PUBLISHED_HIDDEN = "keras2.2_glorot_normal"
"""The published run's own initialiser of hidden kernels, which today's Keras does not have."""
PUBLISHED_OUTPUT = "keras2.2_random_normal"
"""The published run's own initialiser of the output kernel."""
#: As Keras spells them, after the published run's two.
INITIALIZERS = (
    PUBLISHED_HIDDEN, PUBLISHED_OUTPUT,
    "glorot_normal", "glorot_uniform", "he_normal", "he_uniform", "lecun_normal", "lecun_uniform",
    "random_normal", "random_uniform", "truncated_normal", "orthogonal", "zeros", "ones", "identity",
)  # fmt: skip
#: Least and greatest value of each number: what fits Keras's and NumPy's types, and a machine's memory.
_RANGES: dict[str, tuple[float, float]] = {
    "points": (2, 1_000_000),
    "epochs": (1, 100_000),
    "batch_size": (1, 1_000_000),
    "learning_rate": (1e-12, 1e6),
    "hidden_bias": (-1e6, 1e6),
    "seed": (0, 2**31 - 1),
    "data_seed": (0, 2**31 - 1),
    "order_seed": (0, 2**31 - 1),
}


@dataclass(frozen=True)
class Recipe:
    """Everything a training run depends on.

    Parameters
    ----------
    activation, dataset, optimizer, hidden_initializer, output_initializer : str
        Names in the respective registries; initialisers and optimizers as Keras spells them
        (momentum and nesterov are SGD with momentum 0.9), the published run's own initialisers
        as `keras2.2_...`.
    points : int
        Points per class.
    epochs, batch_size : int
    learning_rate : float
    hidden_bias : float
        Start value of every hidden bias.
    hidden_layers : tuple of int
        Units per hidden layer; the last has 2, the feature space.
    seed, data_seed, order_seed : int
        Of the weights, the data set, the batch order.

    Raises
    ------
    LectureError
        When a value is not of its kind or outside its range.
    """

    activation: str = "sigmoid"
    dataset: str = "parabolas"
    points: int = 1000
    epochs: int = 150
    batch_size: int = 16
    optimizer: str = "sgd"
    learning_rate: float = 0.05
    hidden_layers: tuple[int, ...] = (2,)
    hidden_initializer: str = PUBLISHED_HIDDEN
    output_initializer: str = PUBLISHED_OUTPUT
    hidden_bias: float = 0.0
    seed: int = 42
    data_seed: int = 13
    order_seed: int = 13

    def __post_init__(self) -> None:
        """Bring every value to its type, refuse what has none."""
        for field in dataclasses.fields(self):
            object.__setattr__(self, field.name, _typed(field.name, field.default, getattr(self, field.name)))
        activation_named(self.activation)
        dataset_named(self.dataset)
        refuse_unknown("optimizer", self.optimizer, OPTIMIZERS)
        refuse_unknown("initializer", self.hidden_initializer, INITIALIZERS)
        refuse_unknown("initializer", self.output_initializer, INITIALIZERS)
        for name, (low, high) in _RANGES.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise LectureError(f"recipe {name} = {value!r}: expected {low:g} to {high:g}")
        if self.hidden_layers[-1:] != (FEATURE_UNITS,) or not all(1 <= u <= 4096 for u in self.hidden_layers):
            raise LectureError(
                f"recipe hidden_layers = {'-'.join(map(str, self.hidden_layers))!r}: expected 1 to 4096 units"
                " per layer, the last with 2 (the feature space), such as 2 or 10-2"
            )

        floats = self.updates * sum(
            (above + 1) * here for above, here in pairwise([2, *self.hidden_layers, 1])
        )
        if floats > MOST_FLOATS:
            raise LectureError(
                f"the recipe keeps {floats / 1e6:.0f} million weights over {self.updates} updates, expected"
                f" at most {MOST_FLOATS / 1e6:.0f} million; use fewer epochs or units, or larger batches"
            )

    @property
    def updates_per_epoch(self) -> int:
        """Mini-batches per epoch; the last may be smaller."""
        return -(-2 * self.points // self.batch_size)

    @property
    def updates(self) -> int:
        """Mini-batch steps of the whole run."""
        return self.epochs * self.updates_per_epoch

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as JSON values."""
        return {**dataclasses.asdict(self), "hidden_layers": list(self.hidden_layers)}

    def digest(self) -> str:
        """Return the sha256 of the recipe's canonical JSON, in hexadecimal."""
        text = json.dumps({"version": RECIPE_VERSION, **self.as_dict()}, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def changed(self, settings: Mapping[str, Any]) -> "Recipe":
        """Return the recipe with some fields replaced.

        Raises
        ------
        LectureError
            When a key is no field (the nearest is given) or a value does not fit.
        """
        for key in settings:
            refuse_unknown("recipe key", key, FIELDS)
        return dataclasses.replace(self, **settings)


FIELDS = tuple(field.name for field in dataclasses.fields(Recipe))
"""Names that [recipe] and --set may give a value."""


def _typed(name: str, default: object, value: Any) -> Any:
    """Return `value` as the type of `default`; text is read as typed on a command line.

    Raises
    ------
    LectureError
        When that is not possible without changing the value.
    """
    try:
        if isinstance(default, tuple):
            units = (
                value.split("-") if isinstance(value, str) else [value] if isinstance(value, int) else value
            )
            return tuple(_whole(unit) for unit in units)
        if isinstance(default, str):
            if not isinstance(value, str):
                raise ValueError
            return value
        if isinstance(value, bool):
            raise ValueError
        return float(value) if isinstance(default, float) else _whole(value)
    except (TypeError, ValueError, OverflowError):
        kind = {tuple: "units such as 2 or 10-2", str: "a name", float: "a number", int: "a whole number"}
        raise LectureError(f"recipe {name} = {value!r}: expected {kind[type(default)]}") from None


def _whole(value: Any) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and value != int(value)):
        raise ValueError
    return int(value)


def parse_settings(settings: list[str]) -> dict[str, str]:
    """Return KEY=VALUE texts as a dictionary.

    Raises
    ------
    LectureError
        When a text has no `=` or its key is no recipe field.
    """
    found = {}
    for setting in settings:
        key, separator, value = setting.partition("=")
        if not separator:
            raise LectureError(f"--set {setting!r}: expected KEY=VALUE, for instance --set epochs=300")
        refuse_unknown("recipe key", key.strip(), FIELDS)
        found[key.strip()] = value.strip()
    return found
