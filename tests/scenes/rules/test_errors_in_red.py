"""A wrong point looks the same everywhere: its marks and bars alone are drawn in the hue of errors."""

from __future__ import annotations

import ast
from pathlib import Path

from training.paths import ROOT

#: Who draws in it: strokes with rings on planes, and bars and a dot of charts that stand for points.
DRAWN_IN = {
    "scenes/kit/planes/wrong_marks.py",
    "scenes/kit/planes/panels.py",
    "scenes/props/problem/point_loss.py",
}
#: Functions that only name a hue.
NAMING = {"hue_said"}


def uses_of(colour: str, source: str) -> list[int]:
    """Lines in which ``theme.<colour>`` is used for anything but its name."""
    tree = ast.parse(source)
    named = {
        id(argument)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in NAMING
        for argument in call.args
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node) == f"theme.{colour}"
        and id(node) not in named
    ]


def scene_sources() -> dict[str, str]:
    return {
        str(path.relative_to(ROOT)): path.read_text() for path in sorted(Path(ROOT, "scenes").rglob("*.py"))
    }


def test_no_scene_draws_errors_in_a_way_of_its_own() -> None:
    found = {path for path, source in scene_sources().items() if uses_of("WRONG", source)}
    assert found == DRAWN_IN


def test_another_use_of_the_hue_is_found() -> None:
    assert uses_of("WRONG", "ring = Circle(color=theme.WRONG)\nsay(hue_said(theme.WRONG))") == [1]
