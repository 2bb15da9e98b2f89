"""What a mobject is called by those who hold it, to find it by in the source."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from manim import Mobject

from scenes.kit.stage.stage import LectureScene

_NEAR = 6
"""How many names deep is searched."""


def held_as(scene: LectureScene, wanted: Mobject) -> str:
    """Return the names that lead from a scene to a mobject, its class where nobody has named it."""
    seen, queue = {id(scene)}, deque([("", scene, 0)])
    while queue:
        path, holder, depth = queue.popleft()
        if holder is wanted:
            return f"{path[1:]} ({type(wanted).__name__})"
        if depth == _NEAR:
            continue
        for name, value in _parts(holder):
            if id(value) not in seen:
                seen.add(id(value))
                queue.append((f"{path}{name}", value, depth + 1))
    return type(wanted).__name__


def _parts(holder: Any) -> Iterator[tuple[str, Any]]:
    """What an object of ours holds: attributes, entries, children."""
    if isinstance(holder, dict):
        yield from ((f"[{key!r}]", value) for key, value in holder.items())
    elif isinstance(holder, list | tuple):
        yield from ((f"[{place}]", value) for place, value in enumerate(holder))
    elif isinstance(holder, Mobject | LectureScene) or type(holder).__module__.startswith("scenes"):
        held = {name: value for name, value in vars(holder).items() if name not in _MANIM}
        yield from ((f".{name}", value) for name, value in held.items())
        yield from ((f"[{place}]", value) for place, value in enumerate(getattr(holder, "submobjects", ())))


_MANIM = {"submobjects", "mobjects", "moving_mobjects", "static_mobjects", "animations", "renderer", "camera"}
"""Attributes by which manim holds everything."""
