"""Fixtures of the training room's tests."""

import json
from pathlib import Path

import numpy as np
import pytest

from training import paths
from training.recipe.recipe import Recipe
from training.storage.store import content_digest, expected_members, file_bytes, run_form

HERE = Path(__file__).parent


@pytest.fixture
def empty_cache(tmp_path, monkeypatch):
    """A cache folder of its own, and no lecture.toml."""
    folder = tmp_path / "cache"
    folder.mkdir()
    monkeypatch.setattr(paths, "CACHE", folder)
    monkeypatch.setattr(paths, "LECTURE_TOML", tmp_path / "lecture.toml")
    return folder


@pytest.fixture(scope="session")
def author():
    """The article author's own recorded weights (D. V. Godoy, deepreplay, MIT licence)."""
    return json.loads((HERE / "author_sigmoid_epochs_0_to_10.json").read_text())


@pytest.fixture(scope="session")
def small_recipe():
    return Recipe(points=4, epochs=2, batch_size=4)


@pytest.fixture(scope="session")
def small_arrays(small_recipe):
    """Arrays of the right form, without training: what the file layer is tested with."""
    random = np.random.default_rng(7)
    arrays = {
        name: random.normal(size=shape).astype(dtype)
        for name, (dtype, shape) in expected_members(small_recipe).items()
    }
    arrays["updates_per_epoch"] = np.array(small_recipe.updates_per_epoch, dtype=np.int64)
    return arrays


@pytest.fixture(scope="session")
def small_bytes(small_recipe, small_arrays):
    assert len(content_digest(small_arrays)) == 64
    return file_bytes(run_form(small_recipe), small_arrays, {"made_with": {"numpy": "0"}})
