"""Final weights of trainings that the page has never seen, by TensorFlow: what a browser's are compared with.

``python -m tests.companion.unseen`` makes unseen.npz anew, in half a minute.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.network.activations import ACTIVATIONS
from training.network.formulas import Weights
from training.recipe.recipe import Recipe

FILE = Path(__file__).with_name("unseen.npz")
#: Seeds of start weights that no run and no sweep of the lecture has, with the three activations it sweeps.
SEEDS = {seed: ("sigmoid", "tanh", "relu")[seed % 3] for seed in range(100, 120)}
#: Other activations, data sets, rates; batches that do not divide the points; orders and biases of their own.
OTHERS = [
    Recipe(
        activation=activation,
        dataset=dataset,
        points=150,
        epochs=40,
        batch_size=32,
        learning_rate=0.1,
        hidden_bias=0.25,
        seed=200 + place,
        order_seed=7,
    )
    for place, (activation, dataset) in enumerate(
        zip(ACTIVATIONS, ("parabolas", "circles", "moons", "xor", "spirals") * 3, strict=False)
    )
]


def recipes() -> list[Recipe]:
    """Return all trainings in the order of the file."""
    return [Recipe(activation=activation, seed=seed) for seed, activation in SEEDS.items()] + OTHERS


def nine(weights: Weights) -> NDArray[np.float32]:
    """Return a stack of weights as rows W11, W12, W21, W22, b1, b2, V1, V2, c."""
    return np.concatenate([array.reshape(len(array), -1) for array in weights.arrays()], axis=1)


def main() -> None:
    from training.run.fit import CompiledTraining

    found = []
    for recipe in recipes():
        updates = CompiledTraining(recipe, [recipe.seed]).updates()
        found.append(nine(Weights.from_layers([array[-1:, ..., 0] for array in updates]))[0])
    np.savez(FILE, weights=np.stack(found))


if __name__ == "__main__":
    main()
