"""Everything a scene's film depends on, by content: change one byte of it and the digest changes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from lecture.freshness.production import Scene
from lecture.system.files import digest_of_value, digest_or_absent


def scene_inputs(scene: Scene) -> dict[str, str]:
    """Return the digest of every input of one scene, by its name.

    Returns
    -------
    dict
        ``{"scenes/affine.py": sha256, "run sigmoid": sha256, ...}``.
    """
    shot, root = scene.shot, scene.layout.root
    inputs = {str(path.relative_to(root)): digest_or_absent(path) for path in scene.sources}
    inputs["picture format"] = digest_of_value(scene.layout.picture.to_json())
    inputs["shot"] = digest_of_value([shot.file, shot.name, shot.activation])
    inputs["lecture file's look"] = digest_of_value(scene.look)
    inputs["manim's user-wide configuration"] = digest_or_absent(Path.home() / ".config/manim/manim.cfg")
    return inputs | {f"run {run.name}": digest_or_absent(run.path) for run in scene.runs}


def stamps(scene: Scene) -> dict[str, tuple[int, int]]:
    """Return when each of a scene's files was last written, and its inode: an edit taken back shows there."""
    found = {}
    for path in scene.sources:
        with suppress(FileNotFoundError):
            status = path.stat()
            found[str(path.relative_to(scene.layout.root))] = (status.st_mtime_ns, status.st_ino)
    return found


def forget_racy_bytecode(scene: Scene) -> None:
    """Remove compiled files of a scene's sources that were written in the same second as the source.

    Python compares whole seconds and sizes, so an edit within that second would go unseen.
    """
    for path in scene.sources:
        compiled = Path(cache_from_source(str(path)))
        with suppress(FileNotFoundError):
            if compiled.stat().st_mtime < int(path.stat().st_mtime) + 1:
                compiled.unlink()


def observed_now(root: Path, observed: Mapping[str, str]) -> dict[str, str]:
    """Return today's digests of the files a scene was seen to read when it was last drawn."""
    return {name: digest_or_absent(root / name) for name in observed}


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
