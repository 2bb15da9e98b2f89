"""A cache file: which members it has, how they are written, how they are checked."""

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training import paths
from training.errors import LectureError
from training.paths import shown
from training.recipe.recipe import FEATURE_UNITS, Recipe
from training.recipe.runs import cache_name, command_for
from training.storage.cache import accepted, read_capped, sha256
from training.storage.npz import TEXT, DamagedError, Expected, StrictNpz, npz_bytes, size_cap

Array = NDArray[Any]
SCHEMA = 1
"""Of a cache file; a reader refuses any other."""
OTHER_RECIPE_CAP = 32_000_000
"""Bytes that are read of a file even when its recipe's own cap is lower, to say what differs: 32 MB."""


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
    for layer, (above, here) in enumerate(pairwise(units[:-1])):
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


def content_digest(arrays: Mapping[str, Array]) -> str:
    """Return the sha256 over names and bytes of the arrays, in the order of their names."""
    parts = [name.encode() + b"\0" + np.ascontiguousarray(arrays[name]).tobytes() for name in sorted(arrays)]
    return sha256(b"\0".join(parts))


@dataclass(frozen=True)
class Form:
    """What a cache file must be: its members, what it was made from, how to make it again.

    Parameters
    ----------
    members : {name: (dtype, shape)}
    source : dict
        The recipe (or sweep plan) as JSON values.
    digest : str
        The digest of that recipe.
    remedy : str
        What to type to make the file.
    finite : bool
        Whether every value must be finite.
    """

    members: dict[str, tuple[str, tuple[int, ...]]]
    source: dict[str, Any]
    digest: str
    remedy: str
    finite: bool = True


def run_form(recipe: Recipe) -> Form:
    """Return what the cache file of a recipe's run must be."""
    return Form(expected_members(recipe), recipe.as_dict(), recipe.digest(), command_for(recipe))


def file_bytes(
    form: Form, arrays: Mapping[str, Array], provenance: Mapping[str, Any], compressed: bool = False
) -> bytes:
    """Return the npz bytes of a cache file; equal contents give equal bytes."""
    ordered = {name: arrays[name] for name in form.members}
    record = {
        "schema": SCHEMA,
        "recipe": form.source,
        "recipe_digest": form.digest,
        "content_sha256": content_digest(ordered),
        **provenance,
    }
    return npz_bytes({**ordered, "provenance": np.array(json.dumps(record, sort_keys=True))}, compressed)


def read_file(
    path: Path, form: Form, digests: Collection[str] | None
) -> tuple[dict[str, Array], dict[str, Any]]:
    """Return (arrays, provenance) of a cache file after checking all of it.

    Parameters
    ----------
    path : Path
    form : Form
        What the file must be.
    digests : collection of str or None
        The sha256 values the manifest accepts; None leaves the manifest out (the file's own
        digest of its contents is checked all the same).

    Raises
    ------
    LectureError
        When anything at all is not as expected.
    """
    # A file made from another recipe may be larger: it is read all the same, to say what differs.
    cap = max(size_cap({**form.members, "provenance": TEXT}), OTHER_RECIPE_CAP)
    return checked(path, read_capped(path, cap, f"run: {form.remedy}"), form, digests)


def checked(
    path: Path, data: bytes, form: Form, digests: Collection[str] | None
) -> tuple[dict[str, Array], dict[str, Any]]:
    """Return (arrays, provenance) of a cache file's bytes after checking all of them; see `read_file`."""
    remedy = f"run: {form.remedy}"
    members: Expected = {**form.members, "provenance": TEXT}
    try:
        archive = StrictNpz(data)
        if digests is not None and sha256(data) not in digests:
            raise DamagedError("its sha256 is not the one in the manifest")
        provenance = _provenance(archive, path, form)
        archive.require(members)
        arrays = {
            name: archive.array(name, dtype, shape, form.finite)
            for name, (dtype, shape) in form.members.items()
        }
        if provenance.get("content_sha256") != content_digest(arrays):
            raise DamagedError("its arrays are not the ones it was written with")
    except DamagedError as error:
        raise LectureError(f"{shown(path)} is damaged: {error}; {remedy} --force") from None
    return arrays, provenance


def _provenance(archive: StrictNpz, path: Path, form: Form) -> dict[str, Any]:
    """Return the provenance once its schema and its recipe are the expected ones."""
    try:
        provenance: Any = json.loads(archive.text("provenance"))
        schema, found = provenance["schema"], dict(provenance["recipe"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DamagedError("its provenance is not readable") from None
    if schema != SCHEMA:
        raise LectureError(
            f"{shown(path)} has schema {schema!r}, expected {SCHEMA}; run: {form.remedy} --force"
        )
    for key, wanted in form.source.items():
        if found.get(key) != wanted:
            raise LectureError(
                f"{shown(path)} has {key} = {found.get(key)!r}, the recipe asks for {wanted!r};"
                f" run: {form.remedy}"
            )
    if set(found) != set(form.source) or provenance.get("recipe_digest") != form.digest:
        raise LectureError(f"{shown(path)} was made from another recipe; run: {form.remedy}")
    return dict(provenance)


def load_checked(path: Path, form: Form) -> tuple[dict[str, Array], dict[str, Any]]:
    """Return (arrays, provenance) of a cache file that its folder's manifest vouches for.

    Raises
    ------
    LectureError
        When the file is missing, damaged, not in the manifest, or made from another recipe.
    """
    remedy = f"run: {form.remedy}"
    if not os.path.lexists(path):
        raise LectureError(f"{shown(path)} is missing; {remedy}")
    return read_file(path, form, accepted(path.parent, path.name, remedy))
