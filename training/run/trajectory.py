"""A training run: the weights after every update, and at any epoch between."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.errors import LectureError
from training.network.activations import Activation, activation_named
from training.network.datasets import Dataset, dataset_named
from training.network.formulas import Weights, accuracy, losses, probability
from training.recipe.recipe import Recipe
from training.recipe.runs import named_recipe
from training.run.interpolation import WeightPath, deviation
from training.storage.store import cache_path, load_checked, run_form, weight_shapes

__all__ = ["Trajectory", "cache_path", "from_arrays", "load", "measure"]

Array = NDArray[Any]
_CHUNK_FLOATS = 2_000_000
"""Probabilities computed at once: 16 MB as float64."""


@dataclass(frozen=True)
class Trajectory:
    """One training run; U = epochs x updates per epoch.

    Parameters
    ----------
    recipe : Recipe
    weights : Weights with a leading axis of length U + 1, float32
        After every update; the first are the initial weights.
    inputs : (n, 2) float32 array, rows are points
    targets : (n,) float32 array of 0 and 1
    loss, accuracy : (E + 1,) float32 arrays
        Measured on all points with the weights after each epoch.
    provenance : dict
        Schema, recipe, seeds, library versions, the deviation of `glide`.
    """

    recipe: Recipe
    weights: Weights
    inputs: Array
    targets: Array
    loss: Array
    accuracy: Array
    provenance: dict[str, Any]

    @property
    def activation(self) -> Activation:
        """The hidden layers' activation."""
        return activation_named(self.recipe.activation)

    @property
    def dataset(self) -> Dataset:
        """The data set its points come from."""
        return dataset_named(self.recipe.dataset)

    @property
    def epochs(self) -> int:
        """Number of epochs, E."""
        return self.recipe.epochs

    @property
    def updates_per_epoch(self) -> int:
        """Mini-batch steps per epoch."""
        return self.recipe.updates_per_epoch

    def at(self, epoch: float) -> Weights:
        """Return the weights at any real epoch in [0, E], float64.

        Exactly the stored ones after each update, between two updates interpolated (PCHIP).

        Raises
        ------
        LectureError
            When the run does not reach that epoch.
        """
        return self._true_path.at(self._time(epoch) * self.updates_per_epoch)

    def glide(self, epoch: float) -> Weights:
        """Return the weights at any real epoch on the smooth path through whole epochs only, float64.

        Exactly the stored ones at whole epochs; between them the jitter of single mini-batches is
        left out. How far that departs from the true path is `provenance["glide_deviation"]`.

        Raises
        ------
        LectureError
            When the run does not reach that epoch.
        """
        return self._smooth_path.at(self._time(epoch))

    def at_each(self, epochs: Array) -> Weights:
        """Return `at` for several epochs at once: Weights with a leading axis."""
        return self._true_path.at_each(self._times(epochs) * self.updates_per_epoch)

    def glide_each(self, epochs: Array) -> Weights:
        """Return `glide` for several epochs at once: Weights with a leading axis."""
        return self._smooth_path.at_each(self._times(epochs))

    def probabilities(self, epoch: float) -> Array:
        """Return p of every point with `at(epoch)`, shape (n,)."""
        return probability(self.inputs, self.at(epoch), self.activation)

    def point_losses(self, epoch: float) -> Array:
        """Return the loss of every point with `at(epoch)`, shape (n,)."""
        return losses(self.probabilities(epoch), self.targets)

    def after_epochs(self) -> Weights:
        """Return the stored weights after each whole epoch: Weights with a leading axis of length E + 1."""
        return self.weights[:: self.updates_per_epoch]

    def glide_deviation(self) -> float:
        """Return how far `glide` departs from the true path: see `interpolation.deviation`."""
        updates = np.arange(self.recipe.updates + 1)
        smooth = self._smooth_path.at_each(updates / self.updates_per_epoch)
        return deviation(self.activation, self.weights, smooth)

    def _time(self, epoch: float) -> float:
        if -1e-6 <= epoch <= self.epochs + 1e-6:
            return min(max(float(epoch), 0.0), float(self.epochs))
        raise LectureError(f"epoch {epoch} of {self.recipe.activation}: expected 0 to {self.epochs}")

    def _times(self, epochs: Array) -> Array:
        return np.array([self._time(epoch) for epoch in np.asarray(epochs, dtype=np.float64)])

    @cached_property
    def _true_path(self) -> WeightPath:
        return WeightPath(self.weights)

    @cached_property
    def _smooth_path(self) -> WeightPath:
        return WeightPath(self.after_epochs())


def measure(recipe: Recipe, weights: Weights, inputs: Array, targets: Array) -> tuple[Array, Array]:
    """Return (loss, accuracy) on all points for a stack of k weights, each (k,) float32."""
    loss, right = [], []
    activation = activation_named(recipe.activation)
    step = max(1, _CHUNK_FLOATS // len(inputs))
    for start in range(0, len(weights.hidden_bias), step):
        p = probability(inputs.astype(np.float64), weights[start : start + step], activation)
        loss.append(losses(p, targets).mean(axis=-1))
        right.append(accuracy(p, targets))
    return np.concatenate(loss).astype(np.float32), np.concatenate(right).astype(np.float32)


def load(name: str | Recipe) -> Trajectory:
    """Return the cached run of an activation, of a named run, or of exactly that recipe.

    Raises
    ------
    LectureError
        When it is missing, damaged, or made from another recipe; says what to type.
    """
    recipe = name if isinstance(name, Recipe) else named_recipe(name)
    return from_arrays(recipe, *load_checked(cache_path(recipe), run_form(recipe)))


def from_arrays(recipe: Recipe, arrays: dict[str, Array], provenance: dict[str, Any]) -> Trajectory:
    """Return the trajectory made of the members of a cache file."""
    return Trajectory(
        recipe,
        Weights.from_arrays([arrays[member] for member in weight_shapes(recipe)]),
        arrays["inputs"],
        arrays["targets"],
        arrays["loss"],
        arrays["accuracy"],
        provenance,
    )
