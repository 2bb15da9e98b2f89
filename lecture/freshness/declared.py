"""What a scene class declares it needs, read from its source without importing it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

from lecture.freshness.sources import Source
from training.errors import LectureError
from training.naming import nearest
from training.paths import shown

#: The class attributes that name what a scene reads: its cached runs, and its cached sweeps.
DECLARATIONS = ("runs", "sweeps")


def declared_names(sources: Mapping[Path, Source], class_name: str) -> tuple[str, ...]:
    """Return the cached runs, then the cached sweeps, that a scene class declares.

    Parameters
    ----------
    sources : mapping
        The scene file, first, and what it imports.
    class_name : str
        The scene.

    Raises
    ------
    LectureError
        If the file has no such class (one like it is named), or a declaration is not literal.
    """
    scene_file = next(iter(sources))
    known = classes_in(sources[scene_file])
    if class_name not in known:
        near = nearest(class_name, known)
        hint = f"; did you mean {near}?" if near else ""
        raise LectureError(f"{shown(scene_file)} has no scene {class_name!r}{hint}; correct it there")
    found = [attribute_of(sources, scene_file, class_name, attribute) or () for attribute in DECLARATIONS]
    return tuple(name for names in found for name in names)


def attribute_of(
    sources: Mapping[Path, Source], path: Path, class_name: str, attribute: str
) -> tuple[str, ...] | None:
    """Return an attribute of a class, or of its bases in their order; None when nobody sets it."""
    node = classes_in(sources[path]).get(class_name)
    if node is None:
        return None
    for statement in node.body:
        value = value_set(statement, attribute)
        if value is not None:
            return literal_names(value, f"{shown(path)}: {class_name}.{attribute}")
    for base in node.bases:
        if not isinstance(base, ast.Name):
            continue
        for home in homes_of(sources[path], base.id, class_name):
            found = attribute_of(sources, home, base.id, attribute)
            if found is not None:
                return found
    return None


def classes_in(source: Source) -> dict[str, ast.ClassDef]:
    """Return the classes a module defines at its top level, by name."""
    return {node.name: node for node in source.tree.body if isinstance(node, ast.ClassDef)}


def value_set(statement: ast.stmt, attribute: str) -> ast.expr | None:
    """Return what a statement of a class body sets an attribute to, None when it does not."""
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    if any(isinstance(target, ast.Name) and target.id == attribute for target in targets):
        assert isinstance(statement, ast.Assign | ast.AnnAssign)
        return statement.value
    return None


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


def homes_of(source: Source, name: str, child: str) -> list[Path]:
    """Return the project files in which the base of a class, as named in its module, may be defined."""
    if name in classes_in(source) and name != child:
        return [source.path]
    return [files[-1] for dotted, files in source.imports.items() if dotted.endswith(f".{name}")]
