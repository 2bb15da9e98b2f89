"""A reader's files of runs go to Python and come back, or are refused in one sentence."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.companion.golden import Golden, unpacked
from tests.companion.unseen import nine
from training.paths import CACHE
from training.recipe.recipe import Recipe
from training.run.trajectory import from_arrays, load
from training.storage.store import read_file, run_form


def written(golden: Golden, recipe: Recipe, ending: str) -> bytes:
    """Return the file that the page writes of a training of its own."""
    script = """return (async (recipe, ending) => {
      const {weights, updatesPerEpoch, epochs, loss, accuracy} = trained(recipe);
      const data = DATASETS.get(recipe.dataset)(recipe.points, recipe.data_seed);
      const run = {name: "mine", recipe, weights, updatesPerEpoch, epochs, data, loss, accuracy};
      const blob = ending === "npz" ? writeNpz(run) : writeJson(run);
      return base64(new Uint8Array(await blob.arrayBuffer()));
    })(...arguments)"""
    return base64.b64decode(golden.run(script, recipe.as_dict(), ending))


def read(golden: Golden, data: bytes, name: str = "mine.npz") -> Any:
    """Return what the page makes of a file: its run, or one sentence."""
    script = """return (async (text, name) => {
      const run = await read(bytes(text).buffer, name);
      if (run instanceof Error) return run.message;
      const {recipe, weights, loss, accuracy, data, epochs, updatesPerEpoch} = run;
      return [recipe, packed(weights), packed(loss), packed(accuracy), packed(data.inputs),
              packed(data.targets), epochs, updatesPerEpoch];
    })(...arguments)"""
    return golden.run(script, base64.b64encode(data).decode(), name)


SMALL = Recipe("elu", "moons", points=30, epochs=3, learning_rate=1e-05, hidden_bias=2.0)


@pytest.mark.parametrize("recipe", [SMALL, Recipe(epochs=2), Recipe(epochs=1, learning_rate=1234567.0 / 8)])
def test_pythons_reader_takes_an_npz_of_the_page(golden: Golden, recipe: Recipe, tmp_path: Path) -> None:
    file = tmp_path / "mine.npz"
    file.write_bytes(written(golden, recipe, "npz"))
    run = from_arrays(recipe, *read_file(file, run_form(recipe), None))
    found = golden.numbers("trained(arguments[0]).weights", recipe.as_dict()).reshape(-1, 9)
    assert np.array_equal(nine(run.weights), found)
    assert run.at(1).hidden_kernel.shape == (2, 2)
    assert np.all(run.loss > 0)
    assert zipfile.ZipFile(file).testzip() is None


def test_a_digest_is_pythons(golden: Golden) -> None:
    rates = (1e-12, 1.5e-05, 0.0001, 0.05, 1.0, 12.25, 1e6, 0.1 + 0.2)
    recipes = [Recipe(learning_rate=rate, hidden_bias=-rate) for rate in rates]
    found = golden.run("return arguments[0].map(digest)", [recipe.as_dict() for recipe in recipes])
    assert found == [recipe.digest() for recipe in recipes]
    assert golden.run("return USUAL") == Recipe().as_dict()


@pytest.mark.parametrize("ending", ["npz", "json"])
def test_what_the_page_writes_it_reads(golden: Golden, ending: str) -> None:
    recipe, weights, _, _, _, targets, epochs, updates = read(golden, written(golden, SMALL, ending))
    assert recipe == SMALL.as_dict()
    assert np.array_equal(unpacked(weights), golden.numbers("trained(arguments[0]).weights", recipe))
    assert (len(unpacked(targets)), epochs, updates) == (60, 3, 4)


@pytest.mark.parametrize("name", ["sigmoid", "dead_unit"])
def test_a_file_of_the_cache_is_read_by_the_page(golden: Golden, name: str) -> None:
    run = load(name)
    _, weights, loss, _, inputs, *_ = read(golden, (CACHE / f"{name}.npz").read_bytes())
    assert np.array_equal(unpacked(weights), nine(run.weights).ravel())
    assert np.array_equal(unpacked(loss), run.loss)
    assert np.array_equal(unpacked(inputs), run.inputs.ravel())


def test_a_deflated_npz_is_read_too(golden: Golden) -> None:
    plain = zipfile.ZipFile(io.BytesIO(written(golden, SMALL, "npz")))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in plain.namelist():
            archive.writestr(name, plain.read(name))
    assert read(golden, packed.getvalue())[0] == SMALL.as_dict()


def changed(data: bytes, member: str, content: bytes) -> bytes:
    """Return an npz with other content in one member."""
    plain, made = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in plain.namelist():
            archive.writestr(name, content if name == f"{member}.npy" else plain.read(name))
    return made.getvalue()


def npy(array: Any) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def test_a_damaged_or_foreign_file_is_refused_in_one_sentence(golden: Golden) -> None:
    sound = written(golden, SMALL, "npz")
    plain = json.loads(written(golden, SMALL, "json"))
    recipe = json.dumps({"schema": 1, "recipe": {**SMALL.as_dict(), "hidden_layers": [10, 2]}})
    huge = json.dumps({"schema": 1, "recipe": {**SMALL.as_dict(), "epochs": 10**9}})
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("loss.npy", bytes(40_000_000))
    flipped = bytearray(sound)
    flipped[500] ^= 1
    files: dict[bytes | str, str] = {
        b"": "neither an npz nor JSON",
        b"\x00\xff" * 50: "neither an npz nor JSON",
        b"version https://git-lfs.github.com/spec/v1": "neither an npz nor JSON",
        b"[1, 2]": "no run that this page",
        b"null": "no run that this page",
        b"PK": "cut off or damaged",
        sound[:-30]: "cut off or damaged",
        sound[: len(sound) // 2]: "cut off or damaged",
        bytes(flipped): "hidden_bias.npy is damaged",
        bomb.getvalue(): "too large",
        changed(sound, "loss", npy(np.full(4, np.nan, "f4"))): "loss has values that are no numbers",
        changed(sound, "loss", npy(np.zeros(5, "f4"))): "loss is missing or of another size",
        changed(sound, "loss", npy(np.zeros(4, "f8"))): "loss is missing or of another size",
        changed(sound, "targets", b"x"): "targets is missing or of another size",
        changed(sound, "loss", npy(np.ones(4, "f4"))): "numbers were changed",
        changed(sound, "provenance", npy(np.array("{"))): "no npz of a run",
        changed(sound, "provenance", npy(np.array(recipe))): "not one hidden layer of two units",
        changed(sound, "provenance", npy(np.array(huge))): "epochs is 1000000000",
        json.dumps({**plain, "weights": plain["weights"][1:]}): "too few numbers",
        json.dumps({**plain, "loss": ["a"] * 4}): "too few numbers",
        json.dumps({**plain, "targets": [2] * 60}): "classes other than 0 and 1",
        json.dumps({**plain, "recipe": {**plain["recipe"], "activation": "cube"}}): "not known here",
        json.dumps({**plain, "recipe": {**plain["recipe"], "seed": None}}): "seed is null",
        json.dumps({**plain, "recipe": 7}): "no recipe",
    }
    for data, expected in files.items():
        told = read(golden, data.encode() if isinstance(data, str) else data)
        assert isinstance(told, str), expected
        assert expected in told
        assert told.startswith("mine.npz cannot be shown: ")
        assert told.count(".") == told.removesuffix(".").count(".") + 1
        assert "\n" not in told
    assert isinstance(read(golden, sound), list)


@pytest.mark.parametrize("ending", ["npz", "json"])
def test_a_file_has_as_many_points_as_any_run_here_may_have(golden: Golden, ending: str) -> None:
    most = golden.run("return MOST_POINTS")
    held, refused = (
        read(golden, written(golden, Recipe(points=count, epochs=1), ending))
        for count in (most // 2, most // 2 + 1)
    )
    assert isinstance(held, list)
    assert f"it has {most + 2} points, at most {most} points can be trained on" in refused


def test_a_file_whose_milestones_would_hang_the_page_is_refused(golden: Golden) -> None:
    plain = json.loads(written(golden, SMALL, "json"))

    def told(epochs: int, pairs: int) -> Any:
        curves = {name: [0] * (epochs + 1) for name in ("loss", "accuracy")}
        points = {"inputs": [0] * 4 * pairs, "targets": [0, 1] * pairs}
        recipe = {**plain["recipe"], "epochs": epochs, "batch_size": 1000}
        run = {**plain, **curves, **points, "recipe": recipe, "weights": [0] * 9 * (epochs + 1)}
        return read(golden, json.dumps(run).encode())

    assert "50000 epochs of 162 points are more than a page can measure" in told(50_000, 81)
    assert isinstance(told(100, 81), list)


def test_a_training_that_ended_before_its_first_epoch_has_no_npz(golden: Golden) -> None:
    """Python knows no recipe of 0 epochs."""
    told = golden.run("return writeNpz({recipe: {...USUAL, epochs: 0}, weights: [], data: {}}).message")
    assert told == "This run cannot be saved as npz: its epochs is 0, expected 1 to 100000."


def test_points_of_ones_own_have_no_npz(golden: Golden) -> None:
    assert "save this run as JSON" in golden.run(
        "return writeNpz({recipe: {...USUAL, dataset: 'own'}, weights: [], data: {}}).message"
    )
