"""Everything a scene's film depends on, by content: change one byte of it and the digest changes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from lecture.freshness.declared import Needs, needs_of
from lecture.freshness.sources import source_files
from lecture.request.layout import Layout
from lecture.request.shots import Shot, ShotList
from lecture.system.files import digest_of_value, digest_or_absent
from training import paths
from training.recipe.runs import cache_name, named_recipe
from training.sweep.sweep import LECTURE_SWEEPS, named_plan, sweep_name

#: Files outside the imports that shape every scene.
SHARED_FILES = ("manim.cfg", "requirements-render.lock")
#: The module that draws a scene; it and what it imports belong to every scene's inputs.
DRAWING_MODULE = "lecture/scene/drawing.py"


def needs_of_shot(layout: Layout, shot: Shot) -> Needs:
    """Return the runs and sweeps a shot reads: what its class declares, and its own activation."""
    needs = needs_of(layout.root, layout.scene_path(shot), shot.name)
    if shot.activation is None or shot.activation in needs.runs:
        return needs
    return Needs((*needs.runs, shot.activation), needs.sweeps)


def run_file(run: str) -> Path:
    """Return the cache file of a run or a named sweep under today's recipe.

    Raises
    ------
    LectureError
        If there is no such run; the nearest is named.
    """
    if run in LECTURE_SWEEPS:
        return paths.CACHE / sweep_name(named_plan(run))
    return paths.CACHE / cache_name(named_recipe(run))


def scene_inputs(layout: Layout, shots: ShotList, shot: Shot) -> dict[str, str]:
    """Return the digest of every input of one scene, by its name.

    Parameters
    ----------
    layout : Layout
        Project root and picture format.
    shots : ShotList
        The lecture.
    shot : Shot
        One of its scenes.

    Returns
    -------
    dict
        ``{"scenes/affine.py": sha256, "run sigmoid": sha256, ...}``.

    Raises
    ------
    LectureError
        If a source file is missing or not Python, or the class is not in it.
    """
    root = layout.root
    inputs = {str(path.relative_to(root)): digest_or_absent(path) for path in scene_files(layout, shot)}
    inputs["picture format"] = digest_of_value(layout.picture.as_json())
    inputs["shot"] = digest_of_value([shot.file, shot.name, shot.activation])
    inputs["lecture file's look"] = digest_of_value(shots.read_by_scenes())
    inputs["manim's user-wide configuration"] = digest_or_absent(Path.home() / ".config/manim/manim.cfg")
    for run in needs_of_shot(layout, shot).cached:
        inputs[f"run {run}"] = digest_or_absent(run_file(run))
    return inputs


def scene_files(layout: Layout, shot: Shot) -> list[Path]:
    """Return the project files that shape a scene: its sources, the drawing's, the shared ones; sorted."""
    files = {layout.scene_path(shot)} | {layout.root / name for name in SHARED_FILES}
    for first in (layout.scene_path(shot), layout.root / DRAWING_MODULE):
        files.update(source_files(layout.root, first))
    return sorted(files)


def stamps(layout: Layout, shot: Shot) -> dict[str, tuple[int, int]]:
    """Return when each of a scene's files was last written, and its inode: an edit taken back shows there."""
    found = {}
    for path in scene_files(layout, shot):
        with suppress(FileNotFoundError):
            status = path.stat()
            found[str(path.relative_to(layout.root))] = (status.st_mtime_ns, status.st_ino)
    return found


def forget_racy_bytecode(layout: Layout, shot: Shot) -> None:
    """Remove compiled files of a scene's sources that were written in the same second as the source.

    Python compares whole seconds and sizes, so an edit within that second would go unseen.
    """
    for path in scene_files(layout, shot):
        compiled = Path(cache_from_source(str(path)))
        with suppress(FileNotFoundError):
            if compiled.stat().st_mtime < int(path.stat().st_mtime) + 1:
                compiled.unlink()


def observed_now(layout: Layout, observed: Mapping[str, str]) -> dict[str, str]:
    """Return today's digests of the files a scene was seen to read when it was last drawn."""
    return {name: digest_or_absent(layout.root / name) for name in observed}


def difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Say in words what differs between two sets of inputs, nothing when they are equal."""
    words = []
    for name in sorted({*before, *now}):
        if name not in before:
            words.append(f"{name} is new")
        elif name not in now:
            words.append(f"{name} is gone")
        elif before[name] != now[name]:
            words.append(f"{name} is missing" if now[name] == "absent" else f"{name} changed")
    return words
