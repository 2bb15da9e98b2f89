"""Learning: a Keras model, optimizer and loss driven by one compiled loop over all updates.

This is the only module that imports TensorFlow.
"""

import os
import platform
from typing import Any

# Both are read once, when TensorFlow is loaded. oneDNN makes the bits depend on the processor.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from training.batches import batch_order
from training.datasets import dataset_named
from training.network import Weights
from training.recipe import PUBLISHED_HIDDEN, PUBLISHED_OUTPUT, Recipe
from training.store import weight_shapes
from training.trajectory import Trajectory, from_arrays, measure
from training.interpolation import part

Array = NDArray[Any]
KERAS22_GRAPH_SEED = 87654321
# Standard deviation of a normal truncated at two standard deviations; Keras 2.2 divides by it.
TRUNCATED_DEVIATION = 0.87962566103423978
_KERAS_CLASSES = {
    "sgd": "SGD", "rmsprop": "RMSprop", "adam": "Adam", "adamw": "AdamW", "adagrad": "Adagrad",
    "adadelta": "Adadelta", "adamax": "Adamax", "nadam": "Nadam", "ftrl": "Ftrl", "lion": "Lion",
    "lamb": "Lamb", "adafactor": "Adafactor",
}  # fmt: skip


def optimizer_of(recipe: Recipe) -> keras.optimizers.Optimizer:
    """Return a fresh Keras optimizer with the recipe's learning rate."""
    rate = recipe.learning_rate
    if recipe.optimizer in ("momentum", "nesterov"):
        return keras.optimizers.SGD(rate, momentum=0.9, nesterov=recipe.optimizer == "nesterov")
    return getattr(keras.optimizers, _KERAS_CLASSES[recipe.optimizer])(learning_rate=rate)


def _keras22_draw(kind: str, shape: tuple[int, ...], seed: int) -> Array:
    """Return what TensorFlow 1's stateful random op drew first, given Keras 2.2's graph seed."""

    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        operation = getattr(tf.raw_ops, kind)
        drawn = operation(shape=list(shape), dtype=tf.float32, seed=KERAS22_GRAPH_SEED, seed2=seed)
        return np.asarray(session.run(drawn))


def initial_kernel(name: str, shape: tuple[int, int], seed: int) -> Array:
    """Return the start values of a kernel, float32.

    `keras2.2_glorot_normal` is a truncated normal of deviation sqrt(2 / (fan_in + fan_out)) after
    truncation; `keras2.2_random_normal` a normal of deviation 0.05; any other name is Keras's.
    """
    if name == PUBLISHED_HIDDEN:
        deviation = np.sqrt(2 / sum(shape)) / TRUNCATED_DEVIATION
        return _keras22_draw("TruncatedNormal", shape, seed) * np.float32(deviation)
    if name == PUBLISHED_OUTPUT:
        return _keras22_draw("RandomStandardNormal", shape, seed) * np.float32(0.05)
    seeded = {} if name in ("zeros", "ones", "identity") else {"seed": seed}
    initializer = keras.initializers.get({"class_name": name, "config": seeded})
    return np.asarray(initializer(shape, dtype="float32"))


def initial_weights(recipe: Recipe) -> list[Array]:
    """Return start values, kernel and bias per layer, from the inputs to the output.

    The feature layer and the output use the recipe's seed (as the article did), earlier layers
    the seeds after it.
    """
    units = [2, *recipe.hidden_layers, 1]
    last = len(units) - 2
    values: list[Array] = []
    for layer, shape in enumerate(zip(units[:-1], units[1:], strict=True)):
        name = recipe.output_initializer if layer == last else recipe.hidden_initializer
        seed = recipe.seed if layer >= last - 1 else recipe.seed + 1 + layer
        bias = 0.0 if layer == last else recipe.hidden_bias
        values += [initial_kernel(name, shape, seed), np.full(shape[1], bias, dtype=np.float32)]
    return values


