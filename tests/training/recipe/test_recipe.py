"""Recipes: defaults of the article, exact digests, refusals that help."""

import dataclasses
from typing import Any

import pytest

from training.errors import LectureError
from training.recipe.recipe import INITIALIZERS, OPTIMIZERS, Recipe, parse_settings

OTHER_VALUES = {
    "activation": "tanh", "dataset": "moons", "points": 999, "epochs": 151, "batch_size": 17,
    "optimizer": "adam", "learning_rate": 0.051, "hidden_layers": (10, 2), "hidden_initializer": "he_normal",
    "output_initializer": "zeros", "hidden_bias": -1.0, "seed": 43, "data_seed": 14, "order_seed": 14,
}  # fmt: skip


def test_the_defaults_are_the_articles_values():
    recipe = Recipe()
    assert (recipe.points, recipe.epochs, recipe.batch_size) == (1000, 150, 16)
    assert (recipe.optimizer, recipe.learning_rate, recipe.hidden_layers) == ("sgd", 0.05, (2,))
    assert recipe.updates_per_epoch == 125
    assert recipe.updates == 18_750


def test_every_field_changes_the_digest():
    assert set(OTHER_VALUES) == {field.name for field in dataclasses.fields(Recipe)}
    digests = {Recipe().changed({key: value}).digest() for key, value in OTHER_VALUES.items()}
    assert len(digests) == len(OTHER_VALUES)
    assert Recipe().digest() not in digests


def test_the_digest_does_not_depend_on_how_a_value_was_typed():
    typed = Recipe().changed({"learning_rate": "1", "epochs": "300", "hidden_layers": "10-2"})
    assert typed == Recipe(learning_rate=1, epochs=300, hidden_layers=(10, 2))
    as_json: dict[str, Any] = {"epochs": 300.0, "hidden_layers": [10, 2]}
    assert typed.digest() == Recipe(learning_rate=1.0, **as_json).digest()


def test_a_smaller_last_batch_counts_as_an_update():
    assert Recipe(points=5, batch_size=4).updates_per_epoch == 3


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("epoch", 3, "did you mean epochs"),
        ("lerning_rate", 3, "did you mean learning_rate"),
        ("activation", "rellu", "did you mean relu"),
        ("dataset", "parabola", "did you mean parabolas"),
        ("optimizer", "adm", "did you mean adam"),
        ("hidden_initializer", "he_norml", "did you mean he_normal"),
        ("epochs", "many", "a whole number"),
        ("epochs", 2.5, "a whole number"),
        ("epochs", True, "a whole number"),
        ("epochs", 0, "expected 1 to"),
        ("epochs", float("inf"), "a whole number"),
        ("learning_rate", float("nan"), "expected"),
        ("learning_rate", -0.1, "expected"),
        ("points", 1, "expected 2 to"),
        ("batch_size", None, "a whole number"),
        ("optimizer", 3, "a name"),
        ("hidden_layers", "10-3", "the last with 2"),
        ("hidden_layers", "", "units such as"),
        ("hidden_layers", (), "the last with 2"),
        ("seed", -1, "expected 0 to"),
        ("epochs", 100_000, "expected at most 100 million"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(key, value, hint):
    with pytest.raises(LectureError, match=hint) as refusal:
        Recipe().changed({key: value})
    assert "\n" not in refusal.value.message
    assert refusal.value.exit_code == 2


def test_settings_are_key_equals_value():
    assert parse_settings(["epochs=300", "optimizer = adam"]) == {"epochs": "300", "optimizer": "adam"}
    with pytest.raises(LectureError, match="KEY=VALUE"):
        parse_settings(["epochs"])
    with pytest.raises(LectureError, match="did you mean epochs"):
        parse_settings(["epoch=3"])


def test_every_optimizer_and_initializer_is_one_that_keras_has():
    import keras

    from training.run.fit import initial_kernels, optimizer_of

    for optimizer in OPTIMIZERS:
        built = optimizer_of(Recipe(optimizer=optimizer))
        assert float(built.learning_rate) == pytest.approx(0.05)
    for name in INITIALIZERS:
        kernels = initial_kernels(name, (2, 2), [3, 3, 4])
        assert kernels.shape == (3, 2, 2)
        assert (kernels[0] == kernels[1]).all()
        assert (kernels[0] == kernels[2]).all() == (name in ("zeros", "ones", "identity"))
    assert (
        keras.optimizers.SGD(0.1, momentum=0.9).momentum
        == optimizer_of(Recipe(optimizer="momentum")).momentum
    )
    assert optimizer_of(Recipe(optimizer="nesterov")).nesterov
