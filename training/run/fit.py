"""Learning: a Keras model, optimizer and loss driven by one compiled loop over all updates.

This is the only module that imports TensorFlow.
"""

import os
import platform
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise
from typing import Any

# Both are read once, when TensorFlow is loaded. oneDNN makes the bits depend on the processor.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import numpy as np
from numpy.typing import NDArray

from training.errors import LectureError, not_installed
from training.network.activations import activation_named
from training.network.datasets import dataset_named
from training.network.formulas import Weights
from training.recipe.batches import batch_shares, epoch_orders
from training.recipe.recipe import PUBLISHED_HIDDEN, PUBLISHED_OUTPUT, Recipe
from training.run.trajectory import from_arrays, measure
from training.storage.store import weight_shapes

try:
    import keras
    import tensorflow as tf
except ModuleNotFoundError as error:
    raise not_installed("tensorflow", "train") from error

# Every recipe is traced anew, once: TensorFlow's advice against that does not apply.
tf.get_logger().setLevel("ERROR")

Array = NDArray[Any]
KERAS22_GRAPH_SEED = 87654321
"""TensorFlow 1's graph seed where only an operation's own seed is set, as Keras 2.2 did."""
# Standard deviation of a normal truncated at two standard deviations; Keras 2.2 divides by it.
TRUNCATED_DEVIATION = 0.87962566103423978
# Optimizers whose class in Keras is not their name with a capital.
_KERAS_CLASSES = {"sgd": "SGD", "rmsprop": "RMSprop", "adamw": "AdamW"}


def optimizer_of(recipe: Recipe) -> keras.optimizers.Optimizer:
    """Return a fresh Keras optimizer with the recipe's learning rate."""
    rate = recipe.learning_rate
    if recipe.optimizer in ("momentum", "nesterov"):
        return keras.optimizers.SGD(rate, momentum=0.9, nesterov=recipe.optimizer == "nesterov")
    return getattr(keras.optimizers, _KERAS_CLASSES.get(recipe.optimizer, recipe.optimizer.capitalize()))(
        learning_rate=rate
    )


def _keras22_draws(kind: str, shape: tuple[int, ...], seeds: Sequence[int]) -> Array:
    """Return what TensorFlow 1's random op drew first for each seed, given Keras 2.2's graph seed."""
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        operation = getattr(tf.raw_ops, kind)
        drawn = [
            operation(shape=list(shape), dtype=tf.float32, seed=KERAS22_GRAPH_SEED, seed2=seed)
            for seed in seeds
        ]
        return np.stack(session.run(drawn))


def initial_kernels(name: str, shape: tuple[int, int], seeds: Sequence[int]) -> Array:
    """Return the start values of a kernel for each seed, (len(seeds), *shape) float32.

    `keras2.2_glorot_normal` is a truncated normal of deviation sqrt(2 / (fan_in + fan_out)) after
    truncation; `keras2.2_random_normal` a normal of deviation 0.05; any other name is Keras's.
    """
    if name == PUBLISHED_HIDDEN:
        deviation = np.sqrt(2 / sum(shape)) / TRUNCATED_DEVIATION
        return _keras22_draws("TruncatedNormal", shape, seeds) * np.float32(deviation)
    if name == PUBLISHED_OUTPUT:
        return _keras22_draws("RandomStandardNormal", shape, seeds) * np.float32(0.05)

    def drawn(seed: int) -> Array:
        seeded = {} if name in ("zeros", "ones", "identity") else {"seed": seed}
        initializer = keras.initializers.get({"class_name": name, "config": seeded})
        return np.asarray(initializer(shape, dtype="float32"))

    return np.stack([drawn(seed) for seed in seeds])


def initial_weights(recipe: Recipe, seeds: Sequence[int]) -> list[Array]:
    """Return start values for each seed: (len(seeds), ...) kernel and bias per layer, inputs to output.

    The feature layer and the output use the seed itself (as the article did), earlier layers the
    seeds after it.
    """
    units = [2, *recipe.hidden_layers, 1]
    last = len(units) - 2
    values: list[Array] = []
    for layer, shape in enumerate(pairwise(units)):
        name = recipe.output_initializer if layer == last else recipe.hidden_initializer
        shift = 0 if layer >= last - 1 else 1 + layer
        bias = 0.0 if layer == last else recipe.hidden_bias
        values.append(initial_kernels(name, shape, [seed + shift for seed in seeds]))
        values.append(np.full((len(seeds), shape[1]), bias, dtype=np.float32))
    return values


