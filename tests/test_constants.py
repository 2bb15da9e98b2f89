"""Every constant says what it is: its unit or form, and why it has this value where that is a choice."""

from __future__ import annotations

import ast

import pytest

from training.paths import ROOT

ROOMS = ("training", "film", "voice", "companion", "scenes", "lecture", "benchmarks")
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]

#: Constants that say nothing, and some that do: what the check below must tell apart.
SILENT = '''
import os

FIRST = 1

#: Seconds.
TOLD_BEFORE = 2
TOLD_BEFORE_TOO = 3

TOLD_AFTER = 4
"""Manim units."""
_HIDDEN: int = 5

A, B = 6, 7
lower = 8
'''


def is_constant(node: ast.stmt) -> bool:
    """Whether a statement sets names in capitals."""
    if isinstance(node, ast.AnnAssign):
        targets: list[ast.expr] = [node.target] if node.value else []
    else:
        targets = node.targets if isinstance(node, ast.Assign) else []
    names = [name for target in targets for name in getattr(target, "elts", [target])]
    return bool(names) and all(isinstance(n, ast.Name) and n.id.strip("_").isupper() for n in names)


def silent_constants(source: str) -> list[str]:
    """Return the constants of a module that neither a comment above nor a text below describes.

    Constants line by line are described together: by what stands above the first, or below the last.
    """
    body, lines, found = ast.parse(source).body, source.splitlines(), []
    described = False
    for number, node in enumerate(body):
        if not is_constant(node):
            described = False
            continue
        above = lines[node.lineno - 2].startswith("#")
        described = above or (described and body[number - 1].end_lineno == node.lineno - 1)
        if not described and not described_below(body, number):
            found.append(lines[node.lineno - 1].split(" = ")[0])
    return found


def described_below(body: list[ast.stmt], number: int) -> bool:
    """Whether a text follows a constant, or the constants right below it."""
    for node, following in zip(body[number:], body[number + 1 :], strict=False):
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            return isinstance(following.value.value, str)
        if not is_constant(following) or following.lineno != (node.end_lineno or 0) + 1:
            return False
    return False


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_constant_is_described(path) -> None:
    assert silent_constants(path.read_text(encoding="utf-8")) == []


def test_a_constant_that_says_nothing_is_found() -> None:
    """The control."""
    assert silent_constants(SILENT) == ["FIRST", "_HIDDEN: int", "A, B"]
