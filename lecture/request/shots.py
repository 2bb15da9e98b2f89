"""The shot list: what lecture.toml says the lecture consists of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.errors import LectureError
from training.paths import shown
from training.recipe.lecture_file import hint, lecture_file, read_by_scenes


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
    poster_section : str, optional
        Name of the section of that scene whose middle is the poster; None for the middle of the scene.
    table : dict
        The whole file as parsed, for the parts scenes read.
    source : Path
        The file it was read from.
    """

    title: str
    shots: tuple[Shot, ...]
    poster: str
    poster_section: str | None
    table: dict[str, Any]
    source: Path

    def named(self, names: Sequence[str]) -> tuple[Shot, ...]:
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
                    f"scene {name!r} is not in {self.source.name}; {hint(name, known)} or add a [[scene]]"
                )
        return tuple(shot for shot in self.shots if not names or shot.slug in names)

    def read_by_scenes(self) -> dict[str, Any]:
        """Return the parts of the file that a scene may read while it renders."""
        return read_by_scenes(self.table)


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
    where = shown(path)
    if not path.exists():
        raise LectureError(f"{path} does not exist; try: ./render.sh --lecture lecture.toml")
    table = lecture_file(path)
    rows = table.get("scene")
    if not rows:
        raise LectureError(
            f'{where} lists no scene; add: [[scene]] file = "scenes/affine.py" name = "AffineTransform"'
        )
    shots = tuple(read_row(f"{where}, scene {number}", row) for number, row in enumerate(rows, 1))
    slugs = [shot.slug for shot in shots]
    if twice := [slug for slug in slugs if slugs.count(slug) > 1]:
        raise LectureError(f"{where} lists scene {twice[0]} twice; remove one [[scene]] row")
    poster = table.get("poster", slugs[0])
    if poster not in slugs:
        raise LectureError(f"{where}: poster {poster!r} is not one of its scenes; {hint(poster, slugs)}")
    if "title" not in table:
        raise LectureError(f'{where} has no title; add a line such as: title = "Activation functions"')
    return ShotList(table["title"], shots, poster, table.get("poster_section"), table, path)


def read_row(where: str, row: dict[str, str]) -> Shot:
    """Read one [[scene]] row.

    Raises
    ------
    LectureError
        If `file` or `name` is missing or unsafe as a path.
    """
    for key in ("file", "name"):
        if key not in row:
            raise LectureError(f"{where} has no {key}; add: {key} = ...")
    file = Path(row["file"])
    if file.is_absolute() or ".." in file.parts or file.suffix != ".py":
        raise LectureError(f"{where}: file {row['file']!r} must be a .py file inside the project")
    activation = row.get("activation")
    for value in filter(None, (row["name"], activation)):
        if not value.isidentifier():
            raise LectureError(f"{where}: {value!r} is not a name; write a class or activation name")
    return Shot(row["file"], row["name"], activation)