class MemberDense(keras.layers.Layer):
    """A dense layer for many members at once: every array carries the members as its last axis.

    xW + b is written as sums of products, so that it compiles to the same arithmetic for one member
    as for a thousand: a member of a sweep equals the single run of its seed bit for bit.
    """

    def __init__(self, units: int, members: int, activation: str) -> None:
        super().__init__()
        self.units, self.members = units, members
        self.activation = keras.activations.get(activation)

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Create kernel (in, units, members) and bias (units, members)."""
        self.kernel = self.add_weight(shape=(shape[1], self.units, self.members))
        self.bias = self.add_weight(shape=(self.units, self.members))

    def affine(self, points: tf.Tensor) -> tf.Tensor:
        """Return xW + b, (points, units, members)."""
        kernel = tf.convert_to_tensor(self.kernel)
        total = points[:, 0, None] * kernel[0]
        for unit in range(1, kernel.shape[0]):
            total = total + points[:, unit, None] * kernel[unit]
        return total + self.bias

    def call(self, points: tf.Tensor) -> tf.Tensor:
        """Return sigma(xW + b), (points, units, members)."""
        return self.activation(self.affine(points))


def build_model(recipe: Recipe, members: int = 1) -> keras.Sequential:
    """Return the recipe's Keras model for so many members, (n, 2, 1 or members) -> (n, 1, members)."""
    layers = [MemberDense(units, members, recipe.activation) for units in recipe.hidden_layers]
    return keras.Sequential([keras.Input((2, 1)), *layers, MemberDense(1, members, "sigmoid")])


class CompiledTraining:
    """A recipe's training, for one or many members, as one compiled loop over all updates.

    Parameters
    ----------
    recipe : Recipe
        What all members share.
    seeds : sequence of int
        Seed of each member's start weights.
    """

    def __init__(self, recipe: Recipe, seeds: Sequence[int]) -> None:
        self.recipe, self.members = recipe, len(seeds)
        self.inputs, self.targets = dataset_named(recipe.dataset).points(recipe.points, recipe.data_seed)
        self._shares = batch_shares(recipe)
        self._model = build_model(recipe, self.members)
        self._variables = self._model.trainable_variables
        self._optimizer = optimizer_of(recipe)
        self._optimizer.build(self._variables)
        self.reseed(seeds)
        self._optimizer_start = [variable.numpy() for variable in self._optimizer.variables]
        self._can_die = any(activation_named(recipe.activation).flat)
        self._updates = tf.function(self._after_each_update, jit_compile=True, autograph=False)
        self._epochs = tf.function(self._after_each_epoch, jit_compile=True, autograph=False)

    def reseed(self, seeds: Sequence[int]) -> None:
        """Give as many members other start weights; what is compiled stays compiled."""
        if len(seeds) != self.members:
            raise ValueError(f"compiled for {self.members} members, got {len(seeds)} seeds")
        self._start = [np.moveaxis(array, 0, -1) for array in initial_weights(self.recipe, seeds)]

    @cached_property
    def _rows(self) -> Array:
        """Which points make up each batch of the whole run, (U, batch size, 1)."""
        return np.concatenate(list(islice(epoch_orders(self.recipe), self.recipe.epochs)))[..., None]

    def restart(self) -> list[Array]:
        """Put every variable back to its start; return the start weights, members last."""
        for variable, value in zip(self._variables, self._start, strict=True):
            variable.assign(value)
        for variable, value in zip(self._optimizer.variables, self._optimizer_start, strict=True):
            variable.assign(value)
        return self._start

    def updates(self) -> list[Array]:
        """Train from the start; return the weights after every update, (U + 1, ..., members) per variable."""
        start = self.restart()
        after = self._updates(self.inputs, self.targets, self._rows, self._shares)
        return [np.concatenate([first[None], rest]) for first, rest in zip(start, after, strict=True)]

    def epochs(self, orders: Sequence[Iterator[Array]], block: int) -> Iterator[list[Array]]:
        """Train from the start, at most `block` epochs at a time.

        Parameters
        ----------
        orders : sequence of batch orders
            One, shared by all members, or one per member (see `batches.epoch_orders`).

        Yields
        ------
        list of arrays with a leading axis of epochs and the members last: the weights per variable
        (from the inputs to the output), the loss, the number of points right, whether all negatives
        are right, whether each feature unit is alive. The first block is the start alone.
        """
        measure_start = tf.function(self._measurements, autograph=False)
        start = self.restart()
        yield [np.asarray(value)[None] for value in [*start, *measure_start(self.inputs, self.targets)]]
        for first in range(0, self.recipe.epochs, block):
            count = min(block, self.recipe.epochs - first)
            rows = np.stack([np.stack([next(order) for order in orders], axis=-1) for _ in range(count)])
            yield [value.numpy() for value in self._epochs(self.inputs, self.targets, rows, self._shares)]

    def _update(self, inputs: tf.Tensor, targets: tf.Tensor, rows: tf.Tensor, shares: tf.Tensor) -> None:
        """Take one step of the optimizer on one batch; rows are (batch size, 1 or members)."""
        points = tf.stack([tf.gather(inputs[:, axis], rows) for axis in range(2)], axis=1)
        with tf.GradientTape() as tape:
            each = _losses(tf.gather(targets, rows)[:, None], self._model(points, training=True))
            # Members do not touch each other: the gradient of the sum is each member's own.
            loss = tf.reduce_sum(each * shares[:, None, None]) / tf.reduce_sum(shares)
        self._optimizer.apply(tape.gradient(loss, self._variables), self._variables)

    def _measurements(self, inputs: tf.Tensor, targets: tf.Tensor) -> tuple[tf.Tensor, ...]:
        """Return loss, points right, negatives all right, units alive; per member on all points."""
        *earlier, feature_layer, output = self._model.layers
        points = inputs[:, :, None]
        for layer in earlier:
            points = layer(points)
        z = feature_layer.affine(points)
        with tf.GradientTape() as tape:
            tape.watch(z)
            a = feature_layer.activation(z)
        p = output(a)
        positive = targets[:, None, None] > 0.5
        right = (p > 0.5) == positive
        alive = tf.ones((2, self.members), tf.bool)
        if self._can_die:
            alive = tf.reduce_any(tape.gradient(a, z) != 0, axis=0)
        return (
            tf.reduce_mean(_losses(targets[:, None, None], p)[:, 0], axis=0),
            tf.math.count_nonzero(right[:, 0], axis=0),
            tf.reduce_all(right | positive, axis=0)[0],
            alive,
        )

    def _after_each_update(
        self, inputs: tf.Tensor, targets: tf.Tensor, rows: tf.Tensor, shares: tf.Tensor
    ) -> list[tf.Tensor]:
        steps = self.recipe.updates_per_epoch

        def record(step: tf.Tensor) -> list[tf.Tensor]:
            self._update(inputs, targets, rows[step], shares[step % steps])
            return [tf.convert_to_tensor(variable) for variable in self._variables]

        return _recorded(record, rows.shape[0], [(tf.float32, v.shape) for v in self._variables])

    def _after_each_epoch(
        self, inputs: tf.Tensor, targets: tf.Tensor, rows: tf.Tensor, shares: tf.Tensor
    ) -> list[tf.Tensor]:
        one = (self.members,)
        kinds = [(tf.float32, v.shape) for v in self._variables]
        kinds += [(tf.float32, one), (tf.int64, one), (tf.bool, one), (tf.bool, (2, *one))]

        def record(epoch: tf.Tensor) -> list[tf.Tensor]:
            def update(step: tf.Tensor) -> tuple[tf.Tensor]:
                self._update(inputs, targets, rows[epoch, step], shares[step])
                return (step + 1,)

            tf.while_loop(lambda step: step < rows.shape[1], update, (tf.constant(0),))
            return [*map(tf.convert_to_tensor, self._variables), *self._measurements(inputs, targets)]

        return _recorded(record, rows.shape[0], kinds)


