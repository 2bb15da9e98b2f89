"""What a scene class declares it needs, read from its source without importing it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from lecture.freshness.sources import imported_names, module_files, package_of, parse
from training.errors import LectureError


@dataclass(frozen=True)
class Needs:
    """Names of the cached runs and sweeps a scene reads."""

    runs: tuple[str, ...] = ()
    sweeps: tuple[str, ...] = ()

    @property
    def cached(self) -> tuple[str, ...]:
        """All names that `python -m training NAME` makes a cache file for."""
        return (*self.runs, *self.sweeps)


def classes_in(tree: ast.Module) -> dict[str, ast.ClassDef]:
    """Return the classes a module defines at its top level, by name."""
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def literal_names(value: ast.expr, where: str) -> tuple[str, ...]:
    """Read a literal tuple of strings.

    Raises
    ------
    LectureError
        If the expression is anything else.
    """
    try:
        names = ast.literal_eval(value)
    except ValueError:
        names = None
    if not isinstance(names, tuple | list) or not all(isinstance(name, str) for name in names):
        raise LectureError(f'{where} must be a literal tuple such as ("sigmoid",); write the names out')
    return tuple(names)


def attribute_of(root: Path, path: Path, class_name: str, attribute: str) -> tuple[str, ...] | None:
    """Look an attribute up in a class, then in its bases in their order; None when nobody sets it."""
    tree = parse(path)
    node = classes_in(tree).get(class_name)
    if node is None:
        return None
    for statement in node.body:
        targets: list[ast.expr] = []
        value: ast.expr | None = None
        if isinstance(statement, ast.Assign):
            targets, value = statement.targets, statement.value
        elif isinstance(statement, ast.AnnAssign):
            targets, value = [statement.target], statement.value
        if value is not None and any(isinstance(t, ast.Name) and t.id == attribute for t in targets):
            return literal_names(value, f"{path.relative_to(root)}: {class_name}.{attribute}")
    for base in node.bases:
        if not isinstance(base, ast.Name):
            continue
        for home in homes_of(root, path, tree, base.id):
            found = attribute_of(root, home, base.id, attribute)
            if found is not None:
                return found
    return None


def homes_of(root: Path, path: Path, tree: ast.Module, name: str) -> list[Path]:
    """Return the project files in which a class named in this module may be defined."""
    if name in classes_in(tree):
        return [path]
    wanted = [
        dotted for dotted in imported_names(tree, package_of(root, path)) if dotted.endswith(f".{name}")
    ]
    return [files[-1] for dotted in wanted if (files := module_files(root, dotted, path.parent))]


def needs_of(root: Path, path: Path, class_name: str) -> Needs:
    """Return the runs and sweeps a scene class declares.

    Parameters
    ----------
    root : Path
        Project root.
    path : Path
        The scene file.
    class_name : str
        The scene.

    Raises
    ------
    LectureError
        If the file has no such class (the nearest is named), or a declaration is not literal.
    """
    known = classes_in(parse(path))
    if class_name not in known:
        near = get_close_matches(class_name, known, n=1, cutoff=0.0)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise LectureError(f"{path.relative_to(root)} has no scene {class_name!r}{hint}; correct it there")
    return Needs(
        runs=attribute_of(root, path, class_name, "runs") or (),
        sweeps=attribute_of(root, path, class_name, "sweeps") or (),
    )
