"""The project files a scene file is made of, found by following its imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from training.errors import LectureError


@dataclass(frozen=True)
class Source:
    """One project file.

    Attributes
    ----------
    path : Path
        Where it is.
    tree : ast.Module
        What is written in it.
    imports : dict
        Every dotted name it imports from the project, wherever in it, with the files that importing it runs.
    """

    path: Path
    tree: ast.Module
    imports: dict[str, tuple[Path, ...]]


def parse(path: Path) -> ast.Module:
    """Parse a Python file.

    Raises
    ------
    LectureError
        If the file is missing or is not Python.
    """
    try:
        return parsed(path.read_bytes(), str(path))
    except FileNotFoundError as error:
        raise LectureError(f"{path} does not exist; correct `file` in lecture.toml") from error
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f"{path}:{line}" if line else str(path)
        raise LectureError(
            f"{where} is not valid Python ({error.args[0]}); correct it, then run again", 1
        ) from error


@lru_cache(maxsize=1024)
def parsed(source: bytes, name: str) -> ast.Module:
    """Return a module's tree, parsed once for each content it has."""
    return ast.parse(source, filename=name)


def look_afresh() -> None:
    """Forget which files stand for which module: files may have come or gone since."""
    module_files.cache_clear()


@cache
def module_files(root: Path, module: str, beside: Path) -> tuple[Path, ...]:
    """Return the project files that importing a dotted name runs, outermost package first.

    Parameters
    ----------
    root : Path
        Project root.
    module : str
        Absolute dotted name; a name outside the project gives none.
    beside : Path
        The scene file's own folder, which manim puts in front of the import path.
    """
    first = module.split(".", 1)[0]
    for start in (beside, root):
        if not ((start / first).is_dir() or (start / f"{first}.py").is_file()):
            continue
        files: list[Path] = []
        folder = start
        for part in module.split("."):
            package, plain = folder / part / "__init__.py", folder / f"{part}.py"
            if package.is_file():
                files.append(package)
            elif plain.is_file():
                files.append(plain)
            elif not (folder / part).is_dir():
                break
            folder = folder / part
        if files:
            return tuple(files)
    return ()


@lru_cache(maxsize=1024)
def imported_names(tree: ast.Module, package: str) -> tuple[str, ...]:
    """Return every dotted name a module imports, wherever in it; ``from a import b`` gives both a and a.b."""
    return tuple(dict.fromkeys(names_imported(tree, package)))


def names_imported(tree: ast.Module, package: str) -> Iterator[str]:
    """Yield the names of `imported_names` as they come, some more than once."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, base] if base else parents)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def sources_of(root: Path, first: Path) -> dict[Path, Source]:
    """Return a scene file and every project file its imports reach.

    Parameters
    ----------
    root : Path
        Project root; files outside it are not followed.
    first : Path
        The scene file.

    Returns
    -------
    dict
        By path, the scene file first.

    Raises
    ------
    LectureError
        If one of the files is missing or is not Python.
    """
    found: dict[Path, Source] = {}
    waiting = [first]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        tree, package = parse(path), ".".join(path.relative_to(root).parent.parts)
        files = {name: module_files(root, name, first.parent) for name in imported_names(tree, package)}
        found[path] = Source(path, tree, {name: ran for name, ran in files.items() if ran})
        waiting.extend(path for ran in files.values() for path in ran)
    return found


def source_files(root: Path, first: Path) -> list[Path]:
    """Return the paths of `sources_of`, sorted."""
    return sorted(sources_of(root, first))
