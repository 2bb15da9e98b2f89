"""What the companion cannot carry is left out of its page, and all else stays an error."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from companion import export
from companion.export import TooLargeError, packed
from lecture.delivery.companion_page import carried
from training.errors import LectureError
from training.recipe.recipe import Recipe
from training.recipe.runs import named_recipe
from training.run.trajectory import Trajectory, load


def test_a_weight_beyond_the_format_is_refused_and_one_at_its_edge_is_not() -> None:
    weights = load("sigmoid").weights[:3]
    for largest, refused in ((16384.0, False), (16385.0, True)):
        kernel = weights.hidden_kernel.copy()
        kernel[1, 0, 0] = largest
        grown = replace(weights, hidden_kernel=kernel)
        if refused:
            with pytest.raises(TooLargeError, match=r"weight of 16385.*up to 16384"):
                packed("wild", grown)
        else:
            assert len(packed("wild", grown)) == 3 * 9 * 4


def test_a_run_that_grew_beyond_all_bounds_is_left_out_and_the_others_are_carried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wild = Recipe(seed=7)

    def loaded(recipe: Recipe) -> Trajectory:
        run = load(named_recipe("sigmoid"))
        return (
            replace(run, weights=run.weights.map(lambda array: array * np.float32(1e6)))
            if recipe == wild
            else run
        )

    monkeypatch.setattr(export, "load", loaded)
    assert set(carried({"sigmoid": named_recipe("sigmoid"), "wild": wild})) == {"sigmoid"}


def test_a_run_that_is_not_in_the_cache_is_an_error() -> None:
    with pytest.raises(LectureError):
        carried({"missing": Recipe(seed=987_654)})
