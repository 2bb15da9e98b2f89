"""Which folder under media/ a lecture file's films lie in: no two lecture files share one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from lecture.request.layout import VOICE
from lecture.system.files import held
from training.errors import LectureError
from training.storage.messages import Message

#: Folders under media/ that are no lecture's: what was spoken, and the home of users who have none.
SHARED = (VOICE, "home")
#: The file in a lecture's folder that holds its `Owner`.
OWNER = "lecture-file.json"


@dataclass(frozen=True)
class Owner(Message):
    """Whose a folder under media/ is.

    Attributes
    ----------
    lecture : str
        Path of the lecture file: inside the project relative to it.
    """

    lecture: str


def media_name(root: Path, lecture: Path) -> str:
    """Return the name of a lecture's folder under media/: that of its file, made longer where it is taken.

    Parameters
    ----------
    root : Path
        Project root.
    lecture : Path
        The lecture file, absolute.

    Raises
    ------
    LectureError
        If the file's name cannot be a folder's.
    """
    name = lecture.stem
    if name.startswith(".") or {"{", "}"} & {*name}:
        # manim fills in what stands in braces in a path.
        raise LectureError(f"{str(lecture)!r} gives its films no folder name; rename it to such as talk.toml")
    if name.lower() not in SHARED and owner_of(root, name) in (None, located(lecture)):
        return name
    return f"{name}-{hashlib.sha256(written(root, lecture).encode()).hexdigest()[:8]}"


def owner_of(root: Path, name: str) -> Path | None:
    """Return the lecture file whose films lie in a folder under media/; None when it is free."""
    if name == "lecture":
        return located(root / "lecture.toml")
    try:
        owner = root / Owner.read(root / "media" / name / OWNER).lecture
    except LectureError:
        return None
    return located(owner) if owner.exists() else None


def claim(root: Path, name: str, lecture: Path) -> None:
    """Note in a lecture's folder whose it is.

    Raises
    ------
    LectureError
        If another lecture file of that name came first, at the same moment.
    """
    folder = root / "media" / name
    if owner_of(root, name) == located(lecture):
        return
    folder.mkdir(parents=True, exist_ok=True)
    with held(root / "media" / "lecture-files.lock"):
        if owner_of(root, name) not in (None, located(lecture)):
            raise LectureError(f"media/{name} was taken this moment; run the same command again", 1)
        Owner(written(root, lecture)).write(folder / OWNER)


def located(lecture: Path) -> Path:
    """Return a lecture file's path through no linked folder: one file has one, however it is reached."""
    return lecture.parent.resolve() / lecture.name


def written(root: Path, lecture: Path) -> str:
    """Return a lecture file's path as noted: inside the project relative to it, so that it may be moved."""
    path = located(lecture)
    return str(path.relative_to(root.resolve()) if path.is_relative_to(root.resolve()) else path)