def _losses(targets: tf.Tensor, p: tf.Tensor) -> tf.Tensor:
    """Return the binary cross-entropy of each point and member, as Keras computes it in a graph."""
    return keras.ops.binary_crossentropy(tf.broadcast_to(targets, p.shape), p)


def _recorded(
    record: Callable[[tf.Tensor], list[tf.Tensor]], times: int, kinds: Sequence[tuple[Any, Any]]
) -> list[tf.Tensor]:
    """Call `record` so many times in a compiled loop; return what it gave, stacked."""

    def body(index: tf.Tensor, *stored: tf.TensorArray) -> tuple[Any, ...]:
        values = record(index)
        return (index + 1, *[array.write(index, v) for array, v in zip(stored, values, strict=True)])

    empty = [tf.TensorArray(kind, times, element_shape=shape) for kind, shape in kinds]
    _, *stored = tf.while_loop(
        lambda index, *_: index < times, body, (tf.constant(0), *empty), maximum_iterations=times
    )
    return [array.stack() for array in stored]


def train(recipe: Recipe) -> tuple[dict[str, Array], dict[str, Any]]:
    """Train a recipe from its start; return (arrays, provenance) as the cache file holds them.

    Raises
    ------
    LectureError
        When the weights run off to infinity.
    """
    run = CompiledTraining(recipe, [recipe.seed])
    weights = Weights.from_layers([array[..., 0] for array in run.updates()])
    if not all(np.all(np.isfinite(array)) for array in weights.arrays()):
        raise LectureError(
            f"training {recipe.activation} at learning_rate {recipe.learning_rate:g} ran off to infinite"
            f" weights, expected finite ones; try: --set learning_rate={recipe.learning_rate / 10:g}"
        )
    loss, accuracy = measure(recipe, weights[:: recipe.updates_per_epoch], run.inputs, run.targets)
    arrays = {
        **dict(zip(weight_shapes(recipe), weights.arrays(), strict=True)),
        "loss": loss,
        "accuracy": accuracy,
        "inputs": run.inputs,
        "targets": run.targets,
        "updates_per_epoch": np.array(recipe.updates_per_epoch, dtype=np.int64),
    }
    trajectory = from_arrays(recipe, arrays, {})
    return arrays, {"made_with": made_with(), "glide_deviation": trajectory.glide_deviation()}


def made_with() -> dict[str, str]:
    """Return the versions of the libraries, and the kind of processor, that training depends on."""
    return {
        "tensorflow": tf.__version__,
        "keras": keras.__version__,
        "numpy": np.__version__,
        "machine": platform.machine(),
    }
