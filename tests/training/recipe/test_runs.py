"""Named runs, lecture.toml, and a cache file for each recipe."""

import itertools

import pytest

from training import paths
from training.errors import LectureError
from training.recipe.recipe import Recipe, parse_settings
from training.recipe.runs import cache_name, command_for, named_recipe, run_names

LECTURE = """
[recipe]
epochs = 200
[runs.wide]
activation = "gelu"
hidden_layers = [10, 2]
"""


def test_without_a_lecture_file_a_name_is_the_articles_recipe(empty_cache):
    assert named_recipe("gelu") == Recipe(activation="gelu")
    assert run_names() == ["sigmoid", "tanh", "relu", "linear", "dead_unit"]
    assert named_recipe("dead_unit").activation == "relu"


def test_the_lecture_file_changes_every_recipe_and_adds_runs(empty_cache):
    paths.LECTURE_TOML.write_text(LECTURE)
    assert named_recipe("sigmoid") == Recipe(epochs=200)
    assert named_recipe("wide") == Recipe(activation="gelu", hidden_layers=(10, 2), epochs=200)
    assert named_recipe("wide", {"epochs": "9"}).epochs == 9
    assert run_names()[-1] == "wide"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[recipe]\nepoch = 3", "did you mean epochs"),
        ("[recipe]\nactivations = 3", "did you mean activation"),
        ("[runs.mine]\nactivation = 'rellu'", "did you mean relu"),
        ("recipe = 3", "must be a table"),
        ("[runs]\nmine = 3", "must be a table"),
        ("[recipe\n", "is not TOML"),
    ],
)
def test_a_wrong_lecture_file_is_refused_in_one_line(empty_cache, text, hint):
    paths.LECTURE_TOML.write_text(text)
    with pytest.raises(LectureError, match=hint) as refusal:
        named_recipe("mine" if "mine" in text else "sigmoid")
    assert "\n" not in refusal.value.message


def test_a_run_with_an_activation_s_name_has_that_activation(empty_cache):
    paths.LECTURE_TOML.write_text("[runs.relu]\nlearning_rate = 0.1\n")
    assert named_recipe("relu") == Recipe("relu", learning_rate=0.1)
    paths.LECTURE_TOML.write_text('[runs.relu]\nactivation = "tanh"\n')
    with pytest.raises(LectureError, match=r"\[runs\.relu\].*'tanh', expected relu"):
        named_recipe("relu")


def test_an_unknown_run_is_refused_with_the_nearest(empty_cache):
    with pytest.raises(LectureError, match="did you mean dead_unit"):
        named_recipe("dead_unt")


def test_two_recipes_never_share_a_cache_file(empty_cache):
    recipes = [
        Recipe(activation=activation, epochs=epochs, seed=seed, learning_rate=rate)
        for activation, epochs, seed, rate in itertools.product(
            ("sigmoid", "relu"), (60, 150), (23, 42), (0.05, 1.5)
        )
    ]
    assert len({cache_name(recipe) for recipe in recipes}) == len(recipes)
    assert cache_name(Recipe()) == "sigmoid.npz"
    assert cache_name(named_recipe("dead_unit")) == "dead_unit.npz"


def test_the_name_does_not_follow_a_changed_recipe(empty_cache):
    published = cache_name(named_recipe("sigmoid"))
    paths.LECTURE_TOML.write_text("[recipe]\nepochs = 200\n[runs.dead_unit]\nactivation = 'relu'\nseed = 1\n")
    assert cache_name(named_recipe("sigmoid")) != published
    assert cache_name(named_recipe("dead_unit")) != "dead_unit.npz"


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(activation="tanh"),
        Recipe(activation="relu", epochs=60, learning_rate=1.5, seed=23),
        Recipe(activation="mish", hidden_layers=(10, 2), optimizer="adam", hidden_bias=-0.5),
    ],
)
def test_the_command_an_error_names_leads_to_exactly_that_recipe(empty_cache, recipe):
    name, *settings = command_for(recipe).removeprefix("python -m training ").split(" --set ")
    assert named_recipe(name, parse_settings(settings)) == recipe
