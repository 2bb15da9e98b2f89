"""The shot list: what lecture.toml says the lecture consists of."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from training.errors import LectureError

#: Tables and keys lecture.toml may have; those that only shape the joined file render nothing anew.
JOIN_KEYS = ("title", "poster", "scene")
TRAINING_KEYS = ("recipe", "runs", "sweeps")
SCENE_KEYS = ("look", "narration")
ROW_KEYS = ("file", "name", "activation")


@dataclass(frozen=True)
class Shot:
    """One scene of the lecture.

    Attributes
    ----------
    file : str
        Scene file, relative to the project root.
    name : str
        Scene class in it.
    activation : str, optional
        For scenes that serve any activation: the one this shot shows.
    """

    file: str
    name: str
    activation: str | None = None

    @property
    def slug(self) -> str:
        """Name of the published file, unique in the lecture."""
        return self.name if self.activation is None else f"{self.name}-{self.activation}"


@dataclass(frozen=True)
class ShotList:
    """A lecture: its title, its scenes in order, the scene its poster comes from.

    Attributes
    ----------
    title : str
        Title of the joined file.
    shots : tuple of Shot
        In the order they are joined.
    poster : str
        Slug of the scene that gives the poster.
    table : dict
        The whole file as parsed, for the parts scenes read.
    source : Path
        The file it was read from.
    """

    title: str
    shots: tuple[Shot, ...]
    poster: str
    table: dict[str, Any]
    source: Path

    def named(self, names: list[str]) -> tuple[Shot, ...]:
        """Return the shots with these slugs in shot-list order; all of them when no name is given.

        Raises
        ------
        LectureError
            If a name is not in the shot list; the nearest is named.
        """
        known = [shot.slug for shot in self.shots]
        for name in names:
            if name not in known:
                raise LectureError(
                    f"scene {name!r} is not in {self.source.name}; {nearest(name, known)} or add a [[scene]]"
                )
        return tuple(shot for shot in self.shots if not names or shot.slug in names)

    def read_by_scenes(self) -> dict[str, Any]:
        """Return the parts of the file that a scene may read while it renders."""
        return {key: self.table[key] for key in SCENE_KEYS if key in self.table}


def nearest(name: str, known: list[str]) -> str:
    """Return ``did you mean ...?`` for the known name nearest to this one, or the list when it is short."""
    near = get_close_matches(name, known, n=1, cutoff=0.4)
    return f"did you mean {near[0]}?" if near else f"choose from {', '.join(known)}"


def read_shot_list(path: Path) -> ShotList:
    """Read and check a lecture file.

    Parameters
    ----------
    path : Path
        lecture.toml, or another lecture's file.

    Raises
    ------
    LectureError
        If the file is missing, is not TOML, has an unknown key, no scene, or two scenes of one name.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise LectureError(f"{path} does not exist; try: ./render.sh --lecture lecture.toml") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LectureError(f"{path} cannot be read as TOML ({error}); correct it, then run again") from error
    refuse_unknown(path.name, table, [*JOIN_KEYS, *TRAINING_KEYS, *SCENE_KEYS])
    shots = tuple(read_row(path.name, number, row) for number, row in enumerate(rows_of(path.name, table), 1))
    slugs = [shot.slug for shot in shots]
    if twice := [slug for slug in slugs if slugs.count(slug) > 1]:
        raise LectureError(f"{path.name} lists scene {twice[0]} twice; remove one [[scene]] row")
    poster = table.get("poster", slugs[0])
    if poster not in slugs:
        raise LectureError(
            f"{path.name}: poster {poster!r} is not one of its scenes; {nearest(str(poster), slugs)}"
        )
    title = table.get("title", "")
    if not isinstance(title, str) or not title.strip():
        raise LectureError(f'{path.name} has no title; add a line such as: title = "Activation functions"')
    return ShotList(title, shots, poster, table, path)


def rows_of(source: str, table: dict[str, Any]) -> list[Any]:
    """Return the [[scene]] rows, refusing a file without any."""
    rows = table.get("scene", [])
    if not isinstance(rows, list) or not rows:
        raise LectureError(
            f'{source} lists no scene; add: [[scene]] file = "scenes/affine.py" name = "AffineTransform"'
        )
    return rows


def read_row(source: str, number: int, row: Any) -> Shot:
    """Read one [[scene]] row.

    Raises
    ------
    LectureError
        If a key is unknown, or `file` or `name` is missing or unsafe as a path.
    """
    where = f"{source}, scene {number}"
    if not isinstance(row, dict):
        raise LectureError(f"{where} is not a table; write [[scene]] above its file and name")
    refuse_unknown(where, row, list(ROW_KEYS))
    for key in ("file", "name"):
        if not isinstance(row.get(key), str) or not row[key]:
            raise LectureError(f"{where} has no {key}; add: {key} = ...")
    file = Path(row["file"])
    if file.is_absolute() or ".." in file.parts or file.suffix != ".py":
        raise LectureError(f"{where}: file {row['file']!r} must be a .py file inside the project")
    activation = row.get("activation")
    for value in filter(None, (row["name"], activation)):
        if not isinstance(value, str) or not value.isidentifier():
            raise LectureError(f"{where}: {value!r} is not a name; write a class or activation name")
    return Shot(row["file"], row["name"], activation)


def refuse_unknown(where: str, table: dict[str, Any], known: list[str]) -> None:
    """Refuse a key nobody reads: a misspelt key must not be ignored in silence."""
    for key in table:
        if key not in known:
            raise LectureError(f"{where} has an unknown key {key!r}; {nearest(key, known)}")
