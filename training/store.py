"""The cache file of one run: which members it has, how they are written, how they are checked."""

import json
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training import paths
from training.cache import accepted, read_capped, sha256
from training.errors import LectureError
from training.npz import TEXT, DamagedError, Expected, StrictNpz, npz_bytes, size_cap
from training.paths import shown
from training.recipe import FEATURE_UNITS, Recipe
from training.runs import cache_name, command_for

Array = NDArray[Any]
SCHEMA = 1


def cache_path(recipe: Recipe) -> Path:
    """Return the file that holds this recipe's run and no other's."""
    return paths.CACHE / cache_name(recipe)


def weight_shapes(recipe: Recipe) -> dict[str, tuple[int, ...]]:
    """Return the shapes of one set of weights, by member name, in the order of the file."""
    units = [2, *recipe.hidden_layers]
    shapes: dict[str, tuple[int, ...]] = {
        "hidden_kernel": (units[-2], FEATURE_UNITS),
        "hidden_bias": (FEATURE_UNITS,),
        "output_kernel": (FEATURE_UNITS, 1),
        "output_bias": (1,),
    }
    for layer, (above, here) in enumerate(zip(units[:-2], units[1:-1], strict=True)):
        shapes[f"earlier_{layer}_kernel"] = (above, here)
        shapes[f"earlier_{layer}_bias"] = (here,)
    return shapes


def expected_members(recipe: Recipe) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Return dtype and shape of every array in the run's file."""
    weights = {name: ("<f4", (recipe.updates + 1, *shape)) for name, shape in weight_shapes(recipe).items()}
    return {
        **weights,
        "loss": ("<f4", (recipe.epochs + 1,)),
        "accuracy": ("<f4", (recipe.epochs + 1,)),
        "inputs": ("<f4", (2 * recipe.points, 2)),
        "targets": ("<f4", (2 * recipe.points,)),
        "updates_per_epoch": ("<i8", ()),
    }


def content_digest(arrays: dict[str, Array]) -> str:
    """Return the sha256 over names and bytes of the arrays, in the order of their names."""
    parts = [name.encode() + b"\0" + np.ascontiguousarray(arrays[name]).tobytes() for name in sorted(arrays)]
    return sha256(b"\0".join(parts))


def run_bytes(recipe: Recipe, arrays: dict[str, Array], provenance: dict[str, Any]) -> bytes:
    """Return the npz bytes of a run; equal runs give equal bytes."""
    record = {
        "schema": SCHEMA,
        "recipe": recipe.as_dict(),
        "recipe_digest": recipe.digest(),
        "content_sha256": content_digest(arrays),
        **provenance,
    }
    ordered = {name: arrays[name] for name in expected_members(recipe)}
    return npz_bytes({**ordered, "provenance": np.array(json.dumps(record, sort_keys=True))})


def read_run(
    path: Path, recipe: Recipe, digests: Collection[str] | None
) -> tuple[dict[str, Array], dict[str, Any]]:
    """Return (arrays, provenance) of a run's file after checking all of it.

    Parameters
    ----------
    path : Path
    recipe : Recipe
        The recipe the file must have been made from.
    digests : collection of str or None
        The sha256 values the manifest accepts; None leaves the manifest out (the file's own
        digest of its contents is checked all the same).

    Raises
    ------
    LectureError
        When anything at all is not as expected.
    """
    remedy = f"run: {command_for(recipe)}"
    expected = expected_members(recipe)
    members: Expected = {**expected, "provenance": TEXT}
    # A file of another recipe may be larger: read it far enough to say so.
    data = read_capped(path, max(size_cap(members), 32_000_000), remedy)
    try:
        if digests is not None and sha256(data) not in digests:
            StrictNpz(data)
            raise DamagedError("its sha256 is not the one in the manifest")
        archive = StrictNpz(data)
        provenance = _provenance(archive, path, recipe, remedy)
        archive.require(members)
        arrays = {name: archive.array(name, dtype, shape) for name, (dtype, shape) in expected.items()}
        if int(arrays["updates_per_epoch"]) != recipe.updates_per_epoch:
            raise DamagedError(f"updates_per_epoch is {int(arrays['updates_per_epoch'])}")
        if provenance.get("content_sha256") != content_digest(arrays):
            raise DamagedError("its arrays are not the ones it was written with")
    except DamagedError as error:
        raise LectureError(f"{shown(path)} is damaged: {error}; {remedy} --force") from None
    return arrays, provenance


def _provenance(archive: StrictNpz, path: Path, recipe: Recipe, remedy: str) -> dict[str, Any]:
    """Return the provenance once its schema and its recipe are the expected ones."""
    try:
        provenance: Any = json.loads(archive.text("provenance"))
        schema, found = provenance["schema"], dict(provenance["recipe"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DamagedError("its provenance is not readable") from None
    if schema != SCHEMA:
        raise LectureError(f"{shown(path)} has schema {schema!r}, expected {SCHEMA}; {remedy} --force")
    wanted = recipe.as_dict()
    for key in wanted:
        if found.get(key) != wanted[key]:
            raise LectureError(
                f"{shown(path)} has {key} = {found.get(key)!r}, the recipe asks for {wanted[key]!r}; {remedy}"
            )
    if set(found) != set(wanted) or provenance.get("recipe_digest") != recipe.digest():
        raise LectureError(f"{shown(path)} was made from another recipe; {remedy}")
    return dict(provenance)


def load_arrays(recipe: Recipe) -> tuple[dict[str, Array], dict[str, Any]]:
    """Return (arrays, provenance) of the cached run of a recipe.

    Raises
    ------
    LectureError
        When the file is missing, damaged, not in the manifest, or made from another recipe.
    """
    path = cache_path(recipe)
    remedy = f"run: {command_for(recipe)}"
    if not os.path.lexists(path):
        raise LectureError(f"{shown(path)} is missing; {remedy}")
    return read_run(path, recipe, accepted(path.parent, path.name, remedy))