def build_model(recipe: Recipe) -> keras.Model:
    """Return the recipe's untrained Keras model with its start values set."""
    hidden = [keras.layers.Dense(units, activation=recipe.activation) for units in recipe.hidden_layers]
    output = keras.layers.Dense(1, activation="sigmoid")
    model = keras.Sequential([keras.Input((2,)), *hidden, output])
    model.set_weights(initial_weights(recipe))
    return model


class CompiledRun:
    """A recipe's run as one compiled function; calling it again costs no compilation."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.inputs, self.targets = dataset_named(recipe.dataset)(recipe.points, recipe.data_seed)
        self._rows, self._shares = batch_order(recipe)
        self._model = build_model(recipe)
        self._start = self._model.get_weights()
        self._optimizer = optimizer_of(recipe)
        self._optimizer.build(self._model.trainable_variables)
        self._optimizer_start = [np.array(variable) for variable in self._optimizer.variables]
        self._loss = keras.losses.BinaryCrossentropy(reduction="none")
        self._run = tf.function(self._loop, jit_compile=True, autograph=False)

    def _update(self, inputs: tf.Tensor, targets: tf.Tensor, rows: tf.Tensor, shares: tf.Tensor) -> None:
        with tf.GradientTape() as tape:
            p = self._model(tf.gather(inputs, rows), training=True)
            each = self._loss(tf.gather(targets, rows)[:, None], p)
            loss = tf.reduce_sum(each * shares) / tf.reduce_sum(shares)
        variables = self._model.trainable_variables
        self._optimizer.apply(tape.gradient(loss, variables), variables)

    def _loop(
        self, inputs: tf.Tensor, targets: tf.Tensor, rows: tf.Tensor, shares: tf.Tensor
    ) -> list[tf.Tensor]:
        updates = rows.shape[0]
        variables = self._model.trainable_variables

        def body(step: tf.Tensor, *stored: tf.TensorArray) -> tuple[Any, ...]:
            self._update(inputs, targets, rows[step], shares[step])
            written = [
                array.write(step, tf.convert_to_tensor(variable.value))
                for array, variable in zip(stored, variables, strict=True)
            ]
            return (step + 1, *written)

        empty = [tf.TensorArray(tf.float32, updates, element_shape=v.shape) for v in variables]
        _, *stored = tf.while_loop(
            lambda step, *_: step < updates, body, (tf.constant(0), *empty), maximum_iterations=updates
        )
        return [array.stack() for array in stored]

    def __call__(self) -> list[Array]:
        """Return the weights after every update, start included: one (U + 1, ...) array per variable."""
        self._model.set_weights(self._start)
        for variable, value in zip(self._optimizer.variables, self._optimizer_start, strict=True):
            variable.assign(value)
        after = self._run(self.inputs, self.targets, self._rows, self._shares)
        return [
            np.concatenate([start[None], stored.numpy()])
            for start, stored in zip(self._start, after, strict=True)
        ]


def train(recipe: Recipe) -> tuple[dict[str, Array], dict[str, Any]]:
    """Train a recipe from its start; return (arrays, provenance) as the cache file holds them."""
    run = CompiledRun(recipe)
    layers = run()
    by_file = [*layers[-4:], *layers[:-4]]
    arrays: dict[str, Array] = dict(zip(weight_shapes(recipe), by_file, strict=True))
    weights = Weights(*by_file[:4], earlier=tuple(zip(by_file[4::2], by_file[5::2], strict=True)))
    per_epoch = part(weights, slice(None, None, recipe.updates_per_epoch))
    loss, accuracy = measure(recipe, per_epoch, run.inputs, run.targets)
    arrays |= {
        "loss": loss,
        "accuracy": accuracy,
        "inputs": run.inputs,
        "targets": run.targets,
        "updates_per_epoch": np.array(recipe.updates_per_epoch, dtype=np.int64),
    }
    trajectory: Trajectory = from_arrays(recipe, arrays, {})
    return arrays, {
        "made_with": {**library_versions(), "numpy": np.__version__, "machine": platform.machine()},
        "glide_deviation": trajectory.glide_deviation(),
    }


def library_versions() -> dict[str, str]:
    """Return the versions of the learning libraries."""
    return {"tensorflow": tf.__version__, "keras": keras.__version__}
