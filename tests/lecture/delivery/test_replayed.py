"""Pages link to the runs that the companion replays, and to no other."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from lecture.delivery import replayed as rooms
from lecture.freshness.cached import cached
from training.recipe.recipe import Recipe
from training.recipe.runs import run_names


def scene(slug: str, *runs: Any) -> Any:
    return SimpleNamespace(slug=slug, runs=runs)


@pytest.fixture
def production() -> Any:
    deep = SimpleNamespace(name="deep", made_from=Recipe(hidden_layers=(10, 2)))
    own = SimpleNamespace(name="own", made_from=Recipe(seed=1))
    return SimpleNamespace(
        scenes=(
            scene("First", own, cached("tanh"), cached("sigmoid")),
            scene("Second", deep, cached("seed_sweep"), cached("tanh")),
            scene("Third"),
        )
    )


def test_runs_come_once_in_the_order_of_every_lecture_then_its_own(production: Any) -> None:
    assert list(rooms.replayed(production)) == ["sigmoid", "tanh", "own"]
    assert run_names().index("sigmoid") < run_names().index("tanh")


def test_a_scene_names_its_own_run_first_and_none_that_is_deeper_or_a_sweep(production: Any) -> None:
    assert rooms.runs_of_scenes(production) == {
        "First": ("own", "tanh", "sigmoid"),
        "Second": ("tanh",),
        "Third": (),
    }
