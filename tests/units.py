"""Which tests go to one process together when several share the work."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

from training.paths import ROOT

REVIEW = "tests/scenes/test_craft.py::test_every_still_of_the_lecture_would_pass_a_review"
RULES = "tests/scenes/rules/"


class Units(LoadScopeScheduling):
    """Hands out files of tests, for they share fixtures; slow tests go alone.

    xdist's own loadgroup does nothing with the pytest that is pinned (pytest-xdist issue 1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


def unit_of(nodeid: str) -> str:
    """Return the name of the unit of a test, the same for all tests of it."""
    name, _, parameters = nodeid.partition("[")
    path, _, function = name.partition("::")
    if name == REVIEW or (path.startswith(RULES) and parameters):
        # Where the scene's own tests run it is played once for all of them.
        return tested_in(parameters.rstrip("]").rpartition("-")[2]) or path
    return name if function in slow_tests(path) else path


@cache
def slow_tests(path: str) -> frozenset[str]:
    """Return the tests of a file that carry the mark ``slow``."""
    functions = [node for node in tree_of(path).body if isinstance(node, ast.FunctionDef)]
    return frozenset(
        node.name for node in functions if "pytest.mark.slow" in map(ast.unparse, node.decorator_list)
    )


@cache
def tested_in(scene: str) -> str | None:
    """Return the first file of tests, by name, that imports a scene of the lecture."""
    for file in sorted((ROOT / "tests" / "scenes").glob("test_*.py")):
        path = str(file.relative_to(ROOT))
        imports = [node for node in tree_of(path).body if isinstance(node, ast.ImportFrom)]
        if any(scene in {alias.name for alias in node.names} for node in imports):
            return path
    return None


@cache
def tree_of(path: str) -> ast.Module:
    """Return the syntax tree of a file, named from the project root."""
    return ast.parse(Path(ROOT, path).read_text())
